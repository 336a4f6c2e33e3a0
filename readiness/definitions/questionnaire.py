"""The questionnaire definition, data/sources/questionnaire.yaml. One file in, plain values out.

Everything that depends on a question reads it here: the Excel questionnaires, the checks of answers,
data/choices.csv and with it the labels of the screens.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from readiness.language import wording

DEFINITION = Path(__file__).parents[2] / "data/sources/questionnaire.yaml"
KINDS = ("single", "multi", "quarter", "number")
SUBJECTS = ("agency", "local")
_QUESTION_WORDS = (
    "code kind several label hint unit first_asked last_asked only_if choices choices_of"
    " free_text".split()
)
_MOST_FIELDS = 8
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

    def was_asked(self, day: str) -> bool:
        """True if a round of that day offered it, wherever its question was asked."""
        return _was_asked(self.first_asked, self.last_asked, day)


def _was_asked(first: str, last: str, day: str) -> bool:
    # Months and years come before the days in them.
    return first <= day and (not last or day <= last or day.startswith(last))


@dataclass(frozen=True)
class Question:
    """One question; of kind quarter or number it has no choices that a respondent picks.

    ``several``: how many quarters a respondent may give, each in a cell of its own. ``free_text``: what
    a cell for free words beside its choices asks for.
    """

    code: str
    kind: str
    label: str
    several: int = 1
    hint: str = ""
    unit: str = ""
    first_asked: str = ""
    last_asked: str = ""
    only_if: tuple[tuple[str, tuple[str, ...]], ...] = ()
    choices: tuple[Choice, ...] = ()
    choices_of: str = ""
    free_text: str = ""

    @property
    def text_key(self) -> str:
        """``barrier.text``: heads the column of its free text."""
        return f"{self.code}.text"

    @property
    def text_label(self) -> str:
        """What a person reads above its free text."""
        return f"{self.label}：{self.free_text}"

    def __hash__(self) -> int:
        """By its code: caches ask for it once for each cell of a file."""
        return hash(self.code)

    def was_asked(self, day: str) -> bool:
        """True if a round of that day asked it."""
        return _was_asked(self.first_asked, self.last_asked, day)

    @property
    def asked_choices(self) -> tuple[Choice, ...]:
        """Choices that the next questionnaire offers."""
        return tuple(choice for choice in self.choices if not choice.last_asked)

    def choice(self, code: str) -> Choice:
        """The choice with this code; KeyError if there is none."""
        return {choice.code: choice for choice in self.choices}[code]


@dataclass(frozen=True)
class Item:
    """One cell of an answer sheet: a whole question, one choice of a multi question, or one of
    several quarters (``place`` 1, 2, ...).
    """

    question: Question
    choice: Choice | None = None
    place: int = 1

    @property
    def key(self) -> str:
        """``adoption``, ``device.loan`` or ``plan.2``: heads the column, the same every year."""
        if self.choice:
            return f"{self.question.code}.{self.choice.code}"
        return self.question.code if self.place == 1 else f"{self.question.code}.{self.place}"

    @property
    def label(self) -> str:
        """What a person reads above the cell."""
        if self.choice:
            return f"{self.question.label}：{self.choice.label}"
        return self.question.label + (self.detail if self.question.several > 1 else "")

    @property
    def detail(self) -> str:
        """What the cell asks within its question: the choice, the unit, or which of several."""
        if self.choice:
            return self.choice.label
        return f"（{self.place}）" if self.question.several > 1 else self.question.unit


@dataclass(frozen=True)
class Survey:
    """The questionnaire of one subject: agency or local."""

    subject: str
    title: str
    horizon_years: int
    questions: tuple[Question, ...] = field(default=())

    def __hash__(self) -> int:
        """By subject and number of questions: caches ask for it once for each cell of a file."""
        return hash((self.subject, len(self.questions)))

    @property
    def asked(self) -> tuple[Question, ...]:
        """Questions of the next questionnaire."""
        return tuple(question for question in self.questions if not question.last_asked)

    @property
    def items(self) -> tuple[Item, ...]:
        """Cells of the next questionnaire, one datum each, in its order."""
        return tuple(
            Item(question, choice, place)
            for question in self.asked
            for choice in (question.asked_choices if question.kind == "multi" else (None,))
            for place in range(1, question.several + 1)
        )

    @property
    def texts(self) -> tuple[Question, ...]:
        """Questions of the next questionnaire with a cell for free words."""
        return tuple(question for question in self.asked if question.free_text)

    def items_of(self, day: str) -> tuple[Item, ...]:
        """Cells of the questionnaire of a round of that day, as ``items`` are of the next one."""
        return tuple(
            Item(question, choice, place)
            for question in self.questions
            if question.was_asked(day)
            for choice in (
                [one for one in question.choices if one.was_asked(day)]
                if question.kind == "multi"
                else [None]
            )
            for place in range(1, question.several + 1)
        )

    def last_fiscal_year(self, survey_date: date) -> int:
        """Last fiscal year that a round of this date offers for a plan: its deadline."""
        return survey_date.year - (survey_date.month < 4) + self.horizon_years - 1

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


def _worded(text: str, fiscal_year: int | None) -> str:
    """``text`` with the deadline of a round in it, or, of no round in particular, without a year."""
    in_western = in_era = _ANY_DEADLINE
    if fiscal_year is not None:
        # Questionnaires are Japanese in any language.
        with wording.speaking(wording.LANGUAGES[0]):
            in_western, in_era = f"{fiscal_year}年度", wording.fiscal_year(fiscal_year)
    return text.replace("{deadline}", in_western).replace("{deadline_era}", in_era)


_ANY_DEADLINE = "期限の年度"


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
    several = entry.get("several", 1)
    is_number = isinstance(several, int) and not isinstance(several, bool)
    # A government's plan is one quarter: its row has room for no more.
    allowed = _MOST_FIELDS if entry["kind"] == "quarter" and place.startswith("agency.") else 1
    if not is_number or not 1 <= several <= allowed:
        raise DefinitionFault(
            f"{DEFINITION.name} {place}：several「{several}」は使えません。"
            f"府省庁の kind quarter だけで、1から{_MOST_FIELDS}までです。"
        )
    plain = "code kind label hint unit first_asked last_asked choices_of free_text".split()
    return Question(
        **{word: entry.get(word, "") for word in plain},
        several=several,
        only_if=tuple((k, tuple(v)) for k, v in (entry.get("only_if") or {}).items()),
        choices=choices,
    )


def parse(text: str) -> dict[str, Survey]:
    """Subject -> its survey, from the text of a definition, deadlines still to be named in it.
    Raises DefinitionFault.
    """
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


def dated(survey: Survey, survey_date: date | None) -> Survey:
    """``survey`` in the words of a round: a choice that names the deadline names that round's."""
    year = survey.last_fiscal_year(survey_date) if survey_date else None
    questions = []
    for question in survey.questions:
        choices = tuple(
            replace(
                choice,
                label=_worded(choice.label, year),
                short_label=_worded(choice.short_label, year),
            )
            for choice in question.choices
        )
        questions.append(replace(question, choices=choices))
    return replace(survey, questions=tuple(questions))


@cache
def _committed() -> dict[str, Survey]:
    return parse(DEFINITION.read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def surveys(survey_date: date | None = None) -> dict[str, Survey]:
    """Subject -> its survey, as committed, in the words of the round of ``survey_date``."""
    return {subject: dated(survey, survey_date) for subject, survey in _committed().items()}


def definition_of(subject: str, added: Iterable[tuple[str, str, str, str]] = ()) -> str:
    """The committed definition of one subject as a text to keep with a round.

    ``added``: question, code, label and first survey date of choices that are offered besides, before
    その他, where they are not there yet.
    """
    entry = yaml.safe_load(DEFINITION.read_text(encoding="utf-8"))[subject]
    for code, choice_code, label, first_asked in added:
        for question in entry["questions"]:
            known = [choice["code"] for choice in question.get("choices", ())]
            if question["code"] == code and choice_code not in known:
                place = known.index("other") if "other" in known else len(known)
                choice = {"code": choice_code, "label": label, "first_asked": first_asked}
                question["choices"].insert(place, choice)
    return str(yaml.safe_dump({subject: entry}, allow_unicode=True, sort_keys=False))


def with_choices(survey: Survey, added: Iterable[tuple[str, str, str]]) -> Survey:
    """``survey`` with further choices, question, code and label of each, after those it has."""
    further: dict[str, list[Choice]] = {}
    for question_code, code, label in added:
        further.setdefault(question_code, []).append(Choice(code, label, label))
    questions = []
    for question in survey.questions:
        known = {choice.code for choice in question.choices}
        new = [one for one in further.get(question.code, ()) if one.code not in known]
        questions.append(replace(question, choices=(*question.choices, *new)))
    return replace(survey, questions=tuple(questions))


def choice_rows(text: str) -> list[dict[str, str]]:
    """Rows of choices.csv plus ``printed_item``, the wordings of published rounds joined by ``|``.

    Labels keep ``{deadline}``: queries/derived/agency_choices.sql names each round's own.
    """
    return [
        {
            "subject": subject,
            "question_code": question.code,
            "choice_code": choice.code,
            "choice_order": str(order),
            "label": choice.label,
            "short_label": choice.short_label,
            "first_asked": max(question.first_asked, choice.first_asked),
            "printed_item": "|".join(wording for wording, _ in choice.printed),
        }
        for subject, survey in parse(text).items()
        for question in survey.questions
        if not question.choices_of
        for order, choice in enumerate(question.choices, 1)
    ]
