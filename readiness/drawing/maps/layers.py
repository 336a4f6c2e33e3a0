"""The layers every map is made of, and the deck around them. Plain values in, layers out."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any
from zlib import crc32

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from readiness.definitions.geography import move_to_inset
from readiness.drawing import theme
from readiness.drawing.maps import static_files
from readiness.language.wording import translates
from readiness.subjects.charts import Spot

_OUTLINES_URL = "app/static/prefectures.geojson"
_OUTLINES_URL_EN = "app/static/prefectures.en.geojson"
OFFICES_URL = "app/static/municipalities.json"

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
    """A Deck whose JSON has no indents: a quarter of the size that pydeck itself sends.

    The JSON is made once, not once for each reader: a deck is never changed after it was drawn.
    """

    def to_json(self) -> str:
        """The deck for deck.gl's JSON converter."""
        if "_json" not in self.__dict__:
            # Set only when it is finished: what is serialised are the attributes of the deck.
            self._json = json.dumps(
                self,
                sort_keys=True,
                default=default_serialize,
                separators=(",", ":"),
                ensure_ascii=False,
            )
        return self._json


@cache
def outlines() -> dict[str, Any]:
    """The outlines as static_files wrote them: features with code and name, ``inset`` beside."""
    loaded: dict[str, Any] = json.loads(static_files.OUTLINES.read_text(encoding="utf-8"))
    return loaded


def outlines_url() -> str:
    """Where the browser finds the outlines with their names in the reader's language."""
    return _OUTLINES_URL_EN if translates() else _OUTLINES_URL


Box = tuple[float, float, float, float]


def touches(box: Box, others: Sequence[Box]) -> bool:
    """Whether the rectangle (left, top, right, bottom) overlaps one of the ``others``."""
    left, top, right, bottom = box
    return any(left < o[2] and o[0] < right and top < o[3] and o[1] < bottom for o in others)


def northing(latitude: float) -> float:
    """Degrees north of the equator as the map draws them."""
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def pixels_per_degree(zoom: float) -> float:
    """deck.gl: 512 pixels show 360 degrees at zoom 0."""
    return float(512 / 360 * 2**zoom)


def rgb(colour: str, alpha: int = 255) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)] + [alpha]


def deck(layers: Sequence[pdk.Layer], longitude: float, latitude: float, zoom: float) -> pdk.Deck:
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


def texts(layer_id: str, rows: Sequence[Mapping[str, Any]], *, size: float = 14) -> pdk.Layer:
    """Words on the map, dark with a white halo; ``rows``: position, text, offset in pixels."""
    return pdk.Layer(
        "TextLayer",
        [{"offset": [0, 0]} | dict(row) for row in rows],
        id=layer_id,
        get_position="position",
        get_text="text",
        get_size=size,
        get_color=rgb(theme.INK),
        get_pixel_offset="offset",
        font_family=pdk.types.String(theme.FONT_FAMILY),
        font_weight=700,
        outline_width=12,
        outline_color=rgb(theme.PAPER),
        # A wide, finely measured field around each letter: the halo is even.
        font_settings={
            "sdf": True,
            "fontSize": 96,
            "radius": 24,
            "buffer": 18,
            "cutoff": 0.25,
            "smoothing": 0.2,
        },
        character_set=pdk.types.String("auto"),
        pickable=False,
    )


def frame() -> pdk.Layer:
    return pdk.Layer(
        "PathLayer",
        [{"path": outlines()["inset"]["frame"]}],
        id="inset_frame",
        get_path="path",
        get_color=rgb(theme.RULE),
        get_width=1,
        width_units=pdk.types.String("pixels"),
        pickable=False,
    )


_DIGIT = {"adopted": "1", "not_adopted": "2", "considering": "2", "not_answered": "4"}


def marks(governments: Sequence[Spot], *, radius: float) -> list[pdk.Layer]:
    """Every one of ``governments``: disc = adopted, cross = not, dash = unknown, square =
    no answer.

    Positions come from the file in the browser; only a government that it lacks is sent.
    """
    digits = {g.code: _DIGIT.get(g.state, "3") for g in governments}
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
        get_fill_color=rgb(theme.HAS),
        get_line_color=rgb(theme.PAPER),
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
        get_text=f"(['','','{theme.NO}','{theme.NONE}','{theme.NOT_ANSWERED}'])[{digit}]||''",
        get_size=radius * 3,
        get_color=rgb(theme.INK),
        font_family=pdk.types.String(theme.FONT_FAMILY),
        font_weight=700,
        outline_width=2,
        outline_color=rgb(theme.INK),
        font_settings={"sdf": True, "radius": 8, "buffer": 6, "cutoff": 0.2},
        character_set=pdk.types.String(theme.NO + theme.NONE + theme.NOT_ANSWERED),
        pickable=True,
        update_triggers={"getText": trigger},
    )
    return [discs, crosses]


def quiet_outlines() -> pdk.Layer:
    """Grey land behind the marks of a small map; it answers no pointer."""
    return pdk.Layer(
        "GeoJsonLayer",
        outlines_url(),
        id="prefectures",
        get_fill_color=rgb(theme.GRID),
        get_line_color=rgb(theme.OTHERS),
        get_line_width=1,
        line_width_units=pdk.types.String("pixels"),
        pickable=False,
    )


def plain_outlines(selected: str = "") -> pdk.Layer:
    chosen = f"properties.code=='{selected}'"
    return pdk.Layer(
        "GeoJsonLayer",
        outlines_url(),
        id="prefectures",
        get_fill_color=f"{chosen}?{rgb(theme.CARD)}:{rgb(theme.PAPER)}",
        get_line_color=f"{chosen}?{rgb(theme.INK)}:{rgb(theme.RULE)}",
        get_line_width=f"{chosen}?2:1",
        line_width_units=pdk.types.String("pixels"),
        pickable=True,
        update_triggers=dict.fromkeys(("getFillColor", "getLineColor", "getLineWidth"), selected),
    )


def placed(spots: Sequence[Spot]) -> list[Spot]:
    """The spots where a map draws them: far islands moved."""
    inset = outlines()["inset"]
    moved = []
    for spot in spots:
        if spot.code.startswith(inset["prefecture_code"]):
            longitude, latitude = move_to_inset(spot.longitude, spot.latitude, inset)
            spot = replace(spot, longitude=longitude, latitude=latitude)
        moved.append(spot)
    return moved
