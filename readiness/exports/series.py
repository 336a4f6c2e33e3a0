"""A chart description as the table behind a native chart: categories, series, number format.

PowerPoint and Excel draw from the same table, so their numbers are the slide's numbers.
"""

from dataclasses import dataclass

from readiness.definitions.spreadsheets import harmless
from readiness.drawing.scales import share_ticks
from readiness.language.wording import t
from readiness.subjects.charts import Bar, Bars, Chart, Columns, Parts, Ranking, Steps, Trend

_ONE_CHART = 12  # rows of a ranking; more stand in two charts


@dataclass(frozen=True)
class Series:
    """One series: a name, its values, one role or a role per value, and labels that say more."""

    name: str
    values: tuple[float | None, ...]
    role: str
    roles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True)
class ChartTable:
    """One native chart; ``kind`` is bar, column, stacked, line or markers."""

    kind: str
    heading: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str
    maximum: float | None = None
    # Outer level of the categories, where they have one: (label, how many categories it spans).
    groups: tuple[tuple[str, int], ...] = ()


def tables(chart: Chart) -> list[ChartTable]:
    """The native charts of a description; none for tables of marks and for the map."""
    match chart:
        case Bars():
            return _bars(chart)
        case Columns():
            return [_columns(chart)]
        case Parts():
            series = tuple(
                Series(_with_mark(part.label, part.mark), (part.count,), part.role)
                for part in chart.parts
            )
            whole = sum(part.count for part in chart.parts)
            return [ChartTable("stacked", "", (harmless(chart.unit),), series, "0", whole)]
        case Steps():
            return [_steps(chart)]
        case Trend():
            return [_trend(chart)]
        case Ranking():
            count = len(chart.rows)
            half = (count + 1) // 2 if count > _ONE_CHART else count
            parts = [part for part in (slice(0, half), slice(half, count)) if chart.rows[part]]
            return [_ranking(chart, part) for part in parts]
        case _:
            return []


def _with_mark(label: str, mark: str) -> str:
    """The mark behind the label: in front of it － would read as the start of a formula."""
    return str(harmless(t("export.marked", label=label, mark=mark) if mark else label))


def _bars(chart: Bars) -> list[ChartTable]:
    plain = "0.0%" if chart.is_ratio else f'General"/{chart.maximum:g}"'
    return [
        ChartTable(
            kind="bar",
            heading=heading,
            categories=tuple(_with_mark(bar.label, bar.mark) for bar in bars),
            series=(
                Series(
                    name=harmless(heading),
                    values=tuple(bar.value for bar in bars),
                    role=bars[0].role,
                    roles=tuple(bar.role for bar in bars),
                    labels=tuple(bar.words for bar in bars),
                    **_interval(bars),
                ),
                *_ticks(chart, bars),
            ),
            number_format=plain,
            maximum=chart.maximum,
        )
        for heading, bars in chart.groups
    ]


def _interval(bars: tuple[Bar, ...]) -> dict[str, tuple[float, ...]]:
    """How far the intervals reach below and above the values, 0 where a bar has none; nothing without any."""
    known = [(bar.value, bar.low, bar.high) for bar in bars]
    if not any(None not in one for one in known):
        return {}
    reach = [
        (0.0, 0.0) if value is None or low is None or high is None else (value - low, high - value)
        for value, low, high in known
    ]
    return {"low": tuple(low for low, _ in reach), "high": tuple(high for _, high in reach)}


def _ticks(chart: Bars, bars: tuple[Bar, ...]) -> tuple[Series, ...]:
    """What the bars are compared with, as a series of its own; one value for all needs none."""
    ticks = tuple(bar.tick for bar in bars)
    if len(set(ticks) - {None}) < 2:
        return ()
    return (Series(harmless(chart.tick_label), ticks, "others"),)


def _columns(chart: Columns) -> ChartTable:
    return ChartTable(
        kind="column",
        heading="",
        categories=tuple(
            _with_mark(one.label, chart.own_label if one.is_own else "") for one in chart.columns
        ),
        series=(
            Series(
                name=harmless(chart.unit),
                values=tuple(one.count for one in chart.columns),
                role="has",
                roles=tuple(one.role for one in chart.columns),
            ),
        ),
        number_format="#,##0",
    )


def _steps(chart: Steps) -> ChartTable:
    names = chart.series_labels
    return ChartTable(
        kind="line",
        heading="",
        categories=tuple(map(harmless, chart.quarters)),
        series=(
            *(
                [Series(harmless(names[0]), tuple(chart.certain), "rule")]
                if names[0] != names[1]
                else []
            ),
            Series(harmless(names[1]), tuple(chart.covered), "has"),
            Series(harmless(names[2]), tuple(chart.possible), "obstacle"),
            *(
                [Series(harmless(chart.undelayed_label), tuple(chart.undelayed), "others")]
                if chart.undelayed
                else []
            ),
            Series(harmless(chart.target_label), (chart.target,) * len(chart.quarters), "deadline"),
        ),
        number_format="0",
        maximum=chart.target + 2,
        groups=tuple(
            (harmless(year), min(4, len(chart.quarters) - 4 * place))
            for place, year in enumerate(chart.years)
        ),
    )


def _trend(chart: Trend) -> ChartTable:
    published, estimated = chart.series_labels
    return ChartTable(
        kind="markers",
        heading="",
        categories=tuple(harmless(point.label) for point in chart.points),
        series=(
            Series(
                harmless(published),
                tuple(None if point.is_estimated else point.ratio for point in chart.points),
                "has",
            ),
            Series(
                harmless(estimated),
                tuple(point.ratio if point.is_estimated else None for point in chart.points),
                "rule",
            ),
        ),
        number_format="0.0%",
        maximum=share_ticks(point.ratio for point in chart.points)[-1],
    )


def _ranking(chart: Ranking, part: slice) -> ChartTable:
    rows = chart.rows[part]
    intervals = [(row.value, row.low, row.high) for row in rows]
    known = [(v, low, high) for v, low, high in intervals if low is not None and high is not None]
    has_intervals = len(known) == len(rows)
    is_whole = all(row.value.is_integer() for row in chart.rows)
    return ChartTable(
        kind="bar",
        heading="",
        categories=tuple(harmless(row.label) for row in rows),
        series=(
            Series(
                name=harmless(chart.reference_label or t("export.value")),
                values=tuple(row.value for row in rows),
                role="group",
                low=tuple(v - low for v, low, _ in known) if has_intervals else (),
                high=tuple(high - v for v, _, high in known) if has_intervals else (),
            ),
        ),
        number_format="0.0%" if chart.is_ratio else "#,##0" if is_whole else "0.00",
        maximum=chart.ticks[-1][0],
    )
