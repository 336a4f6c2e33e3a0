"""Messages between programs at one PostgreSQL: heard by the others, and again after a loss."""

import queue
import signal
from collections.abc import Iterator

import pytest

from benchmarks.servers import free_port
from readiness import store
from readiness.store.signals import Signals
from tests.support.postgres import Cluster, cluster
from tests.support.waiting import SECONDS


@pytest.fixture(scope="module")
def postgres() -> Iterator[Cluster]:
    with cluster(free_port()) as running:
        yield running


class _Program:
    """Somebody who listens, with all that was heard; "" whenever the connection stands."""

    def __init__(self, address: str) -> None:
        self._heard: queue.Queue[str] = queue.Queue()
        self.signals = Signals(address, self._heard.put, lambda: self._heard.put(""))
        self.signals.open()

    def hears(self) -> str:
        return self._heard.get(timeout=SECONDS)

    @property
    def has_heard_all(self) -> bool:
        return self._heard.empty()


@pytest.mark.slow
def test_what_one_says_the_others_hear_and_after_a_loss_everybody_begins_anew(
    postgres: Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    one, two = _Program(postgres.address), _Program(postgres.address)
    try:
        assert [one.hears(), two.hears()] == ["", ""]
        one.signals.say("slide 2")
        assert two.hears() == "slide 2"
        two.signals.say("slide 3")
        assert one.hears() == "slide 3"
        assert one.has_heard_all  # not its own words
        postgres.stop(signal.SIGQUIT)
        postgres.start()
        assert [one.hears(), two.hears()] == ["", ""]
        one.signals.say("slide 4")
        assert two.hears() == "slide 4"
    finally:
        one.signals.close()
        two.signals.close()
    # Once for each loss and program, however often it was tried again; never the address.
    assert 1 <= caplog.text.count("machines cannot hear each other") <= 2
    assert str(postgres.port) not in caplog.text


@pytest.mark.parametrize(
    ("address", "is_shared"),
    [
        ("postgresql://owner@10.0.0.5/readiness", True),
        ("postgres://owner@10.0.0.5/readiness", True),
        ("postgresql+psycopg://owner@10.0.0.5/readiness", True),
        ("sqlite:////var/lib/readiness/store.sqlite", False),
        ("", False),
    ],
)
def test_only_a_server_is_shared_by_machines(
    address: str, is_shared: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READINESS_STORE_URL", address)
    assert store.is_shared() is is_shared
