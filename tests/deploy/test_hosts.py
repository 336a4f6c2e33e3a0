"""Three machines as the guide sets them up: nginx, a dashboard with PostgreSQL beside it, a dashboard.

Each is a network namespace; a machine that is lost here says nothing any more, as with a pulled cable.
"""

import asyncio
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import psycopg
import pytest
import websockets
from websockets.sync.client import ClientConnection, connect

from benchmarks.sessions import Session, look, run
from benchmarks.site import command_for
from deploy import configure
from deploy.wait import wait
from readiness import intake
from readiness.agenda.following import new_key, room_of
from readiness.definitions.questionnaire import surveys
from readiness.language.wording import t
from readiness.store.database import Store
from tests.support import ROOT
from tests.support.hall import REHEARSED, Absence, Hall, hall
from tests.support.machines import Machine, Network, NoNamespaces, network
from tests.support.postgres import Cluster, cluster
from tests.support.waiting import SECONDS, until

pytestmark = pytest.mark.slow

VISITORS = 100
FIRST, SECOND = "first", "second"
PORT, REPLICA_PORT = 8080, 8511
SILENCE_SECONDS = 6.0  # of deploy/configure.py
_HEALTH = "/_stcore/health"
PUBLISHED = "令和8年10月1日時点"
# How long the way to PostgreSQL is cut at least: READINESS_PARTITION_SECONDS=30 shows that it may be long.
PARTITION_SECONDS = float(os.environ.get("READINESS_PARTITION_SECONDS", "0"))


def _service(name: str) -> list[str]:
    """The values of a setting of the shipped unit."""
    text = (ROOT / "deploy/systemd/readiness@.service").read_text("utf-8")
    return re.findall(f"^{name}=(.*)$", text, re.MULTILINE)


@dataclass
class Hosts:
    """The site, and what each machine runs."""

    network: Network
    directory: Path
    postgres: Cluster
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def machine(self, name: str) -> Machine:
        return self.network.machines[name]

    @property
    def proxy(self) -> Machine:
        return self.machine("proxy")

    @property
    def url(self) -> str:
        return f"http://{self.proxy.address}:{PORT}"

    @property
    def environment(self) -> dict[str, str]:
        """/etc/readiness/environment, the same on both."""
        return {
            "READINESS_STORE_URL": self.postgres.address,
            "STREAMLIT_SERVER_COOKIE_SECRET": "the same on every replica",
            "STREAMLIT_BROWSER_SERVER_ADDRESS": self.proxy.address,
            "READINESS_LISTEN": "0.0.0.0",  # noqa: S104
            "FORWARDED_ALLOW_IPS": self.proxy.address,
        }

    def begin(self, name: str) -> None:
        """Start the dashboard of a machine by the command of its unit."""
        machine, state = self.machine(name), self.directory / name
        (command,) = _service("ExecStart")
        for old, new in (
            ("/opt/readiness/.venv/bin/python", sys.executable),
            ("${READINESS_LISTEN}", self.environment["READINESS_LISTEN"]),
            ("%i", str(REPLICA_PORT)),
        ):
            command = command.replace(old, new)
        state.mkdir(exist_ok=True)
        own = {"READINESS_REHEARSE": REHEARSED, "STATE_DIRECTORY": str(state)}
        with (state / "log").open("ab") as log:
            self.running[name] = machine.do(
                subprocess.Popen,
                command.split(),
                cwd=ROOT,
                env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""} | self.environment | own,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def await_ready(self, name: str) -> None:
        address = f"http://{self.machine(name).address}:{REPLICA_PORT}/readyz"
        assert wait(address, 2 * SECONDS), (self.directory / name / "log").read_text()

    def stop(self, name: str) -> None:
        """As systemd does."""
        self.running[name].terminate()
        self.running[name].wait(SECONDS)

    def start_proxy(self) -> None:
        site = configure.site(
            self.proxy.address,
            [f"{self.machine(name).address}:{REPLICA_PORT}" for name in (FIRST, SECOND)],
            listen=f"{self.proxy.address}:{PORT}",
            access_log=str(self.directory / "access.log"),
            error_log=str(self.directory / "error.log"),
        )
        self.proxy.sh(f"sysctl -q -p {ROOT}/deploy/sysctl/60-readiness.conf")
        self.nginx = command_for(self.directory, site)
        self.running["nginx"] = self.proxy.do(
            subprocess.Popen, [*self.nginx, "-g", "daemon off;"], stderr=subprocess.DEVNULL
        )
        until(lambda: self.host_of("first come"), "nginx answers")

    def workers(self) -> set[str]:
        """The processes of nginx that serve."""
        master = self.running["nginx"].pid
        return set(Path(f"/proc/{master}/task/{master}/children").read_text().split())

    def host_of(self, cookie: str) -> str:
        """Which machine nginx sends this visitor to now."""
        before = len(self._healths())
        request = urllib.request.Request(
            f"{self.url}{_HEALTH}", headers={"Cookie": f"readiness_replica={cookie}"}
        )
        urllib.request.urlopen(request, timeout=SECONDS).close()
        # The line is written after the answer.
        try:
            (line,) = until(lambda: self._healths()[before:], "the request stands in the log")
        except AssertionError as fault:
            log = (self.directory / "access.log").read_text("utf-8")
            error = (self.directory / "error.log").read_text("utf-8")
            fault.add_note(f"{before} before; nginx wrote last:\n{log[-2000:]}\n{error[-2000:]}")
            raise
        address = line["replica"].split(", ")[-1].partition(":")[0]
        return {self.machine(name).address: name for name in (FIRST, SECOND)}[address]

    def _healths(self) -> list[dict[str, str]]:
        path = self.directory / "access.log"
        # The last line may be half written.
        lines = path.read_text("utf-8").split("\n")[:-1] if path.exists() else []
        return [json.loads(line) for line in lines if _HEALTH in line]

    def cookie_of(self, name: str) -> str:
        """A visitor whom nginx sends to this machine."""
        return next(f"v{n}" for n in range(100) if self.host_of(f"v{n}") == name)

    def sessions(self, name: str) -> int:
        """How many screens a machine has open, as it says itself."""
        address = f"http://127.0.0.1:{REPLICA_PORT}/metrics"
        told = self.machine(name).do(
            lambda: urllib.request.urlopen(address, timeout=SECONDS).read()
        )
        (count,) = re.findall(r"^readiness_sessions (\d+)", told.decode(), re.MULTILINE)
        return int(count)

    def view(self, name: str, view: str) -> bytes:
        """What a visitor on this machine sees."""
        return look(PORT, view, cookie=self.cookie_of(name), host=self.proxy.address)

    def publish(self, name: str, path: Path) -> subprocess.Popen[str]:
        """The shell's verb, begun on a machine."""
        return self.machine(name).do(
            subprocess.Popen,
            [sys.executable, "-m", "readiness", "publish", str(path), "--author", "担当A"],
            cwd=ROOT,
            env={"READINESS_STORE_URL": self.postgres.address, "PATH": "/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosts]:
    with ExitStack() as stack:
        try:
            machines = stack.enter_context(network("proxy", FIRST, SECOND))
        except NoNamespaces as reason:
            pytest.skip(str(reason))
        first = machines.machines[FIRST]
        context = cluster(5432, first.address)
        postgres = first.do(context.__enter__)
        stack.callback(lambda: first.do(context.__exit__, None, None, None))
        Store.at(postgres.address).migrate()
        made = Hosts(machines, tmp_path_factory.mktemp("hosts"), postgres)
        stack.callback(lambda: [one.wait(SECONDS) for one in made.running.values()])
        stack.callback(lambda: [one.terminate() for one in made.running.values()])
        for name in (FIRST, SECOND):
            made.begin(name)
        for name in (FIRST, SECOND):
            made.await_ready(name)
        made.start_proxy()
        yield made


@pytest.fixture(scope="module")
def visitors(hosts: Hosts) -> Iterator[Hall]:
    """A full hall for all of these tests; in the end everybody shows that the own view is still there."""
    with hall(hosts.proxy.address, PORT, VISITORS) as running:
        yield running


KEY = new_key()


@contextmanager
def _window(hosts: Hosts, name: str) -> Iterator[ClientConnection]:
    """A window of the meeting, on a machine."""
    with connect(
        f"ws://{hosts.proxy.address}:{PORT}/follow/{room_of(KEY)}",
        additional_headers={"Cookie": f"readiness_replica={hosts.cookie_of(name)}"},
        ping_interval=None,
    ) as window:
        yield window


def _show(presenter: ClientConnection, number: int) -> None:
    presenter.send(json.dumps({"key": KEY, "number": number, "black": False, "agenda": "a"}))


def _see(window: ClientConnection, number: int) -> None:
    """Read until that slide is shown."""
    while json.loads(window.recv(timeout=SECONDS)).get("number") != number:
        pass


def test_nginx_read_anew_and_postgresql_restarted_are_noticed_by_nobody(
    hosts: Hosts, visitors: Hall
) -> None:
    assert {hosts.host_of(one.cookie) for one in visitors.visitors} == {FIRST, SECOND}
    before = hosts.workers()
    hosts.proxy.do(subprocess.run, [*hosts.nginx, "-s", "reload"], check=True)
    until(lambda: hosts.workers() - before, "nginx has read its file anew")
    with _window(hosts, FIRST) as presenter, _window(hosts, SECOND) as follower:
        _show(presenter, 2)
        _see(follower, 2)
        hosts.postgres.stop(signal.SIGQUIT)
        hosts.machine(FIRST).do(hosts.postgres.start)
        # A step reaches the other machine again, also one of meanwhile.
        _show(presenter, 3)
        _see(follower, 3)
    assert max(visitors.longest()) == 0


def test_the_numbers_of_a_machine_are_told_to_itself_alone(hosts: Hosts) -> None:
    def status(host: str) -> int:
        try:
            return int(urllib.request.urlopen(f"http://{host}:{REPLICA_PORT}/metrics").status)
        except urllib.error.HTTPError as error:
            return error.code

    second = hosts.machine(SECOND)
    assert second.do(status, "127.0.0.1") == 200
    assert status(second.address) == 404
    assert hosts.proxy.do(status, second.address) == 404


def _answers(path: Path, day: date) -> Path:
    tokyo = intake.roster("local").of_prefecture("13")
    cells = {one.code: {"adoption": "正式に導入している"} for one in tokyo.respondents}
    path.write_bytes(intake.collecting_sheet(surveys()["local"], tokyo, day, cells))
    return path


def _rows(connection: psycopg.Connection, text: str) -> int:
    found = connection.execute(f"select count(*) from {text}").fetchone()
    return int(found[0]) if found else 0


def test_a_machine_cut_off_from_postgresql_reads_on_and_publishes_nothing_by_half(
    hosts: Hosts, visitors: Hall, tmp_path: Path
) -> None:
    began = time.perf_counter()
    sheet, lost = _answers(tmp_path / "東京都.xlsx", date(2026, 10, 1)), t("store.unreachable")
    with (
        psycopg.connect(hosts.postgres.address) as holder,
        psycopg.connect(hosts.postgres.address, autocommit=True) as looking,
        _window(hosts, FIRST) as presenter,
        _window(hosts, SECOND) as follower,
    ):
        # The way is cut in the middle of a publication: its version is written, its answers are not.
        holder.execute("lock table answer in share row exclusive mode")
        publishing = hosts.publish(SECOND, sheet)
        waits = "pg_stat_activity where wait_event_type = 'Lock' and query ilike '%into answer%'"
        until(lambda: _rows(looking, waits), "the publication waits for its answers to be written")
        with hosts.network.parted(FIRST, SECOND):
            cut = time.perf_counter()
            holder.rollback()
            _show(presenter, 4)
            _see(presenter, 4)
            said, complaint = publishing.communicate(timeout=SECONDS)
            assert (said, lost in complaint) == ("", True)
            told = time.perf_counter() - cut
            assert lost.encode() in hosts.view(SECOND, "publish")
            assert "防衛省".encode() in hosts.view(SECOND, "agency_karte?agency=22")
            until(lambda: time.perf_counter() - cut > PARTITION_SECONDS, "the partition is long")
            assert (_rows(looking, "round_version"), _rows(looking, "answer")) == (0, 0)
        healed = time.perf_counter()
        _see(follower, 4)
        followed = time.perf_counter() - healed

        def publishes() -> bool:
            said, _ = hosts.publish(SECOND, sheet).communicate(timeout=SECONDS)
            return "第1版を公表しました" in said

        until(publishes, "publishing works again")  # nobody was restarted
        published = time.perf_counter() - healed
        assert _rows(looking, "round_version") == 1
    for name in (FIRST, SECOND):
        until(lambda: PUBLISHED.encode() in hosts.view(name, "local_rounds"), "it is shown")  # noqa: B023
    assert max(visitors.longest(began)) == 0
    print(
        f"told {told:.1f} s, in step after {followed:.1f} s, published after {published:.1f} s,"
        f" all {time.perf_counter() - began:.1f} s"
    )


def _clicking(hosts: Hosts, cookie: str, is_open: threading.Event) -> float:
    """Seconds that somebody needs who clicks on and on, until the own screen is lost."""

    async def click() -> float:
        session = Session(PORT, "agency_karte?agency=01", cookie, host=hosts.proxy.address)
        await session.__aenter__()
        await session.rerun()
        gone = asyncio.ensure_future(session.closed())
        is_open.set()
        began = time.perf_counter()
        while not gone.done():
            try:
                await session.click()
            except websockets.ConnectionClosed:
                break
            await asyncio.wait({gone}, timeout=1)
        await gone
        return time.perf_counter() - began

    found: float = run(click())
    return found


def _since(visitors: Hall, moment: float) -> list[Absence]:
    return [one for v in visitors.visitors for one in v.absences if one.began > moment]


def test_visitors_of_a_machine_off_the_network_are_on_the_other_with_their_choices(
    hosts: Hosts, visitors: Hall
) -> None:
    until(lambda: sum(map(hosts.sessions, (FIRST, SECOND))) == VISITORS, "only the hall is there")
    here, there = hosts.cookie_of(SECOND), hosts.sessions(SECOND)
    is_open = threading.Event()
    with ThreadPoolExecutor(1) as pool, _window(hosts, SECOND) as follower:
        clicking = pool.submit(_clicking, hosts, here, is_open)
        assert is_open.wait(SECONDS)
        cut = time.perf_counter()
        with hosts.network.unplugged(SECOND):
            until(lambda: len(_since(visitors, cut)) >= there, "everybody is on the other machine")
            assert hosts.sessions(FIRST) == VISITORS
            clicked = clicking.result()
            with pytest.raises(websockets.ConnectionClosed):
                _see(follower, 999)
            assert hosts.host_of(here) == FIRST
    moved = _since(visitors, cut)
    assert len(moved) == there  # the others sat on the machine that stayed
    detected = max(one.began for one in moved) - cut
    longest = max(one.seconds for one in moved)
    half = statistics.median(one.seconds for one in moved)
    print(
        f"detected {detected:.1f} s, lost {longest:.2f} s (half: {half:.2f} s),"
        f" clicking {clicked:.1f} s, all at once {visitors.coming_in:.1f} s"
    )
    # The timers of a busy machine are late; a proxy that did not notice would need a quarter of an hour.
    assert detected < 4 * SILENCE_SECONDS
    assert longest < max(1.0, 5 * visitors.coming_in)
    assert clicked < 60
    until(lambda: hosts.host_of(here) == SECOND, "the machine is used again when it is back")
    with _window(hosts, FIRST) as presenter, _window(hosts, SECOND) as follower:
        _show(presenter, 5)
        _see(follower, 5)


def test_an_upgrade_of_one_machine_after_the_other_loses_no_view(
    hosts: Hosts, visitors: Hall
) -> None:
    began = time.perf_counter()
    for name in (FIRST, SECOND):
        hosts.stop(name)
        hosts.begin(name)
        hosts.await_ready(name)
    absences = visitors.longest(began)
    print(f"lost {max(absences):.2f} s of all {time.perf_counter() - began:.1f} s")
    # Who sat on the first moved to the second, and from there back.
    assert max(absences) < max(5.0, 10 * visitors.coming_in)
    assert sum(map(bool, absences)) > VISITORS / 4
