"""The shell's verbs of the survey desk: ``survey open``, ``send``, ``receive`` and so on.

Arguments in, text and files out, exit code back: 0 clean, 1 warnings, 2 errors. What a survey is stands
in readiness/intake.
"""

import argparse
import csv
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from readiness import intake, store
from readiness.definitions.questionnaire import SUBJECTS
from readiness.definitions.spreadsheets import file_stem, harmless
from readiness.intake import sending, surveying
from readiness.intake.findings import ERROR
from readiness.intake.sheets import decode
from readiness.language.wording import number, t
from readiness.shell.commands import (
    add_author,
    add_publication,
    author_of,
    day_of,
    say_published,
    version_seen,
)
from readiness.shell.terminal import complain, make_folder, say, write
from readiness.store import surveys
from readiness.store.surveys import SurveyEntry

_COLUMNS = ("code", "name", "state", "received_at", "version")


def add_verbs(verbs: Any) -> None:
    """Add ``survey`` with its own verbs to the parser of ``python -m readiness``."""
    survey = verbs.add_parser("survey")
    own = survey.add_subparsers(dest="survey_verb", required=True)

    def verb(
        name: str, run: Callable[[argparse.Namespace], int], help: str, *, has_code: bool = True
    ) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = own.add_parser(name, help=help)
        parser.set_defaults(run=run)
        if has_code:
            parser.add_argument("code", help="the survey's code, as survey open prints it")
        return parser

    opened = verb("open", _open, "open a survey and print its code", has_code=False)
    opened.add_argument("subject", choices=SUBJECTS)
    opened.add_argument("--as-of", type=day_of, required=True, help="survey date")
    opened.add_argument("--due", type=day_of, required=True, help="deadline of the answers")
    opened.add_argument("--contact", required=True, help="office, telephone, mail: printed")
    opened.add_argument("--prefecture", default="", help="two digits: only this prefecture")
    opened.add_argument("--bodies", type=Path, help="file with one code or name per line")
    add_author(opened)
    sent = verb("send", _send, "write all questionnaires into one ZIP")
    sent.add_argument("--out", type=Path, required=True, metavar="ZIP")
    _add_way(sent)
    add_author(sent)
    received = verb("receive", _receive, "check, keep and count files that came in")
    received.add_argument("files", type=Path, nargs="+", metavar="FILE")
    received.add_argument("--sender", default="", help="who sent it (else whose answers it holds)")
    received.add_argument(
        "--report", type=Path, metavar="DIR", help="marked workbooks to send back"
    )
    add_author(received)
    listed = verb("register", _register, "who has answered, and who has not")
    listed.add_argument("--format", choices=("csv", "table"), default="table")
    listed.add_argument("--prefecture", default="", help="two digits: only this prefecture")
    listed.add_argument("--state", choices=surveying.STATES, default="")
    reminded = verb("remind", _remind, "write letters and mails to who has not answered")
    reminded.add_argument("--out", type=Path, required=True, metavar="DIR")
    _add_way(reminded)
    add_author(reminded)
    add_author(verb("close", _close, "receive no more files"))
    add_author(verb("reopen", _reopen, "receive files again"))
    postponed = verb("postpone", _postpone, "set another deadline for answers")
    postponed.add_argument("--due", type=day_of, required=True)
    add_author(postponed)
    published = verb("publish", _publish, "publish what came in as a round")
    add_author(published)
    add_publication(published)
    published.add_argument("--replace", action="store_true", help="a further version of the round")
    verb("list", _list, "every survey with its state", has_code=False)


def _add_way(parser: argparse.ArgumentParser) -> None:
    ways = parser.add_mutually_exclusive_group()
    for name, way, words in (
        ("each", sending.EACH, "one file for each body"),
        ("by-prefecture", sending.PER_PREFECTURE, "one file for each prefecture"),
    ):
        ways.add_argument(
            f"--{name}", dest="way", action="store_const", const=way, default="", help=words
        )


def _open(arguments: argparse.Namespace) -> int:
    lines: list[str] = []
    if arguments.bodies:
        content = intake.content_of(arguments.bodies)
        lines = decode(arguments.bodies.name, content)[0].removeprefix("\ufeff").splitlines()
        if not any(line.strip() for line in lines):
            raise store.StoreFault(t("survey.no_bodies", file=arguments.bodies.name))
    opened = surveying.open_survey(
        arguments.subject,
        as_of=arguments.as_of,
        due=arguments.due,
        contact=arguments.contact,
        note=arguments.note,
        prefecture=arguments.prefecture,
        bodies=lines,
        author=author_of(arguments),
    )
    say(opened.survey_code)
    return 0


def _open_one(code: str) -> SurveyEntry:
    entry = surveys.survey(code)
    surveying.refuse_closed(entry)
    return entry


def _send(arguments: argparse.Namespace) -> int:
    entry = _open_one(arguments.code)
    author = author_of(arguments)
    outgoing = sending.questionnaires(entry, arguments.way)
    write(arguments.out, sending.packed(outgoing))
    sending.record(entry, surveys.SENT, outgoing, author)
    say(t("survey.sent", count=number(len(outgoing) - 1), path=arguments.out))
    return 0


def _receive(arguments: argparse.Namespace) -> int:
    entry = _open_one(arguments.code)
    author = author_of(arguments)
    if arguments.report:
        make_folder(arguments.report)
    worst = 0
    for path in arguments.files:
        try:
            upload = intake.Upload(path.name, intake.content_of(path))
            checked = surveying.check_file(entry, upload)
            kept, report = surveying.receive_file(
                entry, upload, author=author, sender=arguments.sender, checked=checked
            )
        except (intake.FileRefused, store.StoreFault) as fault:
            complain(getattr(fault, "finding", fault))
            worst = 2
            continue
        _say_findings(report)
        key = "survey.received" if kept.is_counted else "survey.kept_only"
        said = t(
            key,
            file=kept.file_name,
            number=kept.file_number,
            count=number(len(checked.given)),
            errors=number(kept.error_count),
            warnings=number(kept.warning_count),
        )
        say(said, to=sys.stdout if kept.is_counted else sys.stderr)
        if arguments.report and checked.received.sheets and report.findings:
            stem = file_stem(t("intake.book.findings"), path.stem)
            write(arguments.report / f"{stem}.xlsx", intake.report_book(checked.received))
        worst = max(worst, report.exit_code)
    return worst


def _say_findings(report: intake.Report) -> None:
    """One line each: errors where complaints go, warnings beside what was done."""
    for finding in report.findings:
        line = f"{t(f'intake.severity.{finding.severity}')}：{finding}"
        say(line, to=sys.stderr if finding.severity == ERROR else sys.stdout)


def _register(arguments: argparse.Namespace) -> int:
    entry = surveys.survey(arguments.code)
    lines = [
        line
        for line in surveying.register(entry)
        if arguments.prefecture in ("", line.prefecture_code)
        and arguments.state in ("", line.state)
    ]
    rows = [(one.number, one.name, one.state, one.received_at, str(one.version)) for one in lines]
    if arguments.format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([_COLUMNS, *([harmless(text) for text in row] for row in rows)])
        return 0
    say(*(t(f"survey.column.{name}") for name in _COLUMNS))
    for code, name, state, at, version in rows:
        say(code, name, t(f"survey.state.{state}"), at or t("mark.none"), version)
    say(surveying.summary(lines))
    return 0


def _remind(arguments: argparse.Namespace) -> int:
    entry = _open_one(arguments.code)
    author = author_of(arguments)
    outgoing = sending.reminders(entry, arguments.way)
    if not outgoing:
        say(t("survey.nobody_waits"))
        return 0
    make_folder(arguments.out)
    for one in outgoing:
        write(arguments.out / one.name, one.make())
    mailing = sending.record(entry, surveys.REMINDED, outgoing, author)
    say(
        t(
            "survey.reminded",
            count=number(len(outgoing)),
            bodies=number(len(mailing.respondents)),
            directory=arguments.out,
        )
    )
    return 0


def _close(arguments: argparse.Namespace) -> int:
    entry = surveys.survey(arguments.code)
    closed = surveying.close(entry, author=author_of(arguments))
    say(t("survey.closed", code=closed.survey_code))
    say(surveying.summary(surveying.register(closed)))
    return 0


def _reopen(arguments: argparse.Namespace) -> int:
    entry = surveys.survey(arguments.code)
    opened = surveying.reopen(entry, author=author_of(arguments))
    say(t("survey.reopened", code=opened.survey_code))
    return 0


def _postpone(arguments: argparse.Namespace) -> int:
    entry = _open_one(arguments.code)
    later = surveying.postpone(entry, arguments.due, author=author_of(arguments))
    say(t("survey.postponed", code=later.survey_code, due=later.due_date))
    return 0


def _publish(arguments: argparse.Namespace) -> int:
    author = author_of(arguments)
    received = surveying.drafted(surveys.survey(arguments.code))
    try:
        entry = intake.draft(
            received,
            author=author,
            note=arguments.note,
            citation=arguments.citation,
            deadline_date=arguments.deadline.isoformat() if arguments.deadline else "",
            state=arguments.state,
        )
    except intake.PublishRefused as fault:
        sys.stderr.write(received.report.as_text())
        complain(fault)
        return 2
    seen = version_seen(entry.round_code, may_replace=arguments.replace)
    say_published(intake.publish(entry, seen=seen))
    _say_findings(received.report)
    if not arguments.state:
        say(intake.proposal(received).reason)
    return received.report.exit_code


def _list(_: argparse.Namespace) -> int:
    known = surveys.surveys()
    for one in known:
        say(
            one.survey_code,
            t(f"survey.state_of.{one.state}"),
            one.survey_date,
            one.due_date,
            surveying.summary(surveying.register(one)),
        )
    if not known:
        say(t("survey.no_surveys"))
    return 0
