"""Descriptions in, drawings out: Plotly, SVG, maps. No query, no rule."""
