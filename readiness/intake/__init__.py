"""The reception of survey rounds: questionnaires out, answers in, checked and published.

The door of the package: pages and commands use the names below and nothing behind them.
"""

from readiness.intake.dates import FIRST_YEAR, LAST_YEAR, parse_day
from readiness.intake.findings import FileRefused, Finding, Report, grouped
from readiness.intake.forms import collecting_sheet, collecting_table, form
from readiness.intake.heads import UNUSED, headings, suggest_mapping
from readiness.intake.mapping import ColumnMapping, read_mapping
from readiness.intake.marked import report_book
from readiness.intake.practice import practice_rounds
from readiness.intake.publishing import (
    Proposal,
    PublishRefused,
    answered_twice,
    draft,
    joined,
    preview,
    proposal,
    publish,
    seen_version,
    standing,
)
from readiness.intake.reception import Received, Upload, content_of, receive, uploads_from
from readiness.intake.roster import Respondent, Roster, roster
from readiness.intake.sheets import Sheet
from readiness.intake.understood import Unread, first_rows, unread_values
from readiness.intake.values import number as number_of

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "UNUSED",
    "ColumnMapping",
    "FileRefused",
    "Finding",
    "Proposal",
    "PublishRefused",
    "Received",
    "Report",
    "Respondent",
    "Roster",
    "Sheet",
    "Unread",
    "Upload",
    "answered_twice",
    "collecting_sheet",
    "collecting_table",
    "content_of",
    "draft",
    "first_rows",
    "form",
    "grouped",
    "headings",
    "joined",
    "number_of",
    "parse_day",
    "practice_rounds",
    "preview",
    "proposal",
    "publish",
    "read_mapping",
    "receive",
    "report_book",
    "roster",
    "seen_version",
    "standing",
    "suggest_mapping",
    "unread_values",
    "uploads_from",
]
