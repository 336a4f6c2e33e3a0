"""pydeck maps. Plain values in, Deck out; no Streamlit, no database.

Outlines and offices are files under static/ (see static_files.py), fetched once by the browser; a
deck carries only one character per prefecture or municipality, so that a click re-sends little.
"""

from readiness.drawing.maps.country import among_peers, nation, nation_of_points
from readiness.drawing.maps.drill_down import outside_view, prefecture
from readiness.drawing.maps.layers import CompactDeck, Placed, outlines, placed

__all__ = [
    "CompactDeck",
    "Placed",
    "among_peers",
    "nation",
    "nation_of_points",
    "outlines",
    "outside_view",
    "placed",
    "prefecture",
]
