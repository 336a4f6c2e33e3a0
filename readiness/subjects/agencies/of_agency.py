"""Rows of one agency, asked for together with those of all the others. A query and a name in, rows out."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.subjects.kept import kept


def of_agency(query: Callable[..., pd.DataFrame], name: str, **others: Any) -> pd.DataFrame:
    """Rows of ``query`` with ``agency_name`` and the further arguments; the first agency's question answers
    those of all 22, in about the time of one.
    """
    kept(_asked, query, **others)
    return kept(query, agency_name=name, **others)


def _asked(query: Callable[..., pd.DataFrame], **others: Any) -> bool:
    names = kept(queries.agency_stage, queries.latest_round("agency"))["agency_name"]
    queries.ahead(query, list(names), **others)
    return True
