"""整備ロードマップ: is the deadline met, who is missing, and what a delay would change."""

import plotly.graph_objects as go
import streamlit as st

from readiness import meeting, queries, ui
from readiness.figures import agency_roadmap
from readiness.views import agency_words as words
from readiness.wording import fiscal_year, period, t

ui.title(t("roadmap.title"))

round_code = queries.latest_round("agency")
survey = queries.data_rounds().set_index("round_code").loc[round_code]
stages = queries.agency_stage(round_code)
marks = queries.agency_plan_marks(round_code)
quarters = queries.agency_plan_by_quarter(round_code)
coverage = queries.agency_coverage_by_quarter(round_code)
last_year = survey["deadline_date"].year - (survey["deadline_date"].month < 4)
deadline = t("roadmap.deadline", era=fiscal_year(last_year))
headline = st.container()


@ui.cached
def figure(round_code: str, slip: int, is_wide: bool) -> go.Figure:
    draw = agency_roadmap.roadmap_wide if is_wide else agency_roadmap.roadmap_narrow
    return draw(coverage, slipped if slip else None, marks, quarters)


plot, side = st.columns([7.2, 2.8])
with side:
    silent = stages[stages["readiness"] == "silent"]
    planned_count = int((stages["readiness"] == "planned").sum())
    with ui.card("roadmap_silent", t("roadmap.silent", count=len(silent)), gap="xsmall"):
        st.markdown(
            words.joined(
                t("roadmap.silent.has_marks", name=row.agency_name, planned=planned_count)
                if row.has_marks
                else row.agency_name
                for row in silent.itertuples()
            )
        )
    unreadable = marks.loc[marks["certainty"] == "unreadable", "agency_name"]
    lost = quarters[quarters["printed_year_count"] > quarters["year_count"]]
    if len(unreadable) and len(lost):
        with ui.card(
            "roadmap_unreadable", t("roadmap.unreadable", count=len(unreadable)), "xsmall"
        ):
            year = lost.iloc[0]
            reason = {
                "year": fiscal_year(year["fiscal_year"]),
                "lost": year["printed_year_count"] - year["year_count"],
            }
            st.markdown(
                "  \n".join(t("roadmap.unreadable.reason", name=n, **reason) for n in unreadable)
            )
    with ui.card("roadmap_slip", gap="xsmall"):
        slip = ui.slider("roadmap", "slip", 0, 8, label=t("roadmap.slip"), default=0)
        slipped = queries.agency_coverage_by_quarter(round_code, slip)
        spans = {
            "asked": len(stages),
            "span": agency_roadmap.span(slipped.iloc[-1]),
            "planned_span": agency_roadmap.span(coverage.iloc[-1]),
        }
        critical = words.critical_lines(queries.agency_critical(round_code, slip))
        lines = [t("roadmap.answer", **spans), t("roadmap.critical")]
        lines += [f":small[{line}]" for line in critical or [t("roadmap.critical.nobody")]]
        st.markdown("  \n".join(lines))

key = "roadmap.sentence.slipped" if slip else "roadmap.sentence"
with headline:
    ui.sentence(t(key, deadline=deadline, silent=len(silent), slip=slip, **spans))
with plot:
    year_ends = slipped[slipped["quarter"] == 4]
    steps = t("list.separator").join(
        t("roadmap.alt.step", era=fiscal_year(row["fiscal_year"]), span=agency_roadmap.span(row))
        for _, row in year_ends.iterrows()
    )
    ui.wide_and_narrow(
        figure(round_code, slip, True),
        figure(round_code, slip, False),
        key="roadmap",
        alt=t("roadmap.alt", steps=steps, deadline=deadline, asked=len(stages)),
    )
    st.markdown(t("roadmap.key"))

as_of = period(survey["survey_period"])
ui.provenance(
    as_of=as_of,
    published=period(survey["published_period"]),
    denominator=t("agency_status.denominator", asked=len(stages)),
    basis=t("roadmap.basis", basis=survey["basis"]),
    source=t("agency_status.source"),
    note=t("roadmap.note"),
)
rows = marks.assign(
    is_planned=[t(f"roadmap.planned.{value}") for value in marks["is_planned"]],
    certainty=[t(f"roadmap.certainty.{value}") for value in marks["certainty"]],
)
ui.table(
    rows,
    key="roadmap",
    file_name=t("roadmap.file_name", as_of=as_of, slip=slip),
)
with st.container(horizontal=True):
    meeting.add("agency_roadmap")
    meeting.add("agency_plans")
