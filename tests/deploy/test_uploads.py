"""Files come in only where a page has a place for them, and only so many: on a served dashboard."""

import asyncio
import contextlib
import http.client
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.servers import Target, start
from benchmarks.sessions import Session, run

pytestmark = pytest.mark.slow

LARGE = 19_900_000
SLOTS = 25


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    directory = tmp_path_factory.mktemp("store")
    environment = {
        "READINESS_LOCAL_OFFICER": "担当A",
        "READINESS_STORE_URL": f"sqlite:///{directory}/store.sqlite",
    }
    target = start("ours", 0, environment, Path(directory) / "log")
    try:
        yield target
    finally:
        target.stop()


def _put(port: int, session: str, file: str, size: int) -> int:
    """The status of a file sent as a browser does it; 0 if the server hung up on it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", "/_stcore/health")
    cookie = str(connection.getresponse().headers.get("Set-Cookie", ""))
    token = re.findall(r"_streamlit_xsrf=([^;]+)", cookie)
    connection.close()
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n' + bytes(
        size
    )
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    if token:
        headers |= {"X-Xsrftoken": token[0], "Cookie": f"_streamlit_xsrf={token[0]}"}
    with contextlib.suppress(OSError):
        connection.request(
            "PUT", f"/_stcore/upload_file/{session}/{file}", body + b"\r\n--x--\r\n", headers
        )
    try:
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def _while_open(
    port: int, views: list[str], send: Callable[[str], list[int]], **headers: str
) -> list[int]:
    """What ``send`` gives for the session of a visitor who has gone from view to view."""

    async def visit() -> list[int]:
        async with Session(port, views[0], headers=headers) as session:
            for view in views:
                await session.rerun(view)
            (number,) = {
                message.new_session.initialize.session_id
                for message in session.messages()
                if message.WhichOneof("type") == "new_session"
            }
            return await asyncio.to_thread(send, number)

    return run(visit())


# Through a proxy nobody is the local officer.
ANONYMOUS = {"X-Forwarded-For": "10.0.0.7"}


@pytest.mark.parametrize("view", ["", "intake?step=receive", "publish"])
def test_twenty_five_files_of_a_visitor_are_refused_and_take_no_memory(
    served: Target, view: str
) -> None:
    before = served.memory_mb()
    said = _while_open(
        served.port,
        [view],
        lambda session: (
            [_put(served.port, session, f"f{n}", LARGE) for n in range(SLOTS)]
            + [_put(served.port, session, "small", 10)]
        ),
        **ANONYMOUS,
    )
    assert set(said) <= {0, 403}
    assert said[-1] == 403
    assert served.memory_mb() - before < 150  # not the 500 MB that were sent


def test_a_session_that_never_drew_a_page_may_send_nothing(served: Target) -> None:
    assert _put(served.port, "00000000-0000-0000-0000-000000000000", "f", 10) in (400, 403)


def test_an_agenda_may_come_in_but_nothing_larger_and_no_more_than_four(served: Target) -> None:
    said = _while_open(
        served.port,
        ["meeting"],
        lambda session: [
            _put(served.port, session, "large", 2_000_000),
            *(_put(served.port, session, f"f{n}", 200_000) for n in range(4)),
            _put(served.port, session, "f0", 200_000),  # the same place again
            _put(served.port, session, "f5", 10),
        ],
        **ANONYMOUS,
    )
    assert said[0] in (0, 413)
    assert said[1:] == [204, 204, 204, 204, 204, 429]


def test_an_officer_may_send_forms_up_to_the_share_and_only_while_at_the_reception(
    served: Target,
) -> None:
    at_the_reception = _while_open(
        served.port,
        ["intake?step=receive"],
        lambda session: [_put(served.port, session, f"f{n}", LARGE) for n in range(6)],
    )
    assert at_the_reception[:5] == [204] * 5
    assert at_the_reception[5] in (0, 429)
    elsewhere = _while_open(
        served.port,
        ["intake?step=receive", "publish"],
        lambda session: [_put(served.port, session, "f", 10)],
    )
    assert elsewhere == [403]
