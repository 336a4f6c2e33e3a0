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


def changes(draft: Warehouse) -> pd.DataFrame:
    """One row per screen that says something else with the draft: page, screen, today_text, draft_text."""
    rows = []
    for page in _PAGES:
        said = []
        for state in (warehouse.newest(), draft):
            with warehouse.holding(state):
                said.append(_sentence(kind_of(page).of({}).content))
        if said[0] != said[1]:
            rows.append(
                {
                    "page": page,
                    "screen": t(f"page.{page}"),
                    "today_text": said[0],
                    "draft_text": said[1],
                }
            )
    return pd.DataFrame(rows, columns=["page", "screen", "today_text", "draft_text"])


def _sentence(content: Content) -> str:
    """The headline, and the key figures behind it."""
    figures = (f"{one.label} {one.value}" for one in content.key_figures)
    return apart((content.headline, *figures))
