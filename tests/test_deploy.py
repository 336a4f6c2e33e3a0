"""nginx and two replicas on loopback: sessions stay, come back after a loss, and nothing leaks."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import websockets
from playwright.sync_api import Browser
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from deploy import configure
from deploy.wait import wait
from tests.conftest import ROOT, free_port, visiting

pytestmark = pytest.mark.slow

VISITORS = 60


@dataclass
class Site:
    """nginx before two replicas."""

    port: int
    replica_ports: list[int]
    replicas: dict[int, subprocess.Popen[bytes]]
    nginx: list[str]
    directory: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start_replica(self, port: int) -> None:
        self.replicas[port] = subprocess.Popen(
            [
                *(sys.executable, "-m", "uvicorn", "deploy.server:app", "--port", str(port)),
                *("--log-level", "warning", "--timeout-graceful-shutdown", "2"),
            ],
            cwd=ROOT,
            env=os.environ | {"STREAMLIT_SERVER_COOKIE_SECRET": "the same on every replica"},
            stdout=(self.directory / f"replica-{port}.log").open("ab"),
            stderr=subprocess.STDOUT,
        )
        assert wait(f"http://127.0.0.1:{port}/readyz")

    def stop_replica(self, port: int, *, by_force: bool = False) -> None:
        process = self.replicas[port]
        process.kill() if by_force else process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    assert program, "nginxがありません。make test が入れます。"
    directory = tmp_path_factory.mktemp("nginx")
    port, first, second = free_port(), free_port(), free_port()
    text = configure.site(
        "127.0.0.1",
        [first, second],
        listen=f"127.0.0.1:{port}",
        access_log=str(directory / "access.log"),
        websocket_origin=f"ws://127.0.0.1:{port}",
    ).replace("^(127", "^(127", 1)
    text = re.sub(r"\^\((.+?)\)\$", rf"^(\1)(:{port})?$", text, count=1)
    temporary = "".join(
        f"{kind}_temp_path {directory}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (directory / "nginx.conf").write_text(
        f"pid {directory}/nginx.pid;\nerror_log {directory}/error.log;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ include /etc/nginx/mime.types;\n{temporary}{text} }}\n",
        encoding="utf-8",
    )
    command = [program, "-p", str(directory), "-c", str(directory / "nginx.conf")]
    site = Site(port, [first, second], {}, command, directory)
    for replica in site.replica_ports:
        site.start_replica(replica)
    subprocess.run(command, check=True)
    assert wait(site.url)
    yield site
    subprocess.run([*command, "-s", "quit"], check=False)
    for replica in site.replica_ports:
        site.stop_replica(replica)


async def _view(port: int, cookie: str, page: str, query: str) -> bytes:
    """All messages of one run of a page, over a websocket of its own."""
    async with websockets.connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=[websockets.Subprotocol("streamlit")],
        origin=websockets.Origin(f"http://127.0.0.1:{port}"),
        additional_headers={"Cookie": f"readiness_replica={cookie}"},
        max_size=None,
    ) as socket:
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        await socket.send(message.SerializeToString())
        received = b""
        while True:
            data = await socket.recv()
            assert isinstance(data, bytes)
            received += data
            answer = ForwardMsg()
            answer.ParseFromString(data)
            if answer.WhichOneof("type") == "script_finished":
                return received


async def _everybody(site: Site) -> list[float]:
    """Seconds until each visitor sees the agency of the own link again."""

    async def visitor(number: int) -> float:
        began = time.perf_counter()
        while True:
            try:
                seen = await _view(site.port, f"visitor-{number}", "agency_karte", "agency=22")
                assert "防衛省".encode() in seen
                return time.perf_counter() - began
            except (OSError, websockets.WebSocketException):
                await asyncio.sleep(0.05)

    return await asyncio.gather(*(visitor(number) for number in range(VISITORS)))


def _run(work: Coroutine[object, object, list[float]]) -> list[float]:
    """In a thread of its own: the browser of the other tests keeps a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def _replicas_used(site: Site) -> set[str]:
    lines = (site.directory / "access.log").read_text("utf-8").splitlines()
    return {found[1] for line in lines if (found := re.search(r'"replica":"([^",]+)"', line))}


def _header(url: str, name: str, **headers: str) -> str:
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return str(answer.headers.get(name, ""))


def _status(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as ok:
            return int(ok.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_headers_forbid_what_the_dashboard_does_not_need(site: Site) -> None:
    policy = _header(site.url, "Content-Security-Policy")
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in scripts
    assert "'sha256-" in scripts
    assert "frame-ancestors 'none'" in policy
    assert _header(site.url, "X-Content-Type-Options") == "nosniff"
    assert _header(site.url, "Referrer-Policy") == "no-referrer"
    assert "readiness_replica=" in _header(site.url, "Set-Cookie")
    assert "HttpOnly" in _header(site.url, "Set-Cookie")


def test_metrics_agent_and_foreign_hosts_are_closed(site: Site) -> None:
    assert _status(f"{site.url}/_stcore/metrics") == 404
    assert _status(f"{site.url}/_stcore/agent/openapi.json") == 404
    assert _status(site.url, Host="example.org") == 421
    assert _status(f"{site.url}/_stcore/health") == 200


def test_files_are_compressed_and_kept_by_the_browser(site: Site) -> None:
    page = urllib.request.urlopen(site.url, timeout=20).read().decode()
    assert '<html lang="ja">' in page
    script = re.search(r'src="\./(static/js/index[^"]+\.js)"', page)
    assert script
    url = f"{site.url}/{script[1]}"
    assert _header(url, "Content-Encoding", **{"Accept-Encoding": "gzip"}) == "gzip"
    assert "immutable" in _header(url, "Cache-Control")


@pytest.mark.parametrize("page", ["", "prefecture_map", "agency_karte?agency=22"])
def test_pages_work_under_the_policy(site: Site, browser: Browser, page: str) -> None:
    with visiting(browser) as visit:
        visit.open(f"{site.url}/{page}")
        visit.page.wait_for_timeout(1500)
        assert visit.errors == []
        assert visit.outside == []


def test_every_session_is_back_when_a_replica_dies(site: Site) -> None:
    _run(_everybody(site))
    assert len(_replicas_used(site)) == 2
    site.stop_replica(site.replica_ports[0], by_force=True)
    _run(_everybody(site))  # 60 visitors at once on one replica: each sees the own link again
    alone = _run(_one_by_one(site))
    site.start_replica(site.replica_ports[0])
    assert max(alone) < 1.0


async def _one_by_one(site: Site) -> list[float]:
    times = []
    for number in range(12):
        began = time.perf_counter()
        await _view(site.port, f"visitor-{number}", "agency_karte", "agency=22")
        times.append(time.perf_counter() - began)
    return times


def test_a_rolling_upgrade_loses_no_view(site: Site) -> None:
    for port in site.replica_ports:
        site.stop_replica(port)
        _run(_everybody(site))
        site.start_replica(port)
    _run(_everybody(site))


def test_nginx_can_be_restarted_under_visitors(site: Site) -> None:
    subprocess.run([*site.nginx, "-s", "quit"], check=True)
    deadline = time.monotonic() + 10
    while (site.directory / "nginx.pid").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    subprocess.run(site.nginx, check=True)
    assert wait(site.url, 10)
    _run(_everybody(site))
