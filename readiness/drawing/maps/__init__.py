"""pydeck maps. Plain values in, Deck out; no Streamlit, no database.

Outlines and offices are files under static/ (see static_files.py), fetched once by the browser; a
deck carries only one character per prefecture or municipality, so that a click re-sends little.
"""

from typing import Any

from readiness.drawing.maps.country import among_peers, nation, nation_of_points
from readiness.drawing.maps.drill_down import SIZES, outside_view, prefecture
from readiness.drawing.maps.layers import CompactDeck, outlines, placed
from readiness.drawing.maps.vector import vector
from readiness.subjects.charts import AreaMap, SpotMap

__all__ = [
    "SIZES",
    "CompactDeck",
    "among_peers",
    "drawn",
    "nation",
    "nation_of_points",
    "outlines",
    "outside_view",
    "placed",
    "prefecture",
    "vector",
]


def drawn(chart: AreaMap | SpotMap, *, narrow: bool = False, by: float = 1.0) -> Any:
    """The deck of a description, ``narrow`` for a telephone; ``by``: how large it will be drawn."""
    if isinstance(chart, AreaMap):
        return nation(chart, narrow=narrow, by=by)
    spots = placed(chart.spots)
    if chart.oneself is not None:
        return among_peers(placed([chart.oneself])[0], spots)
    if chart.prefecture:
        return prefecture(chart.prefecture, spots, named=chart.named, narrow=narrow)
    return nation_of_points(spots, narrow=narrow)
