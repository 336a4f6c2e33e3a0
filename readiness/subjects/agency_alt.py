"""What the figures of the agencies show, in words for those who do not see them. Rows in, text out."""

import pandas as pd

from readiness.language.wording import t
from readiness.subjects.agencies.answers import state_of
from readiness.subjects.agency_words import joined
from readiness.subjects.stage_words import stage_label


def state_words(gap: pd.DataFrame) -> list[str]:
    """Word of each answer; ``gap``: rows of agency_gap."""
    columns = ["kind", "choice_code", "answer", "certainty"]
    return [
        t(f"agency_matrix.state.{state_of(*row)}") for row in gap[columns].itertuples(index=False)
    ]


def ladder(stages: pd.DataFrame, name: str) -> str:
    """Agencies per stage and the agency's own stage; ``stages``: rows of agency_stage."""
    counts = stages["stage"].value_counts().sort_index()
    return t(
        "agency_karte.ladder_alt",
        name=name,
        stage=stages.set_index("agency_name").loc[name, "stage"],
        counts=joined(f"{stage_label(stage, stages)} {count}" for stage, count in counts.items()),
    )


def items(gap: pd.DataFrame, heading: str) -> str:
    """Own answer and number of agencies per item; ``gap``: rows of agency_gap."""
    values = joined(
        t(
            "agency_karte.item_alt",
            item=row.item,
            state=state,
            count=row.agency_count,
            asked=row.asked_count,
        )
        for row, state in zip(gap.itertuples(), state_words(gap), strict=True)
    )
    return t("agency_karte.items_alt", heading=heading, values=values)


def days(outcomes: pd.DataFrame, government: float, own: str) -> str:
    """Range of the published days; ``outcomes``: rows of agency_plan_outcomes."""
    known = outcomes["days_per_person"].dropna()
    return t(
        "agency_karte.days_alt",
        known=len(known),
        low=known.min(),
        high=known.max(),
        government=government,
        own=own.replace("**", ""),
    )


def barrier_pairs(pairs: pd.DataFrame) -> str:
    """Every pair with its count; ``pairs``: rows of agency_barrier_pairs."""
    values = joined(
        t(
            "agency_patterns.pairs.value",
            barrier=row.barrier,
            other=row.other_barrier,
            count=row.agency_count,
        )
        for row in pairs.itertuples()
    )
    return t("agency_patterns.pairs.alt", values=values)


def barriers_by_stage(rows: pd.DataFrame) -> str:
    """Every barrier and stage; ``rows``: rows of agency_barriers_by_stage."""
    values = joined(
        t(
            "agency_patterns.stages.value",
            barrier=row.barrier,
            stage=row.stage,
            count=row.agency_count,
            of=row.stage_count,
        )
        for row in rows.itertuples()
    )
    return t("agency_patterns.stages.alt", values=values)


def plans_and_days(outcomes: pd.DataFrame) -> str:
    """Days of every agency, or that there are none; ``outcomes``: rows of agency_plan_outcomes."""
    values = joined(
        t(
            "agency_patterns.outcome.value",
            name=row.agency_name,
            days=t("agency_patterns.no_data")
            if pd.isna(row.days_per_person)
            else row.days_per_person,
        )
        for row in outcomes.itertuples()
    )
    return t("agency_patterns.outcome.alt", values=values)
