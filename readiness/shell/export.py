"""The shell's verb ``export``, for a nightly job. Arguments in, a file and an exit code out."""

import argparse
import sys
from pathlib import Path

from readiness import exports
from readiness.agenda import agenda as agendas
from readiness.agenda.agenda import Agenda, AgendaFault, Item
from readiness.exports import each
from readiness.exports.paper import FontMissing
from readiness.language.wording import LANGUAGES, listed, number, speaking, t
from readiness.shell.terminal import write, writing
from readiness.subjects.catalogue import subject_of
from readiness.subjects.choices import UnknownChoice
from readiness.subjects.memo import Memo

_INTERRUPTED = 130  # as shells have it after Ctrl+C


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``export`` to the verbs of ``python -m readiness``."""
    export = verbs.add_parser("export")
    what = export.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--link",
        action="append",
        metavar="LINK",
        help="the link of a screen or of one of its figures; may be given several times",
    )
    what.add_argument(
        "--agenda",
        metavar="NAME|FILE",
        help=f"{', '.join(agendas.READY_MADE)}, or an agenda file (JSON)",
    )
    what.add_argument(
        "--each",
        metavar="prefecture=NN|all",
        help="a hand-out for each municipality of a prefecture, or of all, in one ZIP",
    )
    export.add_argument("--format", choices=(*exports.FORMATS, exports.DRAFT), required=True)
    export.add_argument(
        "--out", type=Path, required=True, help="file, or directory for its own name"
    )
    export.add_argument(
        "--language", choices=LANGUAGES, default=LANGUAGES[0], help="of the hand-out: ja or en"
    )
    export.add_argument("--tables", action="store_true", help="PDF: a data table after each page")
    export.set_defaults(run=run)


def _agenda(name: str) -> Agenda:
    if name in agendas.READY_MADE:
        return agendas.ready_made(name)
    path = Path(name)
    if not path.is_file():
        known = listed(agendas.READY_MADE)
        raise AgendaFault(t("export.unknown_agenda", name=name, names=known))
    try:
        return agendas.from_json(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, AgendaFault) as fault:
        raise AgendaFault(t("export.unreadable_file", path=path, fault=fault)) from fault


def _of_links(links: list[str]) -> Agenda:
    """An agenda of these links; one item is titled by itself."""
    items = tuple(Item(link) for link in links)
    titles = [item.build().title for item in items]
    title = titles[0] if len(titles) == 1 else t("export.links_title", title=titles[0])
    return Agenda(title=title, items=items)


def _memo(link: str) -> Memo:
    memo = subject_of(link)[0].memo
    if memo is None:
        raise UnknownChoice(t("memo.none", link=link))
    return memo


def run(arguments: argparse.Namespace) -> int:
    """Write the file; 0 is success, 2 an agenda, a place or a font that is not there."""
    with speaking(arguments.language):
        return _write(arguments)


def _write(arguments: argparse.Namespace) -> int:
    if arguments.each:
        return _write_each(arguments)
    try:
        agenda = _of_links(arguments.link) if arguments.link else _agenda(arguments.agenda)
        if arguments.format == exports.DRAFT:
            made = exports.draft([_memo(item.link) for item in agenda.items])
        else:
            made = exports.make(agenda, arguments.format, with_tables=arguments.tables)
            fault = exports.template_fault() if arguments.format == "pptx" else ""
            if fault:
                print(fault, file=sys.stderr)
    except (AgendaFault, UnknownChoice, FontMissing) as fault:
        print(fault, file=sys.stderr)
        return 2
    return _save(made, arguments.out, len(agenda.items))


def _write_each(arguments: argparse.Namespace) -> int:
    kind, _, prefecture = arguments.each.partition("=")
    try:
        if kind != "prefecture" or arguments.format == exports.DRAFT:
            raise UnknownChoice(t("each.unknown", given=arguments.each))
        count = len(each.towns(prefecture))

        def report(done: int, name: str) -> None:
            print(
                t("each.making", done=number(done), count=number(count), name=name),
                file=sys.stderr,
            )

        path = _path(arguments.out, each.file_name(prefecture, arguments.format))
        if path is None:
            return 2
        with writing(path) as part:
            each.write(part, prefecture, arguments.format, report)
    except (AgendaFault, UnknownChoice, FontMissing) as fault:
        print(fault, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(t("each.stopped"), file=sys.stderr)
        return _INTERRUPTED
    print(t("each.written", path=path, size=round(path.stat().st_size / 1024), count=count))
    return 0


def _save(made: exports.Made, out: Path, count: int) -> int:
    path = _path(out, made.name)
    if path is None:
        return 2
    write(path, made.content)
    print(t("export.written", path=path, size=round(len(made.content) / 1024), count=count))
    return 0


def _path(out: Path, name: str) -> Path | None:
    """Where the file goes; None, and a line that says so, where there is no such directory."""
    path = out / name if out.is_dir() else out
    if not path.parent.is_dir():
        print(t("export.no_directory", path=path.parent), file=sys.stderr)
        return None
    return path
