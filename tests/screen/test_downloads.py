"""Every file that a screen offers can be made."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import streamlit as st
from streamlit.elements.widgets.button import ButtonMixin

from readiness.screen import turns
from readiness.store import minutes
from readiness.store.minutes import Minute
from tests.support import ROOT
from tests.support.screens import opened

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
# Choices under which a page offers more.
CHOSEN = {
    "prefecture_map": {"prefecture": "34"},
    "peers": {"code": "342084"},
    "sources": {"view": "files"},
}
TASK = Minute(
    *("第2回", "2026-10-01", "roadmap", minutes.TASK, "計画の案を示す"),
    body="government:342084",
    responsible="企画課",
    due_date="2026-11-01",
)
# How a file of the kind begins.
BEGINNINGS = {
    "text/csv": b"\xef\xbb\xbf",
    "application/pdf": b"%PDF",
    "application/json": b"{",
    "text/calendar": b"BEGIN:VCALENDAR",
}
ZIPPED = b"PK"


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, Any, str]]]:
    """(key, content or what makes it, kind) of every file, with all folded tables open."""
    found: list[tuple[str, Any, str]] = []
    original = ButtonMixin._download_button

    def noted(self: Any, label: str, data: Any, *args: Any, **kwargs: Any) -> Any:
        found.append((str(kwargs["key"]), data, str(kwargs["mime"])))
        return original(self, label, data, *args, **kwargs)

    def unfolded(*_: Any, **__: Any) -> Any:
        place = st.container()
        place.open = True
        return place

    monkeypatch.setattr(ButtonMixin, "_download_button", noted)
    monkeypatch.setattr(st, "expander", unfolded)
    monkeypatch.setattr(turns, "HEAVY", turns.Turns())
    monkeypatch.setattr(turns, "OF_MINUTE", 1000)
    return found


@pytest.mark.slow
@pytest.mark.usefixtures("as_officer", "own_store")
@pytest.mark.parametrize(
    ("name", "language"),
    [(name, "ja") for name in PAGES] + [(name, "en") for name in ("minutes", *CHOSEN)],
)
def test_every_file_that_is_offered_can_be_made(
    name: str, language: str, offered: list[tuple[str, Any, str]]
) -> None:
    minutes.write(TASK)
    opened(name, lang=language, **CHOSEN.get(name, {}))
    for key, content, kind in offered:
        made = content() if isinstance(content, Callable) else content
        made = made.encode() if isinstance(made, str) else made
        assert made.startswith(BEGINNINGS.get(kind, ZIPPED)), key
