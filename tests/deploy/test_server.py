"""The door opens before the dashboard is there, and the page is Streamlit's in the reader's language."""

import asyncio
import logging
import re
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Page
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from benchmarks.sessions import run
from deploy import compressed, icons, page, server
from deploy.configure import script_hashes
from readiness.language.wording import LANGUAGES, t
from tests.support.visits import Visit
from tests.support.waiting import SECONDS


class _Slow(Starlette):
    """A dashboard that notes when it begins and ends."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.is_asked_for = threading.Event()
        self.add_route("/_stcore/health", lambda _: PlainTextResponse("ok"))

    def lifespan(self):
        @asynccontextmanager
        async def life(_: Starlette) -> AsyncIterator[None]:
            self.seen.append("began")
            yield
            self.seen.append("ended")

        return life


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[_Slow, threading.Event]]:
    """A dashboard whose import ends when the event is set."""
    may_end, dashboard = threading.Event(), _Slow()

    def load(name: str) -> ModuleType:
        dashboard.is_asked_for.set()
        assert may_end.wait(SECONDS)
        module = ModuleType(name)
        module.app = dashboard  # type: ignore[attr-defined]
        return module

    monkeypatch.setattr(server.importlib, "import_module", load)
    yield dashboard, may_end
    may_end.set()


def test_page_and_files_are_there_before_the_dashboard(
    slow: tuple[_Slow, threading.Event],
) -> None:
    dashboard, may_end = slow
    with TestClient(server.application("any")) as client:
        for address in ("/", "/agency_karte?agency=22", "/overview"):
            assert "<title>テレワーク環境整備・導入状況</title>" in client.get(address).text
        script = re.findall(r'src="\.(/static/js/index[^"]+)"', client.get("/").text)[0]
        answer = client.get(script)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert "javascript" in answer.headers["Content-Type"]
        assert dashboard.seen == []

        may_end.set()
        assert client.get("/_stcore/health").text == "ok"
        assert dashboard.seen == ["began"]
    assert dashboard.seen == ["began", "ended"]


def test_a_replica_that_rehearses_opens_last(
    slow: tuple[_Slow, threading.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    dashboard, may_end = slow
    monkeypatch.setenv("READINESS_REHEARSE", "all")
    application = server.application("any")

    async def start() -> None:
        async with application.router.lifespan_context(application):
            assert dashboard.seen == ["began"]

    async def watch() -> None:
        starting = asyncio.create_task(start())
        # Once the dashboard's import runs the door has had every opportunity to open before its end.
        await asyncio.to_thread(dashboard.is_asked_for.wait, SECONDS)
        assert not starting.done()
        may_end.set()
        await starting

    run(watch())


@pytest.fixture
def packed_script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The address of a script that lies there in both packed forms."""
    static = tmp_path / "streamlit"
    (static / "static/js").mkdir(parents=True)
    (static / "static/js/a.1.js").write_text("const a = 1;\n" * 500)
    (static / "static/js/small.1.js").write_text("1")
    monkeypatch.setattr(compressed, "STREAMLIT_STATIC", static)
    monkeypatch.setattr(compressed, "DIRECTORY", tmp_path / "packed")
    (tmp_path / "packed/static/js").mkdir(parents=True)
    (tmp_path / "packed/static/js/of-another-streamlit.js.br").touch()
    assert compressed.make() == 2
    assert compressed.make() == 0
    names = sorted(path.name for path in (tmp_path / "packed").rglob("*.*"))
    assert names == ["a.1.js.br", "a.1.js.gz"]
    monkeypatch.setattr(server, "_FILES", {"static/js/a.1.js": static / "static/js/a.1.js"})
    return "/static/js/a.1.js"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("identity", None),
        ("", None),
    ],
)
def test_a_file_comes_in_the_smallest_form_that_a_browser_takes(
    slow: tuple[_Slow, threading.Event], packed_script: str, accepted: str, encoding: str | None
) -> None:
    slow[1].set()
    route = Route("/static/{name:path}", server.file)
    with TestClient(Starlette(routes=[route])) as client:
        answer = client.get(packed_script, headers={"Accept-Encoding": accepted})
        assert answer.headers.get("Content-Encoding") == encoding
        assert answer.headers["Vary"] == "Accept-Encoding"
        sent = int(answer.headers["Content-Length"])
        assert (sent < 100) is (encoding is not None)
        # The test's own client reads gzip, and brotli where it is installed.
        assert answer.text == "const a = 1;\n" * 500


def test_the_typeface_that_no_screen_uses_is_not_sent(
    slow: tuple[_Slow, threading.Event],
) -> None:
    slow[1].set()
    (name,) = [name for name in server._FILES if name.startswith(server._UNUSED) and "Up" in name]
    with TestClient(server.application("any")) as client:
        answer = client.get(f"/{name}")
    assert (answer.status_code, answer.content) == (204, b"")


def test_the_icons_that_screens_name_are_in_the_typeface_that_is_sent(
    slow: tuple[_Slow, threading.Event],
) -> None:
    # An icon that is missing would be shown as its name: python -m deploy.icons makes the file anew.
    known = icons.icons()
    named = icons.named()
    assert {"home_pin", "keyboard_arrow_down"} <= named
    assert named - known == icons.NO_ICONS
    assert icons.made_from() in server._FILES
    slow[1].set()
    with TestClient(server.application("any")) as client:
        answer = client.get(f"/{icons.made_from()}")
    assert answer.content == icons.FONT.read_bytes()
    assert len(answer.content) < 60_000
    assert answer.headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    "path",
    ["/static/../index.html", "/static/%2e%2e/index.html", "/static//etc/passwd", "/static/js", "/static/"],
)  # fmt: skip
def test_only_files_of_streamlit_are_sent(slow: tuple[_Slow, threading.Event], path: str) -> None:
    slow[1].set()
    with TestClient(server.application("any")) as client:
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ja",
            "テレワーク環境整備・導入状況 この画面を表示するには、ブラウザーの JavaScript を有効にしてください。"
            " Please enable JavaScript in your browser to see this dashboard.",
        ),
        (
            "en",
            "Telework readiness Please enable JavaScript in your browser to see this dashboard."
            " この画面を表示するには、ブラウザーの JavaScript を有効にしてください。",
        ),
    ],
)
def test_the_page_speaks_its_readers_language_and_both_without_javascript(
    language: str, words: str
) -> None:
    text = page.text(language)
    shown = re.sub(r"<!--.*?-->|<script.*?</script>|<[^>]+>", " ", text, flags=re.DOTALL)

    assert re.findall("<html lang=(.*?)>", text) == [f'"{language}"']
    assert " ".join(shown.split()) == words


def test_the_head_start_is_for_the_file_that_streamlit_asks_for_later() -> None:
    (asked,) = re.findall(r'import\("\./(static/js/PlotlyChart[^"]+)"\)', page.text("ja"))
    assert asked in server._FILES
    streamlit_names = server._FILES[
        next(name for name in server._FILES if re.match(r"static/js/index\.\w+\.js", name))
    ].read_text("utf-8")
    assert asked.removeprefix("static/js/") in streamlit_names


def test_the_policy_lists_every_script_that_stands_in_the_page() -> None:
    inline = r"<script(?: type=\"module\")?>(.*?)</script>"
    scripts = {one for code in LANGUAGES for one in re.findall(inline, page.text(code), re.DOTALL)}
    assert len(script_hashes()) == len(scripts) == 7


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (["PlotlyChart.1.js"], '<html lang="en"> stands 0 times in Streamlit\'s page'),
        ([], "0 files are named PlotlyChart"),
    ],
)
def test_a_page_of_streamlit_that_is_not_the_known_one_is_served_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    names: list[str],
    fault: str,
) -> None:
    (tmp_path / "static/js").mkdir(parents=True)
    for name in names:
        (tmp_path / "static/js" / name).touch()
    (tmp_path / "index.html").write_text('<html lang="de"></html>', "utf-8")
    monkeypatch.setattr(page, "STREAMLIT_STATIC", tmp_path)
    with caplog.at_level(logging.ERROR, "readiness"):
        assert page.text.__wrapped__("ja") == '<html lang="de"></html>'
    assert caplog.messages == [f"Streamlit's own page is served: {fault}"]


def test_without_streamlits_page_everything_is_left_to_streamlit(
    slow: tuple[_Slow, threading.Event],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    slow[1].set()
    monkeypatch.setattr(server, "_FILES", {})
    slow[0].add_route("/roadmap", lambda _: PlainTextResponse("Streamlit's own"))
    with TestClient(server.application("any")) as client:
        assert client.get("/roadmap").text == "Streamlit's own"
    assert "Streamlit serves page and files itself" in caplog.text


def _language(page: Page) -> str:
    return str(page.evaluate("() => document.documentElement.lang"))


@pytest.mark.slow
def test_the_page_follows_the_language_that_the_reader_chooses(visit: Visit, app_url: str) -> None:
    page = visit.open(f"{app_url}/roadmap")
    assert _language(page) == "ja"
    page.get_by_text("English", exact=True).first.click()
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    page.get_by_text(t("language.other"), exact=True).first.wait_for(state="detached")


@pytest.mark.slow
def test_plotly_is_asked_for_before_the_first_figure(visit: Visit, app_url: str) -> None:
    visit.page.add_init_script(
        "window.figures = []; new PerformanceObserver(seen => seen.getEntries().forEach(entry => {"
        " if (entry.name.includes('PlotlyChart'))"
        "   window.figures.push(document.querySelectorAll('.stPlotlyChart').length) }))"
        ".observe({type: 'resource', buffered: true})"
    )
    page = visit.open(f"{app_url}/search")
    page.wait_for_function("() => window.figures.length > 0")
    assert page.evaluate("() => window.figures") == [0]
    assert visit.errors == []
