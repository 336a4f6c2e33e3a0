"""Adoption against the number of municipalities, and by class and staff band. No Streamlit."""

from math import sqrt

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import number, pct, said, t

_Z_95, _Z_998 = 1.959964, 3.090232


def outside_funnel(prefectures: pd.DataFrame, nation: float) -> pd.DataFrame:
    """Prefectures beyond the 99.8 % limits of chance around the nation's share."""
    spread = _Z_998 * (nation * (1 - nation) / prefectures["answered_count"]) ** 0.5
    return prefectures[(prefectures["adoption_ratio"] - nation).abs() > spread]


def funnel(prefectures: pd.DataFrame, nation: float) -> go.Figure:
    """Share by number of municipalities, with the limits that chance alone would seldom pass.

    ``prefectures``: prefecture_name, answered_count, adopted_count, adoption_ratio (0 to 1).
    Named are those beyond the outer limits and the two largest.
    """
    figure = theme.figure(380, margin={"l": 44, "r": 14, "t": 8, "b": 40})
    largest = int(prefectures["answered_count"].max())
    sizes = list(range(10, largest + 6))
    for z, dash, label in (
        (_Z_95, "dash", t("local_structure.limit_95")),
        (_Z_998, "dot", t("local_structure.limit_998")),
    ):
        for sign in (1, -1):
            limits = [nation + sign * z * sqrt(nation * (1 - nation) / n) for n in sizes]
            figure.add_scatter(
                x=sizes,
                y=[min(max(limit, 0), 1) for limit in limits],
                mode="lines",
                line={"color": theme.RULE, "width": 1, "dash": dash},
                hoverinfo="skip",
            )
        end = nation + z * sqrt(nation * (1 - nation) / sizes[-1])
        figure.add_annotation(
            x=sizes[-1],
            y=end,
            text=label,
            xanchor="right",
            yshift=9,
            showarrow=False,
            font={"size": 12, "color": theme.MUTED},
        )
    figure.add_hline(y=nation, line={"color": theme.RULE, "width": 1})
    figure.add_scatter(
        x=prefectures["answered_count"],
        y=prefectures["adoption_ratio"],
        mode="markers",
        marker={"size": 9, "color": theme.HAS, "line": {"color": theme.PAPER, "width": 1}},
        customdata=[
            t(
                "prefecture_map.pointer",
                name=row.prefecture_name,
                ratio=pct(row.adoption_ratio),
                adopted_count=row.adopted_count,
                municipality_count=row.answered_count,
            )
            for row in prefectures.itertuples()
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    named = pd.concat(
        [outside_funnel(prefectures, nation), prefectures.nlargest(2, "answered_count")]
    ).drop_duplicates("prefecture_code")
    for row in named.itertuples():
        figure.add_annotation(
            x=row.answered_count,
            y=row.adoption_ratio,
            xanchor="right" if row.answered_count > 0.8 * largest else "left",
            xshift=-8 if row.answered_count > 0.8 * largest else 8,
            text=said(row.prefecture_name),
            showarrow=False,
            font={"size": 13},
        )
    figure.update_xaxes(
        **theme.axis(
            range=[5, largest + 8],
            tickvals=[20, 60, 100, 140, 180],
            tickangle=0,
            showline=True,
            linecolor=theme.RULE,
            title={"text": t("local_structure.funnel_axis"), "font": {"size": 12}},
        )
    )
    figure.update_yaxes(
        **theme.axis(
            range=[0.1, 1.05],
            tickvals=[0.2, 0.4, nation, 0.8, 1],
            ticktext=["20", "40", pct(nation)[:-1], "80", "100%"],
            showgrid=True,
            gridcolor=theme.GRID,
        )
    )
    return figure


def bars_by_group(labels: list[str], rows: pd.DataFrame) -> go.Figure:
    """Share of adopters by class or by staff band: bar from 0, 95 % interval, counts at the right.

    ``rows`` in the order of ``labels``: adopted_count, answered_count, adoption_ratio, ratio_low,
    ratio_high (0 to 1).
    """
    gutter = lettering.gutter(labels, 13, 104)
    figure = theme.figure(
        len(rows) * 26 + 24, margin={"l": gutter, "r": 140, "t": 2, "b": 22}, bargap=0.4
    )
    places = list(range(len(rows)))
    figure.add_bar(
        x=rows["adoption_ratio"],
        y=places,
        orientation="h",
        marker={"color": theme.HAS},
        customdata=[
            t("span", low=pct(low), high=pct(high))
            for low, high in rows[["ratio_low", "ratio_high"]].values
        ],
        hovertemplate=f"{t('prefecture_map.metric_interval')} %{{customdata}}<extra></extra>",
    )
    values = []
    for place, row in zip(places, rows.itertuples(), strict=True):
        figure.add_shape(
            type="line",
            x0=row.ratio_low,
            x1=row.ratio_high,
            y0=place + 0.36,
            y1=place + 0.36,
            line={"color": theme.INK, "width": 2},
        )
        count = f"{number(row.adopted_count)} / {number(row.answered_count)}"
        values.append(f"<b>{pct(row.adoption_ratio)}</b>  {count}")
    theme.label_rows(figure, labels, values)
    figure.update_xaxes(
        **theme.axis(range=[0, 1], tickvals=[0, 0.5, 1], ticktext=["0", "50", "100%"])
    )
    return figure
