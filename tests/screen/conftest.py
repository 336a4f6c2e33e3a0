"""Who sits at the screen in tests of screens."""

import pytest

from readiness.screen import live, page_frame


@pytest.fixture
def as_officer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The local flag; and no start over: AppTest forgets before each run that app.py was there, so
    that every page would start over each time and a click would be lost on the way.
    """
    monkeypatch.setenv("READINESS_LOCAL_OFFICER", "担当B")
    monkeypatch.setattr(live, "_connection", lambda: ({"Host": "127.0.0.1:8501"}, ""))
    monkeypatch.setattr(page_frame, "enter", lambda: None)
