"""Free texts and the reasons an officer reads in them. Texts in, marks of choices out; the text is kept."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from readiness import store
from readiness.definitions.questionnaire import Question, Survey
from readiness.definitions.spreadsheets import one_line
from readiness.intake.reading import Answers
from readiness.language.wording import t
from readiness.store import surveys
from readiness.store.surveys import AnswerEntry, Coding, Reason, SurveyEntry

_LONGEST_LABEL = 60
ADDED = "added_"  # begins the code of a reason that an officer added


@dataclass(frozen=True)
class FreeText:
    """One respondent's words to one question, and how they were coded; None if nobody has yet."""

    respondent_code: str
    question: Question
    text: str
    coding: Coding | None


def reasons_of(questions: Survey, question_code: str) -> dict[str, str]:
    """Choice -> label that a text to this question can be coded to: those asked, and those added since."""
    question = questions.question(question_code)
    known = {one.code: one.label for one in question.asked_choices if one.code != "other"}
    added = surveys.reasons(questions.subject)
    return known | {
        one.choice_code: one.label for one in added if one.question_code == question_code
    }


def free_texts(
    entry: SurveyEntry, questions: Survey, given: Mapping[str, AnswerEntry]
) -> list[FreeText]:
    """Every free text that counts, those without a coding first.

    A coding is of the words it was made for: a corrected file with other words asks again.
    """
    codings = {(one.respondent_code, one.question_code): one for one in _codings(entry)}
    found = []
    for code, answer in given.items():
        for question in questions.texts:
            text = answer.texts.get(question.text_key, "").strip()
            if not text:
                continue
            coding = codings.get((code, question.code))
            is_current = coding is not None and coding.written_text == text
            found.append(FreeText(code, question, text, coding if is_current else None))
    return sorted(found, key=lambda one: one.coding is not None)


def _codings(entry: SurveyEntry) -> list[Coding]:
    return surveys.codings(entry.survey_code)


def code_text(
    entry: SurveyEntry,
    found: FreeText,
    choices: tuple[str, ...],
    *,
    author: str,
    new_label: str = "",
) -> Coding:
    """Write down the reasons, with a new one if it is named.

    Raises StoreFault for a label that is too long, Conflict if somebody else coded the text since.
    """
    label = one_line(new_label).strip()
    if len(label) > _LONGEST_LABEL:
        raise store.StoreFault(t("survey.long_label", most=_LONGEST_LABEL))
    reason = None
    if label:
        known = [one for one in surveys.reasons(entry.subject) if one.label == label]
        same = [one for one in known if one.question_code == found.question.code]
        digest = hashlib.sha256(f"{found.question.code}{label}".encode()).hexdigest()[:8]
        code = same[0].choice_code if same else f"{ADDED}{digest}"
        choices = (*choices, code)
        if not same:
            reason = Reason(
                entry.subject,
                found.question.code,
                code,
                label,
                entry.survey_date,
                one_line(author),
            )
    last = {(one.respondent_code, one.question_code): one for one in _codings(entry)}
    before = last.get((found.respondent_code, found.question.code))
    is_same = before == found.coding or (
        found.coding is None and before is not None and before.written_text != found.text
    )
    number = before.coding_number if before and is_same else 0
    return surveys.code_text(
        entry.survey_code,
        Coding(
            found.respondent_code,
            found.question.code,
            found.text,
            tuple(dict.fromkeys(choices)),
            one_line(author),
            coding_number=number,
        ),
        reason,
    )


def coded_answers(entry: SurveyEntry, given: Mapping[str, AnswerEntry], answers: Answers) -> None:
    """Mark in ``answers`` the reasons that were read in free texts; その他 stays marked.

    A reason that no questionnaire offered is a no of everybody who answered the question and wrote
    nothing else; a text that nobody has coded yet says neither yes nor no.
    """
    codings = {
        (one.respondent_code, one.question_code): one
        for one in _codings(entry)
        if one.respondent_code in given and _text(given, one) == one.written_text
    }
    added = {
        (question, choice)
        for (_, question), one in codings.items()
        for choice in one.choice_codes
        if choice.startswith(ADDED)
    }
    for code, own in answers.items():
        if code not in given:
            continue
        for question, choice in sorted(added):
            text = given[code].texts.get(f"{question}.text", "").strip()
            is_read = not text or (code, question) in codings
            if is_read and any(key.startswith(f"{question}.") for key in own):
                own.setdefault(f"{question}.{choice}", "no")
        for question in {question for _, question in codings}:
            if coding := codings.get((code, question)):
                own |= {f"{question}.{choice}": "yes" for choice in coding.choice_codes}


def _text(given: Mapping[str, AnswerEntry], one: Coding) -> str:
    return given[one.respondent_code].texts.get(f"{one.question_code}.text", "").strip()
