"""Where the figures come from, what words mean and what adds up, as rows a reader sees. No screen."""

import pandas as pd

from readiness.data import dictionary, queries
from readiness.language import glossary
from readiness.language.wording import listed, number, period, t


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
