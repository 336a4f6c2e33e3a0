"""回答の傾向: barriers together, by stage, agencies alike, and what became of the plans."""

import pandas as pd
import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.drawing.figures import agency_patterns
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects import agency_alt as alt
from readiness.subjects import agency_pattern_words as sayings
from readiness.subjects import agency_words as words

PAGE = "agency_patterns"
VIEWS = ("pairs", "stages", "equipment", "barrier", "outcome")


def show_pairs(round_code: str) -> pd.DataFrame:
    rows = queries.agency_barrier_pairs(round_code)
    counts = queries.agency_item_counts(round_code)
    counts = counts[counts["question_code"] == "barrier"]
    known = sayings.named_pairs(rows)
    if len(known):
        screen.sentence(sayings.top_pair(known))
    figure, side = st.columns([6.2, 3.8])
    with figure:
        pairs = agency_patterns.barrier_pairs(rows, counts, narrow=screen.is_narrow())
        screen.chart(pairs, key=f"{PAGE}_pairs", alt=alt.barrier_pairs(rows))
        st.markdown(t("agency_patterns.pairs.key"))
    with side, screen.card(f"{PAGE}_pairs", t("agency_patterns.pairs.list")):
        for line in sayings.pair_lines(known):
            st.markdown(line)
    return rows.drop(columns=["barrier_code", "other_barrier_code"])


def show_stages(round_code: str) -> pd.DataFrame:
    rows = queries.agency_barriers_by_stage(round_code)
    screen.sentence(sayings.stages(rows))
    stages = agency_patterns.barriers_by_stage(rows, columns=1 if screen.is_narrow() else 3)
    screen.chart(stages, key=f"{PAGE}_stages", alt=alt.barriers_by_stage(rows))
    return rows.drop(columns="barrier_code")


def show_groups(round_code: str, kind: str) -> pd.DataFrame:
    rows = queries.agency_patterns(round_code)
    rows = rows[rows["kind"] == kind]
    screen.sentence(sayings.groups(rows, kind, asked_count(round_code)))
    shown = screen.labelled(sayings.patterns_in_words(rows))
    st.table(shown, border="horizontal", hide_index=True)
    return rows[["items", "uncertain_items", "agency_count", "agency_names"]]


def show_outcome(round_code: str) -> pd.DataFrame:
    rows = queries.agency_plan_outcomes(round_code)
    groups = words.plan_groups(rows)
    screen.sentence(sayings.outcome(rows))
    figure = agency_patterns.plans_and_days(rows, groups)
    screen.chart(figure, key=f"{PAGE}_outcome", alt=alt.plans_and_days(rows))
    named = rows.assign(readiness=[t(f"agency_patterns.group.{name}") for name in groups])
    return named[["agency_name", "readiness", "days_per_person", "rank"]]


def asked_count(round_code: str) -> int:
    counts = queries.agency_item_counts(round_code)
    return int(counts.loc[counts["question_code"] == "barrier", "asked_count"].max())


@screen.cached
def show(view: str, round_code: str) -> tuple[pd.DataFrame, str]:
    """Draw one view with its provenance; the rows it shows, and when they were asked."""
    drawn = {"pairs": show_pairs, "stages": show_stages, "outcome": show_outcome}
    rows = drawn[view](round_code) if view in drawn else show_groups(round_code, view)
    if view == "outcome":
        note = sayings.outcome_note(queries.agency_plan_outcomes(round_code))
        screen.agency_provenance(round_code, note=note, has_outcome=True)
    else:
        denominator = t("agency_status.denominator", asked=asked_count(round_code))
        screen.round_provenance(round_code, denominator=denominator, note=t("agency_patterns.note"))
    return rows, queries.survey_date(round_code)


(control,) = screen.title(t("agency_patterns.title"), 6.4)
with control:
    options = {name: t(f"agency_patterns.view.{name}") for name in VIEWS}
    view = screen.segments(PAGE, "view", options, label=t("agency_patterns.view"))
rows, as_of = show(view, queries.latest_round("agency"))
screen.table(
    rows, key=PAGE, file_name=t("agency_patterns.file_name", view=options[view], as_of=as_of)
)
meeting.add_view("agency_pairs")
