"""Figures of the barrier guide. Result in, Figure out; no Streamlit, no database."""

import pandas as pd
import plotly.graph_objects as go

from readiness.figures import methods
from readiness.wording import listed


def bars(rows: pd.DataFrame, kind: str, *, gutter: int, tail: int) -> go.Figure:
    """One bar per row of label, ratio (0 to 1) and text; ``kind`` is obstacle or value."""
    shares = pd.DataFrame(
        {
            "choice": rows["label"],
            "choice_ratio": rows["ratio"],
            "previous_ratio": float("nan"),
            "is_reworded": False,
            "value_text": rows["text"],
        }
    )
    return methods.share_bars(shares, kind=kind, row_height=27, gutter=gutter, tail=tail)


def in_words(rows: pd.DataFrame) -> str:
    """Rows of label and text as one line, for readers that do not see the figure."""
    return listed(
        f"{row.label} {row.text.replace('<b>', '').replace('</b>', '')}"
        for row in rows.itertuples()
    )
