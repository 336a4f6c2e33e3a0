"""A published round as rows of the data tables. Plain values in, plain values out.

Somebody who was not asked, or was and did not answer, is there too: as not_answered, never as no.
A question counts as answered where any of its cells is filled; a blank cell beside it is not_stated.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from readiness.definitions.contracts import DRAFT, PRACTICE, PROVISIONAL, PUBLISHED
from readiness.definitions.indicators import ANSWER_WORDS, INDICATORS, ITEM_START
from readiness.definitions.questionnaire import Item, Survey, surveys, with_choices
from readiness.language.wording import moment, t
from readiness.store.entries import PublishedRound

Row = dict[str, Any]


def round_row(entry: PublishedRound) -> Row:
    """The round itself, for the table rounds."""
    return {
        "round_code": entry.round_code,
        "subject": entry.subject,
        "label": _label(entry),
        "survey_period": entry.survey_date,
        "survey_date": entry.survey_date,
        "published_period": _published(entry),
        "basis": _basis(entry),
        "plan_first_fiscal_year": entry.plan_first_fiscal_year,
        "plan_last_fiscal_year": entry.plan_last_fiscal_year,
        "deadline_date": entry.deadline_date or None,
        "source_id": entry.round_code,
        "note": entry.note or None,
    }


def source_row(entry: PublishedRound) -> Row:
    """The line readers see as its source."""
    return {
        "source_id": entry.round_code,
        "publisher": entry.citation.split("「")[0],
        "published_period": _published(entry),
        "citation": entry.citation,
        "confirmed_by": "document",
    }


def _label(entry: PublishedRound) -> str:
    """Readers see in the name of a round that it is fictional, still coming in, or no more than a draft."""
    label = entry.label
    if entry.state == PROVISIONAL:
        label = t("store.provisional_label", label=label)
    if not entry.published_at:
        label = t("store.draft_label", label=label)
    return t("store.practice_label", label=label) if entry.is_practice else label


def _published(entry: PublishedRound) -> str | None:
    """The day; None for a draft, which nobody has published."""
    return moment(entry.published_at)[:10] if entry.published_at else None


def _basis(entry: PublishedRound) -> str:
    if entry.is_practice:
        return PRACTICE
    return PUBLISHED if entry.published_at else DRAFT


def _survey(entry: PublishedRound) -> Survey:
    return with_choices(surveys()[entry.subject], entry.added)


def choice_rows(entry: PublishedRound) -> list[Row]:
    """Choices that officers added to the round's questions, to stand after those of the questionnaire."""
    return [
        {
            "subject": entry.subject,
            "question_code": question,
            "choice_code": code,
            "label": label,
            "short_label": label,
            "first_asked": entry.survey_date,
        }
        for question, code, label in entry.added
    ]


def _quarter(value: str | None) -> tuple[int | None, int | None]:
    match = re.fullmatch(r"([0-9]{4})q([1-4])", value or "")
    return (int(match[1]), int(match[2])) if match else (None, None)


def answered_count(subject: str, answers: Mapping[str, Mapping[str, str]]) -> int:
    """Respondents that answered the question every screen begins with: adoption, or remote access."""
    if subject == "followup":
        return sum(map(bool, answers.values()))
    leading = "adoption" if subject == "local" else "remote_access"
    return sum(any(key.partition(".")[0] == leading for key in given) for given in answers.values())


def _marked(given: Mapping[str, str], asked: Sequence[Item], *questions: str) -> list[str] | None:
    """Choices marked ○; None if the questions were left blank altogether."""
    items = [item for item in asked if item.question.code in questions and item.choice]
    if not any(item.key in given for item in items):
        return None
    return [item.choice.code for item in items if item.choice and given.get(item.key) == "yes"]


def government_rows(entry: PublishedRound, codes: Sequence[str]) -> list[Row]:
    """One row per government asked: status, plan, reasons and methods."""
    survey = _survey(entry)
    asked = survey.items_of(entry.survey_date)
    statuses = {choice.code: choice.status for choice in survey.question("adoption").choices}
    rows = []
    for code in codes:
        given = entry.answers.get(code, {})
        year, quarter = _quarter(given.get("planned_quarter"))
        rows.append(
            {
                "round_code": entry.round_code,
                "code": code,
                "status": statuses.get(given.get("adoption", ""), "not_answered"),
                "planned_fiscal_year": year,
                "planned_quarter": quarter,
                "barrier_codes": _marked(given, asked, "reason"),
                "access_method_codes": _marked(given, asked, "device", "style"),
                "basis": _basis(entry),
                "source_id": entry.round_code,
            }
        )
    return rows


def answer_rows(entry: PublishedRound) -> list[Row]:
    """Every answer of a local round: government, question, choice, value."""
    survey = surveys()["local"]
    rows: list[Row] = []
    for code, given in entry.answers.items():
        for key, value in given.items():
            if key.startswith(ITEM_START):
                continue
            question, _, choice = key.partition(".")
            is_single = not choice and survey.question(question).kind == "single"
            rows.append(
                {
                    "round_code": entry.round_code,
                    "code": code,
                    "question_code": question,
                    "choice_code": value if is_single else choice,
                    "value": "yes" if is_single else value,
                }
            )
    return rows


def indicator_rows(entry: PublishedRound) -> list[Row]:
    """Indicators that came along: local_dx_indicators, one row per government and indicator."""
    rows: list[Row] = []
    for code, given in entry.answers.items():
        for one in INDICATORS:
            printed = given.get(one.key, "")
            if not printed:
                continue
            share = re.fullmatch(r"([0-9.]+)%", printed)
            parts = given.get(f"{one.key}.part", ""), given.get(f"{one.key}.whole", "")
            part, whole = (int(text) if text.isdigit() else None for text in parts)
            rows.append(
                {
                    "code": code,
                    "indicator_code": one.code,
                    "category": one.category,
                    "indicator": one.label,
                    "answer": ANSWER_WORDS.get(printed),
                    "value_pct": float(share[1]) if share else None,
                    "numerator_count": part,
                    "denominator_count": whole,
                    "printed_value": printed,
                    "source_id": entry.round_code,
                }
            )
    return rows


def number_rows(entry: PublishedRound) -> list[Row]:
    """Answers that are numbers: respondent, question and its wording, unit, value."""
    survey = surveys()[entry.subject]
    return [
        {
            "round_code": entry.round_code,
            "respondent_code": code,
            "question_code": item.question.code,
            "question_order": place,
            "label": item.question.label,
            "unit": item.question.unit,
            "value": int(given[item.key]),
        }
        for code, given in entry.answers.items()
        for place, item in enumerate(survey.items_of(entry.survey_date), 1)
        if item.question.kind == "number" and item.key in given
    ]


def agency_rows(entry: PublishedRound, names: Sequence[str]) -> list[Row]:
    """agency_survey: one row per agency and choice, and one per plan mark."""
    items = _survey(entry).items_of(entry.survey_date)
    rows: list[Row] = []
    for name in names:
        given = entry.answers.get(name, {})
        base: Row = {
            "round_code": entry.round_code,
            "agency_name": name,
            "planned_fiscal_year": None,
            "planned_quarter": None,
            "certainty": "certain",
            "printed_count": None,
            "source_id": entry.round_code,
        }
        quarters_given: set[str] = set()
        answered = {key.partition(".")[0] for key in given}
        for item in items:
            value = given.get(item.key, "")
            if item.choice:
                blank = "not_stated" if item.question.code in answered else "not_answered"
                rows.append(
                    base
                    | {
                        "question_code": item.question.code,
                        "choice_code": item.choice.code,
                        "answer": value or blank,
                    }
                )
            elif item.question.kind == "quarter" and value and value not in quarters_given:
                quarters_given.add(value)
                year, quarter = _quarter(value)
                rows.append(
                    base
                    | {
                        "question_code": item.question.code,
                        "choice_code": value,
                        "answer": "yes",
                        "planned_fiscal_year": year,
                        "planned_quarter": quarter,
                    }
                )
    return rows
