"""A page that was begun without app.py starts over with it."""

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest


def _alone() -> None:
    import streamlit as st

    from readiness.screen import page_frame

    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    page_frame.enter()
    st.markdown("drawn")


@pytest.mark.parametrize("found_by_itself", [True, False])
def test_a_page_begun_without_its_frame_starts_over_once(
    monkeypatch: pytest.MonkeyPatch, found_by_itself: bool
) -> None:
    """Also if another visitor, or the loading of the data, took the pages over since the run began."""
    monkeypatch.setattr(PagesManager, "uses_pages_directory", found_by_itself)
    app = AppTest.from_function(_alone).run()
    assert app.session_state["runs"] == 2
    assert [one.value for one in app.markdown] == ["drawn"]  # and shows what it can
    assert app.run().session_state["runs"] == 3
