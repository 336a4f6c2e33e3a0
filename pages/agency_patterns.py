"""回答の傾向: barriers together, by stage, agencies alike, and what became of the plans."""

import plotly.graph_objects as go
import streamlit as st

from readiness import queries, ui
from readiness.figures import agency_patterns
from readiness.views import agency_alt as alt
from readiness.views import agency_words as words
from readiness.wording import fiscal_year, period, t

PAGE = "agency_patterns"
VIEWS = ("pairs", "stages", "equipment", "barrier", "outcome")
(control,) = ui.title(t("agency_patterns.title"), 6.4)
with control:
    options = {name: t(f"agency_patterns.view.{name}") for name in VIEWS}
    view = ui.segments(PAGE, "view", options, label=t("agency_patterns.view"))

round_code = queries.latest_round("agency")
survey = queries.data_rounds().set_index("round_code").loc[round_code]
counts = queries.agency_item_counts(round_code)
counts = counts[counts["question_code"] == "barrier"]
asked = int(counts["asked_count"].max())


@ui.cached
def pairs_figure(round_code: str, is_wide: bool) -> go.Figure:
    rows = queries.agency_barrier_pairs(round_code)
    return agency_patterns.barrier_pairs(rows, counts, is_wide=is_wide)


@ui.cached
def stages_figure(round_code: str, columns: int) -> go.Figure:
    rows = queries.agency_barriers_by_stage(round_code)
    return agency_patterns.barriers_by_stage(rows, columns)


@ui.cached
def outcome_figure(round_code: str) -> go.Figure:
    rows = queries.agency_plan_outcomes(round_code)
    return agency_patterns.plans_and_days(rows, words.plan_groups(rows))


def show_pairs():
    rows = queries.agency_barrier_pairs(round_code)
    known = rows[(rows[["barrier_code", "other_barrier_code"]] != "other").all(axis=1)]
    known = known[known["agency_count"] > 0]
    known = known.sort_values("agency_count", ascending=False, kind="stable")
    if len(known):
        top = known.iloc[0]
        ui.sentence(
            t(
                "agency_patterns.sentence.pairs",
                barrier=top["barrier"],
                other=top["other_barrier"],
                count=top["agency_count"],
                names=top["agency_names"],
            )
        )
    figure, side = st.columns([6.2, 3.8])
    with figure:
        wide, narrow = pairs_figure(round_code, True), pairs_figure(round_code, False)
        ui.wide_and_narrow(wide, narrow, key=f"{PAGE}_pairs", alt=alt.barrier_pairs(rows))
        st.markdown(t("agency_patterns.pairs.key"))
    with side, ui.card(f"{PAGE}_pairs", t("agency_patterns.pairs.list")):
        for row in known.itertuples():
            st.markdown(
                t(
                    "agency_patterns.pairs.line",
                    count=row.agency_count,
                    barrier=row.barrier,
                    other=row.other_barrier,
                    names=row.agency_names,
                )
            )
    return rows.drop(columns=["barrier_code", "other_barrier_code"])


def show_stages():
    rows = queries.agency_barriers_by_stage(round_code)
    named = rows[rows["barrier_code"] != "other"].groupby("barrier", sort=False)["agency_count"]
    top = named.sum().idxmax()
    before = rows[(rows["barrier"] == top) & (rows["stage"] < 2)]["agency_count"].sum()
    count = named.sum()[top]
    ui.sentence(t("agency_patterns.sentence.stages", barrier=top, count=count, before=before))
    ui.wide_and_narrow(
        stages_figure(round_code, 3),
        stages_figure(round_code, 1),
        key=f"{PAGE}_stages",
        alt=alt.barriers_by_stage(rows),
    )
    return rows.drop(columns="barrier_code")


def show_groups(kind: str):
    rows = queries.agency_patterns(round_code)
    rows = rows[rows["kind"] == kind]
    top = rows.iloc[0]
    items = top["items"] or t("agency_patterns.items.none")
    count = top["agency_count"]
    fields = {"asked": asked, "patterns": len(rows), "items": items, "count": count}
    ui.sentence(
        t("agency_patterns.sentence.groups", kind=t(f"agency_patterns.kind.{kind}"), **fields)
    )
    shown = rows.assign(
        items=[
            t(
                "agency_patterns.items.uncertain",
                items=row.items or t("mark.none"),
                uncertain=row.uncertain_items,
            )
            if row.uncertain_items
            else row.items or t("agency_patterns.items.none")
            for row in rows.itertuples()
        ]
    )[["agency_count", "agency_names", "items"]]
    st.table(ui.labelled(shown), border="horizontal", hide_index=True)
    return rows[["items", "uncertain_items", "agency_count", "agency_names"]]


def show_outcome():
    rows = queries.agency_plan_outcomes(round_code)
    groups = words.plan_groups(rows)
    days = {name: rows.loc[groups == name, "days_per_person"] for name in groups.cat.categories}
    medians = [days[name].median() for name in ("early", "median", "late")]
    verdict = "yes" if medians == sorted(medians, reverse=True) else "no"
    fields = {f"{name}_count": len(values) for name, values in days.items()}
    fields |= {name: agency_patterns.median_text(values) for name, values in days.items()}
    ui.sentence(
        t(
            "agency_patterns.sentence.outcome",
            verdict=t(f"agency_patterns.verdict.{verdict}"),
            **fields,
        )
    )
    ui.chart(outcome_figure(round_code), key=f"{PAGE}_outcome", alt=alt.plans_and_days(rows))
    named = rows.assign(readiness=[t(f"agency_patterns.group.{name}") for name in groups])
    return named[["agency_name", "readiness", "days_per_person", "rank"]]


def outcome_note() -> str:
    """How many agencies were published, and which were not."""
    rows = queries.agency_plan_outcomes(round_code)
    known = rows.dropna(subset=["days_per_person"])
    missing = rows.loc[rows["days_per_person"].isna(), "agency_name"]
    return t(
        "agency_patterns.note.outcome",
        year=fiscal_year(int(known["fiscal_year"].iloc[0])),
        asked=len(rows),
        known=len(known),
        missing=words.joined(missing) or t("mark.none"),
    )


shown = {"pairs": show_pairs, "stages": show_stages, "outcome": show_outcome}
rows = shown[view]() if view in shown else show_groups(view)
as_of = period(survey["survey_period"])
if view == "outcome":
    ui.provenance(
        as_of=t("agency_karte.as_of", survey=as_of),
        published=t("agency_karte.published", survey=period(survey["published_period"])),
        denominator=t("agency_status.denominator", asked=asked),
        basis=survey["basis"],
        source=t("agency_status.source"),
        note=outcome_note(),
    )
else:
    denominator = t("agency_status.denominator", asked=asked)
    ui.round_provenance(round_code, denominator=denominator, note=t("agency_patterns.note"))
ui.table(rows, key=PAGE, file_name=t("agency_patterns.file_name", view=options[view], as_of=as_of))
