"""A draft for a decision (起案): two pages for the mayor or the vice minister, as plain values.

The first page says where one stands and why, the second what others like oneself did, what is proposed,
and where all of it is from. Blanks for who decides stay blank: nobody here knows them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from readiness.data import queries
from readiness.language.wording import t
from readiness.subjects.kept import kept
from readiness.subjects.model import View
from readiness.subjects.origins import of_statement
from readiness.subjects.provenance import of_source


@dataclass(frozen=True)
class Proposal:
    """What is proposed, and who says so."""

    text: str
    origin: str


@dataclass(frozen=True)
class Memo:
    """A draft. ``name``: of the body it is about; ``to``: whom it is put to. ``view``: the figure of the
    first page. Each of the lists is lines, a label before a tab where there is one.
    """

    title: str
    name: str
    to: str
    stand: tuple[str, ...]
    view: View
    reasons: tuple[str, ...]
    others: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    link: str


def measures(
    subject: str, barriers: Iterable[tuple[str, str]], *, each: int, most: int
) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    """The first ``each`` measures per barrier (code, words) of ``agency`` or ``local``, at most ``most``;
    with the sources they name.
    """
    found: list[Proposal] = []
    sources: list[str] = []
    for code, words in barriers:
        rows = kept(queries.policy_counter_measures, subject, code)
        for row in rows[~rows["is_for_any"]].head(each).itertuples():
            found.append(_proposal(row, words))
            sources.append(row.source_id)
    return tuple(found[:most]), tuple(sources[:most])


def for_anybody(subject: str, *, most: int) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    """Measures that are for every barrier."""
    rows = kept(queries.policy_counter_measures, subject, "any")
    rows = rows[rows["is_for_any"]].head(most)
    found = tuple(_proposal(row, "") for row in rows.itertuples())
    return found, tuple(rows["source_id"])


def _proposal(row: Any, words: str) -> Proposal:
    heading = t("memo.measure", barrier=words, title=row.title) if words else row.title
    return Proposal(
        t("memo.proposal", title=heading, detail=row.detail),
        of_statement(row.origin, row.source_id),
    )


def cited(line: str, source_ids: Iterable[str]) -> tuple[str, ...]:
    """The source line of the figures, with the codes that the proposals name beside their sources; the
    sources it does not name after it.
    """
    others = []
    for one in dict.fromkeys(source_ids):
        source = of_source(one)["source"]
        coded = t("origin.with_source", origin=source, source=one)
        if source in line:
            line = line.replace(source, coded)
        else:
            others.append(coded)
    return line, *others


def labelled(label: str, text: str) -> str:
    """A line with its label."""
    return f"{label}\t{text}" if label else text
