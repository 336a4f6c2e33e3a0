"""政策目標: targets and whether they were met, companies, prefectures, milestones."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from readiness import queries, ui
from readiness.figures import policy as figures
from readiness.guidance import policy
from readiness.wording import number, pct, t

PAGE = "policy_targets"
VIEWS = ("targets", "companies", "prefectures", "milestones")
VERDICTS = ("met", "not_met", "unknown")

(control,) = ui.title(t("policy.title"), 5)
with control:
    view = ui.segments(
        PAGE, "view", {code: t(f"policy.view.{code}") for code in VIEWS}, label=t("policy.view")
    )


@ui.cached
def target_figure(name: str) -> go.Figure:
    if name == "by_year":
        actuals = queries.policy_target_actuals()
        return figures.actuals_by_year(actuals[actuals["actual_value"].notna()])
    return figures.target_bars(policy.tracked(), narrow=name == "narrow")


@ui.cached
def company_figure(kind: str) -> go.Figure:
    rates = policy.company_rates(kind)
    return figures.rate_bars(rates, nation=policy.national_company_ratio(), gutter=138)


@ui.cached
def use_figure() -> go.Figure:
    return figures.rate_bars(in_words(policy.company_use()), gutter=192, row_height=23)


@ui.cached
def prefecture_figure(survey: str) -> go.Figure:
    rates, nation = policy.prefecture_rates(survey)
    return figures.rate_bars(rates, nation=nation, gutter=84, row_height=29)


def in_words(use: pd.DataFrame) -> pd.DataFrame:
    """Company use with one label per bar: group and time."""
    moment = use["moment"].map(lambda code: t(f"policy.use.{code}"))
    return use.assign(label=use["group"] + "　" + moment)


def listed(rows: pd.DataFrame) -> str:
    return t("list.separator").join(f"{row.label} {pct(row.ratio)}" for row in rows.itertuples())


def targets() -> pd.DataFrame:
    tracked = policy.tracked()
    counts = {verdict: int((tracked["verdict"] == verdict).sum()) for verdict in VERDICTS}
    ui.sentence(t("policy.sentence", count=len(tracked), **counts))
    left, right = st.columns([7.2, 3.6])
    with left, ui.card("policy_targets", t("policy.targets"), gap="xsmall"):
        words = t("list.separator").join(
            f"{row.target_name} {t(f'policy.verdict.{row.verdict}')}"
            for row in tracked.itertuples()
        )
        wide, narrow = target_figure("wide"), target_figure("narrow")
        ui.wide_and_narrow(wide, narrow, key="policy_targets", alt=words)
        st.markdown(f":small[:gray[{t('policy.targets_note')}]]")
    with right, ui.card("policy_by_year", t("policy.by_year"), gap="xsmall"):
        ui.chart(target_figure("by_year"), key="policy_by_year", alt=t("policy.by_year_alt"))
        st.markdown(f":small[:gray[{t('policy.by_year_note')}]]")
    return tracked


def rate_card(kind: str, rows: pd.DataFrame) -> None:
    with ui.card(f"policy_{kind}", t(f"policy.company.{kind}"), gap="xsmall"):
        ui.chart(company_figure(kind), key=f"policy_{kind}", alt=listed(rows))


def companies() -> pd.DataFrame:
    nation = policy.national_company_ratio()
    rates = {kind: policy.company_rates(kind) for kind in ("size", "region", "industry")}
    top = rates["industry"].iloc[0]
    ui.sentence(
        t(
            "policy.sentence_companies",
            nation=pct(nation),
            label=top["label"],
            ratio=pct(top["ratio"]),
        )
    )
    left, *others = st.columns([4.2, 3.2, 3.6])
    with left:
        rate_card("size", rates["size"])
        with ui.card("policy_use", t("policy.use"), gap="xsmall"):
            use = in_words(policy.company_use())
            ui.chart(use_figure(), key="policy_use", alt=listed(use))
    for column, kind in zip(others, ("region", "industry"), strict=True):
        with column:
            rate_card(kind, rates[kind])
    st.markdown(f":small[:gray[{t('policy.nation_line', ratio=pct(nation))}]]")
    return pd.concat(
        [rows.assign(kind=t(f"policy.company.{kind}")) for kind, rows in rates.items()]
    )


def prefectures() -> pd.DataFrame:
    found = {survey: policy.prefecture_rates(survey) for survey in policy.PREFECTURE_SURVEYS}
    rates, nation = found["employees"]
    first, last = rates.iloc[0], rates.iloc[-1]
    missing = 47 - len(rates)
    ui.sentence(
        t(
            "policy.sentence_prefectures",
            first=first["label"],
            first_ratio=pct(first["ratio"]),
            last=last["label"],
            last_ratio=pct(last["ratio"]),
            missing=missing,
        )
    )
    for column, (survey, (rows, nation)) in zip(st.columns(2), found.items(), strict=True):
        with column, ui.card(f"policy_{survey}", t(f"policy.survey.{survey}"), gap="xsmall"):
            ui.chart(prefecture_figure(survey), key=f"policy_{survey}", alt=listed(rows))
            st.markdown(
                f":small[:gray[{t('policy.prefectures_note', ratio=pct(nation), missing=missing)}]]"
            )
    return pd.concat([rows.assign(kind=t(f"policy.survey.{s}")) for s, (rows, _) in found.items()])


def milestones() -> pd.DataFrame:
    events = queries.policy_milestones()
    ui.sentence(t("policy.sentence_milestones", count=number(len(events))))
    columns = policy.milestones_in_columns(3)
    for column, (years, rows) in zip(st.columns(len(columns)), columns, strict=True):
        with column, ui.card(f"policy_{years[:4]}", years, gap="xxsmall"):
            for row in rows.itertuples():
                st.markdown(
                    f":small[**{row.when}　{ui.plain(row.title)}**　{ui.plain(row.detail)}"
                    f" :gray[{t(f'policy.audience.{row.audience}')}　{row.source_id}]]"
                )
    st.page_link("pages/sources.py", label=t("policy.to_sources"), query_params={"view": "sources"})
    return events


SHOW = {
    "targets": targets,
    "companies": companies,
    "prefectures": prefectures,
    "milestones": milestones,
}
shown = SHOW[view]()
ui.provenance(
    as_of=t(f"policy.as_of.{view}"),
    published="",
    denominator=t(f"policy.denominator.{view}"),
    basis=t("basis.published"),
    note=t(f"policy.note.{view}"),
    source=t("policy.source"),
)
ui.table(shown, key=f"policy_{view}", file_name=t(f"policy.file_name.{view}"))
