"""Colours, fonts and the layout every figure shares. Plain values; no query, no screen."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

FONT_FAMILY = "'BIZ UDPGothic','Yu Gothic UI',Meiryo,'Noto Sans CJK JP',sans-serif"
PAPER_FONT = "BIZ UDPGothic"  # embedded in the PDF (static/fonts), part of Windows since 10

INK = "#1A1A1A"
MUTED = "#626264"
RULE = "#666666"
RULE_WEAK = "#999999"
GRID = "#E6E6E6"
PAPER = "#FFFFFF"
CARD = "#F8F8FB"

NAVY = "#000060"  # the darkest class; one's own bar among others
HAS = "#0017C1"  # has it, value
HAS_WEAK = "#7096F8"  # under half of the peers; print the value beside it
PLANNED = "#C5D7FB"  # planned
GROUP = "#C5D7FB"  # the others, of whom oneself is one
MOVED = "#C5D7FB"  # went from one state to another
PARTLY = "#C5D7FB"  # tried by some, or the rest of a bar of which a part is meant
PALE = "#E8F1FE"
OTHERS = "#CCCCCC"  # others have it, this one does not
OBSTACLE = "#A58000"  # carries a dark mark: white on it is 3.7:1 only
SELECTED = "#FFF4C2"  # selected row
ONESELF = "#FFC700"  # oneself among points
DEADLINE = "#CE0000"  # the deadline and errors, nothing else
UNCERTAIN = "#E0E0E0"  # band of what cannot be read
NATION = "#666666"

# Grounds of counts by role: pale enough for dark figures on all of it.
TINTS = {
    "obstacle": [[0.0, "#FFFFFF"], [1.0, "#D9C27A"]],
    "planned": [[0.0, "#FFFFFF"], [1.0, "#9DB7F9"]],
    "has": [[0.0, "#FFFFFF"], [1.0, "#7096F8"]],
}

CLASSES = (PALE, "#C5D7FB", HAS_WEAK, "#3460FB", HAS, NAVY)  # below 40 %, then by 10 points
ON_CLASSES = (INK, INK, INK, PAPER, PAPER, PAPER)  # text on each class

# The five marks, each with one meaning everywhere; the words come from the catalogue.
YES, PLAN, NO, NONE, UNREADABLE = "○", "△", "×", "－", "？"
NOT_ANSWERED = "□"

EN_SPACE = "\u2002"  # between the end of a plot and a value beside it

# No mode bar, no zoom: a figure on a projector must not move under the clicker.
CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


class _Figure(go.Figure):  # type: ignore[misc]
    """Texts and shapes are added all at once, when the layout is asked for.

    Plotly validates all there are again for each one that is added: half of drawing an agency's karte.
    """

    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        self.__dict__["_waiting"] = {"annotations": [], "shapes": []}

    def add_annotation(self, arg: Any = None, **options: Any) -> go.Figure:
        return self._later("annotations", arg, options)

    def add_shape(self, arg: Any = None, **options: Any) -> go.Figure:
        return self._later("shapes", arg, options)

    def _later(self, name: str, arg: Any, options: dict[str, Any]) -> go.Figure:
        if arg is not None or any(options.pop(one, None) for one in ("row", "col", "secondary_y")):
            raise TypeError("annotations and shapes are given by their own names, without subplots")
        options.pop("exclude_empty_subplots", None)
        self.__dict__["_waiting"][name].append(options)
        return self

    def _add_waiting(self) -> None:
        for name, added in self.__dict__.get("_waiting", {}).items():
            if added:
                held, added[:] = list(added), []
                layout = super().layout
                layout[name] = [*layout[name], *held]

    @property
    def layout(self) -> Any:
        """The layout with everything that was added."""
        self._add_waiting()
        return super().layout

    @layout.setter
    def layout(self, value: Any) -> None:
        go.Figure.layout.fset(self, value)

    def to_dict(self) -> dict[str, Any]:
        """Data and layout with everything that was added."""
        self._add_waiting()
        parts: dict[str, Any] = super().to_dict()
        return parts


def figure(height: int, **layout: Any) -> go.Figure:
    """An empty figure in the house style: no template, no drag, white hover labels, ``height`` in px."""
    base = {
        "template": "none",
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "font": {"family": FONT_FAMILY, "size": 14, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": PAPER,
            "bordercolor": RULE,
            "font": {"family": FONT_FAMILY, "size": 14, "color": INK},
        },
    }
    return _Figure(layout=base | layout)


def write(
    figure: go.Figure,
    x: Sequence[float],
    y: Sequence[float],
    texts: Sequence[str],
    *,
    size: int,
    position: str = "middle right",
    color: str | Sequence[str] = INK,
    xaxis: str = "x",
) -> None:
    """Texts at points of the plot, also in its margins: beginning there, or where ``position`` says.

    As one trace: a browser draws each annotation twice, and slower.
    """
    figure.add_scatter(
        x=x,
        y=y,
        xaxis=xaxis,
        text=texts,
        mode="text",
        textposition=position,
        textfont={"size": size, "color": color},
        cliponaxis=False,
        hoverinfo="skip",
    )


def axis(**options: Any) -> dict[str, Any]:
    """A quiet axis: no grid, no line, no ticks, fixed range; ``options`` add what is needed."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "tickfont": {"size": 12, "color": INK},
    } | options


# What a role means in a lit and in a dark room. ``on_x`` is text on a ground of role ``x``; series
# stay 3:1 against the ground, text 4.5:1, and c0 to c5 rise in contrast with the class.
ROOMS: dict[str, dict[str, str]] = {
    "light": {
        "paper": PAPER,
        "ink": INK,
        "muted": "#4A4A4C",
        "rule": RULE,
        "grid": GRID,
        "has": HAS,
        "own": NAVY,
        "on_own": PAPER,
        "group": GROUP,
        "on_has": PAPER,
        "has_weak": HAS_WEAK,
        "planned": PLANNED,
        "on_planned": INK,
        "moved": MOVED,
        "on_moved": INK,
        "partly": PARTLY,
        "head": GROUP,
        "under_way": HAS_WEAK,
        "on_under_way": INK,
        "on_paper": INK,
        "unanswered": CARD,
        "on_unanswered": MUTED,
        "obstacle": OBSTACLE,
        "on_obstacle": INK,
        "others": OTHERS,
        "on_others": INK,
        "uncertain": UNCERTAIN,
        "not_answered": UNCERTAIN,
        "few": CARD,
        "selected": SELECTED,
        "oneself": ONESELF,
        "deadline": DEADLINE,
        "nation": NATION,
        **{f"c{place}": colour for place, colour in enumerate(CLASSES)},
    },
    "dark": {
        "paper": "#0A0A2A",
        "ink": "#FFFFFF",
        "muted": "#D0D2E0",
        "rule": "#9A9CB8",
        "grid": "#2A2C4D",
        "has": "#9DB7F9",
        "own": ONESELF,
        "on_own": "#0A0A2A",
        "group": "#3F55A0",
        "on_has": "#0A0A2A",
        "has_weak": "#5F7BD8",
        "planned": "#3F55A0",
        "on_planned": "#FFFFFF",
        "moved": "#3F55A0",
        "on_moved": "#FFFFFF",
        "partly": "#3F55A0",
        "head": "#3F55A0",
        "under_way": "#7089E8",
        "on_under_way": "#0A0A2A",
        "on_paper": "#FFFFFF",
        "unanswered": "#1B1D3A",
        "on_unanswered": "#D0D2E0",
        "obstacle": "#D2A400",
        "on_obstacle": "#0A0A2A",
        "others": "#5A5D7A",
        "on_others": "#FFFFFF",
        "uncertain": "#4A4D66",
        "not_answered": "#4A4D66",
        "few": "#15183A",
        "selected": "#4A4200",
        "oneself": ONESELF,
        "deadline": ONESELF,
        "nation": "#B8BACB",
        "c0": "#1B2145",
        "c1": "#2F3F86",
        "c2": "#4A63C4",
        "c3": "#7089E8",
        "c4": "#9DB7F9",
        "c5": "#E8F1FE",
    },
}
