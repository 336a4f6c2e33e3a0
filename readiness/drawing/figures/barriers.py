"""Figures of the barrier guide. Result in, Figure out; no Streamlit, no database."""

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing.figures import methods
from readiness.language import lettering
from readiness.language.wording import listed


def bars(rows: pd.DataFrame, kind: str, *, gutter: int, tail: int) -> go.Figure:
    """One bar per row of label, ratio (0 to 1) and text; ``kind`` is obstacle or value."""
    labels, gutter = lettering.fitted(rows["label"], 13, gutter, at_most=max(gutter, 190))
    shares = pd.DataFrame(
        {
            "choice": labels,
            "choice_ratio": list(rows["ratio"]),
            "previous_ratio": float("nan"),
            "is_reworded": False,
            "value_text": list(rows["text"]),
        }
    )
    height = max(27, 16 * max(map(lettering.lines, labels)) + 6)
    return methods.share_bars(shares, kind=kind, row_height=height, gutter=gutter, tail=tail)


def in_words(rows: pd.DataFrame) -> str:
    """Rows of label and text as one line, for readers that do not see the figure."""
    return listed(
        f"{row.label} {row.text.replace('<b>', '').replace('</b>', '')}"
        for row in rows.itertuples()
    )
