"""What is said without signs that no file may hold or that nobody sees, and without endless texts."""

from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import is_
from typing import Any, TypeVar

import pandas as pd

from readiness.definitions.spreadsheets import visible
from readiness.language.wording import said
from readiness.subjects.local import governments
from readiness.subjects.model import basis_in_words

T = TypeVar("T")
LONGEST = 1000  # letters; the longest honest note has half of it
_TABLE_IN_WORDS = 8 * LONGEST  # the alternative text of a figure reads its table out


def visible_only(value: T) -> T:
    """The same description, its words in the reader's language and without signs that no file may hold
    or that nobody sees. What is longer than LONGEST ends in …; the rows keep theirs.
    """
    return _visible(value)  # type: ignore[no-any-return]


def _visible(value: Any, longest: int = LONGEST) -> Any:
    if isinstance(value, str):
        seen = visible(said(value))
        return seen if len(seen) <= longest else f"{seen[: longest - 1]}…"
    if isinstance(value, tuple):
        parts = tuple(map(_visible, value))
        return value if all(map(is_, parts, value)) else parts
    if isinstance(value, dict):
        return {name: _visible(each) for name, each in value.items()}
    if isinstance(value, pd.DataFrame):
        return _visible_rows(value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for name, limit in _limits(type(value)):
            said_so = getattr(value, name)
            if (seen := _visible(said_so, limit)) is not said_so:
                changed[name] = seen
        return replace(value, **changed) if changed else value
    return value


@cache
def _limits(kind: type) -> tuple[tuple[str, int], ...]:
    """(field, letters it may have) of a kind of description."""
    limits = {"alt": _TABLE_IN_WORDS}
    return tuple((one.name, limits.get(one.name, LONGEST)) for one in fields(kind))


def _visible_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Columns in which nothing changes stay as they are, with their types."""
    changed = {}
    for name, kind in rows.dtypes.items():
        if kind.kind != "O":  # numbers and marks hold no words
            continue
        cells = rows[name].tolist()
        spoken = basis_in_words if name == "basis" else said
        seen = [visible(spoken(cell)) if isinstance(cell, str) else cell for cell in cells]
        if seen != cells:
            changed[name] = seen
    return governments.with_readings(rows.assign(**changed))
