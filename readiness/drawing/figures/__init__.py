"""Plotly figures by subject. Result in, Figure out; no Streamlit, no database."""
