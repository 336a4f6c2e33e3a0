"""What a view is made of: words, tidy rows and one description of a chart. Plain values only.

A chart description says what is shown, never how: the drawing for the screen and paper and the
native charts of PowerPoint and Excel are all made from it, so they cannot differ in a number.
A role names what a colour means (``has``, ``obstacle``); the palettes give it a colour.
"""

from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

import pandas as pd

from readiness.definitions.spreadsheets import visible
from readiness.language.wording import said


@dataclass(frozen=True)
class Bar:
    """One horizontal bar; ``value`` None is unknown and draws no bar, only ``text``."""

    label: str
    value: float | None
    text: str
    role: str = "has"
    mark: str = ""
    key: str = ""


@dataclass(frozen=True)
class Bars:
    """Horizontal bars from 0 to ``maximum`` in one or two groups."""

    groups: tuple[tuple[str, tuple[Bar, ...]], ...]
    maximum: float
    unit: str
    is_ratio: bool = False


@dataclass(frozen=True)
class Part:
    """One part of a whole, with the names that make it."""

    label: str
    count: int
    role: str
    mark: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Parts:
    """One stacked bar: counts that add up to the whole."""

    parts: tuple[Part, ...]
    unit: str


@dataclass(frozen=True)
class Steps:
    """Coverage at the end of each quarter, between what is certain and what is possible."""

    years: tuple[str, ...]
    quarters: tuple[str, ...]
    certain: tuple[int, ...]
    covered: tuple[int, ...]
    possible: tuple[int, ...]
    target: int
    target_label: str
    deadline_label: str
    start_label: str
    end_label: str
    series_labels: tuple[str, str, str]


@dataclass(frozen=True)
class Point:
    """One round of a trend; ``ratio`` is 0 to 1. An estimated round is never joined to the others."""

    label: str
    day: date
    ratio: float
    text: str
    is_estimated: bool


@dataclass(frozen=True)
class Trend:
    """A line over time that breaks where the source changes."""

    points: tuple[Point, ...]
    series_labels: tuple[str, str]
    break_label: str


@dataclass(frozen=True)
class Cell:
    """One cell of a grid: its sign, what its ground means, and whether it is hard to read."""

    mark: str
    role: str = ""
    is_uncertain: bool = False


@dataclass(frozen=True)
class Grid:
    """Rows by columns of marks, with a total per row; ``blocks`` are row counts between rules."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    totals: tuple[str, ...]
    total_label: str
    blocks: tuple[int, ...]
    legend: str
    column_groups: tuple[tuple[str, int], ...] = ()
    has_upright_columns: bool = True


@dataclass(frozen=True)
class Area:
    """One prefecture on the map; ``ratio`` None is unknown."""

    code: str
    name: str
    ratio: float | None
    text: str


@dataclass(frozen=True)
class AreaMap:
    """Prefectures in six classes of a ratio."""

    areas: tuple[Area, ...]
    class_labels: tuple[str, ...]
    class_limits: tuple[float, ...]
    caution: str


@dataclass(frozen=True)
class RankRow:
    """A ratio with its interval, all 0 to 1."""

    key: str
    label: str
    ratio: float
    low: float
    high: float
    text: str


@dataclass(frozen=True)
class Ranking:
    """Dots with intervals, highest first, beside a reference value."""

    rows: tuple[RankRow, ...]
    reference: float
    reference_label: str


Chart = Bars | Parts | Steps | Trend | Grid | AreaMap | Ranking


@dataclass(frozen=True)
class View:
    """One subject with everything that slide, paper, presentation and workbook need."""

    code: str
    title: str
    headline: str
    key_figure: str
    key_label: str
    chart: Chart
    rows: pd.DataFrame
    alt: str
    as_of: str
    published: str
    denominator: str
    basis: str
    publisher: str
    source: str
    parameters: dict[str, str] = field(default_factory=dict)
    condition: str = ""
    caution: str = ""
    notes: tuple[str, ...] = ()
    aside_heading: str = ""
    aside: tuple[tuple[str, str], ...] = ()
    is_practice: bool = False


T = TypeVar("T")


LONGEST = 1000  # letters; the longest honest note has half of it
_TABLE_IN_WORDS = 8 * LONGEST  # the alternative text of a figure reads its table out


def visible_only(value: T) -> T:
    """The same description, its words in the reader's language and without signs that no file may hold
    or that nobody sees. What is longer than LONGEST ends in …; the rows keep theirs.
    """
    return _visible(value)  # type: ignore[no-any-return]


def _visible(value: Any, longest: int = LONGEST) -> Any:
    if isinstance(value, str):
        seen = visible(said(value))
        return seen if len(seen) <= longest else f"{seen[: longest - 1]}…"
    if isinstance(value, tuple):
        return tuple(map(_visible, value))
    if isinstance(value, pd.DataFrame):
        return _visible_rows(value)
    if is_dataclass(value) and not isinstance(value, type):
        limits = {"alt": _TABLE_IN_WORDS}
        return replace(
            value,
            **{
                one.name: _visible(getattr(value, one.name), limits.get(one.name, LONGEST))
                for one in fields(value)
            },
        )
    return value


def _visible_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Columns in which nothing changes stay as they are, with their types."""
    changed = {}
    for name in rows.columns:
        cells = rows[name].tolist()
        seen = [visible(said(cell)) if isinstance(cell, str) else cell for cell in cells]
        if seen != cells:
            changed[name] = seen
    return rows.assign(**changed)
