"""A Plotly figure as a sheet of pixels: rectangles, lines, signs and words where a drawing puts them.

Shapes of one look become one trace, so that a browser draws twenty things and not five hundred. A
sheet is as wide as its place on the screen: ``width`` is what it is drawn for; heights are kept.
"""

from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from readiness.drawing import theme

# From the back to the front; words always stand in front.
BACK, RULES, FILLS, MARKS, FRONT, TOP = range(6)
_ANCHORS = {"start": "middle right", "middle": "middle center", "end": "middle left"}


@dataclass(frozen=True)
class Look:
    """Fill and outline of a rectangle; ``hatch`` colours lines across it. Empty is none."""

    fill: str = ""
    line: str = ""
    width: float = 1
    dash: str = "solid"
    hatch: str = ""


@dataclass
class Sheet:
    """Collects what is drawn, in pixels from the left and from the top."""

    width: float
    height: float
    _rects: dict[tuple[int, Look], list[tuple[float, ...]]] = field(default_factory=dict)
    _lines: dict[tuple[int, str, float, str], list[tuple[float, ...]]] = field(default_factory=dict)
    _texts: dict[tuple[int, float, str, str], list[tuple[float, float, str]]] = field(
        default_factory=dict
    )
    _signs: dict[tuple[int, str, float, str, str], list[tuple[float, float, str]]] = field(
        default_factory=dict
    )
    _rings: list[tuple[float, float, float, str]] = field(default_factory=list)

    def rect(self, x: float, y: float, w: float, h: float, look: Look, layer: int = FILLS) -> None:
        """A rectangle by its upper left corner."""
        self._rects.setdefault((layer, look), []).append((x, y, w, h))

    def line(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        color: str,
        width: float = 1,
        dash: str = "solid",
        layer: int = RULES,
    ) -> None:
        """A straight line."""
        self._lines.setdefault((layer, color, width, dash), []).append((x0, y0, x1, y1))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 13,
        color: str = theme.INK,
        *,
        anchor: str = "start",
        bold: bool = False,
        layer: int = TOP,
    ) -> None:
        """Words whose middle height is ``y``; an empty text is none."""
        if text:
            shown = f"<b>{text}</b>" if bold else text
            self._texts.setdefault((layer, size, color, anchor), []).append((x, y, shown))

    def sign(
        self,
        x: float,
        y: float,
        symbol: str,
        size: float,
        fill: str,
        line: str = "",
        *,
        hint: str = "",
        layer: int = FRONT,
    ) -> None:
        """A sign of Plotly's; ``hint`` is said when a pointer rests on it."""
        self._signs.setdefault((layer, symbol, size, fill, line), []).append((x, y, hint))

    def hint(self, x: float, y: float, hint: str, reach: float = 18) -> None:
        """Words for a pointer that rests near a point; nothing is drawn."""
        if hint:
            self.sign(x, y, "square", reach, "rgba(0,0,0,0)", hint=hint)

    def ring(self, x: float, y: float, radius: float, color: str) -> None:
        """A dotted ring on paper."""
        self.sign(x, y, "circle", radius * 2, theme.PAPER)
        self._rings.append((x, y, radius, color))

    def figure(self) -> go.Figure:
        """All of it as a figure."""
        figure = theme.figure(round(self.height))
        layers: list[tuple[int, Any]] = [
            *((key[0], self._rect_trace(key[1], rects)) for key, rects in self._rects.items()),
            *((key[0], self._line_trace(key, lines)) for key, lines in self._lines.items()),
            *((key[0], self._sign_trace(key, signs)) for key, signs in self._signs.items()),
            *((key[0], self._text_trace(key, texts)) for key, texts in self._texts.items()),
        ]
        for _, trace in sorted(layers, key=lambda one: one[0]):
            figure.add_scatter(**trace)
        for x, y, radius, color in self._rings:
            figure.add_shape(
                type="circle",
                xsizemode="pixel",
                ysizemode="pixel",
                xanchor=x,
                yanchor=y,
                x0=-radius,
                x1=radius,
                y0=-radius,
                y1=radius,
                line={"color": color, "width": 2, "dash": "dot"},
            )
        figure.update_layout(
            xaxis=theme.axis(visible=False, range=[0, self.width]),
            yaxis=theme.axis(visible=False, range=[self.height, 0]),
        )
        return figure

    @staticmethod
    def _rect_trace(look: Look, rects: list[tuple[float, ...]]) -> dict[str, Any]:
        xs: list[float | None] = []
        ys: list[float | None] = []
        for x, y, w, h in rects:
            xs += [x, x + w, x + w, x, x, None]
            ys += [y, y, y + h, y + h, y, None]
        trace: dict[str, Any] = {
            "x": xs,
            "y": ys,
            "mode": "lines",
            "hoverinfo": "skip",
            "line": {"color": look.line or look.fill, "width": look.width if look.line else 0},
        }
        if look.line:
            trace["line"]["dash"] = look.dash
        if look.fill:
            trace |= {"fill": "toself", "fillcolor": look.fill}
        if look.hatch:
            trace["fillpattern"] = {
                "shape": "/",
                "bgcolor": look.fill,
                "fgcolor": look.hatch,
                "size": 6,
                "solidity": 0.28,
            }
        return trace

    @staticmethod
    def _line_trace(
        key: tuple[int, str, float, str], lines: list[tuple[float, ...]]
    ) -> dict[str, Any]:
        _, color, width, dash = key
        xs: list[float | None] = []
        ys: list[float | None] = []
        for x0, y0, x1, y1 in lines:
            xs += [x0, x1, None]
            ys += [y0, y1, None]
        look = {"color": color, "width": width, "dash": dash}
        return {"x": xs, "y": ys, "mode": "lines", "line": look, "hoverinfo": "skip"}

    @staticmethod
    def _sign_trace(
        key: tuple[int, str, float, str, str], signs: list[tuple[float, float, str]]
    ) -> dict[str, Any]:
        _, symbol, size, fill, line = key
        hints = [hint for *_, hint in signs]
        outline = {"color": line or fill, "width": 2 if line else 0}
        hover = (
            {"customdata": hints, "hovertemplate": "%{customdata}<extra></extra>"}
            if any(hints)
            else {"hoverinfo": "skip"}
        )
        return {
            "x": [x for x, *_ in signs],
            "y": [y for _, y, _ in signs],
            "mode": "markers",
            "marker": {"symbol": symbol, "size": size, "color": fill, "line": outline},
            "cliponaxis": False,
            **hover,
        }

    def _text_trace(
        self, key: tuple[int, float, str, str], texts: list[tuple[float, float, str]]
    ) -> dict[str, Any]:
        _, size, color, anchor = key
        # Plotly leaves two pixels between a point and a text beside it, and hides what is outside.
        shift = {"start": -2, "middle": 0, "end": 2}[anchor]
        return {
            "x": [min(max(x + shift, 0), self.width) for x, *_ in texts],
            "y": [y for _, y, _ in texts],
            "text": [text for *_, text in texts],
            "mode": "text",
            "textposition": _ANCHORS[anchor],
            "textfont": {"size": size, "color": color},
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
