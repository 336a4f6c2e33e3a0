"""Descriptions of charts: what is shown, never how. Plain values only.

The drawing for the screen and paper and the native charts of PowerPoint and Excel are all made from one
description, so they cannot differ in a number. A role names what a colour means (``has``, ``obstacle``);
the palettes give it a colour.
"""

from dataclasses import dataclass

from readiness.subjects.charts.areas import Area, AreaKey, AreaMap, Spot, SpotMap
from readiness.subjects.charts.comparisons import (
    Dot,
    Funnel,
    FunnelPoint,
    GroupShare,
    GroupShares,
    Limit,
    PeerStrip,
    PeerStrips,
    Ranking,
    RankRow,
    Strip,
)
from readiness.subjects.charts.counts import Bar, Bars, Column, Columns, Ladder, Moves, Part, Parts
from readiness.subjects.charts.grids import Cell, Entry, Grid, Stretch, Total
from readiness.subjects.charts.plans import Brick, Schedule, Stack, Steps
from readiness.subjects.charts.times import (
    Course,
    Courses,
    Event,
    Lanes,
    Point,
    Sign,
    Timeline,
    Trend,
)


@dataclass(frozen=True)
class Blank:
    """In place of a chart that has nothing to show: the sentence that says why."""

    reason: str


Chart = (
    Blank
    | Bars
    | Columns
    | Moves
    | Timeline
    | Ladder
    | Strip
    | Parts
    | Steps
    | Trend
    | Grid
    | Schedule
    | Stack
    | Courses
    | Lanes
    | AreaMap
    | SpotMap
    | Ranking
    | GroupShares
    | PeerStrips
    | Funnel
)

__all__ = [
    "Area",
    "AreaKey",
    "AreaMap",
    "Bar",
    "Bars",
    "Blank",
    "Brick",
    "Cell",
    "Chart",
    "Column",
    "Columns",
    "Course",
    "Courses",
    "Dot",
    "Entry",
    "Event",
    "Funnel",
    "FunnelPoint",
    "Grid",
    "GroupShare",
    "GroupShares",
    "Ladder",
    "Lanes",
    "Limit",
    "Moves",
    "Part",
    "Parts",
    "PeerStrip",
    "PeerStrips",
    "Point",
    "RankRow",
    "Ranking",
    "Schedule",
    "Sign",
    "Spot",
    "SpotMap",
    "Stack",
    "Steps",
    "Stretch",
    "Strip",
    "Timeline",
    "Total",
    "Trend",
]
