"""Figures and maps on the screen, each with its words for those who do not see it."""

from functools import partial
from typing import Any

import orjson
import plotly.graph_objects as go
import streamlit as st
from plotly.io.json import to_json_plotly

from readiness import theme


class _Finished(go.Figure):  # type: ignore[misc]
    """A figure whose JSON is made once, not once for each reader: half of a rerun's CPU otherwise."""

    def __init__(self, figure: go.Figure) -> None:
        parts = figure.to_dict()
        self.__dict__["parts"] = {
            "data": [
                {name: self._json(value) for name, value in trace.items()}
                for trace in parts["data"]
            ],
            "layout": self._json(parts["layout"]),
        }

    @staticmethod
    def _json(value: Any) -> orjson.Fragment:
        return orjson.Fragment(to_json_plotly(value, engine="orjson"))

    def to_dict(self) -> dict[str, Any]:
        """All that Streamlit asks of a figure before it serialises it."""
        return self.__dict__["parts"]


def chart(figure: go.Figure, *, key: str, alt: str) -> None:
    """A finished figure without mode bar, never changed again; ``alt`` says in words what it shows."""
    finished = figure.__dict__.setdefault("_finished", None) or _Finished(figure)
    figure.__dict__["_finished"] = finished
    st.plotly_chart(
        finished, height=figure.layout.height, key=key, theme=None, config=theme.CONFIG, alt=alt
    )


def wide_and_narrow(wide: go.Figure, narrow: go.Figure, *, key: str, alt: str) -> None:
    """Two layouts of one figure; the width of the window shows one of them."""
    with st.container(key=f"wide_{key}"):
        chart(wide, key=f"{key}_wide", alt=alt)
    with st.container(key=f"narrow_{key}"):
        chart(narrow, key=f"{key}_narrow", alt=alt)


def map_pair(wide: Any, narrow: Any, *, key: str, alt: str, page: str, control: str) -> str:
    """Two layouts of one map. A click on a prefecture sets ``control``; the code of a clicked
    municipality is returned, else an empty text.
    """

    def clicked(widget: str) -> str:
        layers = st.session_state[widget]["selection"]["objects"].values()
        thing: dict[str, Any] = next((things[0] for things in layers if things), {})
        return str(thing.get("properties", thing).get("code", ""))

    def choose(widget: str) -> None:
        if len(clicked(widget)) == 2:
            st.session_state[f"{page}_{control}"] = clicked(widget)

    picked = ""
    for side, deck, height in (("wide", wide, 418), ("narrow", narrow, 320)):
        widget = f"{key}_{side}"
        with st.container(key=f"{side}_{key}"):
            st.pydeck_chart(
                deck,
                height=height,
                on_select=partial(choose, widget),
                selection_mode="single-object",
                key=widget,
                alt=alt,
            )
        code = clicked(widget)
        picked = code if len(code) == 6 else picked
    return picked


def map_alone(deck: Any, *, key: str, alt: str, height: int) -> None:
    """A small map beside other figures that answers no click."""
    st.pydeck_chart(deck, height=height, key=key, alt=alt)
