"""What the check found: place, value, reason, way out. Plain values in, text and JSON out."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from readiness.definitions.spreadsheets import one_line
from readiness.language.wording import listed, number, t

ERROR, WARNING = "error", "warning"
CLEAN, WARNED, REFUSED = 0, 1, 2


@dataclass(frozen=True)
class Finding:
    """One thing to mend (error) or to look at (warning); row and column as Excel names them."""

    severity: str
    reason: str
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    suggestion: str = ""
    is_about_columns: bool = False
    """A mapping of columns can mend it."""
    respondent: str = ""
    question: str = ""

    def __post_init__(self) -> None:
        # Texts of files are in every field: none of them breaks a line or turns the reading round.
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, str):
                object.__setattr__(self, one.name, one_line(value))

    def __str__(self) -> str:
        cell = self.column + str(self.row) if self.column else ""
        row = t("intake.finding.row", row=self.row) if self.row and not cell else ""
        place = " ".join(filter(None, (self.file, self.sheet, cell or row)))
        value = t("intake.finding.value", value=self.value) if self.value else ""
        question = t("intake.finding.question", question=self.question) if self.question else ""
        who = ("" if self.respondent in self.reason else self.respondent) + question
        return " ".join(filter(None, (place, value, who, self.reason, self.suggestion)))


class FileRefused(Exception):
    """A file that is not opened or cannot be read; carries the finding to show."""

    def __init__(self, reason: str, suggestion: str = "", **place: Any) -> None:
        super().__init__(reason)
        self.finding = Finding(ERROR, reason, suggestion=suggestion, **place)


@dataclass
class Report:
    """Everything the officer has to know before publishing; ``exit_code`` is that of the shell."""

    subject: str = ""
    survey_date: str = ""
    files: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    answered_count: int = 0
    asked_count: int = 0
    missing: dict[str, list[str]] = field(default_factory=dict)
    totals: dict[str, dict[str, int]] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)

    @property
    def errors(self) -> list[Finding]:
        """Findings that block publishing."""
        return [finding for finding in self.findings if finding.severity == ERROR]

    @property
    def warnings(self) -> list[Finding]:
        """Findings that do not."""
        return [finding for finding in self.findings if finding.severity == WARNING]

    @property
    def exit_code(self) -> int:
        """0 clean, 1 warnings only, 2 errors."""
        return REFUSED if self.errors else WARNED if self.warnings else CLEAN

    def as_json(self) -> str:
        """One object with findings, totals, missing respondents and the exit code."""
        content = asdict(self) | {
            "error_count": len(self.errors),
            "warning_count": len(self.warnings),
            "exit_code": self.exit_code,
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    def as_text(self) -> str:
        """Lines for a terminal or a mail."""
        lines = [
            t(
                "intake.report.head",
                files=some(self.files) or "－",
                answered_count=number(self.answered_count),
                asked_count=number(self.asked_count),
                error_count=number(len(self.errors)),
                warning_count=number(len(self.warnings)),
            )
        ]
        for severity, found in ((ERROR, self.errors), (WARNING, self.warnings)):
            # What is said of a whole file comes before what is said of single cells.
            found = sorted(found, key=lambda one: one.row > 0)
            lines += [f"{t(f'intake.severity.{severity}')}：{finding}" for finding in found[:200]]
            if len(found) > 200:
                lines.append(t("intake.report.more", count=number(len(found) - 200)))
        for item, counts in self.totals.items():
            shown = listed(f"{k} {number(v)}" for k, v in counts.items())
            lines.append(t("intake.report.total", item=item, counts=shown))
        for change, count in self.changes.items():
            lines.append(t("intake.report.change", change=change, count=number(count)))
        for place, names in self.missing.items():
            lines.append(
                t(
                    "intake.report.missing",
                    place=place,
                    count=number(len(names)),
                    names=some(names),
                )
            )
        lines.append(t(f"intake.verdict.{self.exit_code}"))
        return "\n".join(map(one_line, lines)) + "\n"


def some(names: Sequence[str], most: int = 10) -> str:
    """The first of many names, and how many more there are."""
    more = t("intake.report.others", count=number(len(names) - most)) if len(names) > most else ""
    return listed(names[:most]) + more


def grouped(findings: list[Finding]) -> Counter[str]:
    """How often each reason occurs, most frequent first."""
    return Counter(finding.reason for finding in findings)
