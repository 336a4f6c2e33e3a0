"""The shell's verb of the yearly follow-up: the checks, versions and messages of the reception's screen."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from readiness import intake
from readiness.intake import followups
from readiness.intake.findings import Report
from readiness.intake.roster import roster
from readiness.language.wording import t
from readiness.shell import commands
from readiness.shell.terminal import complain, write
from readiness.store.followups import SUBJECT, code_of


def add_verbs(verbs: Any) -> None:
    """Add followup with blank, check and publish; ``withdraw followup-2026`` takes one back."""
    parser = verbs.add_parser("followup")
    steps = parser.add_subparsers(dest="step", required=True)
    blank = _step(steps, "blank", _blank, "write the table to fill in")
    blank.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")
    check = _step(steps, "check", _check, "check a filled table, publish nothing")
    _add_file(check)
    check.add_argument("--format", choices=("text", "json"), default="text")
    publish = _step(steps, "publish", _publish, "check a filled table and publish it")
    _add_file(publish)
    publish.add_argument("--citation", required=True, help="the source line that readers see")
    publish.add_argument("--as-of", type=commands.day_of, required=True, help="day of the state")
    publish.add_argument("--replace", action="store_true", help="correct a published follow-up")
    commands.add_author(publish)


def _step(
    steps: Any, name: str, run: Callable[[argparse.Namespace], int], help: str
) -> argparse.ArgumentParser:
    return commands.add_verb(steps, name, run, help=help)


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--year", type=_year, required=True, help="fiscal year it is about")


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 2000 <= int(text) <= 2100):
        raise argparse.ArgumentTypeError(t("command.bad_year"))
    return int(text)


def _blank(arguments: argparse.Namespace) -> int:
    write(arguments.out, followups.blank_table())
    return 0


def _read(arguments: argparse.Namespace) -> tuple[followups.Followup, Report]:
    content = intake.content_of(arguments.file)
    found = followups.read(arguments.file.name, content, arguments.year)
    report = Report(
        subject=SUBJECT,
        files=[arguments.file.name],
        findings=found.findings,
        answered_count=sum(map(bool, found.answers.values())),
        asked_count=len(roster("agency").respondents),
    )
    return found, report


def _check(arguments: argparse.Namespace) -> int:
    _, report = _read(arguments)
    sys.stdout.write(report.as_json() if arguments.format == "json" else report.as_text())
    return report.exit_code


def _publish(arguments: argparse.Namespace) -> int:
    author = commands.author_of(arguments)
    found, report = _read(arguments)
    try:
        entry = followups.draft(
            found,
            author=author,
            citation=arguments.citation,
            day=arguments.as_of,
            note=arguments.note,
        )
    except intake.PublishRefused as fault:
        sys.stderr.write(report.as_text())
        complain(fault)
        return 2
    seen = commands.version_seen(code_of(found.fiscal_year), may_replace=arguments.replace)
    commands.say_published(intake.publish(entry, seen=seen))
    return report.exit_code
