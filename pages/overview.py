"""概況: who is ready, who is silent, what changed, and a door for each kind of reader."""

import plotly.graph_objects as go
import streamlit as st

from readiness import queries, ui
from readiness.figures import overview
from readiness.wording import number, pct, short_era_month, signed, t

ui.title(t("overview.title"))

agency_round, local_round = queries.latest_round("agency"), queries.latest_round("local")
stages = queries.agency_stage(agency_round)
by_round = queries.local_adoption_by_round()
days = queries.agency_days_per_person()["days_per_person"]
now = by_round[by_round["round_code"] == local_round].set_index("entity_class")
municipal = by_round[by_round["entity_class"] == "市区町村"]
compared = municipal[municipal["basis"] != t("basis.estimated")].tail(2)

members = {name: stages[stages["readiness"] == name] for name in ("ready", "planned", "silent")}
counts = {name: len(rows) for name, rows in members.items()}
names = {
    name: t("list.separator").join(
        row.agency_name + t("overview.has_marks") * (name == "silent" and row.has_marks)
        for row in rows.itertuples()
    )
    for name, rows in members.items()
}


@ui.cached
def bar(ready: int, planned: int, silent: int, is_narrow: bool) -> go.Figure:
    states = {"ready": ready, "planned": planned, "silent": silent}
    return overview.readiness_bar(states, is_narrow=is_narrow)


@ui.cached
def trend(local_round: str) -> go.Figure:
    return overview.adoption_trend(municipal)


ui.sentence(
    t(
        "overview.sentence",
        agency_count=len(stages),
        **counts,
        entity_count=number(now.loc["市区町村", "entity_count"]),
        adopted_count=number(now.loc["市区町村", "adopted_count"]),
        ratio=pct(now.loc["市区町村", "adoption_ratio"]),
    )
)

left, right = st.columns(2)
with left, ui.card("agencies", t("overview.agencies")):
    for column, name in zip(st.columns(3), counts, strict=True):
        column.metric(t(f"overview.{name}"), f"{counts[name]} / {len(stages)}")
    ui.wide_and_narrow(
        bar(**counts, is_narrow=False),
        bar(**counts, is_narrow=True),
        key="overview_bar",
        alt=t(
            "overview.bar_alt",
            **{f"{name}_names": value for name, value in names.items()},
            **counts,
        ),
    )
    st.markdown(
        "  \n".join(f":small[{t(f'overview.names.{name}', names=names[name])}]" for name in names)
    )
    st.markdown(t("overview.outcome", first=days.iloc[0], last=days.iloc[-1]))

with right, ui.card("local", t("overview.local")):
    for column, entity_class in zip(
        st.columns(3), ("都道府県", "指定都市", "市区町村"), strict=True
    ):
        row = now.loc[entity_class]
        column.metric(
            t(
                "overview.class_metric",
                entity_class=entity_class,
                adopted_count=number(row["adopted_count"]),
                entity_count=number(row["entity_count"]),
            ),
            pct(row["adoption_ratio"], 0 if row["adoption_ratio"] == 1 else 1),
        )
    values = t("list.separator").join(
        f"{short_era_month(row.survey_date)} {pct(row.adoption_ratio)}"
        for row in municipal.itertuples()
    )
    ui.chart(trend(local_round), key="overview_trend", alt=t("overview.trend_alt", values=values))
    before, after = compared.itertuples()
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

ui.doors(local_round)
ui.provenance(
    as_of=t("overview.as_of"),
    published="",
    denominator=t("overview.denominator"),
    basis=t("overview.basis"),
    source=t("overview.source"),
)
ui.table(
    by_round.drop(columns=["round_code", "source_id"]),
    key="overview_rounds",
    file_name=t("overview.file_name"),
)
