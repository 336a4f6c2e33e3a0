"""Counts by the end of each quarter: what is certain, what is possible, and who moved."""

from dataclasses import dataclass

from readiness.subjects.charts.grids import Grid


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
