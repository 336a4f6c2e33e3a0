"""Values beside one another: rankings with intervals, groups, peers, a funnel by size."""

from dataclasses import dataclass


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
