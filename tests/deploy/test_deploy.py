"""nginx, two replicas and PostgreSQL on loopback: sessions stay, come back after a loss of any part,
and nothing leaks.
"""

import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.servers import ROOT, free_port, start
from benchmarks.sessions import look
from benchmarks.site import Site, site
from deploy import configure
from readiness import intake
from readiness.definitions.questionnaire import surveys
from readiness.language.wording import t
from readiness.store.officers import SECRET_HEADER
from tests.support.hall import REHEARSED, hall
from tests.support.postgres import Cluster, cluster
from tests.support.visits import visiting
from tests.support.waiting import SECONDS, until

pytestmark = pytest.mark.slow

VISITORS = 60
PUBLISHED = "令和8年10月1日時点"


@pytest.fixture(scope="module")
def postgres() -> Iterator[Cluster]:
    with cluster(free_port()) as running:
        yield running


FRONT, FRONT_PORT, SECRET = "127.0.0.3", free_port(), "9f" * 32
# The proxy that signs people in: it sits at FRONT and knows everybody as tanaka.
_FRONT = f"""server {{
    listen 127.0.0.1:{FRONT_PORT};
    location / {{
        proxy_pass http://127.0.0.1:$PORT;
        proxy_bind {FRONT};
        proxy_http_version 1.1;
        proxy_set_header Host 127.0.0.1:$PORT;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $readiness_connection;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-User tanaka;
        client_max_body_size 20m;
    }}
}}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, postgres: Cluster) -> Iterator[Site]:
    environment = {
        "READINESS_STORE_URL": postgres.address,
        "READINESS_PROXY_USER_HEADER": "X-Forwarded-User",
        "READINESS_PROXY_SECRET": SECRET,
        "READINESS_OFFICERS": "suzuki,tanaka",
        "READINESS_REHEARSE": REHEARSED,
    }
    directory = tmp_path_factory.mktemp("nginx")
    secret = directory / "secret.conf"
    secret.write_text(f'proxy_set_header {SECRET_HEADER} "{SECRET}";\n', "utf-8")
    identity = configure.Identity(front=FRONT, secret_file=str(secret))
    with site(directory, environment, identity=identity, more=_FRONT) as running:
        yield running


def _watched(served: Site, happening: Callable[[], object]) -> tuple[list[float], float]:
    """Longest seconds without a view of each of 60 visitors, while something happens; and how long
    the slowest needed to come in, all at once, on this machine as busy as it is.
    """
    with hall("127.0.0.1", served.port, VISITORS) as visitors:
        happening()
    # A hall of one address stays within the share of an address, however often it comes back.
    assert 429 not in {one["status"] for one in served.requests()}
    return visitors.longest(), visitors.coming_in


def _view(port: int, view: str, **headers: str) -> bytes:
    return look(port, view, headers=headers)


def _replicas_used(served: Site) -> set[str]:
    return {str(one["replica"]) for one in served.requests() if str(one["replica"]).count(":") == 1}


def _header(url: str, name: str, **headers: str) -> str:
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return str(answer.headers.get(name, ""))


def _status(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, headers=headers), timeout=SECONDS
        ) as ok:
            return int(ok.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_headers_forbid_what_the_dashboard_does_not_need(served: Site) -> None:
    policy = _header(served.url, "Content-Security-Policy")
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in scripts
    assert "'sha256-" in scripts
    assert "frame-ancestors 'none'" in policy
    assert _header(served.url, "X-Content-Type-Options") == "nosniff"
    assert _header(served.url, "Referrer-Policy") == "no-referrer"
    assert "readiness_replica=" in _header(served.url, "Set-Cookie")
    assert "HttpOnly" in _header(served.url, "Set-Cookie")


def test_metrics_agent_and_foreign_hosts_are_closed(served: Site) -> None:
    assert _status(f"{served.url}/_stcore/metrics") == 404
    assert _status(f"{served.url}/metrics") == 404
    assert _status(f"{served.url}/_stcore/agent/openapi.json") == 404
    assert _status(served.url, Host="example.org") == 421
    assert _status(f"{served.url}/_stcore/health") == 200


def test_files_are_compressed_and_kept_by_the_browser(served: Site) -> None:
    page = urllib.request.urlopen(served.url, timeout=SECONDS).read().decode()
    script = re.search(r'src="\./(static/js/index[^"]+\.js)"', page)
    assert script
    url = f"{served.url}/{script[1]}"
    assert _header(url, "Content-Encoding", **{"Accept-Encoding": "gzip"}) == "gzip"
    assert "immutable" in _header(url, "Cache-Control")


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("", "ja"),
        ("?lang=en", "en"),
        ("agency_karte?agency=22&lang=en", "en"),
        ("?lang=%22x", "ja"),
    ],
)
def test_the_page_says_its_language(served: Site, address: str, language: str) -> None:
    page = urllib.request.urlopen(f"{served.url}/{address}", timeout=SECONDS).read().decode()
    assert re.findall(r"<html lang=([^>]*)>", page) == [f'"{language}"']


@pytest.mark.parametrize("page", ["", "prefecture_map", "agency_karte?agency=22"])
def test_pages_work_under_the_policy(served: Site, browser: Browser, page: str) -> None:
    with visiting(browser) as visit:
        visit.open(f"{served.url}/{page}")
        assert visit.errors == []
        assert visit.outside == []


def test_only_who_comes_through_the_front_proxy_is_an_officer(served: Site) -> None:
    may, may_not = t("advice_log.choose").encode(), t("intake.role.missing").encode()
    through = _view(FRONT_PORT, "advice_log")
    assert may in through
    for headers in (
        {},
        {"X-Forwarded-User": "tanaka"},
        {"X-Forwarded-User": "tanaka", SECRET_HEADER: SECRET},
        {"X-Forwarded-For": FRONT, "X-Forwarded-User": "tanaka"},
    ):
        seen = _view(served.port, "advice_log", **headers)
        assert (may in seen, may_not in seen) == (False, True), headers
    # Around the proxy, on the replica itself, there is no secret.
    for headers in (
        {"X-Forwarded-User": "tanaka"},
        {"X-Forwarded-User": "tanaka", SECRET_HEADER: "x"},
    ):
        seen = _view(served.replica_ports[0], "advice_log", **headers)
        assert (may in seen, t("intake.role.proxy").encode() in seen) == (False, True), headers


def test_the_local_officer_is_nobody_who_comes_through_a_proxy(tmp_path: Path) -> None:
    """As on a laptop, but with somebody's proxy on the same machine before it."""
    environment = {
        "READINESS_LOCAL_OFFICER": "担当A",
        "READINESS_STORE_URL": f"sqlite:///{tmp_path}/store.sqlite",
    }
    may, may_not = t("advice_log.choose").encode(), t("intake.role.not_local").encode()
    target = start("ours", 0, environment)
    try:
        assert may in _view(target.port, "advice_log")
        for headers in (
            {"X-Forwarded-For": "127.0.0.1"},
            {"X-Forwarded-For": "10.0.0.7"},
            {"Forwarded": "for=127.0.0.1"},
            {"X-Real-IP": "127.0.0.1"},
            {"Via": "1.1 gateway"},
        ):
            seen = _view(target.port, "advice_log", **headers)
            assert (may in seen, may_not in seen) == (False, True), headers
    finally:
        target.stop()


def test_every_session_is_back_within_a_second_when_a_replica_dies(served: Site) -> None:
    lost = served.replica_ports[0]
    absences, coming_in = _watched(served, lambda: served.stop_replica(lost, by_force=True))
    served.start_replica(lost)
    assert len(_replicas_used(served)) == 2
    cut_off = [seconds for seconds in absences if seconds]
    assert 10 < len(cut_off) < 50  # the others sat on the replica that lived
    assert max(cut_off) < max(1.0, 5 * coming_in)


def test_a_browser_finds_its_screen_again_when_its_replica_dies(
    served: Site, browser: Browser
) -> None:
    with visiting(browser) as visit:
        visit.open(f"{served.url}/agency_karte?agency=22")
        port = int(str(served.requests()[-1]["replica"]).rsplit(":", 1)[1])
        served.stop_replica(port, by_force=True)
        app = visit.page.locator("[data-testid=stApp]")
        expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
        visit.settle()
        assert "防衛省" in visit.page.inner_text("h1")
        served.start_replica(port)


def test_nginx_can_be_restarted_under_visitors(served: Site) -> None:
    def restart() -> None:
        served.stop_proxy()
        served.start_proxy()

    absences, coming_in = _watched(served, restart)
    assert all(absences)
    assert max(absences) < max(5.0, 10 * coming_in)  # nginx itself is away for a part of it


def _answers(path: Path, day: date) -> Path:
    tokyo = intake.roster("local").of_prefecture("13")
    cells = {one.code: {"adoption": "正式に導入している"} for one in tokyo.respondents}
    path.write_bytes(intake.collecting_sheet(surveys()["local"], tokyo, day, cells))
    return path


def _publish(address: str, path: Path) -> subprocess.CompletedProcess[str]:
    """The shell's verb in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "readiness", "publish", str(path), "--author", "担当A"],
        cwd=ROOT,
        env={"READINESS_STORE_URL": address, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


def _wait_for(served: Site, text: str) -> None:
    """Until both replicas show a round on their own; they look at the store once a second."""
    try:
        until(lambda: _is_on_every_replica(served, "local_rounds", text), f"{text} is shown")
    except AssertionError as fault:
        for port, replica in served.replicas.items():
            log = served.directory / f"replica-{port}.log"
            fault.add_note(
                f"replica {port}: ended {replica.process.poll()}\n{log.read_text()[-3000:]}"
            )
        raise


def _is_on_every_replica(served: Site, view: str, text: str) -> bool:
    return all(text.encode() in _view(port, view) for port in served.replica_ports)


@pytest.fixture(scope="module")
def published(served: Site, postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A round that both replicas show."""
    path = tmp_path_factory.mktemp("round") / "東京都.xlsx"
    first = _publish(postgres.address, _answers(path, date(2026, 10, 1)))
    assert "第1版を公表しました" in first.stdout, first.stderr
    _wait_for(served, PUBLISHED)


@pytest.mark.usefixtures("published")
def test_without_postgresql_reading_goes_on_and_publishing_says_so(
    served: Site, postgres: Cluster, browser: Browser, tmp_path: Path
) -> None:
    later = _answers(tmp_path / "東京都2.xlsx", date(2027, 10, 1))
    with visiting(browser) as visit:
        page = visit.open(f"http://127.0.0.1:{FRONT_PORT}/intake?step=receive")
        page.locator("input[type=file]").first.set_input_files(later)
        page.get_by_text(t("intake.page.confirmed")).click()
        page.get_by_label(t("publish.reason_publish")).fill("回答がそろった")
        visit.settle()

        postgres.stop(signal.SIGQUIT)
        lost = t("store.unreachable")
        know = partial(_is_on_every_replica, served, "publish", lost)
        absences, _ = _watched(served, lambda: until(know, "both replicas know of the loss"))
        assert max(absences) == 0  # nobody even noticed
        assert _is_on_every_replica(served, "local_rounds", PUBLISHED)
        assert t("store.unreachable").encode() in _view(served.port, "publish")
        assert t("store.unreachable") in _publish(postgres.address, later).stderr
        publish = page.get_by_role("button", name="第1版を公表する")
        publish.click()
        page.get_by_text(t("store.unreachable")).first.wait_for()

        postgres.start()
        again = _publish(postgres.address, later)
        assert "第1版を公表しました" in again.stdout, again.stderr
        _wait_for(served, "令和9年10月1日時点")


@pytest.mark.usefixtures("published")
def test_a_replica_started_without_postgresql_serves_what_it_has(
    served: Site, postgres: Cluster
) -> None:
    port = served.replica_ports[0]
    postgres.stop(signal.SIGQUIT)
    served.stop_replica(port)
    served.start_replica(port)
    assert "防衛省".encode() in _view(port, "agency_karte?agency=22")
    postgres.start()
    _wait_for(served, PUBLISHED)
