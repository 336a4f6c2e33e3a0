"""One hand-out per municipality of a prefecture, all in one ZIP. Codes in, bytes out."""

import io
import zipfile

from readiness import exports
from readiness.agenda.agenda import Agenda, Item
from readiness.data import queries
from readiness.definitions.spreadsheets import file_stem
from readiness.exports import Made, Report
from readiness.language.wording import said, t
from readiness.subjects.choices import UnknownChoice
from readiness.subjects.kept import kept
from readiness.subjects.local import answered, comparison, governments
from readiness.subjects.local.country import prefecture_names


def towns(prefecture: str) -> dict[str, str]:
    """Code -> name of the municipalities of a prefecture, in code order; raises UnknownChoice."""
    code = prefecture.zfill(2)
    names = prefecture_names(governments.newest())
    if not prefecture or code not in names:
        raise UnknownChoice(t("each.no_prefecture", given=prefecture))
    rows = kept(queries.local_municipalities_of_prefecture, governments.newest(), code)
    return dict(sorted(zip(rows["code"], rows["name"], strict=True)))


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
    name = said(prefecture_names(governments.newest())[prefecture.zfill(2)])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        comparison.ask_ahead(list(towns(prefecture)))
        for number, (code, town) in enumerate(towns(prefecture).items(), start=1):
            made = exports.make(Agenda(title=said(town), items=_items(code)), form)
            # A fixed date: the same figures give the same file.
            ending = made.name.rpartition(".")[2]
            entry = zipfile.ZipInfo(
                f"{code}_{file_stem(said(town))}.{ending}", (2000, 1, 1, 0, 0, 0)
            )
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, made.content)
            report(number, said(town))
    stem = file_stem(t("each.file", prefecture=name), form)
    return Made(f"{stem}.zip", "application/zip", buffer.getvalue())


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
