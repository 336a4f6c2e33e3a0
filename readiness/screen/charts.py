"""Figures and maps on the screen, each with its words for those who do not see it."""

import hashlib
from typing import Any

import orjson
import plotly.graph_objects as go
import streamlit as st
from plotly.io.json import to_json_plotly

from readiness.drawing import theme
from readiness.drawing.figures.scale import scaled
from readiness.drawing.maps import drill_down
from readiness.drawing.maps.scale import larger
from readiness.screen import window


class _Finished(go.Figure):  # type: ignore[misc]
    """A figure whose JSON is made once, not once for each reader: half of a rerun's CPU otherwise."""

    def __init__(self, figure: go.Figure, by: float) -> None:
        traces = [trace.to_plotly_json() for trace in figure.data]
        layout = figure.layout.to_plotly_json()
        scaled(traces, layout, by)
        data = [{name: self._json(value) for name, value in trace.items()} for trace in traces]
        # Streamlit hands each figure to Plotly twice. The second time nothing is drawn if the data
        # have the same revision and neither encoded arrays nor an (empty) template in them.
        layout.pop("template", None)
        layout["datarevision"] = hashlib.blake2b(orjson.dumps(data), digest_size=8).hexdigest()
        self.__dict__["tall"] = figure.layout.height
        self.__dict__["parts"] = {"data": data, "layout": self._json(layout)}

    @staticmethod
    def _json(value: Any) -> orjson.Fragment:
        return orjson.Fragment(to_json_plotly(value, engine="orjson"))

    def to_dict(self) -> dict[str, Any]:
        """All that Streamlit asks of a figure before it serialises it."""
        return self.__dict__["parts"]


def chart(figure: go.Figure, *, key: str, alt: str, sets: str = "") -> None:
    """A finished figure without mode bar, never changed again; ``alt`` says in words what it shows.

    ``sets``: the control that a click on one of its keyed bars, cells or dots sets.
    """
    by = window.scale()
    sizes: dict[float, _Finished] = figure.__dict__.setdefault("_finished", {})
    if by not in sizes:
        sizes[by] = _Finished(figure, by)
    height = round(sizes[by].__dict__["tall"] * by)
    picks: dict[str, Any] = {}
    if sets:

        def choose() -> None:
            points = st.session_state[key]["selection"]["points"]
            found = next((one.get("customdata") for one in points if one.get("customdata")), None)
            if found:
                st.session_state[sets] = found[0] if isinstance(found, list) else found

        picks = {"on_select": choose, "selection_mode": "points"}
    st.plotly_chart(
        sizes[by], height=height, key=key, theme=None, config=theme.CONFIG, alt=alt, **picks
    )


def map_key(key: str) -> str:
    """A map keeps its view as long as it keeps its key: each layout starts with its own."""
    return f"{key}_{'narrow' if window.is_narrow() else 'wide'}_{window.scale():g}"


def map_chart(deck: Any, *, key: str, alt: str, page: str, control: str) -> str:
    """A map. A click on a prefecture sets ``control``; the code of a clicked municipality is
    returned, else an empty text.
    """
    key, height = map_key(key), drill_down.SIZES["narrow" if window.is_narrow() else "wide"][1]

    def clicked() -> str:
        layers = st.session_state[key]["selection"]["objects"].values()
        thing: dict[str, Any] = next((things[0] for things in layers if things), {})
        return str(thing.get("properties", thing).get("code", ""))

    def choose() -> None:
        if len(clicked()) == 2:
            st.session_state[f"{page}_{control}"] = clicked()

    by = window.scale()
    st.pydeck_chart(
        larger(deck, by),
        height=round(height * by),
        on_select=choose,
        selection_mode="single-object",
        key=key,
        alt=alt,
    )
    return clicked() if len(clicked()) == 6 else ""


def map_alone(deck: Any, *, key: str, alt: str, height: int) -> None:
    """A small map beside other figures that answers no click."""
    by = window.scale()
    with st.container(key=map_key(key)):
        st.pydeck_chart(larger(deck, by), height=round(height * by), alt=alt)
