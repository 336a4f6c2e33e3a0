"""データと出典: where the figures come from, what words mean and what adds up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from readiness import __version__
from readiness.data import dictionary, queries
from readiness.definitions.contracts import TABLES
from readiness.definitions.spreadsheets import csv_bytes, file_stem
from readiness.language import glossary
from readiness.language.wording import in_eras, listed, number, period, t
from readiness.subjects.charts import Part, Parts
from readiness.subjects.choices import Choice, One
from readiness.subjects.model import Content, KeyFigure, Line, Passage, Provenance, Table, View
from readiness.subjects.subject import Subject

VIEWS = ("reconciliation", "sources", "terms", "dictionary", "files")


@dataclass(frozen=True)
class Sources(Subject):
    """What was compared, or one of the lists: sources, terms, columns, files."""

    page: ClassVar[str] = "sources"
    view: str = VIEWS[0]

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice:
        """The lists."""
        return One({code: t(f"sources.view.{code}") for code in VIEWS}, default=VIEWS[0])

    def say(self) -> Content:
        """The list that was chosen, and always what was compared."""
        counted = counts()
        found = {name: number(value) for name, value in counted.items()}
        headline = t("sources.sentence", **found)
        provenance = _provenance()
        notes = (
            t("sources.note"),
            t("app.version", title=t("app.title"), version=__version__),
        )
        label = t(f"sources.view.{self.view}")
        key = KeyFigure(t("sources.equal_count"), f"{found['equal_count']} / {found['item_count']}")
        return Content(
            title=t("sources.title"),
            headline=headline,
            key_figures=(
                key,
                *(
                    KeyFigure(t(f"sources.{name}"), found[name])
                    for name in ("different_count", "file_count", "source_count")
                ),
            ),
            passages={
                "quirks": Passage(
                    t("sources.quirks"),
                    tuple(Line(one["note"], label=one["subject"]) for one in glossary.quirks()),
                ),
                "files": Passage(
                    t("sources.view.files"),
                    tuple(Line(one.size, label=one.title) for one in files()),
                ),
            },
            tables={"listed": Table(label, rows(self.view), t("sources.file_name", view=label))},
            views={
                "compared": View(
                    title=t("sources.title"),
                    headline=headline,
                    key_figure=key.value,
                    key_label=key.label,
                    chart=_compared(counted),
                    rows=reconciliation(),
                    alt=t("sources.alt", **found, items=listed(_different())),
                    notes=notes,
                    provenance=provenance,
                )
            },
            notes=notes,
            provenance=provenance,
        )


def _provenance() -> Provenance:
    publishers = listed(dict.fromkeys(queries.data_provenance()["publisher"]))
    return Provenance(
        as_of=t("sources.as_of"),
        published=t("sources.publisher"),
        denominator=t("sources.denominator"),
        basis=t("sources.basis"),
        publisher=publishers,
        source=publishers,
    )


def _different() -> list[str]:
    compared = queries.data_reconciliation()
    return [str(item) for item in compared.loc[~compared["is_equal"], "item"]]


def _compared(counted: Mapping[str, int]) -> Parts:
    """Printed values that equal the recomputed ones, and those that do not, by name."""
    return Parts(
        parts=(
            Part(t("sources.equal_count"), counted["equal_count"], "has", t("mark.yes"), ()),
            Part(
                t("sources.different_count"),
                counted["different_count"],
                "obstacle",
                t("mark.unreadable"),
                tuple(_different()),
            ),
        ),
        unit=t("sources.unit"),
    )


@dataclass(frozen=True)
class File:
    """A data file as it is offered: table, title, rows and columns in words, name to save it under."""

    table: str
    title: str
    size: str
    file_name: str

    def csv(self) -> bytes:
        """Its rows for a spreadsheet."""
        return csv_bytes(queries.data_table(self.table))


def files() -> tuple[File, ...]:
    """The data files in the order of the contracts."""
    origins = queries.data_provenance().set_index("file")
    found = []
    for table in TABLES:
        origin = origins.loc[str(table.file)]
        shown = size(queries.data_table(table.name), in_eras(origin["as_of"]))
        stem = file_stem(origin["title"], origin["as_of"])
        found.append(File(table.name, origin["title"], shown, f"{stem}.csv"))
    return tuple(found)


def counts() -> dict[str, int]:
    """How many printed values were compared, equal and different, and how many files and sources."""
    compared = queries.data_reconciliation()
    return {
        "item_count": len(compared),
        "equal_count": int(compared["is_equal"].sum()),
        "different_count": int((~compared["is_equal"]).sum()),
        "file_count": len(queries.data_provenance()),
        "source_count": len(queries.data_sources()),
    }


def rows(view: str) -> pd.DataFrame:
    """Rows of one view: reconciliation, sources, terms, dictionary or files."""
    if view == "reconciliation":
        return reconciliation()
    if view == "sources":
        return cited()
    if view == "terms":
        return pd.DataFrame(glossary.terms()).drop(columns="code")
    return pd.DataFrame(dictionary.rows()) if view == "dictionary" else queries.data_provenance()


def reconciliation() -> pd.DataFrame:
    """Printed against transcribed, differences first, in words a reader sees."""
    compared = queries.data_reconciliation()
    labels = queries.data_rounds().set_index("round_code")["label"]
    words = {True: t("sources.equal"), False: t("sources.different")}
    return pd.DataFrame(
        {
            "verdict": compared["is_equal"].map(words),
            "round_label": compared["round_code"].map(labels),
            "item": compared["item"],
            "printed_value": compared["printed_value"],
            "recomputed_value": compared["recomputed_value"],
            "difference": compared["difference"],
            "unit": compared["subject"].map(lambda subject: t(f"sources.unit.{subject}")),
        }
    ).sort_values("verdict", key=lambda verdict: verdict == t("sources.equal"), kind="stable")


def cited() -> pd.DataFrame:
    """Sources with their day of publication and the data made from them."""
    sources, origins = queries.data_sources(), queries.data_provenance()
    used_in = {
        source_id: listed(
            row.title for row in origins.itertuples() if source_id in row.source_ids.split(", ")
        )
        for source_id in sources["source_id"]
    }
    published = sources["published_period"].map(period, na_action="ignore")
    return pd.DataFrame(
        {
            "source_id": sources["source_id"],
            "published_period": published.fillna(t("sources.unknown_day")),
            "citation": sources["citation"],
            "confirmed_by": [t(f"confirmed.{one}") for one in sources["confirmed_by"]],
            "used_in": sources["source_id"].map(used_in),
        }
    )


def size(found: pd.DataFrame, as_of: str) -> str:
    """Rows and columns of a data file, and the day it stands for."""
    return t(
        "sources.rows_and_columns",
        row_count=number(len(found)),
        column_count=len(found.columns),
        as_of=as_of,
    )
