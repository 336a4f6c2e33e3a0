"""Codes of local governments as files hold them. One decision for the whole file, never per row.

Five digits are a code whose leading zero was lost, or one without its check digit: 12203 is 士別市 as
the first and 市川市 as the second. Names and prefectures beside the codes decide, else codes that can
only be the one; what stays open is refused.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from readiness.intake.roster import Respondent, Roster, with_check_digit

WHOLE, LOST_ZERO, NO_CHECK_DIGIT, OPEN = "whole", "lost_zero", "no_check_digit", "open"
_CODE = re.compile(r"""(?:="([0-9]{1,6})"|'?([0-9]{1,6})(?:\.0+)?)""")


def digits_of(text: str) -> str:
    """The digits of a cell that is nothing but a code, also 1100.0 or ="012025"; "" for any other."""
    match = _CODE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return (match[1] or match[2]) if match else ""


@dataclass(frozen=True)
class Seen:
    """A code as it stands in a file, with what stands beside it."""

    digits: str
    named: Sequence[Respondent] = ()
    prefecture_code: str = ""


def _readings(roster: Roster, digits: str) -> dict[str, Respondent]:
    """Form -> whose code it is in that form."""
    by_code = roster.by_any_code
    if len(digits) == 6:
        found = {WHOLE: by_code.get(digits)}
    elif len(digits) == 5:
        found = {
            LOST_ZERO: by_code.get(f"0{digits}"),
            NO_CHECK_DIGIT: by_code.get(with_check_digit(digits)),
        }
    elif len(digits) == 4:
        found = {NO_CHECK_DIGIT: by_code.get(with_check_digit(f"0{digits}"))}
    else:
        found = {}
    return {form: one for form, one in found.items() if one}


def _fitting(seen: Seen, readings: dict[str, Respondent]) -> dict[str, Respondent]:
    """The readings that what stands beside the code allows."""
    return {
        form: one
        for form, one in readings.items()
        if (not seen.named or one in seen.named)
        and seen.prefecture_code in ("", one.prefecture_code)
    }


def form_of(roster: Roster, codes: Iterable[Seen]) -> str:
    """The form of all short codes of a file; OPEN if nothing decides, or if they do not agree."""
    forms = set()
    for seen in codes:
        if len(seen.digits) < 6:
            fitting = _fitting(seen, _readings(roster, seen.digits))
            if len(fitting) == 1:
                forms |= set(fitting)
    return forms.pop() if len(forms) == 1 else OPEN


def whose(roster: Roster, seen: Seen, form: str) -> Respondent | None:
    """Whose code it is in a file of that form. In an open one only a name beside it can tell."""
    if roster.subject == "agency":
        return roster.by_number.get(seen.digits.zfill(2))
    readings = _readings(roster, seen.digits)
    if len(seen.digits) == 6:
        return readings.get(WHOLE)
    if form != OPEN and form in readings:
        return readings[form]
    fitting = _fitting(seen, readings) if seen.named and form == OPEN else {}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def is_open(roster: Roster, seen: Seen, form: str) -> bool:
    """True for a code that is somebody's, if only the form of the file were known."""
    return form == OPEN and len(seen.digits) < 6 and bool(_readings(roster, seen.digits))
