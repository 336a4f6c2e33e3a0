"""府省庁カルテ: one agency on one screen, in the order of the talk."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from readiness import desk, meeting, queries, ui
from readiness.figures import agency_karte
from readiness.views import agency_alt as alt
from readiness.views import agency_words as words
from readiness.wording import fiscal_year, period, t

PAGE = "agency_karte"
round_code = queries.latest_round("agency")
survey = queries.data_rounds().set_index("round_code").loc[round_code]
stages = queries.agency_stage(round_code)
codes = {f"{row.agency_order:02}": row.agency_name for row in stages.itertuples()}
if st.query_params.get("agency", "").isdecimal():
    st.query_params["agency"] = st.query_params["agency"].zfill(2)
name = codes[ui.chosen(PAGE, "agency", codes)]
(picker,) = ui.title(t("agency_karte.title", name=name), 5.6)
with picker:
    options = {c: t("agency_karte.option", order=int(c), name=codes[c]) for c in codes}
    ui.stepper(PAGE, "agency", options, label=t("agency_karte.pick"))

own = stages.set_index("agency_name", drop=False).loc[name]
gap = queries.agency_gap(round_code, name)
advisers = queries.agency_advisers(round_code, name)
ready = words.who_is_ready(advisers)
outcome = queries.agency_outcome(name)
outcomes = queries.agency_plan_outcomes(round_code)
plan = queries.agency_plan(round_code, name)
government = queries.agency_days_per_person()["days_per_person"].iloc[-1]
asked = len(stages)


@ui.cached
def ladder(round_code: str, name: str) -> go.Figure:
    return agency_karte.ladder(stages, name)


@ui.cached
def items(round_code: str, name: str, is_barrier: bool) -> go.Figure:
    return agency_karte.items(gap[(gap["kind"] == "barrier") == is_barrier])


@ui.cached
def days(round_code: str, name: str) -> go.Figure:
    return agency_karte.days_strip(outcomes, name, government)


def items_card(is_barrier: bool, title: str) -> None:
    key = f"{PAGE}_{'barriers' if is_barrier else 'items'}"
    with ui.card(key, title, gap="xsmall"):
        shown = gap[(gap["kind"] == "barrier") == is_barrier]
        ui.chart(items(round_code, name, is_barrier), key=key, alt=alt.items(shown, title))
        if is_barrier:
            st.markdown(t("agency_karte.practices"))
        elif ready[1]:
            st.markdown(f":small[**{ready[0]}**　{ready[1]}]")


ui.sentence(words.summary(own, gap, int((stages["stage"] == own["stage"]).sum())))
left, middle, right = st.columns([3.3, 3.3, 3.4])
with left, ui.card(f"{PAGE}_stage", t("agency_karte.card.stage", stage=own["stage"]), gap="xsmall"):
    ui.chart(ladder(round_code, name), key=f"{PAGE}_ladder", alt=alt.ladder(stages, name))
    steps = words.next_step(own, advisers)
    st.markdown("  \n".join(f":small[**{head}**　{text}]" for head, text in steps))
barriers = words.named_barriers(gap)
barrier_count = int((barriers["certainty"] == "certain").sum())
with middle:
    equipment = words.equipment(gap)
    has = len(words.in_place(gap))
    items_card(False, t("agency_karte.card.items", count=has, of=len(equipment)))
with right:
    of = int((gap["kind"] == "barrier").sum())
    items_card(True, t("agency_karte.card.barriers", count=barrier_count, of=of))

left, right = st.columns([6, 4])
with left:
    advice = words.advice_rows(gap, advisers)
    if advice.empty:
        st.markdown(t("agency_karte.advice.nobody"))
    else:
        heads = {column: t(f"agency_karte.advice_head.{column}") for column in advice}
        st.table(advice.rename(columns=heads), border="horizontal", hide_index=True)
    lines = [t("agency_karte.plan", line=line) for line in words.plan_lines(plan)]
    lines.append(words.plan_to_outcome(outcomes))
    st.markdown("  \n".join(f":small[{line}]" for line in lines))
known = outcomes.dropna(subset=["days_per_person"])
with right, ui.card(f"{PAGE}_outcome", gap="xsmall"):
    line = words.days_line(outcome)
    year = fiscal_year(int(known["fiscal_year"].iloc[0]))
    st.markdown(t("agency_karte.days", year=year, line=line))
    text = alt.days(outcomes, government, f"{name} {line}")
    ui.chart(days(round_code, name), key=f"{PAGE}_days", alt=text)
    st.markdown(f":small[{words.share_line(outcome)}]")

as_of = period(survey["survey_period"])
ui.provenance(
    as_of=t("agency_karte.as_of", survey=as_of),
    published=t("agency_karte.published", survey=period(survey["published_period"])),
    denominator=t("agency_karte.denominator", asked=asked, known=len(known)),
    basis=survey["basis"],
    source=t("agency_karte.source"),
    note=t("agency_karte.note"),
)
shown = gap.assign(state=alt.state_words(gap))
ui.table(
    shown[["item", "state", "agency_count", "asked_count", "agency_ratio", "next_stage"]],
    key=f"{PAGE}_gap",
    heading=t("agency_karte.gap_table"),
    file_name=t("agency_karte.file_name", as_of=as_of, name=name),
)
if len(advisers):
    reasons = [t(f"agency_karte.adviser.{reason}") for reason in advisers["reason"]]
    ui.table(
        pd.DataFrame(advisers.assign(reason=reasons))[["reason", "item", "adviser_name", "stage"]],
        key=f"{PAGE}_advisers",
        heading=t("agency_karte.advisers_table"),
        file_name=t("agency_karte.advisers_file_name", as_of=as_of, name=name),
    )
desk.guarded(lambda: desk.advice_of(name))
with st.container(horizontal=True):
    meeting.add("agency_karte", agency=f"{own['agency_order']:02}")
    meeting.one_page("agency_karte", agency=f"{own['agency_order']:02}")
