"""What is known of which time: events, trends, and rows of signs on the line of fiscal years."""

from dataclasses import dataclass
from datetime import date


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
