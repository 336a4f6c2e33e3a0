"""Own answers beside the published distribution. Result in, Figure out; no Streamlit."""

from collections.abc import Collection

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import pct


def distribution(rows: pd.DataFrame, labels: dict[str, str], own: Collection[str]) -> go.Figure:
    """One bar per choice, its share at the right; the ``own`` choices carry a diamond and are navy.

    ``rows``: choice_code and choice_ratio (0 to 1), in the order of the questionnaire; ``labels``
    has a short word per choice code.
    """
    choices = zip(rows["choice_code"], rows["choice"], strict=True)
    given = [("◆ " if code in own else "") + labels.get(code, choice) for code, choice in choices]
    words, gutter = lettering.fitted(given, 13, 186, at_most=206)
    row_height = max(25, 16 * max(map(lettering.lines, words)) + 4)
    figure = theme.figure(
        len(rows) * row_height + 4, margin={"l": gutter, "r": 54, "t": 0, "b": 0}, bargap=0.3
    )
    figure.add_bar(
        x=rows["choice_ratio"],
        y=list(range(len(rows))),
        orientation="h",
        marker={
            "color": [theme.NAVY if code in own else theme.PLANNED for code in rows["choice_code"]],
            "line": {"color": theme.RULE, "width": 1},
        },
        hoverinfo="skip",
    )
    bold = [
        f"<b>{label}</b>" if code in own else label
        for label, code in zip(words, rows["choice_code"], strict=True)
    ]
    theme.label_rows(figure, bold, [f"<b>{pct(ratio)}</b>" for ratio in rows["choice_ratio"]])
    figure.update_xaxes(**theme.axis(visible=False, range=[0, 1]))
    return figure
