"""Views drawn as vector slides: the same drawing on the projector and on paper. No Streamlit."""
