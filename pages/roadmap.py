"""整備ロードマップ: is the deadline met, who is missing, and what a delay would change."""

import pandas as pd
import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.drawing.figures import agency_roadmap
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects import agency_roadmap_words as sayings
from readiness.subjects import agency_words as words


def spans(round_code: str, slip: int) -> dict[str, str]:
    stages = queries.agency_stage(round_code)
    coverage = queries.agency_coverage_by_quarter(round_code)
    return sayings.spans(stages, coverage, queries.agency_coverage_by_quarter(round_code, slip))


@screen.cached
def headline(round_code: str, slip: int) -> None:
    key = "roadmap.sentence.slipped" if slip else "roadmap.sentence"
    silent = int((queries.agency_stage(round_code)["readiness"] == "silent").sum())
    deadline = sayings.deadline(queries.survey(round_code))
    fields = spans(round_code, slip)
    screen.sentence(t(key, deadline=deadline, silent=silent, slip=slip, **fields))


@screen.cached
def missing(round_code: str) -> None:
    """Cards of the agencies without a plan and of the marks that nobody can read."""
    stages = queries.agency_stage(round_code)
    silent = stages[stages["readiness"] == "silent"]
    with screen.card("roadmap_silent", t("roadmap.silent", count=len(silent)), gap="xsmall"):
        st.markdown(sayings.silent(stages))
    marks = queries.agency_plan_marks(round_code)
    lines = sayings.unreadable(marks, queries.agency_plan_by_quarter(round_code))
    if lines:
        heading = t("roadmap.unreadable", count=len(lines))
        with screen.card("roadmap_unreadable", heading, "xsmall"):
            st.markdown("  \n".join(lines))


@screen.cached
def delayed(round_code: str, slip: int) -> None:
    critical = words.critical_lines(queries.agency_critical(round_code, slip))
    lines = [t("roadmap.answer", **spans(round_code, slip)), t("roadmap.critical")]
    lines += [f":small[{line}]" for line in critical or [t("roadmap.critical.nobody")]]
    st.markdown("  \n".join(lines))


@screen.cached
def coverage_figure(round_code: str, slip: int) -> None:
    coverage = queries.agency_coverage_by_quarter(round_code)
    slipped = queries.agency_coverage_by_quarter(round_code, slip)
    shown = (
        *(coverage, slipped if slip else None),
        *(queries.agency_plan_marks(round_code), queries.agency_plan_by_quarter(round_code)),
    )
    asked = len(queries.agency_stage(round_code))
    screen.chart(
        agency_roadmap.roadmap(*shown, narrow=screen.is_narrow()),
        key="roadmap",
        alt=sayings.coverage_alt(slipped, sayings.deadline(queries.survey(round_code)), asked),
    )
    st.markdown(t("roadmap.key"))


@screen.cached
def provenance(round_code: str) -> tuple[pd.DataFrame, str]:
    """Draw the line under the figure; the rows of the table, and when the agencies were asked."""
    survey = queries.survey(round_code)
    basis = t("roadmap.basis", basis=survey["basis"])
    screen.agency_provenance(round_code, note=t("roadmap.note"), basis=basis)
    rows = sayings.marks_in_words(queries.agency_plan_marks(round_code))
    return rows, queries.survey_date(round_code)


screen.title(t("roadmap.title"))
round_code = queries.latest_round("agency")
top = st.container()
plot, side = st.columns([7.2, 2.8])
with side:
    missing(round_code)
    with screen.card("roadmap_slip", gap="xsmall"):
        slip = screen.slider("roadmap", "slip", 0, 8, label=t("roadmap.slip"), default=0)
        delayed(round_code, slip)
with top:
    headline(round_code, slip)
with plot:
    coverage_figure(round_code, slip)
rows, as_of = provenance(round_code)
screen.table(rows, key="roadmap", file_name=t("roadmap.file_name", as_of=as_of, slip=slip))
with st.container(horizontal=True):
    meeting.add("agency_roadmap")
    meeting.add("agency_plans")
