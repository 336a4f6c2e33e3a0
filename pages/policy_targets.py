"""政策目標: targets and whether they were met, companies, prefectures, milestones."""

import pandas as pd
import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.definitions.contracts import PUBLISHED
from readiness.drawing.figures import policy as figures
from readiness.language.wording import apart, headed, pct, t
from readiness.screen import meeting
from readiness.subjects import policy, policy_words

PAGE = "policy_targets"


def note(text: str) -> None:
    st.markdown(f":small[:gray[{text}]]")


def targets() -> pd.DataFrame:
    tracked = policy.tracked()
    screen.sentence(policy_words.targets(tracked))
    left, right = st.columns([7.2, 3.6])
    with left, screen.card("policy_targets", t("policy.targets"), gap="xsmall"):
        bars = figures.target_bars(tracked, narrow=screen.is_narrow())
        screen.chart(bars, key="policy_targets", alt=policy_words.targets_alt(tracked))
        note(t("policy.targets_note"))
    with right, screen.card("policy_by_year", t("policy.by_year"), gap="xsmall"):
        actuals = queries.policy_target_actuals()
        by_year = figures.actuals_by_year(actuals[actuals["actual_value"].notna()])
        screen.chart(by_year, key="policy_by_year", alt=t("policy.by_year_alt"))
        note(t("policy.by_year_note"))
    return tracked


def rate_card(kind: str, rows: pd.DataFrame) -> None:
    with screen.card(f"policy_{kind}", t(f"policy.company.{kind}"), gap="xsmall"):
        figure = figures.rate_bars(rows, nation=policy.national_company_ratio(), gutter=138)
        screen.chart(figure, key=f"policy_{kind}", alt=policy_words.bars_in_words(rows))


def companies() -> pd.DataFrame:
    nation = policy.national_company_ratio()
    rates = {kind: policy.company_rates(kind) for kind in ("size", "region", "industry")}
    screen.sentence(policy_words.companies(nation, rates["industry"]))
    left, *others = st.columns([4.2, 3.2, 3.6])
    with left:
        rate_card("size", rates["size"])
        with screen.card("policy_use", t("policy.use"), gap="xsmall"):
            use = policy_words.use_labelled(policy.company_use())
            bars = figures.rate_bars(use, gutter=192, row_height=23)
            screen.chart(bars, key="policy_use", alt=policy_words.bars_in_words(use))
    for column, kind in zip(others, ("region", "industry"), strict=True):
        with column:
            rate_card(kind, rates[kind])
    note(t("policy.nation_line", ratio=pct(nation)))
    return policy_words.together({t(f"policy.company.{k}"): rows for k, rows in rates.items()})


def prefectures() -> pd.DataFrame:
    found = {survey: policy.prefecture_rates(survey) for survey in policy.PREFECTURE_SURVEYS}
    rates, _ = found["employees"]
    screen.sentence(policy_words.prefectures(rates))
    for column, (survey, (rows, nation)) in zip(st.columns(2), found.items(), strict=True):
        with column, screen.card(f"policy_{survey}", t(f"policy.survey.{survey}"), gap="xsmall"):
            figure = figures.rate_bars(rows, nation=nation, gutter=84, row_height=29)
            screen.chart(figure, key=f"policy_{survey}", alt=policy_words.bars_in_words(rows))
            note(t("policy.prefectures_note", ratio=pct(nation), missing=47 - len(rates)))
    return policy_words.together({t(f"policy.survey.{s}"): rows for s, (rows, _) in found.items()})


def milestones() -> pd.DataFrame:
    events = queries.policy_milestones()
    screen.sentence(policy_words.milestones(events))
    columns = policy.milestones_in_columns(3)
    for column, (years, rows) in zip(st.columns(len(columns)), columns, strict=True):
        with column, screen.card(f"policy_{years[:4]}", years, gap="xxsmall"):
            for row in rows.itertuples():
                title = f"**{headed(row.when, screen.plain(row.title))}**"
                origin = apart([t(f"policy.audience.{row.audience}"), row.source_id])
                st.markdown(f":small[{headed(title, screen.plain(row.detail))} :gray[{origin}]]")
    return events


SHOW = {view.__name__: view for view in (targets, companies, prefectures, milestones)}


@screen.cached
def show(view: str) -> pd.DataFrame:
    """Draw one view; the rows it shows."""
    return SHOW[view]()


@screen.cached
def provenance(view: str) -> None:
    screen.provenance(
        as_of=t(f"policy.as_of.{view}"),
        published="",
        denominator=t(f"policy.denominator.{view}"),
        basis=PUBLISHED,
        note=t(f"policy.note.{view}"),
        source=t("policy.source"),
    )


(control,) = screen.title(t("policy.title"), 5)
with control:
    view = screen.segments(
        PAGE, "view", {code: t(f"policy.view.{code}") for code in SHOW}, label=t("policy.view")
    )
shown = show(view)
if view == "milestones":
    st.page_link("pages/sources.py", label=t("policy.to_sources"), query_params={"view": "sources"})
provenance(view)
screen.table(shown, key=f"policy_{view}", file_name=t(f"policy.file_name.{view}"))
meeting.add_view("policy_targets")
