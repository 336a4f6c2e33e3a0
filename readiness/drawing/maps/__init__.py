"""pydeck maps. Plain values in, Deck out; no Streamlit, no database.

Outlines and offices are files under static/ (see static_files.py), fetched once by the browser; a
deck carries only one character per prefecture or municipality, so that a click re-sends little.
"""

from typing import Any

from readiness.drawing.maps.country import among_peers, nation, nation_of_points
from readiness.drawing.maps.drill_down import outside_view, prefecture
from readiness.drawing.maps.layers import CompactDeck, outlines, placed
from readiness.subjects.model import AreaMap, SpotMap

__all__ = [
    "CompactDeck",
    "among_peers",
    "drawn",
    "nation",
    "nation_of_points",
    "outlines",
    "outside_view",
    "placed",
    "prefecture",
]


def drawn(chart: AreaMap | SpotMap, *, narrow: bool = False) -> Any:
    """The deck of a description, ``narrow`` for a telephone."""
    if isinstance(chart, AreaMap):
        return nation(chart, narrow=narrow)
    spots = placed(chart.spots)
    if chart.oneself is not None:
        return among_peers(placed([chart.oneself])[0], spots)
    if chart.prefecture:
        return prefecture(chart.prefecture, spots, named=chart.named, narrow=narrow)
    return nation_of_points(spots, narrow=narrow)
