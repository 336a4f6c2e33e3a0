"""What plans, deadline and a delay say in words. Rows in, text out; no Streamlit, no database.

``stages``: rows of agency_stage. ``coverage``, ``slipped``: rows of
agency_coverage_by_quarter. ``marks``: rows of agency_plan_marks. ``quarters``: rows of agency_plan_by_quarter.
"""

import pandas as pd

from readiness.drawing.figures.agency_roadmap import span
from readiness.language.wording import fiscal_year, listed, t
from readiness.subjects.agency_words import joined


def deadline(survey: pd.Series) -> str:
    """The deadline of a round by its fiscal year; ``survey``: a row of data_rounds."""
    last_year = survey["deadline_date"].year - (survey["deadline_date"].month < 4)
    return t("roadmap.deadline", era=fiscal_year(last_year))


def spans(stages: pd.DataFrame, coverage: pd.DataFrame, slipped: pd.DataFrame) -> dict[str, str]:
    """Agencies asked, and those in time with the delay and as planned, for the sentences."""
    return {
        "asked": str(len(stages)),
        "span": span(slipped.iloc[-1]),
        "planned_span": span(coverage.iloc[-1]),
    }


def silent(stages: pd.DataFrame) -> str:
    """Names of the agencies that said nothing of a plan; some have marks outside the count of plans."""
    planned_count = int((stages["readiness"] == "planned").sum())
    return joined(
        t("roadmap.silent.has_marks", name=row.agency_name, planned=planned_count)
        if row.has_marks
        else row.agency_name
        for row in stages[stages["readiness"] == "silent"].itertuples()
    )


def unreadable(marks: pd.DataFrame, quarters: pd.DataFrame) -> list[str]:
    """One line per agency whose mark cannot be read, where a year prints more marks than can be."""
    names = marks.loc[marks["certainty"] == "unreadable", "agency_name"]
    lost = quarters[quarters["printed_year_count"] > quarters["year_count"]]
    if lost.empty:
        return []
    year = lost.iloc[0]
    reason = {
        "year": fiscal_year(year["fiscal_year"]),
        "lost": year["printed_year_count"] - year["year_count"],
    }
    return [t("roadmap.unreadable.reason", name=name, **reason) for name in names]


def coverage_alt(slipped: pd.DataFrame, deadline: str, asked: int) -> str:
    """How many agencies are covered at the end of each fiscal year."""
    steps = listed(
        t("roadmap.alt.step", era=fiscal_year(row["fiscal_year"]), span=span(row))
        for _, row in slipped[slipped["quarter"] == 4].iterrows()
    )
    return t("roadmap.alt", steps=steps, deadline=deadline, asked=asked)


def marks_in_words(marks: pd.DataFrame) -> pd.DataFrame:
    """The marks with words for whether they are planned and how certain they are."""
    return marks.assign(
        is_planned=[t(f"roadmap.planned.{value}") for value in marks["is_planned"]],
        certainty=[t(f"roadmap.certainty.{value}") for value in marks["certainty"]],
    )
