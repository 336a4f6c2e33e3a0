"""The questionnaire definition, data/sources/questionnaire.yaml. One file in, plain values out.

Everything that depends on a question reads it here: the Excel questionnaires, the checks of answers,
data/choices.csv and with it the labels of the screens.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DEFINITION = Path(__file__).parents[1] / "data/sources/questionnaire.yaml"
KINDS = ("single", "multi", "quarter", "number")
SUBJECTS = ("agency", "local")
_QUESTION_WORDS = (
    "code kind label hint unit first_asked last_asked only_if choices choices_of".split()
)
_CHOICE_WORDS = (
    "code label short_label status includes becomes first_asked last_asked printed".split()
)


class DefinitionFault(Exception):
    """The definition breaks its own rules; ``str()`` is the Japanese message for its editor."""


@dataclass(frozen=True)
class Choice:
    """One choice; ``printed`` holds (wording, rounds) of published rounds."""

    code: str
    label: str
    short_label: str
    status: str = ""
    includes: str = ""
    becomes: str = ""
    first_asked: str = ""
    last_asked: str = ""
    printed: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Question:
    """One question; of kind quarter or number it has no choices that a respondent picks."""

    code: str
    kind: str
    label: str
    hint: str = ""
    unit: str = ""
    first_asked: str = ""
    last_asked: str = ""
    only_if: tuple[tuple[str, tuple[str, ...]], ...] = ()
    choices: tuple[Choice, ...] = ()
    choices_of: str = ""

    @property
    def asked_choices(self) -> tuple[Choice, ...]:
        """Choices that the next questionnaire offers."""
        return tuple(choice for choice in self.choices if not choice.last_asked)

    def choice(self, code: str) -> Choice:
        """The choice with this code; KeyError if there is none."""
        return {choice.code: choice for choice in self.choices}[code]


@dataclass(frozen=True)
class Item:
    """One cell of an answer sheet: a whole question, or one choice of a multi question."""

    question: Question
    choice: Choice | None = None

    @property
    def key(self) -> str:
        """``adoption`` or ``device.loan``: heads the column, the same every year."""
        return f"{self.question.code}.{self.choice.code}" if self.choice else self.question.code

    @property
    def label(self) -> str:
        """What a person reads above the cell."""
        if self.choice:
            return f"{self.question.label}：{self.choice.label}"
        return self.question.label


@dataclass(frozen=True)
class Survey:
    """The questionnaire of one subject: agency or local."""

    subject: str
    title: str
    horizon_years: int
    questions: tuple[Question, ...] = field(default=())

    @property
    def asked(self) -> tuple[Question, ...]:
        """Questions of the next questionnaire."""
        return tuple(question for question in self.questions if not question.last_asked)

    @property
    def items(self) -> tuple[Item, ...]:
        """Cells of the next questionnaire, one datum each, in its order."""
        return tuple(
            Item(question, choice)
            for question in self.asked
            for choice in (question.asked_choices if question.kind == "multi" else (None,))
        )

    def question(self, code: str) -> Question:
        """The question with this code; KeyError if there is none."""
        return {question.code: question for question in self.questions}[code]


def _refuse_unknown(entry: dict[str, Any], words: list[str], place: str) -> None:
    unknown = sorted(set(entry) - set(words))
    if unknown:
        raise DefinitionFault(
            f"{DEFINITION.name} {place}：「{'、'.join(unknown)}」は使えません。"
            f"使えるのは {'、'.join(words)} です。"
        )
    for word in ("code", "label"):
        if not isinstance(entry.get(word), str) or not entry[word]:
            raise DefinitionFault(f"{DEFINITION.name} {place}：{word} がありません。")


def _choice(entry: dict[str, Any], place: str) -> Choice:
    _refuse_unknown(entry, _CHOICE_WORDS, place)
    printed = tuple((p["text"], tuple(p["rounds"])) for p in entry.get("printed", ()))
    fields = {word: entry.get(word, "") for word in _CHOICE_WORDS if word != "printed"}
    fields["short_label"] = fields["short_label"] or fields["label"]
    return Choice(printed=printed, **fields)


def _question(entry: dict[str, Any], place: str) -> Question:
    _refuse_unknown(entry, _QUESTION_WORDS, place)
    if entry.get("kind") not in KINDS:
        raise DefinitionFault(
            f"{DEFINITION.name} {place}：kind「{entry.get('kind')}」は使えません"
            f"（{'、'.join(KINDS)}のいずれか）。"
        )
    choices = tuple(_choice(c, f"{place}.{c.get('code')}") for c in entry.get("choices", ()))
    if len({choice.code for choice in choices}) != len(choices):
        raise DefinitionFault(f"{DEFINITION.name} {place}：同じ code の選択肢があります。")
    plain = "code kind label hint unit first_asked last_asked choices_of".split()
    return Question(
        **{word: entry.get(word, "") for word in plain},
        only_if=tuple((k, tuple(v)) for k, v in (entry.get("only_if") or {}).items()),
        choices=choices,
    )


def parse(text: str) -> dict[str, Survey]:
    """Subject -> its survey, from the text of a definition. Raises DefinitionFault."""
    surveys = {}
    for subject, entry in yaml.safe_load(text).items():
        if subject not in SUBJECTS:
            raise DefinitionFault(f"{DEFINITION.name}：「{subject}」という調査はありません。")
        questions = [_question(q, f"{subject}.{q.get('code')}") for q in entry["questions"]]
        by_code = {question.code: question for question in questions}
        if len(by_code) != len(questions):
            raise DefinitionFault(f"{DEFINITION.name} {subject}：同じ code の設問があります。")
        for place, question in enumerate(questions):
            for other, codes in question.only_if:
                known = (
                    {choice.code for choice in by_code[other].choices} if other in by_code else ()
                )
                if not set(codes) <= set(known):
                    raise DefinitionFault(
                        f"{DEFINITION.name} {subject}.{question.code}：only_if の {other} に"
                        f"{'、'.join(sorted(set(codes) - set(known)))}はありません。"
                    )
            if question.choices_of:
                shared = by_code[question.choices_of].choices
                questions[place] = Question(**(vars(question) | {"choices": shared}))
        surveys[subject] = Survey(
            subject, entry["title"], int(entry["horizon_years"]), tuple(questions)
        )
    return surveys


@cache
def surveys() -> dict[str, Survey]:
    """Subject -> its survey, as committed."""
    return parse(DEFINITION.read_text(encoding="utf-8"))


def choice_rows(text: str) -> list[dict[str, str]]:
    """Rows of choices.csv plus ``printed_item``, the wordings of published rounds joined by ``|``."""
    return [
        {
            "subject": subject,
            "question_code": question.code,
            "choice_code": choice.code,
            "choice_order": str(order),
            "label": choice.label,
            "short_label": choice.short_label,
            "printed_item": "|".join(wording for wording, _ in choice.printed),
        }
        for subject, survey in parse(text).items()
        for question in survey.questions
        if not question.choices_of
        for order, choice in enumerate(question.choices, 1)
    ]
