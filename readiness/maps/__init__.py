"""pydeck maps. Plain values in, Deck out; no Streamlit, no database.

Outlines and offices are files under static/ (see static_files.py), fetched once by the browser; a
deck carries only one character per prefecture or municipality, so that a click re-sends little.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from zlib import crc32

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from readiness import theme
from readiness.geography import move_to_inset
from readiness.maps import static_files

OUTLINES_URL = "app/static/prefectures.geojson"
OFFICES_URL = "app/static/municipalities.json"

# Names that fit without touching each other at the zoom of each layout; all 47 collide.
LABELLED = "01 02 03 05 07 13 15 17 20 22 24 28 34 39 40 46 47".split()
LABELLED_NARROW = "01 03 13 15 20 28 39 40 46 47".split()
WIDE, NARROW = (604, 418), (358, 320)

# The map does not zoom under a clicker or a scrolling hand; the keyboard pans and zooms it.
_VIEW = pdk.View(
    type="MapView",
    controller={
        "doubleClickZoom": False,
        "scrollZoom": False,
        "dragRotate": False,
        "touchRotate": False,
    },
)


class CompactDeck(pdk.Deck):  # type: ignore[misc]
    """A Deck whose JSON has no indents: a quarter of the size that pydeck itself sends."""

    def to_json(self) -> str:
        """The deck for deck.gl's JSON converter."""
        return json.dumps(
            self,
            sort_keys=True,
            default=default_serialize,
            separators=(",", ":"),
            ensure_ascii=False,
        )


@dataclass(frozen=True)
class Placed:
    """One government to draw: where its office is, what its mark is, what its tooltip says."""

    code: str
    name: str
    longitude: float
    latitude: float
    status: str


@cache
def outlines() -> dict[str, Any]:
    """The outlines as static_files wrote them: features with code and name, ``inset`` beside."""
    loaded: dict[str, Any] = json.loads(static_files.OUTLINES.read_text(encoding="utf-8"))
    return loaded


def _rgb(colour: str, alpha: int = 255) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)] + [alpha]


def _deck(layers: Sequence[pdk.Layer], longitude: float, latitude: float, zoom: float) -> pdk.Deck:
    return CompactDeck(
        layers=list(layers),
        views=[_VIEW],
        initial_view_state=pdk.ViewState(longitude=longitude, latitude=latitude, zoom=zoom),
        map_provider=None,
        tooltip={
            "text": "{name}",
            "style": {
                "backgroundColor": theme.PAPER,
                "color": theme.INK,
                "border": f"1px solid {theme.RULE}",
                "fontFamily": theme.FONT_FAMILY,
                "fontSize": "14px",
                "padding": "4px 8px",
            },
        },
    )


def _texts(layer_id: str, rows: Sequence[Mapping[str, Any]], *, size: int = 14) -> pdk.Layer:
    """Words on the map, dark with a white halo; ``rows``: position, text, offset in pixels."""
    return pdk.Layer(
        "TextLayer",
        [{"offset": [0, 0]} | dict(row) for row in rows],
        id=layer_id,
        get_position="position",
        get_text="text",
        get_size=size,
        get_color=_rgb(theme.INK),
        get_pixel_offset="offset",
        font_family=pdk.types.String(theme.FONT_FAMILY),
        font_weight=700,
        outline_width=4,
        outline_color=_rgb(theme.PAPER),
        font_settings={"sdf": True, "radius": 8, "buffer": 6, "cutoff": 0.2},
        character_set=pdk.types.String("auto"),
        pickable=False,
    )


def _frame() -> pdk.Layer:
    return pdk.Layer(
        "PathLayer",
        [{"path": outlines()["inset"]["frame"]}],
        id="inset_frame",
        get_path="path",
        get_color=_rgb(theme.RULE),
        get_width=1,
        width_units=pdk.types.String("pixels"),
        pickable=False,
    )


def _label_rows(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"position": feature["properties"]["label"], "text": texts[feature["properties"]["code"]]}
        for feature in outlines()["features"]
        if feature["properties"]["code"] in texts
    ]


def _short(name: str) -> str:
    """北海道 stays; every other prefecture loses its last character."""
    return name if name.endswith("道") else name[:-1]


def nation(
    class_by_code: Mapping[str, int | None],
    words_by_code: Mapping[str, str],
    *,
    colours: Sequence[str] = theme.CLASSES,
    narrow: bool = False,
) -> pdk.Deck:
    """Japan by prefecture: ``class_by_code`` is an index into ``colours``, None is 'no data'.

    ``words_by_code`` is what a prefecture says under the pointer.
    """
    features = outlines()["features"]
    codes = [feature["properties"]["code"] for feature in features]
    names = {feature["properties"]["code"]: feature["properties"]["name"] for feature in features}
    no_data = len(colours)
    fills = [_rgb(colour) for colour in (*colours, theme.PAPER)]
    classes = "".join(
        str(no_data if class_by_code.get(code) is None else class_by_code[code]) for code in codes
    )
    # deck.gl's expressions know no look-up by key, but do know a character of a text
    expression = f"({json.dumps(fills)})[('{classes}')[properties.code-1]]"
    shapes = pdk.Layer(
        "GeoJsonLayer",
        OUTLINES_URL,
        id="prefectures",
        get_fill_color=expression,
        get_line_color=_rgb(theme.RULE),
        get_line_width=1,
        line_width_units=pdk.types.String("pixels"),
        pickable=True,
        update_triggers={"getFillColor": classes},
    )
    # The outlines are the same for every measure, so the value under the pointer has its own layer.
    spots = pdk.Layer(
        "ScatterplotLayer",
        [
            {
                "code": feature["properties"]["code"],
                "position": feature["properties"]["label"],
                "name": words_by_code[feature["properties"]["code"]],
            }
            for feature in features
            if feature["properties"]["code"] in words_by_code
        ],
        id="prefecture_values",
        get_position="position",
        get_radius=9,
        radius_units=pdk.types.String("pixels"),
        get_fill_color=[0, 0, 0, 0],
        pickable=True,
    )
    labelled = LABELLED_NARROW if narrow else LABELLED
    labels = _texts("labels", _label_rows({code: _short(names[code]) for code in labelled}))
    zoom = 3.14 if narrow else 3.84
    return _deck([shapes, _frame(), labels, spots], 137.0, 38.5, zoom)


_DIGIT = {"adopted": "1", "not_adopted": "2", "considering": "2"}


def _marks(governments: Sequence[Placed], *, radius: float) -> list[pdk.Layer]:
    """Every one of ``governments``: disc = adopted, cross = not, dash = unknown.

    Positions come from the file in the browser; only a government that it lacks is sent.
    """
    digits = {g.code: _DIGIT.get(g.status, "3") for g in governments}
    known = {office["code"] for office in static_files.offices()}
    text = "".join(digits.get(office["code"], "0") for office in static_files.offices())
    layers = _mark_layers("", OFFICES_URL, text, radius)
    extra = [g for g in governments if g.code not in known]
    if extra:
        rows = [
            {"code": g.code, "name": g.name, "position": [g.longitude, g.latitude], "order": order}
            for order, g in enumerate(extra)
        ]
        layers += _mark_layers("_new", rows, "".join(digits[g.code] for g in extra), radius)
    return layers


def _mark_layers(
    suffix: str, rows: str | list[dict[str, Any]], text: str, radius: float
) -> list[pdk.Layer]:
    """Discs and crosses of ``rows``; ``text`` has a digit per row, 0 = not drawn."""
    first = len(text) - len(text.lstrip("0"))
    digit = f"('{text.strip('0')}')[order-{first}]"
    trigger = crc32(text.encode())
    discs = pdk.Layer(
        "ScatterplotLayer",
        rows,
        id=f"adopted{suffix}",
        get_position="position",
        get_radius=f"{digit}=='1'?{radius}:0",
        radius_units=pdk.types.String("pixels"),
        get_fill_color=_rgb(theme.HAS),
        get_line_color=_rgb(theme.PAPER),
        stroked=True,
        line_width_units=pdk.types.String("pixels"),
        get_line_width=1,
        pickable=True,
        update_triggers={"getRadius": trigger},
    )
    crosses = pdk.Layer(
        "TextLayer",
        rows,
        id=f"not_adopted{suffix}",
        get_position="position",
        get_text=f"(['','','{theme.NO}','{theme.NONE}'])[{digit}]||''",
        get_size=radius * 3,
        get_color=_rgb(theme.INK),
        font_family=pdk.types.String(theme.FONT_FAMILY),
        font_weight=700,
        outline_width=2,
        outline_color=_rgb(theme.INK),
        font_settings={"sdf": True, "radius": 8, "buffer": 6, "cutoff": 0.2},
        character_set=pdk.types.String(theme.NO + theme.NONE),
        pickable=True,
        update_triggers={"getText": trigger},
    )
    return [discs, crosses]


def nation_of_points(governments: Sequence[Placed], *, narrow: bool = False) -> pdk.Deck:
    """Japan by municipality: the marks of all ``governments`` over unfilled outlines."""
    zoom = 3.14 if narrow else 3.84
    layers = [_plain_outlines(), _frame(), *_marks(governments, radius=2 if narrow else 2.6)]
    return _deck(layers, 137.0, 38.5, zoom)


def _plain_outlines(selected: str = "") -> pdk.Layer:
    chosen = f"properties.code=='{selected}'"
    return pdk.Layer(
        "GeoJsonLayer",
        OUTLINES_URL,
        id="prefectures",
        get_fill_color=f"{chosen}?{_rgb(theme.CARD)}:{_rgb(theme.PAPER)}",
        get_line_color=f"{chosen}?{_rgb(theme.INK)}:{_rgb(theme.RULE)}",
        get_line_width=f"{chosen}?2:1",
        line_width_units=pdk.types.String("pixels"),
        pickable=True,
        update_triggers=dict.fromkeys(("getFillColor", "getLineColor", "getLineWidth"), selected),
    )


def outside_view(governments: Sequence[Placed]) -> list[Placed]:
    """Those too far from the others for one readable map: beyond four times the distance
    within which four fifths of the offices lie (the far islands of 東京都)."""
    middle_longitude = sorted(g.longitude for g in governments)[len(governments) // 2]
    middle_latitude = sorted(g.latitude for g in governments)[len(governments) // 2]

    def distance(government: Placed) -> float:
        return math.hypot(
            (government.longitude - middle_longitude) * math.cos(math.radians(middle_latitude)),
            government.latitude - middle_latitude,
        )

    ordered = sorted(distance(government) for government in governments)
    limit = 4 * ordered[int(0.8 * (len(ordered) - 1))]
    return [government for government in governments if distance(government) > limit]


def _northing(latitude: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def _view_of(
    points: Sequence[tuple[float, float]], size: tuple[int, int], margin: int
) -> tuple[float, float, float]:
    """(longitude, latitude, zoom) that shows all ``points`` in a window of ``size`` pixels."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(_northing(y) for _, y in points), max(_northing(y) for _, y in points)
    spans = (max(east - west, 0.05), max(north - south, 0.05))
    # deck.gl: 512 pixels show 360 degrees at zoom 0
    zoom = min(
        math.log2((pixels - margin) * 360 / 512 / span)
        for pixels, span in zip(size, spans, strict=True)
    )
    middle = math.radians((south + north) / 2)
    return (west + east) / 2, math.degrees(math.atan(math.sinh(middle))), min(zoom, 10)


Box = tuple[float, float, float, float]


def _touches(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    return any(left < o[2] and o[0] < right and top < o[3] and o[1] < bottom for o in others)


def _beside_marks(
    governments: Sequence[Placed], named: set[str], zoom: float, *, size: int
) -> list[dict[str, Any]]:
    """Rows of ``_texts`` for the ``named``, each above, below or beside its mark.

    A name first looks for a place that touches neither names nor marks, then for one that covers
    only discs; one that fits nowhere is left to the table.
    """
    scale = 512 / 360 * 2**zoom
    spots = {g.code: (g.longitude * scale, -_northing(g.latitude) * scale) for g in governments}
    boxes = {code: (x - 7, y - 7, x + 7, y + 7) for code, (x, y) in spots.items()}
    marks = list(boxes.values())
    taken = [box for code, box in boxes.items() if code in named]
    rows = []
    for government in (g for g in governments if g.code in named):
        x, y = spots[government.code]
        half = len(government.name) * size / 2 + 2
        offsets = [(0, -17), (0, 17), (half + 9, 0), (-half - 9, 0)]
        for (offset_x, offset_y), obstacles in [
            *((offset, marks) for offset in offsets),
            *((offset, []) for offset in offsets),
        ]:
            left, top = x + offset_x - half, y + offset_y - size / 2
            box = (left, top, left + 2 * half, top + size)
            if not _touches(box, [*taken, *obstacles]):
                taken.append(box)
                rows.append(
                    {
                        "position": [government.longitude, government.latitude],
                        "text": government.name,
                        "offset": [round(offset_x), offset_y],
                    }
                )
                break
    return rows


def prefecture(
    code: str, governments: Sequence[Placed], *, named: Sequence[str] = (), narrow: bool = False
) -> pdk.Deck:
    """One prefecture with the marks of its ``governments``; ``named`` codes carry their names.

    The view holds the outline of the prefecture's main part and every office but the far ones.
    """
    far = {government.code for government in outside_view(governments)}
    near = [government for government in governments if government.code not in far]
    west, east = min(g.longitude for g in near), max(g.longitude for g in near)
    south, north = min(g.latitude for g in near), max(g.latitude for g in near)
    shape = next(f for f in outlines()["features"] if f["properties"]["code"] == code)["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    corners = [
        (x, y)
        for polygon in polygons
        for x, y in polygon[0]
        if west - 0.35 <= x <= east + 0.35 and south - 0.35 <= y <= north + 0.35
    ]
    view = _view_of(
        [*corners, *((g.longitude, g.latitude) for g in near)], NARROW if narrow else WIDE, 36
    )
    names = _beside_marks(near, set(named), view[2], size=12 if narrow else 13)
    layers = [
        _plain_outlines(code),
        _frame(),
        *_marks(governments, radius=5 if narrow or len(governments) > 90 else 7),
        _texts("names", names, size=12 if narrow else 13),
    ]
    return _deck(layers, *view)


def placed(prefecture_code: str, municipalities: Any) -> list[Placed]:
    """The rows (code, name, latitude, longitude, status) of one prefecture, far islands moved."""
    inset = outlines()["inset"]
    rows = []
    for row in municipalities.itertuples(index=False):
        longitude, latitude = row.longitude, row.latitude
        if prefecture_code == inset["prefecture_code"]:
            longitude, latitude = move_to_inset(longitude, latitude, inset)
        rows.append(Placed(row.code, row.name, longitude, latitude, row.status))
    return rows
