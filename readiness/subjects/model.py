"""What is said about a subject: words, tidy rows and descriptions of charts. Plain values only.

A chart description says what is shown, never how: the drawing for the screen and paper and the
native charts of PowerPoint and Excel are all made from it, so they cannot differ in a number.
A role names what a colour means (``has``, ``obstacle``); the palettes give it a colour.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

import pandas as pd

from readiness.data import warehouse
from readiness.definitions.spreadsheets import visible
from readiness.language.wording import apart, known, said, t


@dataclass(frozen=True)
class Bar:
    """One horizontal bar; ``value`` None is unknown and draws no bar, only ``text``.

    ``remark`` follows the text, less loud. ``tick``: a value to compare with, the round before or the
    target, on the same scale. ``part``: the share of the bar itself, 0 to 1, that is a part of it.
    ``low`` and ``high``: the interval of the value, where it has one.
    """

    label: str
    value: float | None
    text: str
    role: str = "has"
    mark: str = ""
    key: str = ""
    remark: str = ""
    tick: float | None = None
    part: float | None = None
    # A count of ``whole``, of which ``lost`` more are printed and cannot be placed.
    whole: float | None = None
    lost: float = 0
    short: str = ""  # the label where there is little room
    hint: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def words(self) -> str:
        """Text and remark on one line."""
        return t("gap.parts").join(f"{self.text}{self.remark}".split("\n"))


@dataclass(frozen=True)
class Bars:
    """Horizontal bars from 0 to ``maximum`` in groups; ``maximum`` is the whole, or above all values.

    ``tick_label`` and ``part_label`` say what the ticks and the parts of the bars are; ``reference`` is
    one value beside all bars. ``is_dense``: many, to be seen at once.
    """

    groups: tuple[tuple[str, tuple[Bar, ...]], ...]
    maximum: float
    unit: str
    is_ratio: bool = False
    tick_label: str = ""
    part_label: str = ""
    reference: float | None = None
    reference_label: str = ""
    is_dense: bool = False


@dataclass(frozen=True)
class Column:
    """One upright bar of a count; ``is_own``: one's own place among them."""

    label: str
    count: int
    role: str = "has"
    is_own: bool = False


@dataclass(frozen=True)
class Columns:
    """Counts side by side, in time order where they have a time."""

    columns: tuple[Column, ...]
    unit: str
    own_label: str = ""


@dataclass(frozen=True)
class Ladder:
    """Counts of bodies on each step, lowest first; ``own``: the step on which one stands, if any."""

    steps: tuple[tuple[str, int], ...]
    own: int | None = None
    own_label: str = ""


@dataclass(frozen=True)
class Moves:
    """How many went from each state (rows) to each state (columns); ``same`` are on the diagonal."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    same: tuple[tuple[bool, ...], ...]
    before_label: str
    after_label: str


@dataclass(frozen=True)
class Event:
    """Something that happened: when, what, and whom it concerns."""

    when: str
    title: str
    about: str


@dataclass(frozen=True)
class Timeline:
    """Events in time order."""

    events: tuple[Event, ...]


@dataclass(frozen=True)
class Dot:
    """One value among others on a line; ``role``: others, own or reference."""

    label: str
    value: float
    text: str = ""
    role: str = "others"


@dataclass(frozen=True)
class Strip:
    """Values of one measure on a line from 0."""

    dots: tuple[Dot, ...]
    unit: str


@dataclass(frozen=True)
class Part:
    """One part of a whole, with the names that make it; ``short``: its label within the bar."""

    label: str
    count: int
    role: str
    mark: str
    names: tuple[str, ...]
    short: str = ""


@dataclass(frozen=True)
class Parts:
    """One stacked bar: counts that add up to the whole."""

    parts: tuple[Part, ...]
    unit: str


@dataclass(frozen=True)
class Steps:
    """A count at the end of each quarter, between what is certain and what is possible.

    ``start`` is the count before the first quarter. ``end`` is what the last one comes to, in words
    (``17``, ``15～16``). ``undelayed`` is the readable count without a delay, empty where none is
    assumed, and ``undelayed_end`` its end. Without a deadline its label is empty.
    """

    years: tuple[str, ...]
    quarters: tuple[str, ...]
    start: int
    certain: tuple[int, ...]
    covered: tuple[int, ...]
    possible: tuple[int, ...]
    target: int
    target_label: str
    axis_label: str
    deadline_label: str
    start_label: str
    end: str
    end_label: str
    series_labels: tuple[str, str, str]
    undelayed: tuple[int, ...] = ()
    undelayed_end: str = ""
    undelayed_label: str = ""


@dataclass(frozen=True)
class Point:
    """One round of a trend; ``ratio`` is 0 to 1. An estimated round is never joined to the others, nor is
    one of practice, which ``remark`` names.
    """

    label: str
    day: date
    ratio: float
    text: str
    is_estimated: bool
    remark: str = ""


@dataclass(frozen=True)
class Trend:
    """A line over time that breaks where the source changes."""

    points: tuple[Point, ...]
    series_labels: tuple[str, str]
    break_label: str


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


@dataclass(frozen=True)
class Schedule:
    """Coverage in steps over the grid of plans it adds up from; both have the same quarters."""

    coverage: Steps
    plans: Grid


@dataclass(frozen=True)
class Brick:
    """One body that moved or did not, as one line of a stack.

    ``kind``: printed, planned or within (how its date is known), undated, or a state of those that have
    not moved: under_way, plan, not_stated. ``quarter``: place of the quarter in which it moved; of an
    undated one the first it can have moved in; None for those that have not.
    """

    name: str
    text: str
    kind: str
    quarter: int | None = None
    hint: str = ""


@dataclass(frozen=True)
class Stack:
    """Who moved by the end of each quarter: bricks whose upper edge is the step line.

    ``years``: name and number of quarters of each; ``steps``: dated moves by the end of each quarter;
    ``possible``: with undated ones that can lie in it; ``states``: (kind, label, count) of the stack
    above the line; ``legend``: (kind, words, count); ``elsewhere``: lines on bodies that do not count.
    """

    years: tuple[tuple[str, int], ...]
    short_years: tuple[str, ...]
    quarters: tuple[str, ...]
    bricks: tuple[Brick, ...]
    steps: tuple[int, ...]
    possible: tuple[int, ...]
    total: int
    total_label: str
    sheet_label: str
    done_label: str
    states: tuple[tuple[str, str, int], ...]
    legend: tuple[tuple[str, str, int], ...]
    legend_heading: str
    legend_note: str
    undated_label: str
    elsewhere_heading: str
    elsewhere: tuple[str, ...]
    elsewhere_note: str


@dataclass(frozen=True)
class Sign:
    """One thing known of one time, in the shape of its survey.

    ``start`` and ``end`` count fiscal years: 2015.0 is April 2015. ``kind`` names the shape; ``value``
    (0 to 1) is the length of a bar; ``beside`` are words next to the shape, ``hint`` says all of it.
    """

    kind: str
    start: float
    end: float
    text: str = ""
    beside: str = ""
    value: float | None = None
    hint: str = ""
    parts: tuple[tuple[str, str, float], ...] = ()  # label, value in words, length 0 to 1
    ticks: tuple[tuple[float, str], ...] = ()  # 0 to 1, and whose: others, own, government
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """One row of signs on the line of time; ``status`` is where it stands at its end."""

    label: str
    signs: tuple[Sign, ...]
    status: str = ""
    captions: tuple[str, ...] = ()
    is_strong: bool = False
    heading: str = ""  # stands above the row: a block of rows begins


@dataclass(frozen=True)
class Courses:
    """Rows on one line of fiscal years. Signs of different surveys are never joined.

    ``heads``: (heading, line under it, first, last fiscal year) over the years of each survey.
    ``blank``: years without any value, and the sentence that says so. ``total``: the whole.
    """

    years: tuple[tuple[str, str], ...]
    first_year: int
    rows: tuple[Course, ...]
    total: Course | None = None
    heads: tuple[tuple[str, str, float, float], ...] = ()
    blank: tuple[float, float, str] | None = None
    legend: tuple[tuple[str, str, str], ...] = ()  # kind, text in the shape, words
    axis_label: str = ""


@dataclass(frozen=True)
class Lanes:
    """One body on the line of fiscal years: a lane for each survey, one below the other."""

    years: tuple[tuple[str, str], ...]
    first_year: int
    lanes: tuple[Course, ...]
    axis_label: str = ""


@dataclass(frozen=True)
class Area:
    """One prefecture on the map; ``place`` is its class or state, an index into the map's keys.

    ``text`` is its value in words, ``hint`` all that is to be said of it.
    """

    code: str
    name: str
    value: float | None
    text: str
    place: int
    hint: str = ""


@dataclass(frozen=True)
class AreaKey:
    """A class or state of the map: its words, short ones for a narrow box, role and sign.

    Classes have roles c0 to c5 and no sign; a state such as ``not_answered`` has a sign of its own.
    """

    label: str
    short: str
    role: str
    mark: str = ""


@dataclass(frozen=True)
class AreaMap:
    """Prefectures by the class of a value, lowest class first, states after the classes."""

    areas: tuple[Area, ...]
    keys: tuple[AreaKey, ...]
    caution: str = ""

    def of_key(self, place: int) -> list[Area]:
        """The prefectures of one class or state, highest value first."""
        found = [area for area in self.areas if area.place == place]
        return sorted(found, key=lambda area: -(area.value or 0.0))


@dataclass(frozen=True)
class Spot:
    """One government on a map; ``state``: adopted, not_adopted, considering, unknown."""

    code: str
    name: str
    longitude: float
    latitude: float
    state: str


@dataclass(frozen=True)
class SpotMap:
    """Marks of governments: in the whole country, in one ``prefecture``, or around ``oneself``.

    ``named`` codes carry their names where there is room.
    """

    spots: tuple[Spot, ...]
    prefecture: str = ""
    named: tuple[str, ...] = ()
    oneself: Spot | None = None


@dataclass(frozen=True)
class RankRow:
    """A value with its interval, if it has one; ``hint`` says the same in full."""

    key: str
    label: str
    value: float
    low: float | None
    high: float | None
    text: str
    rank: int
    hint: str = ""


@dataclass(frozen=True)
class Ranking:
    """Dots with intervals, highest first, beside a reference value if there is one.

    ``ticks``: value and words; the first and the last bound the axis. ``unit`` follows a value of the
    table, such as ``%`` for a share of 0 to 1.
    """

    rows: tuple[RankRow, ...]
    ticks: tuple[tuple[float, str], ...]
    reference: float | None = None
    reference_label: str = ""
    is_ratio: bool = True


@dataclass(frozen=True)
class GroupShare:
    """Share of one group with its interval; without a share, ``text`` says why or only counts."""

    label: str
    ratio: float | None
    low: float | None
    high: float | None
    text: str
    count: str = ""
    role: str = "has"
    is_chosen: bool = False


@dataclass(frozen=True)
class GroupShares:
    """Shares of groups below one another beside a reference, 0 to 1."""

    rows: tuple[GroupShare, ...]
    reference: float | None


@dataclass(frozen=True)
class PeerStrip:
    """Values of one feature in a row: of others with their state, of oneself if known."""

    label: str
    values: tuple[float, ...]
    texts: tuple[str, ...]
    states: tuple[str, ...]
    own: float | None
    own_text: str = ""


@dataclass(frozen=True)
class PeerStrips:
    """Where one lies among others, feature by feature, from the smallest to the largest value."""

    strips: tuple[PeerStrip, ...]


@dataclass(frozen=True)
class Limit:
    """A pair of limits around the reference, by size."""

    label: str
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class FunnelPoint:
    """One group by its size; ``is_named`` ones carry their label."""

    key: str
    label: str
    size: int
    ratio: float
    hint: str
    is_named: bool


@dataclass(frozen=True)
class Funnel:
    """Shares by the size of their group, with the limits that chance alone would seldom pass."""

    points: tuple[FunnelPoint, ...]
    sizes: tuple[int, ...]
    limits: tuple[Limit, ...]
    reference: float
    reference_label: str
    axis_label: str


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


def basis_in_words(basis: str) -> str:
    """``推定（時点）`` for the code ``推定(時点)`` of the data."""
    return known(f"basis.{basis}", basis)


@dataclass(frozen=True)
class Provenance:
    """Where figures come from, in the words every medium prints."""

    as_of: str
    published: str
    denominator: str
    basis: str
    publisher: str
    source: str
    is_practice: bool = False
    is_draft: bool = False

    def __post_init__(self) -> None:
        """The basis in the words of the reader: 推定（時点） for the data's 推定(時点). Whatever is said
        of a state with a draft in it is a draft.
        """
        object.__setattr__(self, "basis", basis_in_words(self.basis))
        object.__setattr__(self, "is_draft", self.is_draft or warehouse.shared().is_draft)

    @property
    def mark(self) -> str:
        """What every picture, page and file of it carries: 未公表 before 練習用データ; "" for most."""
        marks = [t("slides.draft")] if self.is_draft else []
        return apart([*marks, *([t("slides.practice")] if self.is_practice else [])])


@dataclass(frozen=True)
class Line:
    """One line of a passage: plain words after a label, a remark after them; ``link`` opens a subject."""

    text: str
    label: str = ""
    remark: str = ""
    link: str = ""


@dataclass(frozen=True)
class View:
    """One figure of a subject with everything that slide, paper, presentation and workbook need.

    ``code`` names it within its subject (the part of a link after ``#``); ``link`` opens it. Both are
    filled in by the subject. ``condition``: whose sheet it is, where it is about one body. ``sheet``: what
    stands below the figure on its own sheet of paper, in place of the table of the rows.
    """

    title: str
    headline: str
    key_figure: str
    key_label: str
    chart: Chart
    rows: pd.DataFrame
    alt: str
    provenance: Provenance
    code: str = ""
    link: str = ""
    condition: str = ""
    sheet: tuple[Line, ...] = ()
    caution: str = ""
    notes: tuple[str, ...] = ()
    aside_heading: str = ""
    aside: tuple[tuple[str, str], ...] = ()


def mark_of(views: Iterable[View]) -> str:
    """The mark of a file that holds these views: that of the first that has one."""
    return next((view.provenance.mark for view in views if view.provenance.mark), "")


@dataclass(frozen=True)
class KeyFigure:
    """A number to be seen first: ``10 / 22`` under its label, with what it is compared to.

    ``part``: the part of the screen it belongs to, where there are several.
    """

    label: str
    value: str
    comparison: str = ""
    part: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart of the screen in words: its heading, what it shows for those who do not see it, a note.

    ``detail`` stands behind the heading: when, of whom. ``links`` lead to where more is.
    """

    heading: str
    chart: Chart
    alt: str
    note: str = ""
    detail: str = ""
    links: tuple["Line", ...] = ()


@dataclass(frozen=True)
class Passage:
    """Lines that belong together under a heading; ``hint`` explains its abbreviations. ``is_small``: they
    stand under a figure.
    """

    heading: str
    lines: tuple[Line, ...]
    hint: str = ""
    is_small: bool = False


@dataclass(frozen=True)
class Table:
    """Rows to read and to save; the columns are codes that definitions/columns.py heads."""

    heading: str
    rows: pd.DataFrame
    file_name: str


@dataclass(frozen=True)
class Content:
    """All that one subject says. Figures, passages and tables go by the name their screen asks for.

    ``views``: by the part of the link that opens it; the first one is what the link itself means, under
    the same headline and key figure. ``missing``: what could not be said, and why.
    """

    title: str
    headline: str
    provenance: Provenance
    key_figures: tuple[KeyFigure, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    caution: str = ""
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


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
    if isinstance(value, dict):
        return {name: _visible(each) for name, each in value.items()}
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
        spoken = basis_in_words if name == "basis" else said
        seen = [visible(spoken(cell)) if isinstance(cell, str) else cell for cell in cells]
        if seen != cells:
            changed[name] = seen
    return rows.assign(**changed)
