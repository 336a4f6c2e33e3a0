"""Counts of bodies: bars, columns, the parts of a whole, steps of a ladder, moves between states."""

from dataclasses import dataclass

from readiness.language.wording import t


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
