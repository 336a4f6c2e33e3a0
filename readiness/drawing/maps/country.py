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
from readiness.subjects.charts import AreaMap, Spot

# Names look for a place in this order; all 47 fit in no window.
_FIRST = "01 47 13 40 34 28 15 20 03 46 39 17 22 02 05 07 24".split()
_LETTERS = 13.0  # px of a name in a window of 1280 x 720
_LARGEST = 15.0  # px in a larger window: the land grows faster, so that more names have room


def _label_rows(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"position": feature["properties"]["label"], "text": texts[feature["properties"]["code"]]}
        for feature in outlines()["features"]
        if feature["properties"]["code"] in texts
    ]


# Half widths to the right and lines down: on the spot, then a little beside it.
_BESIDE = (
    *((0.0, down) for down in (0, -0.5, 0.5, -0.9, 0.9)),
    *((right, down) for right in (-0.5, 0.5, -0.9, 0.9) for down in (0, -0.5, 0.5)),
)


def labels_apart(
    texts_by_code: Mapping[str, str], zoom: float, size: float
) -> dict[str, dict[str, Any]]:
    """Code -> row of ``texts``: names that touch no other at a zoom, in letters of ``size`` pixels.

    A name stands on its prefecture or up to a line beside; one that finds no place is left to the hint.
    """
    scale, taken = pixels_per_degree(zoom), list[Box]()
    kept: dict[str, dict[str, Any]] = {}
    for code in [*_FIRST, *(code for code in sorted(texts_by_code) if code not in _FIRST)]:
        for row in _label_rows({code: texts_by_code[code]} if code in texts_by_code else {}):
            longitude, latitude = row["position"]
            half = lettering.em(row["text"]) * size / 2 + 1
            x, y = longitude * scale, -northing(latitude) * scale
            for right, down in _BESIDE:
                shift = round(right * half), round(down * size)
                left, middle = x + shift[0] - half, y + shift[1]
                box = (left, middle - 0.6 * size, left + 2 * half, middle + 0.6 * size)
                if not touches(box, taken):
                    taken.append(box)
                    kept[code] = row | {"offset": list(shift)}
                    break
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


def _signs(sign_by_code: Mapping[str, str], labelled: Mapping[str, Mapping[str, Any]]) -> pdk.Layer:
    """The sign of a state, below the name where there is one: grey alone is no state."""
    rows = [
        {**row, "offset": [0, labelled[code]["offset"][1] + 15 if code in labelled else 0]}
        for code, sign in sign_by_code.items()
        for row in _label_rows({code: sign})
    ]
    return texts("signs", rows, size=12)


def nation(chart: AreaMap, *, narrow: bool = False, by: float = 1.0) -> pdk.Deck:
    """Japan by prefecture in the colours of the map's classes and states; a state carries its sign.

    ``by``: how many times as large it will be drawn; names are smaller beside the land then.
    """
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
    zoom = 3.14 if narrow else 3.84
    size = round(min(_LETTERS * by, _LARGEST) / by, 1)
    brief = {code: lettering.brief_prefecture(name) for code, name in names.items()}
    labelled = labels_apart(brief, zoom, size)
    labels = texts("labels", list(labelled.values()), size=size)
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
