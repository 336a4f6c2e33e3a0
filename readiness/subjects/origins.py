"""Who says a statement and how it was confirmed, as a mark with its word beside it.

A reader tells apart the document's own words, what this site applied from them, what it suggests
itself, what a party proposes and nobody decided, and a figure read in a press report only.
"""

from readiness.data import queries
from readiness.language.wording import said, t
from readiness.subjects.kept import kept

# Origins as the tables of measures have them -> name in the catalogue.
_STATED = {
    "資料": "document",
    "整理": "arranged",
    "提案": "ours",
    "政党の提言": "party",
    "government": "document",
    "proposal": "party",
}


def of_statement(origin: str, source_id: str | None = None) -> str:
    """``■ 資料の記載（S01）``: the origin of a measure, target or milestone, with its source."""
    word = t(f"origin.{_STATED[origin]}")
    if not isinstance(source_id, str):
        return word
    return t("origin.with_source", origin=word, source=source_id)


def of_figure(source_id: str) -> str:
    """``▽ 報道で確認`` where the publication itself was not read; empty where it was."""
    confirmed_by = confirmed().get(source_id, "document")
    return "" if confirmed_by == "document" else t(f"origin.{confirmed_by}")


def marked(text: str, source_id: str) -> str:
    """A figure or statement with the mark of how it was confirmed, where it needs one."""
    mark = of_figure(source_id)
    return t("origin.with_source", origin=said(text), source=mark) if mark else text


def confirmed() -> dict[str, str]:
    """Source -> document, press, copy or secondary."""
    rows = kept(queries.data_sources)
    return dict(zip(rows["source_id"], rows["confirmed_by"], strict=True))
