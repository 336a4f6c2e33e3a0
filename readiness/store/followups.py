"""The yearly follow-up of the agencies as rows of the data files: GSS, days and shares. No I/O.

A follow-up is published as a round of its own subject, so it has versions, is withdrawn and seen
again like any other; its code is ``followup-<fiscal year>``.
"""

from collections.abc import Mapping
from typing import Any

from readiness.store.entries import PublishedRound

SUBJECT = "followup"
STATUS, MONTH = "gss.status", "gss.month"
# Key of a number -> measure and unit of agency_outcomes.
NUMBERS = {"days_per_person": "日/年", "teleworker_pct": "%"}
DONE = ("done", "done_within_cabinet_office")

Row = dict[str, Any]


def code_of(fiscal_year: int) -> str:
    """``followup-2026``."""
    return f"{SUBJECT}-{fiscal_year}"


def year_of(entry: PublishedRound) -> int:
    """The fiscal year the follow-up is about."""
    return int(entry.round_code.removeprefix(f"{SUBJECT}-"))


def followup_rows(entry: PublishedRound) -> dict[str, list[Row]]:
    """Rows by table; an agency has one only for what was stated of it."""
    year = year_of(entry)
    gss, statements, outcomes = [], [], []
    for name, given in entry.answers.items():
        if STATUS in given:
            gss.append(_gss(entry.round_code, year, name, given))
            statements.append(
                {
                    "stated_in": str(year),
                    "agency_name": name,
                    "part": None,
                    "statement": given[STATUS],
                    "month": given.get(MONTH),
                    "period_text": None,
                    "source_id": entry.round_code,
                }
            )
        outcomes += [
            {
                "period": f"FY{year}",
                "fiscal_year": year,
                "agency_name": name,
                "scope": "本省",
                "measure_code": measure,
                "unit": unit,
                "value": float(given[measure]),
                "value_text": None,
                "source_id": entry.round_code,
                "note": None,
            }
            for measure, unit in NUMBERS.items()
            if measure in given
        ]
    return {
        "agency_gss": gss,
        "agency_gss_statements": statements,
        "agency_outcomes": outcomes,
    }


def _gss(source_id: str, year: int, name: str, given: Mapping[str, str]) -> Row:
    status, month = given[STATUS], given.get(MONTH)
    is_done = status in DONE
    fiscal_year = quarter = None
    if month:
        calendar_year, number = map(int, month.split("-"))
        fiscal_year = calendar_year - (number < 4)
        quarter = (number - 4) % 12 // 3 + 1 if is_done else None
    # Done without a month: between the follow-up before and this one.
    is_undated = is_done and not month
    return {
        "sheet_year": year,
        "agency_name": name,
        "status": status,
        "month": month if is_done else None,
        "fiscal_year": fiscal_year,
        "quarter": quarter,
        "certainty": "uncertain" if is_undated else "certain",
        "earliest_fiscal_year": year - 1 if is_undated else None,
        "latest_fiscal_year": year if is_undated else None,
        "part": None,
        "part_month": None,
        "source_ids": source_id,
        "note": None,
    }
