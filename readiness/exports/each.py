"""One hand-out per municipality of a prefecture or of all Japan, all in one ZIP. Codes in, bytes out."""

import io
import zipfile
from collections.abc import Iterator
from typing import IO

from readiness import exports
from readiness.agenda.agenda import Agenda, Item
from readiness.definitions.spreadsheets import file_stem
from readiness.exports import Made, Report
from readiness.language.wording import said, t
from readiness.subjects.choices import UnknownChoice
from readiness.subjects.local import answered, comparison, governments
from readiness.subjects.local.country import prefecture_names

JAPAN = "all"
_TOGETHER = 50  # towns whose rows are asked for at once


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
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, town, content) in enumerate(_files(prefecture, form), start=1):
            # A fixed date: the same figures give the same file.
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
            report(number, town)


def _files(prefecture: str, form: str) -> Iterator[tuple[str, str, bytes]]:
    """Name in the ZIP, town and content of each; those of all Japan in a folder for each prefecture."""
    of, names = towns(prefecture), prefecture_names(governments.newest())
    for place, (code, name) in enumerate(of.items()):
        if place % _TOGETHER == 0:
            comparison.ask_ahead(list(of)[place : place + _TOGETHER])
        town = said(name)
        made = exports.make(Agenda(title=town, items=_items(code)), form)
        file = f"{code}_{file_stem(town)}.{made.name.rpartition('.')[2]}"
        if prefecture == JAPAN:
            file = f"{code[:2]}_{file_stem(said(names[code[:2]]))}/{file}"
        yield file, town, made.content


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
