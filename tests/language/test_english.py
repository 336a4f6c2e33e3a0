"""The English switch: catalogues are complete, labels of the data are known, no page leaves Japanese."""

import csv
import string

import pytest

from readiness.language import wording
from tests.support.english import JAPANESE, ROOT, SCREENS, japanese_in, words_of

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
CASES = [(page, parameters) for page in PAGES for parameters in SCREENS.get(page, [{}])]
JA, EN = wording.catalogue("ja"), wording.catalogue("en")


def _fields(text: str) -> set[str]:
    return {
        name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name
    }


def test_every_key_is_there_in_english() -> None:
    assert set(JA) - set(EN) == set()


def test_english_has_no_key_of_its_own() -> None:
    own = {key for key in set(EN) - set(JA) if not JAPANESE.search(key)}
    assert own == set()


def test_english_wording_uses_known_fields_only() -> None:
    strange = {key for key in JA if not _fields(EN.get(key, "")) <= _fields(JA[key])}
    # The era's year in Japanese, the western one in English.
    years = {"date.reiwa_fiscal_year", "date.heisei_fiscal_year"}
    # A range in English says its unit once.
    ranges = {"prefecture_map.class.tens", "prefecture_map.class.between"}
    # The reading of a town in Latin letters.
    readings = {"peers.full_name", "find.label", "find.name", "search.government"}
    assert strange == years | ranges | readings


def test_english_wording_holds_no_japanese() -> None:
    assert {key for key in EN if JAPANESE.search(EN[key])} == {"language.other"}


def _labels() -> set[str]:
    """Texts of the data files that a screen can show, names of local governments apart."""
    found = set()
    for path in sorted((ROOT / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found |= {
                    text
                    for column, text in row.items()
                    if text and column not in ("printed_label", "printed_text", "printed_item")
                }
    return {text for text in found if JAPANESE.search(text)}


def test_every_label_of_the_data_is_known() -> None:
    wording.speak("en")
    try:
        assert {text for text in _labels() if JAPANESE.search(wording.said(text))} == set()
    finally:
        wording.speak("ja")


def _case(page: str, parameters: dict[str, str]) -> object:
    """One choice of a page; beside its first one the others are for the whole suite only."""
    is_first = parameters == SCREENS.get(page, [{}])[0]
    name = f"{page}?{'&'.join(f'{k}={v}' for k, v in parameters.items())}"
    return pytest.param(page, parameters, id=name, marks=() if is_first else pytest.mark.slow)


@pytest.mark.slow
@pytest.mark.parametrize(("page", "parameters"), [_case(*case) for case in CASES])
def test_no_string_is_left_behind(page: str, parameters: dict[str, str]) -> None:
    assert japanese_in(words_of(page, **parameters)) == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "parameters"),
    [case for case in CASES if "is_narrow" in (ROOT / f"pages/{case[0]}.py").read_text("utf-8")],
    ids=str,
)
def test_no_string_is_left_behind_on_a_telephone(page: str, parameters: dict[str, str]) -> None:
    narrow = words_of(page, is_narrow=True, **parameters)
    assert japanese_in(narrow) == set()
    # Without a choice these two have nothing to draw in either layout.
    if parameters or page not in ("agency_compare", "peers"):
        assert narrow != words_of(page, **parameters)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "parameters"), [(page, cases[-1]) for page, cases in SCREENS.items()], ids=SCREENS
)
def test_every_folded_table_opens_in_japanese(page: str, parameters: dict[str, str]) -> None:
    assert words_of(page, "ja", **parameters)
