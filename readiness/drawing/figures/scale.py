"""A finished figure in larger pixels: letters, gaps, lines and marks grow alike. JSON in, JSON out.

Everything that Plotly measures in pixels is told by its name and place; what it measures in units of
the data stays.
"""

import re
from collections.abc import Callable
from numbers import Real
from typing import Any

# Pixels wherever they stand.
_PIXELS = frozenset(
    "ax ay xshift yshift standoff startstandoff borderpad borderwidth arrowwidth ticklabelstandoff"
    " ticklen tickwidth gridwidth linewidth zerolinewidth thickness".split()
)
_IN_TEXT = re.compile(r"(font-size:)([0-9.]+)(px)")


def scaled(data: list[dict[str, Any]], layout: dict[str, Any], by: float) -> None:
    """Multiply every measure in pixels of a figure's own JSON parts by ``by``, in place."""
    if by == 1:
        return

    def grown(value: Any) -> Any:
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, Real):
            return float(value) * by
        return [grown(one) for one in value]

    for trace in data:
        _walk(trace, grown, by)
        if "error_x" in trace and "width" in trace["error_x"]:
            trace["error_x"]["width"] = grown(trace["error_x"]["width"])
    _walk(layout, grown, by)
    for name in ("height", "width"):
        if name in layout:
            layout[name] = grown(layout[name])
    margin = layout.get("margin", {})
    margin.update({side: grown(value) for side, value in margin.items() if side in "lrtb"})
    for shape in layout.get("shapes", ()):
        for axis in "xy":
            if shape.get(f"{axis}sizemode") == "pixel":
                shape[f"{axis}0"], shape[f"{axis}1"] = (
                    grown(shape[f"{axis}0"]),
                    grown(shape[f"{axis}1"]),
                )


def _walk(node: Any, grown: Callable[[Any], Any], by: float) -> None:
    if isinstance(node, list):
        for one in node:
            _walk(one, grown, by)
        return
    if not isinstance(node, dict):
        return
    for name, value in node.items():
        if name in _PIXELS and not isinstance(value, dict):
            node[name] = grown(value)
        elif name.endswith("font") and isinstance(value, dict) and "size" in value:
            value["size"] = grown(value["size"])
        elif name in ("marker", "pattern") and isinstance(value, dict):
            if "size" in value:
                value["size"] = grown(value["size"])
            _walk(value, grown, by)
        elif name == "line" and isinstance(value, dict):
            if "width" in value:
                value["width"] = grown(value["width"])
        elif name in ("text", "ticktext", "hovertemplate"):
            node[name] = _in_words(value, by)
        else:
            _walk(value, grown, by)


def _in_words(value: Any, by: float) -> Any:
    """Sizes that stand in the text itself."""
    if isinstance(value, str):
        return _IN_TEXT.sub(lambda m: f"{m[1]}{float(m[2]) * by:g}{m[3]}", value)
    if isinstance(value, (list, tuple)):
        return [_in_words(one, by) for one in value]
    return value
