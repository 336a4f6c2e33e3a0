"""What files say before it is checked: whose cells, which totals, what was found on the way."""

from dataclasses import dataclass, field

from readiness.intake.findings import Finding
from readiness.intake.roster import Respondent
from readiness.intake.sheets import Cell

MOST_ERRORS = 2_000
Answers = dict[str, dict[str, str]]
"""Respondent's code -> item key -> yes, no, a choice code, ``2027q2`` or digits; absent = not stated."""


@dataclass
class Entry:
    """One respondent's cells in one table; ``texts`` are free words and who to ask; ``is_named`` if
    the reason of a finding has to say whose they are.
    """

    respondent: Respondent
    cells: dict[str, Cell]
    anchor: Cell
    texts: dict[str, Cell] = field(default_factory=dict)
    is_named: bool = False


@dataclass
class Total:
    """A row or column such as 千葉県計: what it is called, its cells, and what it can be the sum of."""

    label: str
    anchor: Cell
    cells: dict[str, Cell]
    table: list[Entry]
    since: list[Entry]


@dataclass
class Reading:
    """What one file gave; ``indicators`` as they will be stored, already checked."""

    entries: list[Entry] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    indicators: Answers = field(default_factory=dict)
    survey_date: Cell | None = None
    error_count: int = 0

    @property
    def is_flooded(self) -> bool:
        """Enough values are wrong: the file is refused, and more words would help nobody."""
        return self.error_count >= MOST_ERRORS
