"""Policy targets: telework at companies and by prefecture, as surveys outside government found it."""

from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.language.wording import apart, listed, pct, period, said, short_period, t
from readiness.subjects.charts import Bar, Bars
from readiness.subjects.guides import policy_figures, policy_parts
from readiness.subjects.guides.policy_parts import Groups
from readiness.subjects.model import Content, Figure, KeyFigure, Table, View
from readiness.subjects.provenance import said as worth_saying

_KINDS = ("size", "region", "industry")
_THEMES = ("company", "employed")
_PREFECTURES = 47
_DOCUMENT = "D02"  # the document whose extracts are shown


def _chart(groups: Groups, nation: float | None = None) -> Bars:
    return Bars(
        groups,
        1.0,
        "%",
        is_ratio=True,
        reference=nation,
        reference_label="" if nation is None else t("policy.nation", ratio=pct(nation)),
    )


def _together(named: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of several figures as one table; ``kind`` is the name of each."""
    parts = [rows[["label", "ratio"]].assign(kind=name) for name, rows in named.items()]
    return pd.concat(parts, ignore_index=True)[["kind", "label", "ratio"]]


def companies() -> Content:
    """Shares of September 2019 by group, what companies did in 2020, and the years up to now."""
    nation = policy_figures.national_company_ratio()
    rates = {kind: policy_figures.company_rates(kind) for kind in _KINDS}
    groups = tuple(
        (t(f"policy.company.{kind}"), policy_parts.ratio_bars(rows)) for kind, rows in rates.items()
    )
    series = queries.policy_series()
    figures = {
        kind: Figure(name, _chart(((name, bars),), nation), policy_parts.in_words(((name, bars),)))
        for kind, (name, bars) in zip(_KINDS, groups, strict=True)
    }
    figures |= {"use": _use()} | {theme: _over_time(series, theme) for theme in _THEMES}
    top, latest = rates["industry"].iloc[0], series[series["theme"] == "company"].iloc[-1]
    headline = t(
        "policy.sentence_companies",
        nation=pct(nation),
        label=top["label"],
        ratio=pct(top["ratio"]),
        latest=policy_parts.percent(latest["value"]),
        when=period(latest["period"]),
    )
    key = KeyFigure(t("policy.key.companies"), pct(nation))
    rows = _together({name: rates[kind] for kind, (name, _) in zip(_KINDS, groups, strict=True)})
    shared: dict[str, Any] = {
        "notes": worth_saying(
            t("policy.note.companies"), t("policy.note.series"), t("origin.key.confirmed")
        ),
        "provenance": policy_parts.provenance("companies", [_DOCUMENT, *series["source_id"]]),
    }
    chart = _chart(groups, nation)
    views = {
        "companies": View(
            title=t("policy.title_companies"),
            headline=headline,
            key_figure=key.value,
            key_label=key.label,
            chart=chart,
            rows=rows,
            alt=policy_parts.in_words(groups),
            **shared,
        )
    }
    for name in ("use", *_THEMES):
        views[name] = _view(figures[name], headline, key, shared)
    return Content(
        title=t("policy.title_companies"),
        headline=headline,
        key_figures=(key,),
        figures=figures,
        tables={
            "companies": Table("", rows, t("policy.file_name.companies")),
            "series": Table(
                t("policy.series_table"), _series_rows(series), t("policy.series_file")
            ),
        },
        views=views,
        **shared,
    )


def _view(figure: Figure, headline: str, key: KeyFigure, shared: dict[str, Any]) -> View:
    """A figure of the screen by itself, under the last of its bars."""
    assert isinstance(figure.chart, Bars)
    group, bars = figure.chart.groups[-1]
    return View(
        title=figure.heading,
        headline=t("policy.last_bar", group=group, label=bars[-1].label, value=bars[-1].text),
        key_figure=bars[-1].text,
        key_label=bars[-1].label,
        chart=figure.chart,
        rows=pd.DataFrame(
            [
                {"kind": name, "label": bar.label, "ratio": bar.value}
                for name, group in figure.chart.groups
                for bar in group
            ]
        ),
        alt=figure.alt,
        caution=figure.note,
        **shared,
    )


def _use() -> Figure:
    rows = policy_figures.company_use()
    moments = rows["moment"].map(lambda code: t(f"policy.use.{code}"))
    labelled = rows.assign(
        label=[apart(one) for one in zip(rows["group"].map(said), moments, strict=True)]
    )
    groups = ((t("policy.use"), policy_parts.ratio_bars(labelled)),)
    return Figure(t("policy.use"), _chart(groups), policy_parts.in_words(groups))


def _over_time(series: pd.DataFrame, theme: str) -> Figure:
    """The years of each series of a theme; years that are not in hand are said between them."""
    own = series[series["theme"] == theme]
    groups = []
    for name, rows in own.groupby("series_name", sort=False):
        bars: list[Bar] = []
        before = None
        for row in rows.itertuples():
            if row.is_gap_before and before is not None:
                years = {"first": before + 1, "last": row.fiscal_year - 1}
                bars.append(Bar(t("policy.gap_years", **years), None, t("policy.not_held")))
            mark = policy_parts.confirmed(row.source_id)
            bars.append(
                Bar(
                    short_period(row.period),
                    row.value / 100,
                    policy_parts.percent(row.value),
                    remark=f"{t('gap.parts')}{mark}" if mark else "",
                )
            )
            before = row.fiscal_year
        groups.append((str(name), tuple(bars)))
    notes = t("policy.notes_apart").join(dict.fromkeys(map(said, own["note"].dropna())))
    heading = t(f"policy.over_time.{theme}")
    return Figure(heading, _chart(tuple(groups)), policy_parts.in_words(tuple(groups)), note=notes)


def _series_rows(series: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "kind": series["series_name"],
            "period": [period(one) for one in series["period"]],
            "ratio": series["value"] / 100,
            "confirmed_by": [policy_parts.confirmed(one) for one in series["source_id"]],
            "source_id": series["source_id"],
        }
    )


def prefectures() -> Content:
    """The ten prefectures that the document's extract of each of two surveys names."""
    surveys = policy_figures.PREFECTURE_SURVEYS
    found = {survey: policy_figures.prefecture_rates(survey) for survey in surveys}
    figures = {}
    groups, nations = [], []
    for survey, (rows, nation) in found.items():
        name, bars = t(f"policy.survey.{survey}"), policy_parts.ratio_bars(rows)
        groups.append((name, bars))
        nations.append(apart([name, pct(nation)]))
        note = t("policy.prefectures_note", ratio=pct(nation), missing=_PREFECTURES - len(rows))
        group = ((name, bars),)
        figures[survey] = Figure(
            name, _chart(group, nation), policy_parts.in_words(group), note=note
        )
    rates, nation = found["employees"]
    first, last = rates.iloc[0], rates.iloc[-1]
    headline = t(
        "policy.sentence_prefectures",
        first=first["label"],
        first_ratio=pct(first["ratio"]),
        last=last["label"],
        last_ratio=pct(last["ratio"]),
        missing=_PREFECTURES - len(rates),
    )
    key = KeyFigure(t("policy.key.prefectures"), pct(nation))
    rows = _together({t(f"policy.survey.{one}"): shown for one, (shown, _) in found.items()})
    shared: dict[str, Any] = {
        "notes": (t("policy.note.prefectures"),),
        "provenance": policy_parts.provenance("prefectures", [_DOCUMENT]),
    }
    return Content(
        title=t("policy.title_prefectures"),
        headline=headline,
        key_figures=(key,),
        figures=figures,
        tables={"prefectures": Table("", rows, t("policy.file_name.prefectures"))},
        views={
            "prefectures": View(
                title=t("policy.title_prefectures"),
                headline=headline,
                key_figure=key.value,
                key_label=key.label,
                chart=_chart(tuple(groups)),
                rows=rows,
                alt=policy_parts.in_words(tuple(groups)),
                caution=t("policy.nations", values=listed(nations)),
                **shared,
            )
        },
        **shared,
    )
