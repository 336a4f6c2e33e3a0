"""Every word a reader sees, in the reader's language, and the formats of numbers and dates.

Catalogues are gettext files (locale/*.po) read by Babel. Each entry has both languages: its msgctxt is a
key such as ``overview.title``, its msgid the Japanese wording, its msgstr the English one; both may hold
named fields: ``{count}団体``. Names and labels that stand in the data are Japanese and need no key.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_skeleton
from babel.messages.pofile import read_po

_LOCALE_DIRECTORY = Path(__file__).parent / "locale"
LANGUAGES = ("ja", "en")
# Of this run: each thread of a server starts with the default.
_language: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def language() -> str:
    """Code of the reader's language."""
    return _language.get()


def is_japanese() -> bool:
    """The reader's language is the one the figures were drawn for and the data are in."""
    return language() == LANGUAGES[0]


def translates() -> bool:
    """Labels of the data, which are Japanese, have other words for this reader."""
    return not is_japanese()


def speak(code: str) -> None:
    """Words of this thread are in this language from now on."""
    _language.set(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Words within are in this language, whatever the reader's is: what is stored stays Japanese."""
    before = _language.set(code)
    try:
        yield
    finally:
        _language.reset(before)


def catalogue(code: str = LANGUAGES[0]) -> dict[str, str]:
    """Key -> wording in a language; of labels of the data the label itself is the key."""
    return _catalogues()[code]


@cache
def _catalogues() -> dict[str, dict[str, str]]:
    japanese: dict[str, str] = {}
    english: dict[str, str] = {}
    for path in sorted(_LOCALE_DIRECTORY.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.context:
                    japanese[message.context] = str(message.id)
                if message.id:
                    english[message.context or str(message.id)] = str(message.string)
    return {"ja": japanese, "en": english}


def t(key: str, /, **fields: object) -> str:
    """Wording of ``key`` with its named fields filled, names in them said in the same language.

    An unknown key is a KeyError that names the folder of its catalogue.
    """
    if not is_japanese():
        fields = {k: said(v) if isinstance(v, str) else v for k, v in fields.items()}
    wording = catalogue(language()).get(key)
    if wording is None:
        raise KeyError(f"{key}: no wording of this key in readiness/language/locale")
    return _IN_ONE_BRACKET.sub("年、", wording.format(**fields))


# A remark on a day joins the year in its bracket: 令和5年10月1日（2023年、推定）.
_IN_ONE_BRACKET = re.compile("(?<=（[0-9]{4})年）（")


def saying(labels: Mapping[str, str]) -> Callable[[str], str]:
    """Code -> its label as ``said``: a list of all governments asks two thousand times."""
    return labels.__getitem__ if is_japanese() else lambda code: said(labels[code])


def said(text: str) -> str:
    """A name or label of the data in the reader's language; a text without translation as it is.

    Texts put together of known ones, ``指定都市：導入`` or ``外務省、財務省``, part by part; of texts that
    differ in their numbers, ``令和8年10月1日時点``, the catalogue has ``{}年{}月{}日時点`` with the western
    year. Of a municipality after its prefecture only the prefecture: its own name stays as published.
    """
    if is_japanese():
        return text
    labels = catalogue(language())
    if text in labels:
        return labels[text]
    year = _FISCAL_YEAR.search(text)
    pattern = _FISCAL_YEAR.sub("{year}年度", text, count=1)
    if year and pattern in labels:
        return labels[pattern].format(year=_western(year))
    for dated in dict.fromkeys((text, _ERA_DAY.sub(_western_day, text))):
        numbers = re.findall(r"[0-9]+", dated)
        if numbers and (pattern := re.sub(r"[0-9]+", "{}", dated)) in labels:
            return labels[pattern].format(*numbers)
    for mark, joint in _JOINTS.items():
        if mark in text:
            return joint.join(said(part) for part in text.split(mark))
    place = _PLACE.fullmatch(text)
    if place and place[1] in labels:
        return f"{labels[place[1]]} {place[2]}"
    return text


YEAR_BEFORE = {"令和": 2018, "平成": 1988}  # of the first of each era


def western_year(era: str, year: str) -> int:
    """2019 for 令和 and 元; ``year`` as it is written behind the era."""
    return YEAR_BEFORE[era] + (1 if year == "元" else int(year))


# Labels of later rounds name years that no catalogue foresees: data.po has them with ``{year}``.
_FISCAL_YEAR = re.compile("令和(元|[0-9]{1,2})年度|([0-9]{4})年度")


def _western(year: re.Match[str]) -> int:
    return int(year[2]) if year[2] else western_year("令和", year[1])


_ERA_DAY = re.compile("(令和|平成)(元|[0-9]{1,2})年(?=[0-9]{1,2}月[0-9]{1,2}日)")


def _western_day(day: re.Match[str]) -> str:
    return f"{western_year(day[1], day[2])}年"


# A municipality after its prefecture: ``広島県府中市``, ``Hiroshima 府中市``.
_PLACE = re.compile(r"(.{2,3}?[都道府県]) ?(.*[市区町村])")
_JOINTS = {"：": ": ", "、": ", ", "～": " to "}


def listed(names: Iterable[str]) -> str:
    """Names of the data one after the other: ``外務省、財務省``."""
    return t("list.separator").join(map(said, names))


def known(key: str, otherwise: str) -> str:
    """Wording of a key made from a code; ``otherwise`` for codes no catalogue has, of a later survey."""
    return catalogue(_language.get()).get(key) or said(otherwise)


def apart(parts: Iterable[str]) -> str:
    """Parts of one line, empty ones left out: ``本省 38.1　全体 38.1``."""
    return t("gap.parts").join(part for part in parts if part)


def headed(heading: str, text: str) -> str:
    """A heading and its text on one line: ``**計画**　2018年度``."""
    return f"{heading}{t('gap.heading')}{said(text)}"


def span_of(low: int, high: int) -> str:
    """``16～17``, or one number where both are the same."""
    return str(low) if low == high else t("span", low=low, high=high)


def number(value: float) -> str:
    """``1,035``; a minus sign, not a hyphen."""
    return f"{value:,.0f}".replace("-", "−")


def signed(value: float) -> str:
    """``+234`` or ``−48``."""
    return f"{value:+,.0f}".replace("-", "−")


def pct(ratio: float, digits: int = 1) -> str:
    """A ratio of 0 to 1 as ``60.1%``, rounded half up as the published tables are."""
    scale = 10**digits
    return f"{int(ratio * 100 * scale + 0.5) / scale:.{digits}f}%"


def fiscal_year(year: int) -> str:
    """``令和2年度`` for 2020; the era of the fiscal year's first day, but 2019 is 令和元年度."""
    if year >= 2019:
        era_year = year - 2018
        first = "元" if era_year == 1 else era_year
        return t("date.reiwa_fiscal_year", era_year=first, year=year)
    return t("date.heisei_fiscal_year", era_year=year - 1988, year=year)


def year_number(year: int) -> str:
    """``2`` for the fiscal year 2020, 元 for 2019; ``’20``."""
    if is_japanese():
        return fiscal_year(year)[2:-2]
    return f"’{year % 100:02}"


def quarter(year: int, quarter_number: int) -> str:
    """``令和2年度（2020年度）第1四半期``."""
    return t("date.quarter", era=fiscal_year(year), year=year, quarter=quarter_number)


def period(text: str) -> str:
    """``2017-03`` as ``平成29年3月（2017年）``, ``2023-10-01`` as ``令和5年10月1日（2023年）``.

    In English ``October 1, 2023``. A year alone has no era: it may hold two. A fiscal year such as
    ``2020年度`` is a label and stays one.
    """
    return _in_era(text, "_in_era")


def label_period(text: str) -> str:
    """``令和8年10月1日``, as the ministry labels its rounds; ``October 1, 2026``."""
    return _in_era(text, "_of_era")


def _in_era(text: str, form: str) -> str:
    is_day = re.fullmatch("[0-9]{4}-[0-9]{2}(-[0-9]{2})?", text) and text >= "1927"
    if not is_japanese() or not is_day:
        return short_period(text)
    parts = [int(part) for part in text.split("-")]
    day = date(*[*parts, 1][:3])
    era, first = next((name, begun.year) for name, begun in _ERAS if day >= begun)
    fields = {"era": t(f"date.era.{era}"), "year": day.year, "month": day.month, "day": day.day}
    kind = "day" if len(parts) == 3 else "month"
    era_year = day.year - first + 1 if day.year > first else "元"
    return t(f"date.{kind}{form}", era_year=era_year, **fields)


# Newest first, with the first day of each.
_ERAS = (
    ("reiwa", date(2019, 5, 1)),
    ("heisei", date(1989, 1, 8)),
    ("showa", date(1926, 12, 25)),
)


def short_period(text: str) -> str:
    """``2017年3月``, ``2023年10月1日``: for signs and axes with little room, and names of files."""
    if not re.fullmatch(r"[0-9-]+", text):
        return said(text)
    parts = [int(part) for part in text.split("-")]
    day = date(*[*parts, 1, 1][:3])
    if len(parts) == 3:
        return str(format_date(day, "long", locale=_language.get()))
    return str(format_skeleton(("y", "yMMMM")[len(parts) - 1], day, locale=_language.get()))


_WESTERN = re.compile(
    r"([0-9]{4})年([0-9]{1,2})月(?:([0-9]{1,2})日)?|\b[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\b"
)


def in_eras(text: str) -> str:
    """A text with its western days and months as ``period`` says them: signs of a drawing, read out."""

    def era(found: re.Match[str]) -> str:
        parts = [int(part) for part in found.groups() if part]
        return period(
            f"{parts[0]}-" + "-".join(f"{part:02}" for part in parts[1:]) if parts else found[0]
        )

    return _IN_ONE_BRACKET.sub("年、", _WESTERN.sub(era, text))


_IN_ERA = re.compile(
    r"(?:令和|平成|昭和)(?:元|[0-9]+)年([0-9]+月(?:[0-9]+日)?)（([0-9]{4})年([）、])"
)


def shortly(text: str) -> str:
    """A text with its dates as ``short_period`` says them, for the name of a file."""
    return _IN_ERA.sub(lambda one: f"{one[2]}年{one[1]}{'（' if one[3] == '、' else ''}", text)


def short_era_month(day: date) -> str:
    """``R2.10`` for 2020-10-01, as tables of the ministry abbreviate it; ``Oct 2020``."""
    if _language.get() == "ja":
        return f"R{day.year - 2018}.{day.month}"
    return str(format_skeleton("yMMM", day, locale=_language.get()))


JAPAN = timezone(timedelta(hours=9))


def moment(text: str) -> str:
    """A stored time (ISO, UTC) as Japan reads it: ``2026-11-20 21:45``."""
    return datetime.fromisoformat(text).astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")


def today() -> date:
    """The day it is in Japan, whatever zone the server is in."""
    return datetime.now(JAPAN).date()


def month_tick(day: date) -> str:
    """``R2<br>10月``; ``Oct<br>’20``, narrow enough for two rounds in a year on a telephone."""
    month = short_era_month(day)
    if is_japanese():
        return month.replace(".", "<br>") + t("date.month_suffix")
    return f"{month.split()[0]}<br>’{day:%y}"


def sentences(parts: Iterable[str]) -> str:
    """Sentences one after the other, empty ones left out."""
    return ("" if is_japanese() else " ").join(part.strip() for part in parts if part)


def short_fiscal_year(year: int) -> str:
    """``H29``, ``R2``, as tables of the ministry abbreviate it; ``’20``."""
    if not is_japanese():
        return f"’{year % 100:02}"
    return f"R{year - 2018}" if year >= 2019 else f"H{year - 1988}"
