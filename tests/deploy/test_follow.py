"""One room, many windows: who may steer, what everybody sees, and what a visitor may not send."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from deploy import follow
from readiness.agenda.following import is_room, may_steer, new_key, room_of

KEY = "ds1vzxeP7zkDV7WghkzsJQ"  # the same in every process: it stands in names of tests
ADDRESS = f"/follow/{room_of(KEY)}"
Replica = Callable[[], TestClient]


@pytest.fixture
def replica(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Replica]:
    """Begins one more server on this machine."""
    monkeypatch.setenv("READINESS_FOLLOW_DIRECTORY", str(tmp_path / "f"))
    with ExitStack() as stack:

        def begin() -> TestClient:
            rooms = follow.Rooms()

            @asynccontextmanager
            async def lifespan(_: Starlette) -> Any:
                async with rooms.open():
                    yield

            return stack.enter_context(
                TestClient(Starlette(routes=[rooms.route()], lifespan=lifespan))
            )  # type: ignore[arg-type]

        yield begin


def _step(slide: int, **other: object) -> str:
    return json.dumps({"key": KEY, "number": slide, "black": False, "agenda": "a1"} | other)


def _shown(window: WebSocketTestSession) -> int:
    """The number of the next state that this window hears of."""
    return int(window.receive_json().get("number", 0))


def _see(window: WebSocketTestSession, number: int) -> list[int]:
    """Read until that slide is shown; what was shown before it."""
    seen: list[int] = []
    while (shown := _shown(window)) != number:
        seen.append(shown)
    return seen


def test_everybody_sees_the_step_and_who_comes_late_the_current_slide(replica: Replica) -> None:
    client = replica()
    with client.websocket_connect(ADDRESS) as presenter, client.websocket_connect(ADDRESS) as early:
        assert [_shown(presenter), _shown(early)] == [0, 0]
        presenter.send_text(_step(7))
        assert [_see(presenter, 7), _see(early, 7)] == [[], []]
        with client.websocket_connect(ADDRESS) as late:
            told = late.receive_json()
            assert (told["number"], told["black"], told["agenda"]) == (7, False, "a1")
        presenter.send_text(_step(8, black=True))
        told = early.receive_json()
        assert (told["number"], told["black"]) == (8, True)


def test_the_slide_stays_when_the_presenter_is_cut_off_and_comes_back(replica: Replica) -> None:
    client = replica()
    with client.websocket_connect(ADDRESS) as early:
        assert _shown(early) == 0
        with client.websocket_connect(ADDRESS) as presenter:
            presenter.send_text(_step(3))
            assert _shown(early) == 3
        with client.websocket_connect(ADDRESS) as again:
            assert _shown(again) == 3
            again.send_text(_step(4))
            assert _shown(early) == 4


def test_rooms_are_apart(replica: Replica) -> None:
    client, other = replica(), new_key()
    with (
        client.websocket_connect(ADDRESS) as one,
        client.websocket_connect(f"/follow/{room_of(other)}") as two,
    ):
        one.send_text(_step(5))
        assert 9 not in _see(one, 5)
        two.send_text(_step(9, key=other))
        assert 5 not in _see(two, 9)


def test_replicas_are_in_step_and_one_that_begins_later_hears_of_it(replica: Replica) -> None:
    first, second = replica(), replica()
    with first.websocket_connect(ADDRESS) as presenter, second.websocket_connect(ADDRESS) as there:
        assert _shown(there) == 0
        presenter.send_text(_step(2))
        _see(there, 2)
        with replica().websocket_connect(ADDRESS) as later:
            _see(later, 2)


def test_a_socket_whose_replica_was_killed_is_cleared_away(
    replica: Replica, tmp_path: Path
) -> None:
    (tmp_path / "f").mkdir(mode=0o700)
    dead = tmp_path / "f" / "1-dead.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as left:
        left.bind(str(dead))
    replica()
    assert not dead.exists()


def _end(window: WebSocketTestSession) -> int:
    """Read until the server ends the connection; its code."""
    while True:
        try:
            window.receive_json()
        except WebSocketDisconnect as ended:
            return ended.code


def _ended_with(client: TestClient, text: str) -> int:
    with client.websocket_connect(ADDRESS) as window:
        window.receive_json()
        window.send_text(text)
        return _end(window)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", 1003),
        ("[" * 300, 1003),
        ("null", 1003),
        (_step(0), 1003),
        (_step(1000), 1003),
        (_step(1, number="1"), 1003),
        (_step(1, number=True), 1003),
        (_step(1, black=1), 1003),
        (_step(1, agenda="x" * 41), 1003),
        (_step(1, more="x" * 300), 1009),
        (_step(1, key=""), 1008),
        (_step(1, key=new_key()), 1008),
        (_step(1, key="\ud800"), 1008),
        (_step(1, key=room_of(KEY)), 1008),
    ],
    ids=(
        "nothing,not JSON,no object,slide 0,slide 1000,text,truth,black 1,long agenda,too long,"
        "no key,other key,half a letter,name as key"
    ).split(","),
)
def test_what_no_presenter_sends_ends_the_connection_and_changes_nothing(
    replica: Replica, text: str, code: int
) -> None:
    client = replica()
    assert _ended_with(client, text) == code
    with client.websocket_connect(ADDRESS) as window:
        assert window.receive_json() == {"at": 0}


def test_bytes_end_the_connection(replica: Replica) -> None:
    with replica().websocket_connect(ADDRESS) as window:
        window.receive_json()
        window.send_bytes(b"\xff")
        assert _end(window) == 1003


def test_a_presenter_cannot_flood_the_room(
    replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "_STEPS", 5.0)
    monkeypatch.setattr(follow, "_STEPS_PER_SECOND", 0.0)
    with replica().websocket_connect(ADDRESS) as window:
        for number in range(1, 7):
            window.send_text(_step(number))
        assert _end(window) == 1008


def test_tries_of_an_address_are_limited(replica: Replica) -> None:
    client = replica()
    for _ in range(follow.WRONG_TRIES):
        assert _ended_with(client, _step(1, key="guess")) == 1008
    assert _ended_with(client, _step(1)) == 1008  # now even the right one is not looked at


def test_guesses_from_the_presenters_own_office_do_not_keep_the_presenter_out(
    replica: Replica,
) -> None:
    client = replica()
    with client.websocket_connect(ADDRESS) as presenter:
        presenter.send_text(_step(1))
        _see(presenter, 1)
    for _ in range(follow.WRONG_TRIES + 1):
        assert _ended_with(client, _step(1, key="guess")) == 1008
    with client.websocket_connect(ADDRESS) as again:
        again.send_text(_step(2))
        _see(again, 2)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("/follow/short", "http://testserver"),
        ("/follow/" + "x" * 23, "http://testserver"),
        (ADDRESS, "https://example.org"),
        (ADDRESS, "null"),
    ],
)
def test_a_name_that_is_none_and_a_page_of_another_host_are_refused(
    replica: Replica, address: str, origin: str
) -> None:
    client = replica()
    headers = {"origin": origin}
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(address, headers=headers):
        pass


def test_beyond_the_seats_nobody_is_let_in(
    replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "SEAT_LIMIT", 2)
    client = replica()
    with (
        client.websocket_connect(ADDRESS),
        client.websocket_connect(ADDRESS),
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect(ADDRESS),
    ):
        pass


def test_the_phrase_opens_its_room_and_cannot_be_read_from_it() -> None:
    assert is_room(room_of(KEY))
    assert may_steer(room_of(KEY), KEY)
    assert not may_steer(room_of(KEY), room_of(KEY))
    assert not may_steer(room_of(KEY), "")
    assert KEY not in room_of(KEY)
    assert len({new_key() for _ in range(100)}) == 100
