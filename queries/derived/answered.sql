-- The linter has no grammar for macros.
-- noqa: disable=all
-- Whether a government's status is an answer: unknown (nothing that can be read) and not_answered (not
-- asked, or nothing given) are states of their own and in no denominator.
create macro has_answered(status) as status not in ('unknown', 'not_answered');
