"""The first rows of files as they were understood: who, and each answer in words. For the officer's eye."""

from collections import Counter
from dataclasses import dataclass

from readiness.definitions.questionnaire import Item, Survey, surveys
from readiness.intake import quarters
from readiness.intake.forms import NO, YES
from readiness.intake.reception import Received
from readiness.intake.values import is_blank
from readiness.language.wording import t


def first_rows(received: Received, most: int = 8) -> list[dict[str, str]]:
    """Rows of a table: place, respondent, then one column per item that the files hold.

    A cell that says nothing we understand shows what is written there, in brackets.
    """
    entries = received.entries[:most]
    if not entries or received.subject not in surveys():
        return []
    survey = surveys(received.survey_date)[received.subject]
    shown = [item for item in survey.items if any(item.key in one.cells for one in entries)]
    rows = []
    for entry in entries:
        given = received.answers.get(entry.respondent.code, {})
        place = entry.anchor.sheet.place(entry.anchor.row)
        row = {
            t("intake.book.row"): str(place["row"]),
            t("intake.understood.respondent"): t(
                "intake.understood.name",
                code=entry.respondent.number,
                name=entry.respondent.full_name,
            ),
        }
        for item in shown:
            cell = entry.cells.get(item.key)
            value = given.get(item.key, "")
            is_unread = cell is not None and not is_blank(cell.text)
            written = t("mark.brackets", text=cell.text[:30]) if cell and is_unread else ""
            row[item.label] = _words(survey, item, value) if value else written
        rows.append(row)
    return rows


@dataclass(frozen=True)
class Unread:
    """What is written in cells of one item and nobody understood; ``offered``: value -> what it means,
    empty for a number, which is written.
    """

    key: str
    label: str
    text: str
    count: int
    offered: dict[str, str]


def unread_values(received: Received, most: int = 12) -> list[Unread]:
    """The values an officer can explain, those that stand in most cells first."""
    if not received.entries or received.subject not in surveys():
        return []
    survey = surveys(received.survey_date)[received.subject]
    counts: Counter[tuple[str, str]] = Counter()
    for entry in received.entries:
        given = received.answers.get(entry.respondent.code, {})
        for key, cell in entry.cells.items():
            if not is_blank(cell.text) and not given.get(key):
                counts[key, cell.text] += 1
    items = {item.key: item for item in survey.items}
    return [
        Unread(key, items[key].label, text, count, _offered(survey, items[key], received))
        for (key, text), count in counts.most_common()
        if key in items
    ][:most]


def _offered(survey: Survey, item: Item, received: Received) -> dict[str, str]:
    if item.question.kind == "single":
        return {choice.code: choice.label for choice in item.question.asked_choices}
    if item.question.kind == "quarter":
        day = received.survey_date
        known = quarters.offered(day, survey.horizon_years) if day else []
        return {quarters.code(*one): quarters.label(*one) for one in known}
    return {} if item.question.kind == "number" else {"yes": YES, "no": NO}


def _words(survey: Survey, item: Item, value: str) -> str:
    """An answer as the questionnaire offers it."""
    if item.question.kind == "single":
        return survey.question(item.question.code).choice(value).label
    if item.question.kind == "quarter":
        read = quarters.parse(value)
        return quarters.label(*read) if read else value
    return {"yes": YES, "no": NO}.get(value, value)
