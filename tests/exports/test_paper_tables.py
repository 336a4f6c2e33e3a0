"""Tables to take home: numbers are rounded and whole, names are never set letter below letter."""

from itertools import pairwise

import pytest

from readiness.exports.paper import SHORTEST, TABLE_SIZES, TEXT_PT, _page, _same, _widths, in_words
from readiness.language.typesetting import text_width
from readiness.subjects import catalogue

WIDE = ("agency_history?group=plans", "agency_gss", "policy_targets", "methods_and_reasons#reasons")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (49.6153846, "49.62"),
        (2.5, "2.5"),
        (-3.3000001, "−3.3"),
        (1234.567, "1,234.57"),
        (0.01234, "0.012"),
        (12.0, "12"),
    ],
)
def test_a_number_is_rounded(value: float, words: str) -> None:
    assert in_words(value, "average_days") == words


@pytest.mark.parametrize("link", WIDE)
def test_every_name_has_room_and_every_number_its_line(link: str) -> None:
    page = _page(catalogue.view_of(link), "", "tables", frozenset())
    assert page["table_size"] in TABLE_SIZES
    if page["widths"]:
        for place, width in enumerate(page["widths"]):
            texts = [row[place] for row in page["cells"]]
            widest = max(text_width(text, page["table_size"]) for text in texts)
            least = widest if page["aligned"][place] == "right" else SHORTEST * page["table_size"]
            assert width >= min(widest, least)
        assert sum(page["widths"]) + 8 * len(page["widths"]) <= TEXT_PT + 1


def test_what_every_row_says_stands_once_above() -> None:
    view = catalogue.view_of("methods_and_reasons#reasons")
    same = _same(view)
    page = _page(view, "", "tables", frozenset())
    assert same
    assert len(page["columns"]) == len(view.rows.columns) - len(same)
    assert all(value in page["same"] for value in same.values())


def test_a_long_text_gets_what_short_ones_leave() -> None:
    size, widths = _widths(["府省庁", "注"], [["内閣府", "長い注" * 80]], [False, False])
    assert size == TABLE_SIZES[0]
    assert all(narrow < wide for narrow, wide in pairwise(widths))
