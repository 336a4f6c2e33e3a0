"""One hand-out per municipality of a prefecture or of all Japan, all in one ZIP. Codes in, bytes out."""

import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Generator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import IO

from readiness import exports
from readiness.agenda.agenda import Agenda, Item
from readiness.data import warehouse
from readiness.definitions.spreadsheets import file_stem
from readiness.exports import Made, Report
from readiness.language.wording import language, said, t
from readiness.subjects.choices import UnknownChoice
from readiness.subjects.local import answered, comparison, governments
from readiness.subjects.local.country import prefecture_names

JAPAN = "all"
_TOGETHER = 50  # towns whose rows are asked for at once
_MANY = 200  # towns; a process of its own takes the time of twenty to begin
_ROOT = Path(__file__).parents[2]


def towns(prefecture: str) -> dict[str, str]:
    """Code -> name of the municipalities of a prefecture, or of JAPAN, in code order; raises UnknownChoice."""
    code = "" if prefecture == JAPAN else prefecture.zfill(2)
    if not prefecture or code not in prefecture_names(governments.newest()):
        raise UnknownChoice(t("each.no_prefecture", given=prefecture))
    return {
        one.code: one.name
        for one in governments.in_order()
        if one.code.startswith(code) and not governments.is_prefecture(one)
    }


def links(code: str) -> tuple[str, ...]:
    """What a town is handed: its sheet beside its peers, adopters of its size and, where single
    governments answered, its answers beside theirs.
    """
    found = [f"peers?code={code}", f"peers?code={code}#size"]
    if answered.newest() == governments.newest():
        found.append(f"local_rounds?view=peers&code={code}#answers")
    return tuple(found)


def of_prefecture(prefecture: str, form: str, report: Report) -> Made:
    """The ZIP; ``report(towns done, name)`` is called after each town. Raises UnknownChoice."""
    buffer = io.BytesIO()
    write(buffer, prefecture, form, report)
    return Made(file_name(prefecture, form), "application/zip", buffer.getvalue())


def file_name(prefecture: str, form: str) -> str:
    """Of the ZIP."""
    names = prefecture_names(governments.newest())
    name = said(names["" if prefecture == JAPAN else prefecture.zfill(2)])
    return f"{file_stem(t('each.file', prefecture=name), form)}.zip"


def write(target: IO[bytes], prefecture: str, form: str, report: Report) -> None:
    """The ZIP, town by town: all of Japan is more than a server should hold at once."""
    of, names = towns(prefecture), prefecture_names(governments.newest())
    every = _beside(list(of), form) if len(of) >= _MANY else contents(list(of), form)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, closing(every) as made:
        for number, (file, content) in enumerate(made, start=1):
            code, _, ending = file.partition(".")
            town = said(of[code])
            name = f"{code}_{file_stem(town)}.{ending}"
            if prefecture == JAPAN:
                name = f"{code[:2]}_{file_stem(said(names[code[:2]]))}/{name}"
            # A fixed date: the same figures give the same file.
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
            report(number, town)


def contents(codes: list[str], form: str) -> Generator[tuple[str, bytes]]:
    """``131016.pdf`` and the hand-out of each town, in order."""
    for place, code in enumerate(codes):
        if place % _TOGETHER == 0:
            comparison.ask_ahead(codes[place : place + _TOGETHER])
        name = said(governments.row(code).name)
        made = exports.make(Agenda(title=name, items=_items(code)), form)
        yield f"{code}.{made.name.rpartition('.')[2]}", made.content


def _beside(codes: list[str], form: str) -> Generator[tuple[str, bytes]]:
    """The same by a process for each processor, so that who reads a screen does not wait for it.

    What a process that ended does not answer is made here.
    """
    parts = [codes[place : place + _TOGETHER] for place in range(0, len(codes), _TOGETHER)]
    with tempfile.TemporaryDirectory(prefix="readiness-towns-") as directory, ExitStack() as ends:
        workers = [_worker(directory, form, ends) for _ in range(_processors())]
        with suppress(OSError):
            for place, part in enumerate(parts):
                print(json.dumps(part), file=workers[place % len(workers)].stdin, flush=True)
        for place, part in enumerate(parts):
            worker = workers[place % len(workers)]
            for number, code in enumerate(part):
                name = worker.stdout.readline().strip() if worker.stdout else ""
                if not name.startswith(code):
                    yield from contents(part[number:], form)
                    break
                file = Path(directory) / name
                yield name, file.read_bytes()
                file.unlink()


def _worker(directory: str, form: str, ends: ExitStack) -> "subprocess.Popen[str]":
    """A process that reads what this thread reads; it ends with ``ends``, whatever it is doing."""
    here = warehouse.shared()
    # A session of its own: Ctrl+C is for whoever started it.
    worker = ends.enter_context(
        subprocess.Popen(
            [sys.executable, "-m", "readiness.exports.each_worker"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
    )
    ends.callback(worker.kill)
    told = {"warehouse": str(here.path), "token": here.token, "directory": directory}
    told |= {"form": form, "language": language()}
    with suppress(OSError):  # one that has ended answers nothing
        print(json.dumps(told), file=worker.stdin, flush=True)
    return worker


def _processors() -> int:
    """Those this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _items(code: str) -> tuple[Item, ...]:
    """The links that have something to show: a town without answers has no figure of them."""
    found = []
    for link in links(code):
        try:
            item = Item(link)
            item.build()
        except UnknownChoice:
            continue
        found.append(item)
    return tuple(found)
