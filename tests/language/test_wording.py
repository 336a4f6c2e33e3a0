"""Catalogue and code agree: no key without wording, no wording without use."""

import ast
import re
from datetime import UTC, date, datetime, tzinfo
from functools import cache

import pytest

from readiness.language import wording
from tests.support import ROOT

SOURCES = [
    ROOT / "app.py",
    *(ROOT / "deploy").rglob("*.py"),
    *(ROOT / "pages").glob("*.py"),
    *(ROOT / "readiness").rglob("*.py"),
]
# Keys put together at run time: prefix -> everything below it counts as used.
_KEY = re.compile(r"[a-z_0-9]+(\.[a-z_0-9{}]+)+")


def _called_keys() -> tuple[set[str], set[str]]:
    """(whole keys, fixed prefixes of composed keys) passed to ``t``."""
    keys, prefixes = set(), set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(r"[a-z_0-9]+(\.[a-zA-Z_0-9]+)+", node.value):
                    keys.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if re.fullmatch(r"[a-z_0-9]+(\.[a-zA-Z_0-9]*)+", start):
                    prefixes.add(start)
    return keys, prefixes


@cache
def _asked_keys() -> set[str]:
    """Literal first arguments of ``t(...)``."""
    asked = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "t"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                asked.add(node.args[0].value)
    return asked


def test_every_key_asked_for_has_a_wording() -> None:
    assert _asked_keys() - set(wording.catalogue()) == set()


def test_every_wording_is_used() -> None:
    keys, prefixes = _called_keys()
    keys = keys | _asked_keys()
    unused = {
        key
        for key in wording.catalogue()
        if key not in keys and not key.startswith(tuple(prefixes))
    }
    assert unused == set()


def test_no_key_stands_twice() -> None:
    seen: dict[str, str] = {}
    entry = re.compile(r'^(?:msgctxt "(.+)"\nmsgid .*|msgid "(.+)")$', re.MULTILINE)
    for path in sorted((ROOT / "readiness/language/locale").glob("*.po")):
        for found in entry.finditer(path.read_text(encoding="utf-8")):
            key = found[1] or found[2]
            assert key not in seen, f"{key}: {seen.get(key)} and {path.name}"
            seen[key] = path.name
    assert seen.keys() >= wording.catalogue().keys()


def test_every_wording_is_complete() -> None:
    empty = {
        language: {key for key, text in wording.catalogue(language).items() if not text}
        for language in wording.LANGUAGES
    }
    # English has no word for these: a month, a person and an era stand without one.
    wordless = {"date.month_suffix", "peers.unit.persons", "history.era"}
    assert empty == {"ja": set(), "en": wordless}


@pytest.mark.parametrize(
    ("ratio", "digits", "text"),
    [
        (1055 / 1741, 1, "60.6%"),
        (1.0, 0, "100%"),
        (0.0, 1, "0.0%"),
        (0.125, 0, "13%"),  # half up, as the published tables round
        (0.0005, 1, "0.1%"),
    ],
)
def test_pct_rounds_half_up(ratio: float, digits: int, text: str) -> None:
    assert wording.pct(ratio, digits) == text


def test_numbers_carry_commas_and_a_real_minus_sign() -> None:
    assert wording.number(1741) == "1,741"
    assert wording.signed(234) == "+234"
    assert wording.signed(-48) == "−48"


@pytest.mark.parametrize(
    ("year", "quarter", "text"),
    [
        (2017, 4, "平成29年度（2017年度）第4四半期"),
        (2019, 1, "令和元年度（2019年度）第1四半期"),
        (2020, 1, "令和2年度（2020年度）第1四半期"),
    ],
)
def test_fiscal_quarters_name_the_era(year: int, quarter: int, text: str) -> None:
    assert wording.quarter(year, quarter) == text


def test_periods_say_as_much_as_is_known() -> None:
    assert wording.period("2017-03") == "平成29年3月（2017年）"
    assert wording.period("2023-10-01") == "令和5年10月1日（2023年）"
    assert wording.period("2019-04-30") == "平成31年4月30日（2019年）"
    assert wording.period("2019-05") == "令和元年5月（2019年）"
    assert wording.period("1989-01-07") == "昭和64年1月7日（1989年）"
    assert wording.short_period("2017-03") == "2017年3月"
    assert wording.shortly("令和5年10月1日（2023年、推定）") == "2023年10月1日（推定）"
    assert wording.period("2021") == "2021年"
    assert wording.short_era_month(date(2020, 10, 1)) == "R2.10"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"overview\.no_such_key: no wording .*language/locale"):
        wording.t("overview.no_such_key")


def test_today_is_the_day_in_japan(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(2026, 9, 30, 15, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(wording, "datetime", Clock)
    assert wording.today() == date(2026, 10, 1)
