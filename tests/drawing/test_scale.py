"""A figure and a map in a larger window: every pixel grows, every datum stays."""

import json

import pydeck as pdk

from readiness.drawing import theme
from readiness.drawing.figures.draw import drawn
from readiness.drawing.figures.scale import scaled
from readiness.drawing.maps.scale import larger
from readiness.subjects.agencies.roadmap import Roadmap


def _parts(by: float) -> tuple[list[dict], dict]:
    figure = drawn(Roadmap().content.figures["roadmap"].chart)
    data = [trace.to_plotly_json() for trace in figure.data]
    layout = figure.layout.to_plotly_json()
    scaled(data, layout, by)
    return data, layout


def test_letters_gaps_lines_and_marks_grow_and_the_data_stay() -> None:
    (before, small), (after, large) = _parts(1), _parts(2)
    assert large["height"] == 2 * small["height"]
    assert large["margin"]["l"] == 2 * small["margin"]["l"]
    assert large["font"]["size"] == 2 * small["font"]["size"]
    for one, other in zip(small["annotations"], large["annotations"], strict=True):
        assert (one["x"], one["y"]) == (other["x"], other["y"])
        assert other["font"]["size"] == 2 * one["font"]["size"]
        assert other.get("xshift", 0) == 2 * one.get("xshift", 0)
    squares = [shape for shape in small["shapes"] if shape.get("xsizemode") == "pixel"]
    grown = [shape for shape in large["shapes"] if shape.get("xsizemode") == "pixel"]
    assert squares
    assert [shape["x1"] for shape in grown] == [2 * shape["x1"] for shape in squares]
    assert [shape["xanchor"] for shape in grown] == [shape["xanchor"] for shape in squares]
    for one, other in zip(before, after, strict=True):
        assert list(one["x"]) == list(other["x"])
        if "marker" in one:
            assert other["marker"]["size"] == 2 * one["marker"]["size"]


def test_a_bar_keeps_its_width_in_rows_and_a_size_in_a_text_grows() -> None:
    figure = theme.figure(100)
    figure.add_bar(x=[1], y=[0], width=0.6, text="<span style='font-size:12px'>a</span>")
    data = [trace.to_plotly_json() for trace in figure.data]
    scaled(data, figure.layout.to_plotly_json(), 1.5)
    assert data[0]["width"] == 0.6
    assert data[0]["text"] == "<span style='font-size:18px'>a</span>"


def test_a_map_shows_the_same_land_in_more_pixels() -> None:
    layer = pdk.Layer("TextLayer", [{"offset": [0, 15], "text": "広島"}], get_size=14)
    deck = pdk.Deck([layer], initial_view_state=pdk.ViewState(137, 38, 4), map_provider=None)
    assert larger(deck, 1) is deck
    whole = json.loads(larger(deck, 2).to_json())
    assert whole["initialViewState"]["zoom"] == 5
    assert whole["layers"][0]["sizeScale"] == 2
    assert whole["layers"][0]["data"][0]["offset"] == [0, 30]
    assert larger(deck, 2) is larger(deck, 2)
