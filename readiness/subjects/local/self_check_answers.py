"""Questions of the self-check, and answers to and from a file. Nothing is stored.

The answers of one government are plain values: question code -> chosen codes. They live in the
URL of the browser or in a file that the officer keeps.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from readiness.definitions.outside import parsed
from readiness.language.wording import t

FORMAT, VERSION = "telework-self-check", 1
LARGEST_FILE = 20_000  # bytes; a full set of answers takes under 1,000


@dataclass(frozen=True)
class Question:
    """A question of the survey: asked of those who have adopted, of those who have not, or of all."""

    code: str
    asked_of: str
    is_multiple: bool


QUESTIONS = (
    Question("device", "adopted", True),
    Question("lan_access", "adopted", True),
    Question("style", "adopted", True),
    Question("department", "adopted", False),
    Question("part_time", "adopted", False),
    Question("utilisation", "adopted", False),
    Question("reason", "not_adopted", True),
    Question("plan", "not_adopted", False),
)
STATUSES = ("adopted", "not_adopted")

Answers = dict[str, tuple[str, ...]]


class AnswerFault(ValueError):
    """A file that holds no usable answers; ``str()`` tells the officer what to do."""


def as_file(answers: Mapping[str, Collection[str]]) -> bytes:
    """The answers as a JSON file that ``from_file`` opens again."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "answers": {code: list(chosen) for code, chosen in answers.items() if chosen},
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def from_file(content: bytes, choices: Mapping[str, Collection[str]]) -> Answers:
    """The answers in a file; ``choices``: question code -> codes that may be chosen.

    Raises AnswerFault for anything that is not a file of ``as_file``. Questions and choices that a
    later survey no longer has are left out.
    """
    if len(content) > LARGEST_FILE:
        raise AnswerFault(t("self_check.fault.too_large"))
    try:
        found = parsed(content.decode("utf-8-sig"))
    except ValueError as error:
        raise AnswerFault(t("self_check.fault.not_json")) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise AnswerFault(t("self_check.fault.other_file"))
    answers = found.get("answers")
    if found.get("version") != VERSION or not isinstance(answers, dict):
        raise AnswerFault(t("self_check.fault.version"))
    return {
        code: tuple(dict.fromkeys(c for c in allowed if c in _texts(answers.get(code))))
        for code, allowed in choices.items()
    }


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
