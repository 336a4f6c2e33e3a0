"""What one cell says: text in, a value of its question or the finding that says why not. No guess."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process

from readiness.definitions.names import normal_form
from readiness.definitions.questionnaire import Item, Question, Survey
from readiness.intake import quarters
from readiness.intake.findings import ERROR, WARNING, Finding
from readiness.intake.forms import NO, YES
from readiness.intake.sheets import Cell
from readiness.language.wording import listed, t

_YES = frozenset(
    map(normal_form, "○ 〇 ◯ ● o 1 はい 有 有り あり yes true レ ✓ ✔ ☑ 該当 する".split())
)
_NO = frozenset(
    map(normal_form, "× ✕ ✖ ✗ ✘ ╳ x 0 いいえ 無 無し なし no false 非該当 しない".split())
)
_NOT_STATED = frozenset(map(normal_form, ("", "調査無し", "無回答", "未回答", "n/a")))
_DASHES = re.compile(
    "[-\u2010-\u2015\u2212\u2500\u2501\u30fc\ufe63\uff0d\uff70]{1,4}|…{1,2}|‥{1,2}"
)
_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,11}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3})(?:\.0+)?")
_ENUMERATED = re.compile(
    r"^(?:[（(]?(?:[0-9０-９]{1,2}|[ア-オア-ｵA-Ea-eＡ-Ｅａ-ｅ])[)）.．、:：　 ]+|[①-⑳]\s*)"
)
_LIKELY = 80


def is_dash(text: str) -> bool:
    """True for a sign that stands for nothing: a dash of any kind, or dots."""
    return bool(_DASHES.fullmatch(text.strip()))


def is_blank(text: str) -> bool:
    """True for a cell that states nothing."""
    return is_dash(text) or normal_form(text) in _NOT_STATED


def is_mark(text: str) -> bool:
    """True for ○, × and the like; a bare number is none."""
    form = normal_form(text)
    return not form.isdigit() and form in _YES | _NO


@lru_cache(maxsize=16)
def wordings(survey: Survey) -> frozenset[str]:
    """Every wording of every choice of a survey, of two letters or more."""
    return frozenset(
        form for q in survey.questions for form in _choices(q) if len(form) > 1 and form.isalpha()
    )


def is_answer(text: str, survey: Survey) -> bool:
    """True for a text that looks like an answer to some question of the survey."""
    if not text or len(text) > 100:
        return False
    return (
        is_mark(text)
        or normal_form(text) in wordings(survey)
        or normal_form(_ENUMERATED.sub("", text)) in wordings(survey)
        or quarters.parse(text) is not None
    )


@lru_cache(maxsize=256)
def _choices(question: Question) -> dict[str, str]:
    """Normalised wording -> choice code, every wording a choice ever had."""
    words: dict[str, str] = {}
    for choice in question.choices:
        for text in (
            choice.code,
            choice.label,
            choice.short_label,
            *(w for w, _ in choice.printed),
        ):
            words.setdefault(normal_form(text), choice.code)
    return words


def number(text: str, unit: str = "") -> int | None:
    """A well-formed whole number: 1234, 1,234, １，２３４, 1234.0; None for 1,23, 約50 or 012."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if unit:
        plain = plain.removesuffix(unit)
    if not _NUMBER.fullmatch(plain):
        return None
    return int(plain.split(".")[0].replace(",", ""))


def value_of(
    item: Item, cell: Cell, day: date | None, horizon: int, words: Mapping[str, str]
) -> tuple[str, Finding | None]:
    """(value of an answer, finding); ("", None) for a cell that states nothing."""
    if is_blank(cell.text):
        return "", None
    if cell.text[0] in "=＝" and len(cell.text) > 1:
        return "", cell.finding(ERROR, t("intake.reason.formula"), t("intake.hint.formula"))
    if cell.text in words:
        return words[cell.text], None
    question = item.question
    if question.kind == "multi":
        key = normal_form(cell.text)
        if key in _YES:
            return "yes", None
        if key in _NO:
            return "no", None
        return "", cell.finding(
            ERROR, t("intake.reason.mark"), t("intake.hint.mark", yes=YES, no=NO)
        )
    if question.kind == "single":
        return _choice(question, cell)
    if question.kind == "number":
        read = number(cell.text, question.unit)
        if read is not None:
            return str(read), None
        return "", cell.finding(ERROR, t("intake.reason.number"), t("intake.hint.number"))
    return _quarter(cell, day, horizon)


def _choice(question: Question, cell: Cell) -> tuple[str, Finding | None]:
    known = _choices(question)
    for text in (cell.text, _ENUMERATED.sub("", cell.text)):
        if normal_form(text) in known:
            return known[normal_form(text)], None
    offered = {normal_form(c.label): c.label for c in question.asked_choices}
    near = process.extract(
        normal_form(cell.text), list(offered), scorer=fuzz.ratio, score_cutoff=_LIKELY, limit=2
    )
    hint = t("intake.hint.perhaps", name=offered[near[0][0]]) if len(near) == 1 else ""
    return "", cell.finding(ERROR, t("intake.reason.choice"), hint or _offered(question))


def _offered(question: Question) -> str:
    labels = [choice.label for choice in question.asked_choices]
    return t("intake.hint.choices", choices=listed(labels))


def _quarter(cell: Cell, day: date | None, horizon: int) -> tuple[str, Finding | None]:
    read = quarters.parse(cell.text)
    if not read:
        return "", cell.finding(ERROR, t("intake.reason.quarter"), t("intake.hint.quarter"))
    year, quarter = read
    if not 2000 <= year <= 2100:
        return "", cell.finding(ERROR, t("intake.reason.no_year"), t("intake.hint.no_year"))
    if quarter not in (1, 2, 3, 4):
        return "", cell.finding(ERROR, t("intake.reason.no_quarter"), t("intake.hint.no_quarter"))
    if day and read < quarters.of_day(day):
        return "", cell.finding(
            ERROR, t("intake.reason.past_quarter"), t("intake.hint.past_quarter")
        )
    finding = None
    if day and year >= quarters.of_day(day)[0] + horizon:
        reason, hint = t("intake.reason.far_quarter"), t("intake.hint.far_quarter")
        finding = cell.finding(WARNING, reason, hint)
    if quarters.is_of_a_year(cell.text):
        months = t(f"intake.months.{quarter}")
        reason = t("intake.reason.calendar_quarter", year=year, quarter=quarter, months=months)
        finding = cell.finding(WARNING, reason, t("intake.hint.calendar_quarter"))
    return quarters.code(year, quarter), finding
