"""Every subject, its figures, slides and files, over every round at the edges of what may be published."""

import hashlib
import pickle
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import pandas as pd
import pytest

from readiness import exports
from readiness.agenda.agenda import ITEM_LIMIT, Agenda, Item, ready_made
from readiness.drawing import maps
from readiness.drawing.figures.draw import drawn
from readiness.drawing.slides.slide import SQUARE, WIDE, Place, slide
from readiness.subjects import catalogue
from readiness.subjects.charts import AreaMap, Bars, Blank, Columns, Grid, Parts, Ranking, SpotMap
from tests.support.rounds import Published
from tests.support.subjects import variants

# What a number that is none looks like in a sentence.
_NO_NUMBER = re.compile(r"(?<![A-Za-z])(nan|NaN|None|NaT|inf)(?![A-Za-z])|<NA>|/ 0(?![0-9])")
_MOST = 3  # variants of each subject; all of them are walked on the real data


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, pd.DataFrame):
        return
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))


def _is_empty(chart: Any) -> bool:
    """A chart without anything in it, which must say why instead."""
    match chart:
        case Blank():
            return not chart.reason
        case Bars():
            return not any(bars for _, bars in chart.groups)
        case Parts():
            return not chart.parts
        case Grid():
            return not chart.rows or not chart.columns
        case Ranking():
            return len(chart.rows) < 2
        case Columns():
            return not chart.columns
        case _:
            return False


@cache
def _seen() -> set[bytes]:
    """Descriptions that this process drew: a drawing depends on what it is given alone (see the floors)."""
    return set()


def _is_new(described: Any) -> bool:
    """False for what another round described just so, every row of it: it is not drawn again."""
    words = hashlib.sha256(pickle.dumps(described)).digest()
    if words in _seen():
        return False
    _seen().add(words)
    return True


def _draw(chart: Any) -> None:
    """At both widths."""
    for narrow in (False, True):
        if isinstance(chart, AreaMap | SpotMap):
            maps.drawn(chart, narrow=narrow)
        if not isinstance(chart, SpotMap):
            drawn(chart, narrow=narrow)


def _concerned(kind: str) -> list[str]:
    """Pages of subjects that read rounds of this kind: those of the other respondents stay as they are."""
    other = {"agency": ".local.", "local": ".agencies."}.get(kind.split("_")[0], "neither")
    return [
        page
        for page in catalogue.PAGES
        if other not in catalogue.kind_of(page).__module__ or page == "overview"
    ]


@pytest.mark.slow
def test_every_subject_and_file_says_what_there_is_and_what_is_missing(
    degenerate: Published,
) -> None:
    links: list[str] = []
    pages = _concerned(degenerate.kind)
    for page in pages:
        for place, subject in enumerate(variants(page)[:_MOST]):
            content = subject.content
            assert content.headline, subject.link
            assert catalogue.subject_of(subject.link) == (subject, "")
            for text in _texts(content):
                assert not _NO_NUMBER.search(text), (subject.link, text)
            for name, figure in content.figures.items():
                assert not _is_empty(figure.chart), (subject.link, name)
                assert figure.alt, (subject.link, name)
                if _is_new(figure.chart):
                    _draw(figure.chart)
            for view in content.views.values():
                assert not _is_empty(view.chart), view.link
                if not _is_new(view):
                    continue
                assert slide(view, Place(1, 1), WIDE).svg(view.alt)
                square = [one.text for one in slide(view, Place(1, 1), SQUARE).written]
                assert not list(filter(_NO_NUMBER.search, square)), view.link
                if not place:  # files of the first variant: the others differ in rows, not in kind
                    links.append(view.link)
    agenda = Agenda("試験", tuple(map(Item, dict.fromkeys(links)))[:ITEM_LIMIT])
    for form in exports.FORMATS if links else ():
        assert exports.make(agenda, form).content
    for item in ready_made("liaison").items:
        if item.link.partition("?")[0] in pages and _is_new(view := item.build()):
            assert slide(view, Place(1, 1), WIDE).svg("")
