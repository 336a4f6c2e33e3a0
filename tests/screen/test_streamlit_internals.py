"""What Streamlit does not promise to keep: after an upgrade, which part changed and what that costs."""

import inspect
import logging
import subprocess
import sys
from dataclasses import fields
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit import runtime
from streamlit.elements import arrow, table
from streamlit.proto.ArrowData_pb2 import ArrowData
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.runtime import AsyncObjects
from streamlit.runtime.session_manager import ActiveSessionInfo, SessionManager

from readiness.screen import streamlit_internals
from tests.support import ROOT


def test_a_first_deep_link_still_finds_the_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hasattr(PagesManager, "uses_pages_directory"), (
        "a deep link that is the first of a server is shown without menu and style:"
        " Streamlit finds pages/ by another switch than PagesManager.uses_pages_directory"
    )
    monkeypatch.setattr(PagesManager, "uses_pages_directory", True)
    assert streamlit_internals.take_over_pages()
    assert not streamlit_internals.take_over_pages()


def test_open_screens_still_follow_a_new_round() -> None:
    lost = "a published round reaches open screens only when somebody clicks:"
    assert callable(getattr(SessionManager, "list_active_sessions", None)), lost
    assert "session" in {field.name for field in fields(ActiveSessionInfo)}, lost
    assert "eventloop" in AsyncObjects._fields, lost
    assert callable(getattr(runtime.Runtime, "_get_async_objs", None)), lost
    assert "self._session_mgr" in inspect.getsource(runtime.Runtime.__init__), lost
    assert "self._client_state" in inspect.getsource(AppSession.__init__), lost
    assert list(inspect.signature(AppSession.request_rerun).parameters) == ["self", "client_state"]


def test_a_test_of_one_page_is_no_server() -> None:
    assert not streamlit_internals.is_served()


def test_sign_in_is_read_from_the_secrets_without_a_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not streamlit_internals.has_sign_in()
    monkeypatch.setattr(type(st.secrets), "load_if_toml_exists", lambda _: True)
    monkeypatch.setattr(type(st.secrets), "get", lambda _, name: {"client_id": "x"}, raising=False)
    assert streamlit_internals.has_sign_in()


def test_a_rehearsal_still_speaks_as_a_browser_does() -> None:
    request = BackMsg()
    request.ParseFromString(streamlit_internals.rerun_request("roadmap", "slip=4"))
    assert (request.rerun_script.page_name, request.rerun_script.query_string) == (
        "roadmap",
        "slip=4",
    )
    end, other = ForwardMsg(script_finished=0), ForwardMsg(new_session={})
    assert streamlit_internals.ends_run(end.SerializeToString())
    assert not streamlit_internals.ends_run(other.SerializeToString())


class _Changed:
    """A part of Streamlit after an upgrade that took its private names away."""


@pytest.mark.parametrize(
    ("name", "arguments", "otherwise"),
    [
        ("is_served", (), False),
        ("rerun_open_screens", (), None),
        ("has_sign_in", (), True),
    ],
)
def test_the_dashboard_goes_on_without_a_changed_part_and_says_so_once(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    name: str,
    arguments: tuple[str, ...],
    otherwise: object,
) -> None:
    monkeypatch.setattr(streamlit_internals, "runtime", _Changed())
    monkeypatch.setattr(streamlit_internals.st, "secrets", _Changed())
    streamlit_internals._say_once.cache_clear()
    with caplog.at_level(logging.ERROR, "readiness"):
        for _ in range(2):
            assert getattr(streamlit_internals, name)(*arguments) is otherwise
    (said,) = caplog.messages
    assert said.startswith("this Streamlit is not the one the dashboard was made for: ")
    assert f"({name}: " in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "call", "otherwise"),
    [
        ("streamlit.runtime.pages_manager", "take_over_pages()", "False"),
        ("streamlit.proto.BackMsg_pb2", "rerun_request('', '')", "b''"),
        ("streamlit.proto.ForwardMsg_pb2", "ends_run(b'')", "True"),
        ("streamlit.elements.table", "keep_worded_tables()", "None"),
    ],
)
def test_a_module_that_has_gone_stops_nothing(module: str, call: str, otherwise: str) -> None:
    code = (
        "import sys; from readiness.screen import streamlit_internals as ours;"
        f"sys.modules[{module!r}] = None; assert ours.{call} == {otherwise}"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "this Streamlit is not the one" in done.stderr


def test_private_names_of_streamlit_stand_in_one_module() -> None:
    private = ("streamlit.runtime", "streamlit.proto", "streamlit.auth_util", "import runtime")
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("readiness", "deploy", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if any(name in path.read_text(encoding="utf-8") for name in private)
    }
    assert found == {"readiness/screen/streamlit_internals.py"}


def test_a_table_in_words_is_put_into_them_once(monkeypatch: pytest.MonkeyPatch) -> None:
    worded: list[object] = []

    def original(proto: Any, styler: Any, default_uuid: str) -> None:
        worded.append(styler)
        proto.styler.uuid = default_uuid

    for module in (arrow, table):
        monkeypatch.setattr(module, "marshall_styler", original)
    streamlit_internals.keep_worded_tables()
    streamlit_internals.keep_worded_tables()
    rows = pd.DataFrame({"a": [1]}).style
    made = [ArrowData(), ArrowData()]
    for proto in made:
        arrow.marshall_styler(proto, rows, "7")
    assert [one.styler.uuid for one in made] == ["7", "7"]
    assert worded == [rows]
    table.marshall_styler(ArrowData(), pd.DataFrame({"a": [1]}).style, "7")
    assert len(worded) == 2
