"""One door to the Plotly figures: a description of a chart in, a Figure out."""

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.drawing.figures.bars import bars
from readiness.drawing.figures.columns import columns, moves
from readiness.drawing.figures.courses import courses
from readiness.drawing.figures.crosstab import crosstab
from readiness.drawing.figures.dense_bars import dense_bars
from readiness.drawing.figures.funnel import funnel
from readiness.drawing.figures.grid import grid
from readiness.drawing.figures.grid_narrow import grid_narrow
from readiness.drawing.figures.group_shares import group_shares
from readiness.drawing.figures.ladder import ladder
from readiness.drawing.figures.lanes import lanes
from readiness.drawing.figures.map_legend import map_legend
from readiness.drawing.figures.parts import parts
from readiness.drawing.figures.ranking import ranking
from readiness.drawing.figures.schedule import schedule
from readiness.drawing.figures.stack import stack
from readiness.drawing.figures.strip import strip
from readiness.drawing.figures.strips import strips
from readiness.drawing.figures.trend import trend
from readiness.language import lettering
from readiness.subjects.charts import (
    AreaMap,
    Bars,
    Blank,
    Chart,
    Columns,
    Courses,
    Funnel,
    Grid,
    GroupShares,
    Ladder,
    Lanes,
    Moves,
    Parts,
    PeerStrips,
    Ranking,
    Schedule,
    Stack,
    Strip,
    Trend,
)


def drawn(chart: Chart, *, narrow: bool = False) -> go.Figure:
    """The figure of a description, ``narrow`` for a telephone; TypeError for a kind never on a screen."""
    match chart:
        case Blank():
            return _blank(chart, narrow)
        case Bars():
            return (dense_bars if chart.is_dense else bars)(chart, narrow=narrow)
        case Ladder():
            return ladder(chart, narrow=narrow)
        case Strip():
            return strip(chart)
        case Columns():
            return columns(chart, narrow=narrow)
        case AreaMap():
            return map_legend(chart, narrow=narrow)
        case GroupShares():
            return group_shares(chart, narrow=narrow)
        case Moves():
            return moves(chart, narrow=narrow)
        case Grid():
            if not chart.has_upright_columns:
                return crosstab(chart, narrow=narrow)
            return grid_narrow(chart) if narrow else grid(chart)
        case Parts():
            return parts(chart, narrow=narrow)
        case Trend():
            return trend(chart)
        case Funnel():
            return funnel(chart, narrow=narrow)
        case Ranking():
            return ranking(chart, narrow=narrow)
        case Schedule():
            return schedule(chart, narrow=narrow)
        case Stack():
            return stack(chart, narrow=narrow)
        case Courses():
            return courses(chart, narrow=narrow)
        case Lanes():
            return lanes(chart, narrow=narrow)
        case PeerStrips():
            return strips(chart)
        case _:
            raise TypeError(type(chart).__name__)


def _blank(chart: Blank, narrow: bool) -> go.Figure:
    """The sentence that says why nothing is drawn."""
    figure = theme.figure(120)
    figure.add_annotation(
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        text=lettering.folded(chart.reason, 22 if narrow else 46),
        showarrow=False,
        font={"size": 15, "color": theme.MUTED},
    )
    figure.update_layout(xaxis=theme.axis(visible=False), yaxis=theme.axis(visible=False))
    return figure
