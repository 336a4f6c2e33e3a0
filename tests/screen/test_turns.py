"""A few heavy pieces of work at once, in the order asked for, and nobody waits without being told."""

import threading

import pytest
from streamlit.testing.v1 import AppTest

from readiness.screen import turns
from readiness.screen.turns import TooMany, Turns, Visitor


def test_two_work_at_once_and_the_third_when_one_has_ended() -> None:
    line = Turns(at_once=2, waiting=2)
    first, second, third, fourth = (line.join() for _ in range(4))
    assert [line.ahead(one, 0) for one in (first, second, third, fourth)] == [0, 0, 1, 2]
    line.leave(second)
    assert [line.ahead(one, 0) for one in (first, third, fourth)] == [0, 0, 1]


def test_beyond_the_line_a_visitor_is_told_when_to_come_back() -> None:
    line = Turns(at_once=1, waiting=1)
    for _ in range(20):
        line.worked(10.0)
    line.join()
    line.join()
    with pytest.raises(TooMany, match="約20秒後"):
        line.join()


def test_one_screen_has_two_places_and_the_next_visitor_is_taken() -> None:
    line, one = Turns(), Visitor("screen 1", "10.0.0.7")
    places = [line.join(one), line.join(one)]
    with pytest.raises(TooMany, match="この画面で"):
        line.join(one)
    line.join(Visitor("screen 2", "10.0.0.7"))
    line.leave(places[0])
    line.join(one)


def test_one_address_does_not_fill_the_line() -> None:
    line = Turns()
    for number in range(turns.OF_ADDRESS):
        line.join(Visitor(f"screen {number}", "10.0.0.7"))
    with pytest.raises(TooMany):
        line.join(Visitor("screen 99", "10.0.0.7"))
    line.join(Visitor("screen 99", "10.0.0.8"))


def test_who_presses_on_and_on_has_a_minutes_share(monkeypatch: pytest.MonkeyPatch) -> None:
    now, line, one = [1000.0], Turns(), Visitor("screen 1")
    monkeypatch.setattr(turns.time, "monotonic", lambda: now[0])
    for _ in range(turns.OF_MINUTE):
        line.leave(line.join(one))
    with pytest.raises(TooMany):
        line.join(one)
    line.leave(line.join(Visitor("screen 2")))
    now[0] += 61
    line.leave(line.join(one))


def test_who_leaves_gives_the_place_free() -> None:
    line = Turns(at_once=1, waiting=0)
    with pytest.raises(KeyboardInterrupt), line.for_download():
        raise KeyboardInterrupt
    assert line.ahead(line.join(), 0) == 0


def test_who_leaves_while_waiting_gives_the_place_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """A visitor who has gone is noticed where the screen is told something."""

    class Gone:
        def markdown(self, _: str) -> None:
            raise ConnectionAbortedError

    line = Turns(at_once=1, waiting=1)
    working = line.join()
    monkeypatch.setattr(turns.st, "empty", Gone)
    monkeypatch.setattr(turns, "_LOOK_SECONDS", 0.01)
    with pytest.raises(ConnectionAbortedError), line.on_screen():
        pytest.fail("it is not this visitor's turn")
    assert line.ahead(working, 0) == 0
    assert line.ahead(line.join(), 0) == 1


def test_downloads_of_fifty_visitors_are_made_two_at_a_time() -> None:
    line, at_once, most = Turns(at_once=2, waiting=60), 0, 0
    counting, may_end = threading.Lock(), threading.Event()

    def download() -> None:
        nonlocal at_once, most
        with line.for_download():
            with counting:
                at_once += 1
                most = max(most, at_once)
            may_end.wait(60)
            with counting:
                at_once -= 1

    visitors = [threading.Thread(target=download, daemon=True) for _ in range(50)]
    for visitor in visitors:
        visitor.start()
    may_end.set()
    for visitor in visitors:
        visitor.join(60)
    assert (most, at_once) == (2, 0)


def _waiting() -> None:
    import streamlit as st

    from readiness.screen import turns

    with turns.HEAVY.on_screen():
        st.markdown("my turn")


def test_the_screen_says_that_it_is_full_and_goes_on_to_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = Turns(at_once=1, waiting=0)
    monkeypatch.setattr(turns, "HEAVY", line)
    place = line.join()
    page = AppTest.from_function(_waiting).run()
    assert ["秒後にもう一度" in one.value for one in page.warning] == [True]
    assert [one.value for one in page.markdown] == []
    line.leave(place)
    assert [one.value for one in AppTest.from_function(_waiting).run().markdown] == ["my turn"]
