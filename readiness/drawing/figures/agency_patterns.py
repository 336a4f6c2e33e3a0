"""Barriers together, barriers by stage, plans and outcomes. Result in, Figure out; no Streamlit."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import is_japanese, known, said, t

_TINT = [[0.0, "#FFFFFF"], [1.0, "#D9C27A"]]  # pale to mid ochre: dark figures read on all of it


def barrier_pairs(pairs: pd.DataFrame, counts: pd.DataFrame, *, narrow: bool) -> go.Figure:
    """Lower triangle of counts; the diagonal is how many name the barrier at all.

    ``pairs``: rows of agency_barrier_pairs. ``counts``: the barriers of agency_item_counts.
    """
    names = [_barrier(row, is_short=narrow) for row in counts.itertuples()]
    between = f"<br>{t('mark.plus')}" if narrow else t("mark.plus")
    place = {code: n for n, code in enumerate(counts["choice_code"])}
    size = len(names)
    values: list[list[float | None]] = [[None] * size for _ in names]
    texts = [[""] * size for _ in names]
    hovers = [[""] * size for _ in names]
    for row in counts.itertuples():
        n = place[row.choice_code]
        lost = 0 if pd.isna(row.lost_count) else int(row.lost_count)
        texts[n][n] = f"<b>{row.agency_count}{f'{between}{lost}' if lost else ''}</b>"
        hovers[n][n] = t("agency_patterns.hover.one", barrier=row.item, count=row.agency_count)
    for row in pairs.itertuples():
        x, y = place[row.barrier_code], place[row.other_barrier_code]
        values[y][x] = row.agency_count
        unknown = f"{between}{theme.UNREADABLE}{row.uncertain_count}" if row.uncertain_count else ""
        texts[y][x] = f"{row.agency_count}{unknown}"
        hovers[y][x] = t(
            "agency_patterns.hover.pair",
            barrier=row.barrier,
            other=row.other_barrier,
            count=row.agency_count,
            names=row.agency_names or t("mark.none"),
        )
    beside = [lettering.folded(name, 9 if narrow else 100) for name in names]
    below, turn = _below(counts, names, narrow=narrow)
    margin = {"l": lettering.gutter(beside, 13, 100 if narrow else 168), "r": 8, "t": 4, "b": 62}
    if turn:
        margin["b"] = lettering.gutter(below, 12, 62)
    figure = theme.figure(386, margin=margin)
    figure.add_heatmap(
        z=values,
        zmin=0,
        zmax=max(1, int(pairs["agency_count"].max())),
        colorscale=_TINT,
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    for y in range(size):
        for x in range(y + 1):
            _cell(figure, x, y, texts[y][x], hovers[y][x], is_own=x == y)
    labels = {"tickmode": "array", "tickvals": list(range(size))}
    figure.update_xaxes(**theme.axis(ticktext=below, **labels, tickangle=turn))
    figure.update_yaxes(
        **theme.axis(ticktext=beside, **labels, autorange="reversed", tickfont={"size": 13})
    )
    return figure


def _barrier(row: Any, *, is_short: bool) -> str:
    item = said(str(row.item))
    return known(f"agency_status.barrier.{row.choice_code}", item) if is_short else item


def _below(counts: pd.DataFrame, names: list[str], *, narrow: bool) -> tuple[list[str], int]:
    """Names under the columns and the angle they are turned by: whole Latin words are wider than
    the columns, so the shortest are used, upright on a telephone.
    """
    if is_japanese():
        return [lettering.folded(name, 3 if narrow else 5) for name in names], 0
    short = [
        known(f"agency_matrix.short.{code}", name)
        for code, name in zip(counts["choice_code"], names, strict=True)
    ]
    if narrow:
        return short, -90
    return [lettering.folded(name, 6) for name in short], 0


def _cell(figure: go.Figure, x: int, y: int, text: str, hover: str, *, is_own: bool) -> None:
    if is_own:
        figure.add_shape(
            type="rect",
            x0=x - 0.47,
            x1=x + 0.47,
            y0=y - 0.47,
            y1=y + 0.47,
            line={"color": theme.RULE, "width": 1},
        )
    figure.add_annotation(x=x, y=y, text=text, hovertext=hover, showarrow=False, font={"size": 15})


def barriers_by_stage(rows: pd.DataFrame, columns: int) -> go.Figure:
    """One small plot per barrier: agencies naming it on each stage, of those on the stage.

    ``rows``: rows of agency_barriers_by_stage. ``columns``: plots side by side.
    """
    barriers = list(dict.fromkeys(rows["barrier_code"]))
    lines = -(-len(barriers) // columns)
    figure = theme.figure(200 * lines, margin={"l": 4, "r": 4, "t": 0, "b": 0}, bargap=0.45)
    top = max(1, int(rows["stage_count"].max()))
    for n, code in enumerate(barriers):
        one = rows[rows["barrier_code"] == code]
        line, column = divmod(n, columns)
        left, bottom = column / columns, 1 - (line + 1) / lines
        suffix = "" if n == 0 else str(n + 1)
        gutter = 0.155 * 3 / columns if columns > 1 else 0.42
        figure.update_layout(
            {
                f"xaxis{suffix}": theme.axis(
                    visible=False,
                    range=[0, top * 1.45],
                    domain=[left + gutter * 0.62, left + 1 / columns - 0.01],
                    anchor=f"y{suffix}",
                ),
                f"yaxis{suffix}": theme.axis(
                    visible=False,
                    range=[-0.6, 5.6],
                    domain=[bottom + 0.01, bottom + 1 / lines - 0.02],
                    anchor=f"x{suffix}",
                ),
            }
        )
        _small_plot(figure, one, suffix)
    return figure


def _small_plot(figure: go.Figure, rows: pd.DataFrame, suffix: str) -> None:
    axes = {"xref": f"x{suffix}", "yref": f"y{suffix}"}
    named, lost = int(rows["agency_count"].sum()), int(rows["uncertain_count"].sum())
    title = t(
        "agency_patterns.panel.lost" if lost else "agency_patterns.panel",
        barrier=rows["barrier"].iloc[0],
        count=named,
        lost=lost,
    )
    figure.add_annotation(
        x=0,
        y=5.1,
        text=title,
        xanchor="left",
        xshift=-84,
        showarrow=False,
        font={"size": 14},
        **axes,
    )
    for row in rows.itertuples():
        figure.add_bar(
            x=[row.agency_count],
            y=[row.stage],
            orientation="h",
            width=0.6,
            xaxis=f"x{suffix}",
            yaxis=f"y{suffix}",
            marker={"color": theme.OBSTACLE},
            hovertemplate=f"{said(row.agency_names) or t('mark.none')}<extra></extra>",
        )
        figure.add_shape(
            type="rect",
            x0=0,
            x1=row.stage_count,
            y0=row.stage - 0.3,
            y1=row.stage + 0.3,
            line={"color": theme.OTHERS, "width": 1},
            **axes,
        )
        label = {"y": row.stage, "showarrow": False, "font": {"size": 12}}
        figure.add_annotation(
            x=0,
            text=f"{row.stage} {t(f'agency_patterns.stage.{row.stage}')}",
            xanchor="right",
            xshift=-6,
            **label,
            **axes,
        )
        unreadable = f"{t('mark.plus')}{theme.UNREADABLE}{row.uncertain_count}"
        unknown = unreadable if row.uncertain_count else ""
        figure.add_annotation(
            x=row.stage_count,
            text=f"<b>{row.agency_count}</b>{unknown} / {row.stage_count}",
            xanchor="left",
            xshift=6,
            **label,
            **axes,
        )


def plans_and_days(outcomes: pd.DataFrame, groups: pd.Series) -> go.Figure:
    """Days per person of every agency under the group of its plan; no bar where none is published.

    ``outcomes``: rows of agency_plan_outcomes. ``groups``: group code of each row, in drawing order.
    """
    rows = outcomes.assign(group=groups).sort_values(
        ["group", "days_per_person"], ascending=[True, False], na_position="last", kind="stable"
    )
    place = 0.0
    places: list[float] = []
    heads: list[tuple[float, Any]] = []
    for group, members in rows.groupby("group", sort=False, observed=True):
        heads.append((place, (group, members)))
        place += 1.15
        for _ in range(len(members)):
            places.append(place)
            place += 1
        place += 0.25
    names = [lettering.short(name) for name in rows["agency_name"]]
    gutter = lettering.gutter(names, 12, 150)
    figure = theme.figure(int(place * 16.4), margin={"l": gutter, "r": 40, "t": 0, "b": 4})
    figure.add_bar(
        x=rows["days_per_person"],
        y=places,
        orientation="h",
        width=0.72,
        marker={"color": theme.HAS},
        hoverinfo="skip",
    )
    for y, name, row in zip(places, names, rows.itertuples(), strict=True):
        whole = {} if name == row.agency_name else {"hovertext": said(row.agency_name)}
        _text(figure, y, name, xanchor="right", xshift=-8, size=12, **whole)
        is_known = not pd.isna(row.days_per_person)
        text = f"{row.days_per_person:.1f}" if is_known else t("agency_patterns.no_data")
        figure.add_annotation(
            x=row.days_per_person if is_known else 0,
            y=y,
            text=text,
            xanchor="left",
            xshift=5,
            showarrow=False,
            font={"size": 12},
        )
    for y, (group, members) in heads:
        _text(
            figure,
            y,
            t(
                "agency_patterns.group_head",
                group=t(f"agency_patterns.group.{group}"),
                asked=len(members),
                median=median_text(members["days_per_person"]),
            ),
            xanchor="left",
            xshift=-gutter,
            size=13,
        )
    figure.update_xaxes(
        **theme.axis(visible=False, range=[0, outcomes["days_per_person"].max() * 1.08])
    )
    figure.update_yaxes(**theme.axis(visible=False, range=[place - 0.4, -0.6]))
    return figure


def _text(figure: go.Figure, y: float, text: str, *, size: int, **options: Any) -> None:
    figure.add_annotation(
        x=0, xref="paper", y=y, text=text, showarrow=False, font={"size": size}, **options
    )


def median_text(days: pd.Series) -> str:
    """Median rounded half up to one decimal, or the sign of no data."""
    if not days.notna().any():
        return t("mark.none")
    return f"{int(days.median() * 10 + 0.5) / 10:.1f}"
