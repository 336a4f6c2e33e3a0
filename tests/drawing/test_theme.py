"""The figure every drawing starts from."""

import time
from typing import Any

import plotly.graph_objects as go
import pytest

from readiness.drawing import theme
from tests.support import ROOT


def test_texts_and_shapes_come_out_as_plotly_has_them_one_by_one() -> None:
    ours = theme.figure(100)
    theirs = go.Figure(layout=ours.to_dict()["layout"])
    for figure in (ours, theirs):
        figure.add_bar(x=[1], y=[2])
        figure.add_annotation(x=1, y=2, text="a", showarrow=False, font={"size": 13})
        figure.add_shape(type="rect", x0=0, x1=1, y0=0, y1=1, line={"width": 2})
        figure.add_vline(x=3, line={"width": 1})
        figure.update_xaxes(visible=False)
        figure.add_annotation(x=3, y=4, text="b")
        figure.update_layout(margin={"l": 5})
    assert ours.to_dict() == theirs.to_dict()
    assert [text.text for text in ours.layout.annotations] == ["a", "b"]


@pytest.mark.slow
def test_the_hundredth_text_costs_what_the_first_did() -> None:
    def seconds(figure: go.Figure) -> float:
        began = time.process_time()
        for number in range(200):
            figure.add_annotation(x=number, y=0, text=str(number))
        figure.to_dict()
        return time.process_time() - began

    assert seconds(theme.figure(100)) < seconds(go.Figure()) / 5


def test_what_is_planned_has_its_colour_to_itself() -> None:
    """Another colour for it is one change in theme.py: nothing else is painted with its constant."""
    text = (ROOT / "readiness/drawing/theme.py").read_text(encoding="utf-8")
    changed = text.replace('PLANNED = "#C5D7FB"', 'PLANNED = "#123456"')
    assert changed != text
    after: dict[str, Any] = {}
    exec(compile(changed, "theme.py", "exec"), after)  # noqa: S102
    differing = {
        role
        for role, colour in theme.ROOMS["light"].items()
        if after["ROOMS"]["light"][role] != colour
    }
    assert differing == {"planned"}
    assert after["CLASSES"] == theme.CLASSES
