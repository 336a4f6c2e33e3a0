"""The shell's verbs of the survey reception. Arguments in, text and files out, exit code back."""

import argparse
import getpass
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from readiness import intake, store
from readiness.definitions.contracts import FINAL, PROVISIONAL
from readiness.definitions.questionnaire import SUBJECTS, surveys
from readiness.definitions.spreadsheets import csv_bytes, file_stem, one_line
from readiness.language.wording import moment, number, t
from readiness.shell.terminal import ShellFault, complain, make_folder, say, write


def add_verb(
    verbs: Any, name: str, run: Callable[[argparse.Namespace], int], *, help: str | None = None
) -> argparse.ArgumentParser:
    """A verb of the shell and what runs it."""
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=help)
    parser.set_defaults(run=run)
    return parser


def day_of(text: str) -> date:
    """A date of the arguments."""
    day = intake.parse_day(text)
    if not day:
        raise argparse.ArgumentTypeError(t("command.bad_day", text=one_line(text[:40])))
    return day


def add_verbs(verbs: Any) -> None:
    """Add questionnaire and the other verbs to the parser of ``python -m readiness``."""
    out = add_verb(verbs, "questionnaire", _questionnaire)
    out.add_argument("subject", choices=SUBJECTS)
    out.add_argument("--as-of", type=day_of, required=True, help="survey date, YYYY-MM-DD")
    out.add_argument("--prefecture", help="two digits: only this prefecture's collecting sheet")
    out.add_argument("--each", action="store_true", help="also one form per respondent")
    out.add_argument("--out", type=Path, default=Path("questionnaires"), help="directory")
    check = add_verb(verbs, "check", _check)
    _add_files(check)
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.add_argument("--report", type=Path, help="also write the report as XLSX, cells marked")
    check.add_argument(
        "--suggest-mapping", type=Path, help="write a mapping file for a foreign layout"
    )
    publish = add_verb(verbs, "publish", _publish)
    _add_files(publish)
    add_author(publish)
    add_publication(publish)
    again = publish.add_mutually_exclusive_group()
    again.add_argument("--replace", action="store_true", help="correct a published round")
    again.add_argument(
        "--add",
        action="store_true",
        help="add these respondents to the round of that day: prefectures, then municipalities",
    )
    withdraw = add_verb(verbs, "withdraw", _withdraw)
    withdraw.add_argument("round_code")
    add_author(withdraw)
    add_verb(verbs, "history", _history)
    practice = add_verb(verbs, "practice", _practice)
    practice.add_argument("--remove", action="store_true", help="withdraw them again")
    practice.add_argument("--seed", type=int, default=20201001)
    add_verb(verbs, "migrate-store", _migrate)


def add_publication(publish: argparse.ArgumentParser) -> None:
    """What readers see with a round, and whether it is final or provisional."""
    publish.add_argument("--citation", default="", help="the source line that readers see")
    publish.add_argument("--deadline", type=day_of, help="deadline the plans are held against")
    state = publish.add_mutually_exclusive_group()
    for name, words in (
        (PROVISIONAL, "answers are still coming in: shown beside the last final round"),
        (FINAL, "what national figures, maps, peers and changes rest on"),
    ):
        state.add_argument(
            f"--{name}", dest="state", action="store_const", const=name, default="", help=words
        )


def add_author(parser: argparse.ArgumentParser) -> None:
    """Who publishes or withdraws, and why."""
    parser.add_argument("--author", default="", help="who publishes (else the login name)")
    parser.add_argument("--note", default="", help="why; readers see it with the round")


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--as-of", type=day_of, help="survey date, where the file does not say it")
    parser.add_argument("--subject", choices=SUBJECTS, default="")
    parser.add_argument("--mapping", type=Path, help="mapping file for a foreign layout")
    parser.add_argument(
        "--skip",
        action="append",
        default=[],
        metavar="HEAD",
        help="a column that is not to be read, by its head; may be given several times",
    )


def author_of(arguments: argparse.Namespace) -> str:
    """Who publishes; a user id without a name has to give one."""
    name = one_line(arguments.author).strip()
    if not name:
        try:
            name = getpass.getuser()
        except (KeyError, OSError, ImportError):
            raise ShellFault(t("command.no_author")) from None
    return name


def _received(arguments: argparse.Namespace) -> intake.Received:
    """Read and check the files of the arguments; FileRefused names one that is none."""
    mapping = None
    if arguments.mapping:
        mapping = intake.read_mapping(intake.content_of(arguments.mapping), surveys())
    if arguments.skip:
        skipped = dict.fromkeys(arguments.skip, intake.UNUSED)
        given = mapping or intake.ColumnMapping(arguments.subject, {})
        mapping = replace(given, columns={**given.columns, **skipped})
    return intake.receive(
        intake.uploads_from(arguments.files),
        subject=arguments.subject,
        survey_date=arguments.as_of,
        mapping=mapping,
    )


def _check(arguments: argparse.Namespace) -> int:
    received = _received(arguments)
    report = received.report
    sys.stdout.write(report.as_json() if arguments.format == "json" else report.as_text())
    if arguments.report:
        write(arguments.report, intake.report_book(received))
        complain(t("command.report_written", path=arguments.report))
    if arguments.suggest_mapping and received.sheets:
        subject = arguments.subject or received.subject or "local"
        _, columns, _ = intake.suggest_mapping(
            received.sheets[0], surveys(received.survey_date)[subject]
        )
        mapping = intake.ColumnMapping(subject, {k: v for k, v in columns.items() if v})
        write(arguments.suggest_mapping, mapping.as_json().encode())
        complain(t("command.mapping_written", path=arguments.suggest_mapping))
    return report.exit_code


def _publish(arguments: argparse.Namespace) -> int:
    author = author_of(arguments)
    received = _received(arguments)
    upon = None
    if arguments.add and not received.report.errors:
        upon = intake.standing(received.round_code)
        if upon is None:
            raise store.StoreFault(t("command.not_published", round_code=received.round_code))
    try:
        entry = intake.draft(
            received,
            author=author,
            note=arguments.note,
            citation=arguments.citation,
            deadline_date=arguments.deadline.isoformat() if arguments.deadline else "",
            state=arguments.state,
            upon=upon,
        )
    except intake.PublishRefused as fault:
        sys.stderr.write(received.report.as_text())
        complain(fault)
        return 2
    seen = version_seen(entry.round_code, may_replace=arguments.replace or arguments.add)
    say_published(intake.publish(entry, seen=seen))
    if upon:
        again_ = intake.answered_twice(received, upon)
        kept = len(upon.answers) - again_
        say(t("command.added", kept=number(kept), again=number(again_)))
    if not arguments.state:
        say(intake.proposal(intake.joined(received, upon) if upon else received).reason)
    return received.report.exit_code


def version_seen(round_code: str, *, may_replace: bool) -> int:
    """Version to publish upon. Raises StoreFault for a round that stands, unless it is replaced."""
    last = next((v for v in store.history() if v.round_code == round_code), None)
    if last and not last.is_withdrawn and not may_replace:
        raise store.StoreFault(t("command.unseen", version=last.version_number))
    return last.version_number if last else 0


def say_published(version: store.Version) -> None:
    """Code, version, author, time and what it holds."""
    say(
        t(
            "command.published",
            round_code=version.round_code,
            version=version.version_number,
            author=version.author,
            at=moment(version.published_at),
            count=version.respondent_count,
            state=t(f"round_state.{version.state}"),
        )
    )


def _withdraw(arguments: argparse.Namespace) -> int:
    author = author_of(arguments)
    seen = intake.seen_version(arguments.round_code)
    if not seen:
        raise store.StoreFault(t("command.not_published", round_code=arguments.round_code))
    store.withdraw(arguments.round_code, author=author, note=one_line(arguments.note), seen=seen)
    say(t("command.withdrawn", round_code=arguments.round_code, author=author))
    return 0


def _history(_: argparse.Namespace) -> int:
    versions = store.history()
    for version in versions:
        state = "withdrawn" if version.is_withdrawn else version.state
        say(
            moment(version.published_at),
            version.round_code,
            version.version_number,
            state,
            version.author,
            version.file_sha256[:12],
            version.note,
        )
    if not versions:
        say(t("command.no_history"))
    return 0


def _practice(arguments: argparse.Namespace) -> int:
    drafts = intake.practice_rounds(arguments.seed)
    for entry in drafts:
        seen = intake.seen_version(entry.round_code)
        stands = any(one.round_code == entry.round_code for one in store.rounds())
        if not arguments.remove:
            say_published(intake.publish(entry, seen=seen))
        elif stands:
            store.withdraw(entry.round_code, author=entry.author, note=entry.note, seen=seen)
    say(t("command.practice_removed" if arguments.remove else "command.practice_ready"))
    return 0


def _migrate(_: argparse.Namespace) -> int:
    say(t("command.migrated", version=store.migrate()))
    return 0


def _questionnaire(arguments: argparse.Namespace) -> int:
    day = arguments.as_of
    survey = surveys(day)[arguments.subject]
    everybody = intake.roster(arguments.subject)
    prefectures = {one.prefecture_code: one.prefecture_name for one in everybody.respondents}
    if arguments.prefecture:
        prefectures = {code: n for code, n in prefectures.items() if code == arguments.prefecture}
        if not prefectures:
            raise ShellFault(t("command.no_prefecture", code=arguments.prefecture))
    make_folder(arguments.out)
    written = 0
    for code, name in prefectures.items():
        part = everybody.of_prefecture(code)
        stem = file_stem(
            t("command.collecting_name"), day.isoformat(), f"{code}{name}" or t("command.agencies")
        )
        head, *rows = intake.collecting_table(survey, part)
        book = intake.collecting_sheet(survey, part, day)
        write(arguments.out / f"{stem}.xlsx", book)
        write(arguments.out / f"{stem}.csv", csv_bytes(pd.DataFrame(rows, columns=head)))
        written += 2
        for one in part.respondents if arguments.each else ():
            name = file_stem(
                t("command.form_name"), day.isoformat(), f"{one.number}{one.full_name}"
            )
            write(arguments.out / f"{name}.xlsx", intake.form(survey, one, day))
            written += 1
    say(t("command.written", count=written, directory=arguments.out))
    return 0
