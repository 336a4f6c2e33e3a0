"""What is read out says dates by the era, and tables hold words: no codes, no truth values, no long decimals."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pandas as pd
import pytest

from readiness.definitions import columns
from readiness.language.wording import LANGUAGES, catalogue, speaking
from readiness.subjects import charts
from readiness.subjects.catalogue import PAGES, subject_of

# Beside each page as it opens: what only one choice of it says.
CHOICES = (
    "agency_history?agency=15",
    "agency_patterns?view=outcome",
    "barrier_guide?subject=local&barrier=security",
    "local_rounds?view=peers&code=342084",
    "method_guide?device=private",
    "peers?code=342084",
    "policy_targets?view=milestones",
    "prefecture_map?prefecture=34",
    "side_by_side?codes=342084,132063",
    "sources?view=sources",
)
# Not read out: signs of a drawing, which have the days short, addresses and names of files.
_SIGNS = frozenset({"link", "code", "key", "file_name"})
_QUOTED = re.compile('「[^」]*」|"[^"]*"|“[^”]*”')
WESTERN = re.compile("(?:19|20)[0-9]{2}年[0-9]{1,2}(?:・[0-9]{1,2})?月|[0-9]{4}-[0-9]{2}-[0-9]{2}")
TWO_BRACKETS = re.compile("[月日]（[0-9]{4}年）（")
NO_WORD = re.compile(
    r"\b(?:True|False|None|nan|NaT)\b|(?:agency|local)-[0-9]{4}|[0-9]\.[0-9]{3,}|^[a-z]+(?:_[a-z]+)+$"
)


def _read_out(value: Any, is_sign: bool = False) -> Iterator[str]:
    """Every text that is read; of a drawing what is said of its parts, not their signs."""
    if isinstance(value, str):
        if not is_sign:
            yield value
    elif isinstance(value, pd.DataFrame):
        yield from _cells(value)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _read_out(each, is_sign)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _read_out(each, is_sign)
    elif is_dataclass(value):
        is_drawn = type(value).__module__.startswith(charts.__name__)
        for field in fields(value):
            if field.name not in _SIGNS:
                is_sign = is_drawn and field.name not in ("hint", "reason")
                yield from _read_out(getattr(value, field.name), is_sign)


def _cells(rows: pd.DataFrame) -> Iterator[str]:
    """The cells of a table as a person reads them."""
    for column, cells in columns.in_words(rows).items():
        if column not in ("code", "source_id", "website_url"):
            yield from cells


@pytest.mark.parametrize("link", [*PAGES, *CHOICES])
def test_a_japanese_reader_hears_the_era_of_every_day(link: str) -> None:
    plain = [_QUOTED.sub("", text) for text in _read_out(subject_of(link)[0].content)]
    assert len(plain) > 3
    assert [text[:90] for text in plain if WESTERN.search(text)] == []
    assert [text[:90] for text in plain if TWO_BRACKETS.search(text)] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("link", [*PAGES, *CHOICES])
def test_a_cell_holds_words(link: str, language: str) -> None:
    with speaking(language):
        content = subject_of(link)[0].content
        shown = [one.rows for one in (*content.tables.values(), *content.views.values())]
        assert [text for rows in shown for text in _cells(rows) if NO_WORD.search(text)] == []


def test_a_sentence_of_the_catalogue_names_the_era() -> None:
    """Examples to be typed are quoted; names of files and heads of a drawing have the days short."""
    short = re.compile(r"file_name|^history\.(?:head|lane)\.")
    found = [
        (key, text)
        for key, text in catalogue().items()
        if "-" not in (WESTERN.search(_QUOTED.sub("", text)) or "-")[0] and not short.search(key)
    ]
    assert found == []


def test_what_is_refused_is_found() -> None:
    assert WESTERN.search("2017年3月の調査")
    assert not WESTERN.search("平成29年3月（2017年）の調査、2020年度まで")
    assert NO_WORD.search("local-2021-10-01")
    assert NO_WORD.search("not_adopted")
    assert not NO_WORD.search("38.1日")
