"""Fiscal quarters as people write them. Text in, ``2027q2`` out; fiscal years start in April."""

import re
import unicodedata
from datetime import date

from readiness.intake.dates import parse_month, western
from readiness.language.wording import LANGUAGES, speaking, t

_ERA = re.compile(r"^(令和|R|r|平成|H|h)(元|[0-9]{1,2})(?=年|[.\-/ ]*[Qq第]|[.\-/ ]*[1-9][Qq]|度)")
_PATTERNS = (
    r"([0-9]{4})(?:年度|年|度)?第?([0-9])四半期",
    r"([0-9]{4})(?:年度)?[-/.]?[qQ第]([0-9])",
    r"([0-9]{4})(?:年度)?[-/.]?([0-9])[qQ]",
)


def parse(text: str) -> tuple[int, int] | None:
    """(fiscal year, quarter) of ``2027年度第2四半期``, ``令和9年度第2四半期``, ``R9 Q2``, ``R9年度 2Q``, or of a
    day or month, ``2027/07``, ``令和9年7月``.

    The quarter is given as written, also an impossible one such as 5; None if it cannot be read.
    """
    plain = re.sub(r"[\s()（）]", "", unicodedata.normalize("NFKC", text))

    def year(match: re.Match[str]) -> str:
        return western(match[1], match[2])

    both = re.fullmatch(r"(.+年度)([0-9]{4}年度)(.+)", plain)
    if both and _ERA.sub(year, both[1], count=1) != both[2]:
        return None  # 令和9年度（2028年度） is neither
    plain = both[2] + both[3] if both else plain
    plain = _ERA.sub(year, plain, count=1)
    plain = plain.translate(str.maketrans("一二三四", "1234")).replace("4半期", "四半期")
    for pattern in _PATTERNS:
        match = re.fullmatch(pattern, plain)
        if match:
            return int(match[1]), int(match[2])
    month = parse_month(text)
    return of_day(month) if month else None


def is_of_a_year(text: str) -> bool:
    """True for ``2027年第1四半期``: a quarter of a 年 and not of a 年度 may be one of the calendar year."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return "年度" not in plain and bool(
        re.search("年第?[0-9一二三四](?:四半期|4半期|[Qq])|年[Qq]", plain)
    )


def code(fiscal_year: int, quarter: int) -> str:
    """``2027q2``: how answers hold a quarter."""
    return f"{fiscal_year}q{quarter}"


@speaking(LANGUAGES[0])
def label(fiscal_year: int, quarter: int) -> str:
    """``2027年度第2四半期``: how questionnaires offer it."""
    return t("intake.quarter", year=fiscal_year, quarter=quarter)


def of_day(day: date) -> tuple[int, int]:
    """Fiscal year and quarter that a day lies in."""
    return day.year - (day.month < 4), (day.month - 4) % 12 // 3 + 1


def offered(day: date, years: int) -> list[tuple[int, int]]:
    """Quarters a questionnaire of that survey date offers: its own one and on, ``years`` years."""
    first = of_day(day)
    return [
        (year, quarter)
        for year in range(first[0], first[0] + years)
        for quarter in (1, 2, 3, 4)
        if (year, quarter) >= first
    ]
