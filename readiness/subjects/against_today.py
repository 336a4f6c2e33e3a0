"""What a round that is not published would change: subjects of today beside the same ones with the draft.
States of the data in, rows out.
"""

import pandas as pd

from readiness.data import warehouse
from readiness.data.warehouse import Warehouse
from readiness.language.wording import apart, t
from readiness.subjects.catalogue import kind_of
from readiness.subjects.model import Content

# Whose sentences rest on a round of agencies or of local governments.
_PAGES = (
    "overview",
    "agency_status",
    "roadmap",
    "agency_patterns",
    "prefecture_map",
    "local_structure",
    "methods_and_reasons",
    "local_rounds",
)


_MOST = 8  # lines of a screen that are named; the rest is on the screen itself


def changes(draft: Warehouse) -> pd.DataFrame:
    """One row per screen that says something else with the draft: page, screen, today_text, draft_text,
    each text no more than the lines that the other has not.
    """
    rows = []
    for page in _PAGES:
        today, later = (_lines_of(page, state) for state in (warehouse.newest(), draft))
        if today != later:
            rows.append(
                {
                    "page": page,
                    "screen": t(f"page.{page}"),
                    "today_text": _only(today, later),
                    "draft_text": _only(later, today),
                }
            )
    return pd.DataFrame(rows, columns=["page", "screen", "today_text", "draft_text"])


def _lines_of(page: str, state: Warehouse) -> list[str]:
    with warehouse.holding(state):
        return _lines(kind_of(page).of({}).content)


def _lines(content: Content) -> list[str]:
    """Headline, key figures and passages, as they stand on the screen."""
    figures = [apart((one.label, one.value, one.comparison)) for one in content.key_figures]
    passages = [
        apart((line.label, line.text, line.remark))
        for passage in content.passages.values()
        for line in passage.lines
    ]
    return [content.headline, *figures, *passages]


def _only(lines: list[str], others: list[str]) -> str:
    found = [line for line in dict.fromkeys(lines) if line and line not in set(others)]
    return apart(found[:_MOST]) or t("mark.none")
