"""``make bench``: every figure of one run as a table and as artifacts/benchmarks.json.

    python -m benchmarks [start sizes cpu switch screen round prefecture agency rule show shell crowd
                          memory links proxy thousand follow history]

Absolute times on a shared machine mean little; ratios between targets of the same run do. The load
average is printed so that a noisy run can be told from a quiet one. Clients, browser and servers
share the same cores.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import browser, follow, history, links, sessions, shell, sizes, thousand
from benchmarks.changes import CHANGES
from benchmarks.figures import Figure, p95, write
from benchmarks.servers import ROOT, start, targets
from benchmarks.sessions import run
from benchmarks.site import site
from tests.support.browser import ARGUMENTS, executable

PAGE = "methods_and_reasons"
# What people look at while the link goes round: overview, own agency or town, map, comparison.
VISITED = [
    "",
    "agency_status",
    "agency_karte?agency=22",
    "roadmap",
    "prefecture_map",
    "prefecture_map?prefecture=34",
    "peers?code=342084",
    PAGE,
]
STEPS = 30
_LINKS = 200, 6  # ten kinds, 120 of each


@contextmanager
def _chromium(count: int = 1) -> Iterator[list[Browser]]:
    with sync_playwright() as playwright:
        launch = playwright.chromium.launch
        browsers = [
            launch(executable_path=executable(), args=list(ARGUMENTS)) for _ in range(count)
        ]
        yield browsers
        for chromium in browsers:
            chromium.close()


def _start_up() -> list[Figure]:
    """From starting the process until a browser that waits for it has painted the first chart."""
    waited: dict[str, list[float]] = {"ours": [], "naive": []}
    with _chromium() as (chromium,):
        for _ in range(STEPS):
            for name, times in waited.items():
                page = chromium.new_page(viewport={"width": 1280, "height": 720})
                began = time.perf_counter()
                target = start(name, health="/")
                try:
                    page.goto(target.url)
                    page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=30_000)
                    times.append(time.perf_counter() - began)
                finally:
                    page.close()
                    target.stop()
    middle = {name: statistics.median(times) for name, times in waited.items()}
    return [
        Figure("cold start to first chart in the browser, p50", middle["ours"], "s"),
        Figure("cold start to first chart in the browser, p95", p95(waited["ours"]), "s", 3.0),
        Figure("cold start p50, naive", middle["naive"], "s"),
        Figure("cold start p50, ours / naive", middle["ours"] / middle["naive"], "ratio"),
    ]


def _sizes() -> list[Figure]:
    with targets("counted") as running:
        found = {view: sizes.size(running["counted"], view) for view in sizes.views()}
    largest = max(found, key=lambda view: found[view].first_kb)
    return [
        Figure("map payload, the largest", max(one.map_kb for one in found.values()), "kB", 300.0),
        Figure(f"messages of a first visit, {largest}", found[largest].first_kb, "kB"),
    ]


def _cpu_per_rerun() -> list[Figure]:
    with targets("ours", "naive", "bare") as running:
        ours, naive, bare = running["ours"], running["naive"], running["bare"]
        floor, found = sizes.cpu_milliseconds(ours, bare, sizes.views())
        _, slow = sizes.cpu_milliseconds(naive, bare, [""])
        before = ours.cpu_seconds()
        waited = run(sessions.think(ours.port, VISITED, 100, 4, 4.0))
        spent = (ours.cpu_seconds() - before) / (len(waited) + 100) * 1000
    return [
        Figure("CPU per rerun, bare page (floor)", floor, "ms"),
        Figure("CPU per rerun, naive", slow[""], "ms"),
        *(Figure(f"CPU per rerun, {view or 'overview'}", ms, "ms") for view, ms in found.items()),
        Figure("CPU per rerun, mean of all views / floor", statistics.mean(found.values()) / floor, "ratio"),
        Figure("CPU per rerun with 100 sessions", spent, "ms", 15.0),
    ]  # fmt: skip


def _switches() -> list[Figure]:
    """Switch to each page from another, the server's part: the last message has arrived."""
    with targets("ours") as running:
        port = running["ours"].port
        run(sessions.switches(port, sizes.views(), 1))
        found = run(sessions.switches(port, sizes.views(), STEPS))
    return [
        Figure(f"page switch p95, server, {view or 'overview'}", p95(times) * 1000, "ms", 250.0)
        for view, times in found.items()
    ]


def _screen() -> list[Figure]:
    """Switch to each page from the one before it in the menu, until the last chart is painted."""
    with targets("ours") as running, _chromium() as (chromium,):
        page = chromium.new_page(viewport={"width": 1280, "height": 720})
        page.goto(running["ours"].url)
        page.wait_for_timeout(3000)
        browser.watch(page)
        names = [view for view in sizes.views() if "?" not in view and view != "show"]
        times: dict[str, list[float]] = {name: [] for name in names}
        for step in range(STEPS + 1):
            for name in names:
                milliseconds = browser.change_page(page, name)
                if step:
                    times[name].append(milliseconds)
    return [
        Figure(f"page switch p95, painted, {name or 'overview'}", p95(times[name]), "ms", 250.0)
        for name in names
    ]


def _change(kind: str) -> list[Figure]:
    """One choice changed in turn, ours and Dash's from the same subject; the naive page and the floor
    change their round.
    """
    change = CHANGES[kind]
    dash = f"dash-{kind}"
    names = ("ours", dash, "naive", "bare")
    times: dict[str, list[float]] = {name: [] for name in names}
    label, *words = change.words
    with targets(*names) as running, _chromium(len(names)) as browsers:
        boxes = {}
        # Each in a browser of its own, as a person has it open: pages of one browser share a process.
        for name, chromium in zip(names, browsers, strict=True):
            page = chromium.new_page(viewport={"width": 1280, "height": 720})
            page.goto(running[name].url + (f"/{change.link}" if name == "ours" else ""))
            page.wait_for_timeout(3000)
            browser.watch(page)
            boxes[name] = {
                "ours": page.get_by_role("combobox", name=label, exact=True),
                dash: page.locator("#choice"),
            }.get(name, page.get_by_role("combobox").first)
        offered = {"ours": words, dash: change.values}
        for step in range(STEPS + 2):
            for name, box in boxes.items():
                wanted = offered.get(name, ("2021-10", "2022-10"))[step % 2]
                milliseconds = browser.change_choice(box.page, box, wanted, type_in=name == "ours")
                if step >= 2:
                    times[name].append(milliseconds)
    measures = (("p50", statistics.median), ("p95", p95))
    figures = [
        Figure(f"change of {kind} {quantile}, {name.partition('-')[0]}", measure(times[name]), "ms")
        for name in names
        for quantile, measure in measures
    ]
    for other, goal in ((dash, 0.7), ("naive", 0.45), ("bare", 3.5)):
        for quantile, measure in measures:
            ratio = measure(times["ours"]) / measure(times[other])
            title = f"change of {kind} {quantile}, ours / {other.partition('-')[0]}"
            figures.append(Figure(title, ratio, "ratio", goal))
    return figures


def _show() -> list[Figure]:
    """From the start of a show to its first slide, beside a change of the floor's page in the same run."""
    slides: list[float] = []
    floor: list[float] = []
    with targets("ours", "bare") as running, _chromium(2) as (ours, bare):
        empty = bare.new_page(viewport={"width": 1280, "height": 720})
        empty.goto(running["bare"].url)
        empty.wait_for_timeout(3000)
        browser.watch(empty)
        box = empty.get_by_role("combobox").first
        for step in range(STEPS + 2):
            page = ours.new_page(viewport={"width": 1280, "height": 720})
            page.goto(f"{running['ours'].url}/meeting")
            page.locator("[data-testid=stDataFrame]").first.wait_for(timeout=60_000)
            page.wait_for_timeout(1000)
            shown = browser.first_slide(page, "/show?agenda=liaison")
            page.close()
            changed = browser.change_choice(empty, box, ("2021-10", "2022-10")[step % 2])
            if step >= 2:
                slides.append(shown)
                floor.append(changed)
    return [
        Figure("first slide of a show p50", statistics.median(slides), "ms"),
        Figure("first slide of a show p95", p95(slides), "ms"),
        *(
            Figure(f"first slide of a show {name}, ours / bare", measure(slides) / measure(floor), "ratio", 3.5)
            for name, measure in (("p50", statistics.median), ("p95", p95))
        ),
    ]  # fmt: skip


_SHELL_GOALS = {"--help": 0.7, "query": 0.7, "read": 0.7, "check of 1,788 rows": 2.5}


def _shell() -> list[Figure]:
    found = shell.seconds(STEPS)
    clock = {name: statistics.median(one for one, _ in spent) for name, spent in found.items()}
    figures = [
        Figure(f"shell: {name}, p50", seconds, "s", _SHELL_GOALS.get(name))
        for name, seconds in clock.items()
    ]
    for name, spent in found.items():
        taken = statistics.median(processor for _, processor in spent)
        figures.append(Figure(f"shell: {name}, processor p50", taken, "s"))
    for form, goal in (("PPTX", 1.5), ("PDF", 0.5)):
        more = clock[f"22 kartes as {form}"] - clock["export --help"]
        figures.append(Figure(f"shell: 22 kartes as {form}, beyond the start", more, "s", goal))
    each = (clock["17 towns as PDF"] - clock["export --help"]) / 17
    figures.append(Figure("shell: a town's hand-out, one process", 1000 * each, "ms"))
    return figures


def _crowd() -> list[Figure]:
    figures = []
    with targets("ours") as running:
        ours = running["ours"]
        run(sessions.switches(ours.port, VISITED, 2))
        empty = ours.memory_mb()
        # 200 are the share of two replicas (docs/admin_guide.ja.md): their goal is in ``proxy``.
        for visitors, goal in ((100, 100.0), (200, None)):
            waited = run(sessions.think(ours.port, VISITED, visitors, 4, 4.0))
            name = f"think time 4 s, {visitors} visitors"
            figures.append(Figure(f"{name}, p50", statistics.median(waited) * 1000, "ms"))
            figures.append(Figure(f"{name}, one replica, p95", p95(waited) * 1000, "ms", goal))
        # All 200 are still remembered: a session ends two minutes after its connection.
        grown = (ours.memory_mb() - empty) / 300
        figures.append(Figure("memory per session", grown, "MB", 0.5))
        clicked = [
            seconds for _ in range(3) for seconds in run(sessions.at_once(ours.port, PAGE, 100))
        ]  # fmt: skip
        figures.append(Figure("100 clicks at once p95, one replica", p95(clicked), "s", 1.2))
    return figures


def _memory() -> list[Figure]:
    """Reruns of one session on one view after the other, in a server that has warmed up."""
    with targets("ours") as running:
        ours = running["ours"]
        for view in VISITED:
            run(sessions.reruns(ours.port, view, 60))
        before = ours.memory_mb()
        for view in VISITED:
            run(sessions.reruns(ours.port, view, 2000 // len(VISITED), before=0))
        grown = ours.memory_mb() - before
    return [Figure("memory grown over 2,000 reruns", grown, "MB", 20.0)]


def _links() -> list[Figure]:
    """Distinct links, as many of each kind: what a server keeps is full at some point, and then stays as it is.

    A sample: 5,000 take half an hour, peers above all. So the server keeps a sixth of what it may.
    """
    each, times = _LINKS
    with targets("small") as running:
        found = links.memory_after(running["small"], each, times)
    last, middle = found[-1], found[times // 2 - 1]
    return [
        *(
            Figure(f"memory after {place * each:,} distinct links", mb, "MB")
            for place, mb in enumerate(found, 1)
        ),
        Figure("memory grown in the second half of the links", last - middle, "MB", 20.0),
    ]


def _proxy() -> list[Figure]:
    with tempfile.TemporaryDirectory() as directory, site(Path(directory)) as served:
        run(sessions.at_once(served.port, PAGE, 20))
        clicked = [
            seconds for _ in range(3) for seconds in run(sessions.at_once(served.port, PAGE, 100))
        ]  # fmt: skip
        waited = run(sessions.think(served.port, VISITED, 200, 4, 4.0))
        with _chromium() as (chromium,):
            loaded = {
                view: sizes.first_load_mb(served, chromium, view) for view in ("", "prefecture_map")
            }
    return [
        Figure("100 clicks at once p95, two replicas behind nginx", p95(clicked), "s", 0.7),
        Figure("think time 4 s, 200 visitors, two replicas, p95", p95(waited) * 1000, "ms", 200.0),
        Figure("first load behind nginx, overview", loaded[""], "MB", 2.2),
        Figure("first load behind nginx, straight to the map", loaded["prefecture_map"], "MB"),
    ]


def _thousand() -> list[Figure]:
    with (
        tempfile.TemporaryDirectory() as directory,
        site(Path(directory), people=thousand.VISITORS) as served,
    ):
        for number in range(8):  # both replicas have drawn everything once
            run(sessions.switches(served.port, VISITED, 1, cookie=f"first-{number}"))
        found = run(thousand.visit(served, VISITED))
    name = f"{thousand.VISITORS:,} visitors on two replicas"
    for fault in sorted(set(found.refused))[:5]:
        print(fault, flush=True)
    return [
        Figure(f"{name}: refused", len(found.refused), "", 0),
        Figure(f"{name}: all there within 60 s, screen p95", p95(found.arrived), "s", 5.0),
        Figure(f"{name}: think time 10 s, p50", statistics.median(found.waited) * 1000, "ms"),
        Figure(f"{name}: think time 10 s, p95", p95(found.waited) * 1000, "ms", 250.0),
        Figure(f"{name}: memory for each", found.mb_each, "MB", 0.3),
        *(Figure(f"{name}: processor, {part}", spent, "s") for part, spent in found.cpu.items()),
    ]


def _follow() -> list[Figure]:
    with tempfile.TemporaryDirectory() as directory, site(Path(directory)) as served:
        run(sessions.at_once(served.port, "show?agenda=liaison", 4))
        found = run(follow.hall(served))
    hall = "200 who follow a presenter, two replicas"
    return [
        Figure("CPU of two replicas without visitors", found["empty"], "% of a core"),
        Figure(f"{hall}: CPU while nothing moves", found["windows"], "% of a core", 5.0),
        Figure(f"{hall}: the same with their screens", found["windows and screens"], "% of a core", 5.0),
        Figure(f"{hall}: until the middle one sees a step", found["middle"] * 1000, "ms", 300.0),
        Figure(f"{hall}: until the last one sees a step", found["last"], "s", 1.0),
    ]  # fmt: skip


def _history() -> list[Figure]:
    return [Figure(*line) for line in history.figures()]


PARTS: dict[str, Callable[[], list[Figure]]] = {
    "start": _start_up,
    "sizes": _sizes,
    "cpu": _cpu_per_rerun,
    "switch": _switches,
    "screen": _screen,
    **{kind: partial(_change, kind) for kind in CHANGES},
    "show": _show,
    "shell": _shell,
    "crowd": _crowd,
    "memory": _memory,
    "links": _links,
    "proxy": _proxy,
    "thousand": _thousand,
    "follow": _follow,
    "history": _history,
}


def main(chosen: list[str]) -> int:
    """Measure the chosen parts (all by default), print the table and write the JSON."""
    before = os.getloadavg()[0]
    print(f"load average before: {before:.2f}", flush=True)
    figures: list[Figure] = []
    for name, part in PARTS.items():
        if not chosen or name in chosen:
            found = part()
            figures += found
            print(*found, sep="\n", flush=True)
    over = [figure for figure in figures if figure.verdict == "over"]
    print(f"load average after: {os.getloadavg()[0]:.2f}")
    print(f"{len(figures)} figures, {len(over)} over their goal", *over, sep="\n")
    write(ROOT / "artifacts/benchmarks.json", figures, before)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
