"""Rows by columns of marks: who named what."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One cell of a grid: its sign, what its ground means, whether it is hard to read, and a hint.

    ``level``: 0 to 1, how much of the ground's colour a count has. ``is_whole``: the count of its row.
    ``note`` stands below the sign; ``key`` names the cell where it can be picked.
    """

    mark: str
    role: str = ""
    is_uncertain: bool = False
    hint: str = ""
    level: float = 1.0
    is_whole: bool = False
    note: str = ""
    key: str = ""


@dataclass(frozen=True)
class Total:
    """What a row comes to: ``count`` of ``Grid.whole``, ``lost`` marks nobody can place, what is printed."""

    count: int
    lost: int
    text: str
    printed: str
    role: str


@dataclass(frozen=True)
class Entry:
    """A sign of the legend with its word."""

    cell: Cell
    word: str


@dataclass(frozen=True)
class Stretch:
    """Columns ``first`` to ``last`` of a row, any of which may hold its one lost mark."""

    row: int
    first: int
    last: int
    text: str
    short: str


@dataclass(frozen=True)
class Grid:
    """Rows by columns of marks, with a total per row; ``blocks`` are row counts between rules.

    ``block_labels`` stand above the blocks they name, ``foot`` under each group of columns.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    totals: tuple[str, ...]
    total_label: str
    blocks: tuple[int, ...]
    legend: str
    column_groups: tuple[tuple[str, int], ...] = ()
    has_upright_columns: bool = True
    stretches: tuple[Stretch, ...] = ()
    block_labels: tuple[str, ...] = ()
    short_groups: tuple[str, ...] = ()  # names of the column groups where there is little room
    foot_label: str = ""
    foot: tuple[str, ...] = ()  # one text per column group
    short_foot: tuple[str, ...] = ()
    # Totals as bars of ``whole`` under their heads; None for a row that does not add up to anything.
    bars: tuple[Total | None, ...] = ()
    bar_heads: tuple[str, ...] = ()
    whole: int = 0
    entries: tuple[Entry, ...] = ()  # the legend, sign by sign
    short_rows: tuple[str, ...] = ()
    short_columns: tuple[str, ...] = ()
    # What is looked at, the rest is dimmed; empty is all.
    lit_rows: tuple[int, ...] = ()
    lit_columns: tuple[int, ...] = ()
    strong_rows: tuple[int, ...] = ()  # rows whose cells differ
    axis_labels: tuple[str, str] = ("", "")  # of rows and columns
