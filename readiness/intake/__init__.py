"""The reception of survey rounds: questionnaires out, answers in, checked and published.

The door of the package: pages and commands use the names below and nothing behind them.
"""

from readiness.intake.forms import collecting_sheet, collecting_table, form
from readiness.intake.roster import Respondent, Roster, roster

__all__ = ["Respondent", "Roster", "collecting_sheet", "collecting_table", "form", "roster"]
