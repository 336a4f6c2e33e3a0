"""A quarter of a 年 may be one of the calendar year: it is read as a fiscal one and said so."""

from datetime import date

import pytest

from readiness.definitions.questionnaire import surveys
from readiness.intake import sheets
from readiness.intake.findings import WARNING, Finding
from readiness.intake.values import value_of

DAY = date(2026, 10, 1)


def _read(text: str) -> tuple[str, Finding | None]:
    survey = surveys(DAY)["local"]
    item = next(item for item in survey.items if item.question.kind == "quarter")
    (sheet, *_), _ = sheets.read("a.csv", f"{text},x\n".encode())
    return value_of(item, sheets.cell_of(sheet, 0, 0), DAY, 5, {})


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2027年第1四半期", "4～6月"),
        ("２０２７年　第１四半期", "4～6月"),
        ("令和9年第1四半期", "4～6月"),
        ("2027年第4四半期", "翌年1～3月"),
    ],
)
def test_a_quarter_without_the_word_fiscal_is_said_with_its_months(text: str, months: str) -> None:
    value, finding = _read(text)
    assert value in ("2027q1", "2027q4")
    assert finding is not None
    assert finding.severity == WARNING
    assert f"（{months}）と読みました" in finding.reason
    assert "2026年度第4四半期" in finding.suggestion


@pytest.mark.parametrize(
    "text",
    ["2027年度第1四半期", "令和9年度第1四半期", "R9 Q1", "2027q1", "令和9年4月", "2027年4月"],
)
def test_a_fiscal_quarter_or_a_month_needs_no_word(text: str) -> None:
    assert _read(text) == ("2027q1", None)
