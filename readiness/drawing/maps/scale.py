"""A finished map in larger pixels: the same land, letters and marks in a larger window."""

import json
import math
from typing import Any


class Scaled:
    """Stands for a deck: gives its JSON with every measure in pixels multiplied by ``by``."""

    def __init__(self, deck: Any, by: float) -> None:
        self._deck = deck
        whole = json.loads(deck.to_json())
        view = whole["initialViewState"]
        view["zoom"] = view["zoom"] + math.log2(by)
        for layer in whole["layers"]:
            for measure in ("radius", "lineWidth", "size", "width"):
                layer[f"{measure}Scale"] = layer.get(f"{measure}Scale", 1) * by
            rows = layer.get("data")
            if isinstance(rows, list):
                for row in rows:
                    if isinstance(row, dict) and "offset" in row:
                        row["offset"] = [value * by for value in row["offset"]]
        self._json = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))

    def to_json(self) -> str:
        """What Streamlit asks of a deck."""
        return self._json

    def __getattr__(self, name: str) -> Any:
        return getattr(self._deck, name)


def larger(deck: Any, by: float) -> Any:
    """The deck in a window ``by`` times as large; made once for each size."""
    if by == 1:
        return deck
    sizes: dict[float, Scaled] = deck.__dict__.setdefault("_sizes", {})
    if by not in sizes:
        sizes[by] = Scaled(deck, by)
    return sizes[by]
