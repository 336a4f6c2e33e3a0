"""概況: who is ready, who is silent, what changed, and a door for each kind of reader."""

import pandas as pd
import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.drawing.figures import overview
from readiness.language import lettering
from readiness.language.wording import listed, number, pct, short_era_month, signed, t
from readiness.screen import meeting
from readiness.subjects.stage_words import deadline

CLASSES = ("都道府県", "指定都市", "市区町村")


@screen.cached
def sentence(agency_round: str, local_round: str) -> None:
    stages = queries.agency_stage(agency_round)
    by_round = queries.local_adoption_by_round().set_index(["round_code", "entity_class"])
    now = by_round.loc[(local_round, "市区町村")]
    screen.sentence(
        t(
            "overview.sentence",
            agency_count=len(stages),
            **overview.readiness_counts(stages),
            entity_count=number(now["answered_count"]),
            adopted_count=number(now["adopted_count"]),
            ratio=pct(now["adoption_ratio"]),
        )
    )


def agencies_card(stages: pd.DataFrame, days: pd.Series) -> None:
    counts, names = overview.readiness_counts(stages), overview.readiness_names(stages)
    for column, state in zip(st.columns(3), counts, strict=True):
        column.metric(
            t(f"overview.{state}", deadline=deadline(stages)), f"{counts[state]} / {len(stages)}"
        )
    screen.chart(
        overview.readiness_bar(counts, narrow=screen.is_narrow()),
        key="overview_bar",
        alt=t(
            "overview.bar_alt",
            **{f"{state}_names": said for state, said in names.items()},
            **counts,
            deadline=deadline(stages),
        ),
    )
    short = overview.readiness_names(stages, lettering.short)
    lines = [t(f"overview.names.{state}", names=said) for state, said in short.items()]
    hint = lettering.spelled_out(stages["agency_name"])
    st.markdown("  \n".join(f":small[{line}]" for line in lines), help=hint)
    st.markdown(t("overview.outcome", first=days.iloc[0], last=days.iloc[-1]))


def local_card(by_round: pd.DataFrame, local_round: str) -> None:
    now = by_round[by_round["round_code"] == local_round].set_index("entity_class")
    municipal = by_round[by_round["entity_class"] == "市区町村"]
    for column, entity_class in zip(
        st.columns(3, vertical_alignment="bottom"), CLASSES, strict=True
    ):
        row = now.loc[entity_class]
        column.metric(
            t(
                "overview.class_metric",
                entity_class=entity_class,
                adopted_count=number(row["adopted_count"]),
                entity_count=number(row["answered_count"]),
            ),
            pct(row["adoption_ratio"], 0 if row["adoption_ratio"] == 1 else 1),
        )
    values = listed(
        f"{short_era_month(row.survey_date)} {pct(row.adoption_ratio)}"
        for row in municipal.itertuples()
    )
    screen.chart(
        overview.adoption_trend(municipal),
        key="overview_trend",
        alt=t("overview.trend_alt", values=values),
    )
    before, after = overview.last_comparable(municipal)
    st.markdown(
        t(
            "overview.change",
            before=short_era_month(before.survey_date),
            after=short_era_month(after.survey_date),
            before_count=number(before.adopted_count),
            after_count=number(after.adopted_count),
            change=signed(after.adopted_count - before.adopted_count),
        )
    )


@screen.cached
def cards(agency_round: str, local_round: str) -> None:
    left, right = st.columns(2)
    with left, screen.card("agencies", t("overview.agencies")):
        days = queries.agency_days_per_person()["days_per_person"]
        agencies_card(queries.agency_stage(agency_round), days)
    with right, screen.card("local", t("overview.local")):
        local_card(queries.local_adoption_by_round(), local_round)


@screen.cached
def provenance() -> None:
    parts = ("as_of", "denominator", "basis", "source")
    screen.provenance(published="", **{part: t(f"overview.{part}") for part in parts})


@screen.cached
def every_round() -> pd.DataFrame:
    return queries.local_adoption_by_round().drop(columns=["round_code", "source_id"])


screen.title(t("overview.title"))
rounds = queries.latest_round("agency"), queries.latest_round("local")
sentence(*rounds)
cards(*rounds)
screen.doors(rounds[1])
provenance()
screen.table(every_round(), key="overview_rounds", file_name=t("overview.file_name"))
with st.container(horizontal=True):
    meeting.add_view("agency_overview")
    meeting.add_view("agency_days")
    meeting.add_view("local_trend")
