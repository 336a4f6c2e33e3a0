"""What barriers together, by stage and alike say in words. Rows in, text out; no Streamlit."""

import pandas as pd

from readiness.drawing.figures import agency_patterns
from readiness.language.wording import fiscal_year, t
from readiness.subjects.agency_words import joined, plan_groups


def named_pairs(pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs of worded barriers that some agency names, most frequent first.

    ``pairs``: rows of agency_barrier_pairs.
    """
    known = pairs[(pairs[["barrier_code", "other_barrier_code"]] != "other").all(axis=1)]
    known = known[known["agency_count"] > 0]
    return known.sort_values("agency_count", ascending=False, kind="stable")


def top_pair(known: pd.DataFrame) -> str:
    """The most frequent pair; empty where no agency names two. ``known``: rows of ``named_pairs``."""
    if known.empty:
        return ""
    top = known.iloc[0]
    return t(
        "agency_patterns.sentence.pairs",
        barrier=top["barrier"],
        other=top["other_barrier"],
        count=top["agency_count"],
        names=top["agency_names"],
    )


def pair_lines(known: pd.DataFrame) -> list[str]:
    """One line per pair; ``known``: rows of ``named_pairs``."""
    return [
        t(
            "agency_patterns.pairs.line",
            count=row.agency_count,
            barrier=row.barrier,
            other=row.other_barrier,
            names=row.agency_names,
        )
        for row in known.itertuples()
    ]


def stages(rows: pd.DataFrame) -> str:
    """The barrier named most, and how often on the first stages; rows of agency_barriers_by_stage."""
    named = rows[rows["barrier_code"] != "other"].groupby("barrier", sort=False)["agency_count"]
    top = named.sum().idxmax()
    before = rows[(rows["barrier"] == top) & (rows["stage"] < 2)]["agency_count"].sum()
    count = named.sum()[top]
    return t("agency_patterns.sentence.stages", barrier=top, count=count, before=before)


def groups(rows: pd.DataFrame, kind: str, asked: int) -> str:
    """How many patterns of answers there are and the most frequent one; rows of agency_patterns."""
    top = rows.iloc[0]
    return t(
        "agency_patterns.sentence.groups",
        kind=t(f"agency_patterns.kind.{kind}"),
        asked=asked,
        patterns=len(rows),
        items=top["items"] or t("agency_patterns.items.none"),
        count=top["agency_count"],
    )


def patterns_in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Agencies of each pattern with its items, those that cannot be read apart; rows of agency_patterns."""
    items = [
        t(
            "agency_patterns.items.uncertain",
            items=row.items or t("mark.none"),
            uncertain=row.uncertain_items,
        )
        if row.uncertain_items
        else row.items or t("agency_patterns.items.none")
        for row in rows.itertuples()
    ]
    return rows.assign(items=items)[["agency_count", "agency_names", "items"]]


def outcome(outcomes: pd.DataFrame) -> str:
    """Whether earlier plans went with more days per person; rows of agency_plan_outcomes."""
    of_group = plan_groups(outcomes)
    days = {
        name: outcomes.loc[of_group == name, "days_per_person"] for name in of_group.cat.categories
    }
    medians = [days[name].median() for name in ("early", "median", "late")]
    verdict = "yes" if medians == sorted(medians, reverse=True) else "no"
    fields = {f"{name}_count": len(values) for name, values in days.items()}
    fields |= {name: agency_patterns.median_text(values) for name, values in days.items()}
    return t(
        "agency_patterns.sentence.outcome",
        verdict=t(f"agency_patterns.verdict.{verdict}"),
        **fields,
    )


def outcome_note(outcomes: pd.DataFrame) -> str:
    """How many agencies were published, and which were not; rows of agency_plan_outcomes."""
    known = outcomes.dropna(subset=["days_per_person"])
    missing = outcomes.loc[outcomes["days_per_person"].isna(), "agency_name"]
    return t(
        "agency_patterns.note.outcome",
        year=fiscal_year(int(known["fiscal_year"].iloc[0])),
        asked=len(outcomes),
        known=len(known),
        missing=joined(missing) or t("mark.none"),
    )
