"""Days as people write them, in the era's years or in ours. Text in, a date or a month out."""

import re
import unicodedata
from datetime import date

from readiness.language.wording import western_year

_ERA = re.compile(r"(令和|平成|R|H)(元|[0-9]{1,2})(?=[年.\-/])", re.IGNORECASE)
_WRITTEN = {"r": "令和", "h": "平成"}
_DAY = re.compile(
    r"([0-9]{4})(?:年([0-9]{1,2})月([0-9]{1,2})日|([-/.])([0-9]{1,2})\4([0-9]{1,2}))"
    r"(?:\(\1年\))?(?:\([月火水木金土日]\))?(?:現在|時点|[T ]?00:00(?::00)?)?"
)
_MONTH = re.compile(r"([0-9]{4})(?:年([0-9]{1,2})月|[-/]([0-9]{2}))(?:\(\1年\))?")
FIRST_YEAR, LAST_YEAR = 2000, 2100


def western(era: str, year: str) -> str:
    """``2019`` for ``R`` or 令和 and 元 or 1."""
    return str(western_year(_WRITTEN.get(era.lower(), era), year))


def _western(text: str) -> str:
    """Half width, without blanks, the era's year as a western one."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))

    def year(match: re.Match[str]) -> str:
        return western(match[1], match[2])

    return _ERA.sub(year, plain, count=1)


def parse_day(text: str) -> date | None:
    """The day of ``2026-10-01``, ``2026年10月1日``, ``令和8年10月1日現在``, ``R8.10.1``; also
    ``令和8年10月1日（2026年）``, as the screens say it. None if it is none, or none from 2000 to 2100.
    """
    match = _DAY.fullmatch(_western(text))
    if not match:
        return None
    return _checked(int(match[1]), int(match[2] or match[5]), int(match[3] or match[6]))


def parse_month(text: str) -> date | None:
    """First day of the month of ``2027年7月``, ``令和9年7月``, ``2027/07``, or the day of a whole date."""
    match = _MONTH.fullmatch(_western(text))
    if not match:
        return parse_day(text)
    return _checked(int(match[1]), int(match[2] or match[3]), 1)


def _checked(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
