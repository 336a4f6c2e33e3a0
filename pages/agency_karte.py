"""府省庁カルテ: one agency on one screen, in the order of the talk."""

import pandas as pd
import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.drawing.figures import agency_karte
from readiness.language import lettering
from readiness.language.wording import apart, fiscal_year, headed, said, t
from readiness.screen import meeting
from readiness.subjects import agency_alt as alt
from readiness.subjects import agency_words as words
from readiness.subjects import numbers

PAGE = "agency_karte"


@screen.cached
def agency_names(round_code: str) -> dict[str, str]:
    """Code -> name of the agencies in their order."""
    stages = queries.agency_stage(round_code)
    return {f"{row.agency_order:02}": row.agency_name for row in stages.itertuples()}


def stage_card(stages: pd.DataFrame, own: pd.Series, advisers: pd.DataFrame) -> None:
    name = own["agency_name"]
    with screen.card(
        f"{PAGE}_stage", t("agency_karte.card.stage", stage=own["stage"]), gap="xsmall"
    ):
        figure = agency_karte.ladder(stages, name)
        screen.chart(figure, key=f"{PAGE}_ladder", alt=alt.ladder(stages, name))
        steps = words.next_step(own, advisers)
        lines = [f":small[{headed(f'**{head}**', text)}]" for head, text in steps]
        st.markdown("  \n".join(lines), help=lettering.spelled_out(advisers["adviser_name"]))


def items_card(
    shown: pd.DataFrame, key: str, title: str, note: str, hint: str | None = None
) -> None:
    with screen.card(f"{PAGE}_{key}", title, gap="xsmall"):
        screen.chart(agency_karte.items(shown), key=f"{PAGE}_{key}", alt=alt.items(shown, title))
        if note:
            st.markdown(note, help=hint)


def advice(gap: pd.DataFrame, advisers: pd.DataFrame, lines: list[str]) -> None:
    rows = words.advice_rows(gap, advisers)
    if rows.empty:
        st.markdown(t("agency_karte.advice.nobody"))
    else:
        heads = {column: t(f"agency_karte.advice_head.{column}") for column in rows}
        st.table(rows.rename(columns=heads), border="horizontal", hide_index=True)
    st.markdown("  \n".join(f":small[{line}]" for line in lines))


def days_card(round_code: str, name: str, outcomes: pd.DataFrame) -> None:
    outcome = queries.agency_outcome(name)
    government = queries.agency_days_per_person()["days_per_person"].iloc[-1]
    known = outcomes.dropna(subset=["days_per_person"])
    with screen.card(f"{PAGE}_outcome", gap="xsmall"):
        line = words.days_line(outcome)
        year = fiscal_year(int(known["fiscal_year"].iloc[0]))
        st.markdown(t("agency_karte.days", year=year, line=line))
        text = alt.days(outcomes, government, f"{said(name)} {line}")
        screen.chart(
            agency_karte.days_strip(outcomes, name, government), key=f"{PAGE}_days", alt=text
        )
        st.markdown(f":small[{words.share_line(outcome)}]")
        counted = queries.agency_numbers(round_code, name)
        asked = queries.survey_date(round_code)
        for line in numbers.lines(counted, "agencies", asked):
            st.markdown(f":small[{line}]")


@screen.cached
def karte(round_code: str, name: str) -> None:
    stages = queries.agency_stage(round_code)
    own = stages.set_index("agency_name", drop=False).loc[name]
    gap = queries.agency_gap(round_code, name)
    advisers = queries.agency_advisers(round_code, name)
    outcomes = queries.agency_plan_outcomes(round_code)
    is_barrier = gap["kind"] == "barrier"
    screen.sentence(words.summary(own, gap, int((stages["stage"] == own["stage"]).sum())))
    left, middle, right = st.columns([3.3, 3.3, 3.4])
    with left:
        stage_card(stages, own, advisers)
    with middle:
        title, note = words.items_title(gap), words.ready_line(advisers)
        hint = lettering.spelled_out(advisers["adviser_name"])
        items_card(gap[~is_barrier], "items", title, note, hint)
    with right:
        title = words.barriers_title(gap)
        items_card(gap[is_barrier], "barriers", title, t("agency_karte.practices"))
    left, right = st.columns([6, 4])
    with left:
        plan = words.plan_lines(queries.agency_plan(round_code, name))
        lines = [t("agency_karte.plan", line=line) for line in plan]
        advice(gap, advisers, [*lines, words.plan_to_outcome(outcomes)])
    with right:
        days_card(round_code, name, outcomes)
    known = int(outcomes["days_per_person"].notna().sum())
    denominator = t("agency_karte.denominator", asked=len(stages), known=known)
    note = t("agency_karte.note")
    screen.agency_provenance(round_code, note=note, has_outcome=True, denominator=denominator)


@screen.cached
def rows(round_code: str, name: str) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """Rows of the two tables, and when the agencies were asked."""
    gap = queries.agency_gap(round_code, name)
    gap = gap.assign(state=alt.state_words(gap))
    gap = gap[["item", "state", "agency_count", "asked_count", "agency_ratio", "next_stage"]]
    advisers = queries.agency_advisers(round_code, name)
    advisers["reason"] = [t(f"agency_karte.adviser.{code}") for code in advisers["reason"]]
    as_of = queries.survey_date(round_code)
    return gap, advisers[["reason", "item", "adviser_name", "stage"]], as_of


round_code = queries.latest_round("agency")
codes = agency_names(round_code)
if st.query_params.get("agency", "").isdecimal():
    st.query_params["agency"] = st.query_params["agency"].zfill(2)
code = screen.chosen(PAGE, "agency", codes)
(picker,) = screen.title(t("agency_karte.title", name=codes[code]), 5.6)
with picker:
    both = {c: apart(dict.fromkeys((lettering.short(codes[c]), said(codes[c])))) for c in codes}
    options = {c: t("agency_karte.option", order=int(c), name=both[c]) for c in codes}
    screen.stepper(PAGE, "agency", options, label=t("agency_karte.pick"))
karte(round_code, codes[code])
gap, advisers, as_of = rows(round_code, codes[code])
screen.table(
    gap,
    key=f"{PAGE}_gap",
    heading=t("agency_karte.gap_table"),
    file_name=t("agency_karte.file_name", as_of=as_of, name=codes[code]),
)
if len(advisers):
    screen.table(
        advisers,
        key=f"{PAGE}_advisers",
        heading=t("agency_karte.advisers_table"),
        file_name=t("agency_karte.advisers_file_name", as_of=as_of, name=codes[code]),
    )
with st.container(horizontal=True):
    meeting.add_view("agency_karte", agency=code)
    meeting.one_page_of_view("agency_karte", agency=code)
