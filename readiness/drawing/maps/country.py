"""Japan as a whole: by prefecture, by municipality, and one government among its peers."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pydeck as pdk

from readiness.drawing import theme
from readiness.drawing.maps.layers import (
    Box,
    deck,
    frame,
    marks,
    northing,
    outlines,
    outlines_url,
    pixels_per_degree,
    plain_outlines,
    quiet_outlines,
    rgb,
    texts,
    touches,
)
from readiness.language import lettering
from readiness.subjects.model import AreaMap, Spot

# Names that fit without touching each other at the zoom of each layout; all 47 collide.
LABELLED = "01 02 03 05 07 13 15 17 20 22 24 28 34 39 40 46 47".split()
LABELLED_NARROW = "01 03 13 15 20 28 39 40 46 47".split()


def _label_rows(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"position": feature["properties"]["label"], "text": texts[feature["properties"]["code"]]}
        for feature in outlines()["features"]
        if feature["properties"]["code"] in texts
    ]


def _apart(rows: list[dict[str, Any]], zoom: float, size: int = 14) -> list[dict[str, Any]]:
    """The rows whose words touch none of those before them. Japanese ones were chosen by eye."""
    if not lettering.words_are_long():
        return rows
    scale, taken, kept = pixels_per_degree(zoom), list[Box](), []
    for row in rows:
        longitude, latitude = row["position"]
        half = lettering.em(row["text"]) * size / 2
        x, y = longitude * scale, -northing(latitude) * scale
        box = (x - half, y - 0.7 * size, x + half, y + 0.7 * size)
        if not touches(box, taken):
            taken.append(box)
            kept.append(row)
    return kept


def _values(words_by_code: Mapping[str, str]) -> pdk.Layer:
    """The value under the pointer: the outlines are the same for every measure, so it has its own
    layer of unseen spots, one at the middle of each prefecture.
    """
    return pdk.Layer(
        "ScatterplotLayer",
        [
            {
                "code": feature["properties"]["code"],
                "position": feature["properties"]["label"],
                "name": words_by_code[feature["properties"]["code"]],
            }
            for feature in outlines()["features"]
            if feature["properties"]["code"] in words_by_code
        ],
        id="prefecture_values",
        get_position="position",
        get_radius=9,
        radius_units=pdk.types.String("pixels"),
        get_fill_color=[0, 0, 0, 0],
        pickable=True,
    )


def _signs(sign_by_code: Mapping[str, str], labelled: Sequence[str]) -> pdk.Layer:
    """The sign of a state, below the name where there is one: grey alone is no state."""
    rows = [
        {**row, "offset": [0, 15 if code in labelled else 0]}
        for code, sign in sign_by_code.items()
        for row in _label_rows({code: sign})
    ]
    return texts("signs", rows, size=12)


def nation(chart: AreaMap, *, narrow: bool = False) -> pdk.Deck:
    """Japan by prefecture in the colours of the map's classes and states; a state carries its sign."""
    features = outlines()["features"]
    codes = [feature["properties"]["code"] for feature in features]
    names = {feature["properties"]["code"]: feature["properties"]["name"] for feature in features}
    fills = [rgb(theme.ROOMS["light"][key.role]) for key in chart.keys]
    fills.append(rgb(theme.PAPER))  # a prefecture the description does not speak of
    places = {area.code: area.place for area in chart.areas}
    signs = {
        area.code: chart.keys[area.place].mark
        for area in chart.areas
        if chart.keys[area.place].mark
    }
    classes = "".join(str(places.get(code, len(chart.keys))) for code in codes)
    # deck.gl's expressions know no look-up by key, but do know a character of a text
    expression = f"({json.dumps(fills)})[('{classes}')[properties.code-1]]"
    shapes = pdk.Layer(
        "GeoJsonLayer",
        outlines_url(),
        id="prefectures",
        get_fill_color=expression,
        get_line_color=rgb(theme.RULE),
        get_line_width=1,
        line_width_units=pdk.types.String("pixels"),
        pickable=True,
        update_triggers={"getFillColor": f"{classes} {fills}"},
    )
    labelled = LABELLED_NARROW if narrow else LABELLED
    zoom = 3.14 if narrow else 3.84
    rows = _label_rows({code: lettering.brief_prefecture(names[code]) for code in labelled})
    labels = texts("labels", _apart(rows, zoom))
    layers = [shapes, frame(), *([_signs(signs, labelled)] if signs else []), labels]
    if not narrow:  # a telephone has no pointer to rest
        layers.append(_values({area.code: area.hint for area in chart.areas}))
    return deck(layers, 137.0, 38.5, zoom)


def nation_of_points(governments: Sequence[Spot], *, narrow: bool = False) -> pdk.Deck:
    """Japan by municipality: the marks of all ``governments`` over unfilled outlines."""
    zoom = 3.14 if narrow else 3.84
    layers = [plain_outlines(), frame(), *marks(governments, radius=2 if narrow else 2.6)]
    return deck(layers, 137.0, 38.5, zoom)


def among_peers(oneself: Spot, peers: Sequence[Spot]) -> pdk.Deck:
    """A small map of the ``peers``, discs and crosses, with ``oneself`` in yellow."""
    own = pdk.Layer(
        "ScatterplotLayer",
        [{"position": [oneself.longitude, oneself.latitude], "name": oneself.name}],
        id="oneself",
        get_position="position",
        get_radius=8,
        radius_units=pdk.types.String("pixels"),
        get_fill_color=rgb(theme.ONESELF),
        get_line_color=rgb(theme.INK),
        stroked=True,
        line_width_units=pdk.types.String("pixels"),
        get_line_width=1.5,
        pickable=True,
    )
    layers = [quiet_outlines(), frame(), *marks(peers, radius=4.5 if len(peers) <= 60 else 3), own]
    return deck(layers, 137.0, 38.6, 2.95)
