"""Every word a reader sees, by key, and the formats of numbers and dates.

Catalogues are gettext files (locale/<language>/*.po) read by Babel; their msgid is a key such as
``overview.title`` and their msgstr may hold named fields: ``{count}団体``.
"""

from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

_LOCALE_DIRECTORY = Path(__file__).parent / "locale"


@cache
def catalogue(language: str = "ja") -> dict[str, str]:
    """Key -> wording, from all files of the language."""
    entries: dict[str, str] = {}
    for path in sorted((_LOCALE_DIRECTORY / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    entries[str(message.id)] = str(message.string)
    return entries


def t(key: str, /, **fields: object) -> str:
    """Wording of ``key`` with its named fields filled; an unknown key is a KeyError."""
    return catalogue()[key].format(**fields)


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
        return t("date.reiwa_fiscal_year", year="元" if era_year == 1 else era_year)
    return t("date.heisei_fiscal_year", year=year - 1988)


def quarter(year: int, quarter_number: int) -> str:
    """``令和2年度（2020年度）第1四半期``."""
    return t("date.quarter", era=fiscal_year(year), year=year, quarter=quarter_number)


def period(text: str) -> str:
    """``2017-03`` as ``2017年3月``, ``2023-10-01`` as ``2023年10月1日``."""
    parts = [int(part) for part in text.split("-")]
    key = ("date.year", "date.month", "date.day")[len(parts) - 1]
    return t(key, **dict(zip("ymd", parts, strict=False)))


def short_era_month(day: date) -> str:
    """``R2.10`` for 2020-10-01, as tables of the ministry abbreviate it."""
    return f"R{day.year - 2018}.{day.month}"


_JAPAN = timezone(timedelta(hours=9))


def moment(text: str) -> str:
    """A stored time (ISO, UTC) as Japan reads it: ``2026-11-20 21:45``."""
    return datetime.fromisoformat(text).astimezone(_JAPAN).strftime("%Y-%m-%d %H:%M")
