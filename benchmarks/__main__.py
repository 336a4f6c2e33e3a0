"""``make bench``: every figure of one run, interleaved, as a table and as artifacts/benchmarks.json.

Absolute times on a shared machine mean little; ratios between targets of the same run do. The load
average is printed so that a noisy run can be told from a quiet one.
"""

import asyncio
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks import browser, history, sessions
from benchmarks.servers import ROOT, Target, targets
from tests.browser import ARGUMENTS, executable

PAGE = "methods_and_reasons"
PAGES = [PAGE, "agency_status", "roadmap", "prefecture_map", ""]
STEPS = 30


@dataclass
class Figure:
    """One line of the table: what was measured, its value, and the goal it is held against."""

    name: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def verdict(self) -> str:
        """``ok`` or ``over`` where there is a goal."""
        if self.goal is None:
            return ""
        return "ok" if self.value <= self.goal else "over"


def p95(values: Sequence[float]) -> float:
    """The value that 95 % of the measurements do not exceed."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def _filter_changes(running: dict[str, Target]) -> list[Figure]:
    names = ("ours", "dash", "naive", "bare")
    times: dict[str, list[float]] = {name: [] for name in names}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        pages = {}
        for name in names:
            page = chromium.new_page(viewport={"width": 1280, "height": 720})
            page.goto(running[name].url + (f"/{PAGE}" if name == "ours" else ""))
            page.wait_for_timeout(3000)
            browser.watch(page)
            pages[name] = page
        for step in range(STEPS + 2):
            for name in names:
                milliseconds = browser.change_filter(pages[name], name, step)
                if step >= 2:
                    times[name].append(milliseconds)
        chromium.close()
    figures = [
        Figure(f"filter change p50, {name}", statistics.median(times[name]), "ms") for name in names
    ]
    for other, goal in (("dash", 1.3), ("naive", 0.5)):
        for label, measure in (("p50", statistics.median), ("p95", p95)):
            ratio = measure(times["ours"]) / measure(times[other])
            figures.append(Figure(f"filter change {label}, ours / {other}", ratio, "ratio", goal))
    return figures


def _cpu_per_rerun(running: dict[str, Target]) -> list[Figure]:
    figures = []
    floor = 0.0
    for name, pages in (("bare", [""]), ("naive", [""]), ("ours", PAGES)):
        spent = []
        for page in pages:
            asyncio.run(sessions.reruns(running[name].port, page, 5))
            before = running[name].cpu_seconds()
            asyncio.run(sessions.reruns(running[name].port, page, 60))
            milliseconds = (running[name].cpu_seconds() - before) / 65 * 1000
            spent.append(milliseconds)
            goal = 15.0 if name == "ours" else None
            figures.append(Figure(f"CPU per rerun, {name} /{page}", milliseconds, "ms", goal))
        floor = floor or spent[0]
        mean = statistics.mean(spent) / floor
        figures.append(Figure(f"CPU per rerun, {name} / floor", mean, "ratio"))
    return figures


def _crowd(running: dict[str, Target]) -> list[Figure]:
    port = running["ours"].port
    figures = []
    empty = running["ours"].memory_mb()
    for visitors, goal in ((100, 100.0), (200, 200.0)):
        waited = asyncio.run(sessions.think(port, PAGES, visitors, 3, 4.0))
        figures.append(
            Figure(f"think time 4 s, {visitors} visitors, p95", p95(waited) * 1000, "ms", goal)
        )
    grown = (running["ours"].memory_mb() - empty) / 200
    figures.append(Figure("memory per session", grown, "MB", 0.5))
    clicked = asyncio.run(sessions.at_once([port], PAGE, 100))
    figures.append(Figure("100 clicks at once p95", p95(clicked) * 1000, "ms", 1200.0))
    before = running["ours"].memory_mb()
    asyncio.run(sessions.reruns(port, PAGE, 2000))
    grown = running["ours"].memory_mb() - before
    figures.append(Figure("memory grown over 2,000 reruns", grown, "MB", 20.0))
    return figures


def _switches(running: dict[str, Target]) -> list[Figure]:
    async def switch() -> list[float]:
        async with sessions.Session(running["ours"].port) as session:
            for page in PAGES:
                await session.rerun(page)
            return [await session.rerun(page) for _ in range(12) for page in PAGES]

    return [Figure("page switch p95, server", p95(asyncio.run(switch())) * 1000, "ms", 250.0)]


def _start_up(running: dict[str, Target]) -> list[Figure]:
    began = time.perf_counter()
    asyncio.run(sessions.reruns(running["ours"].port, PAGE, 1))
    first = time.perf_counter() - began
    total = running["ours"].start_seconds + first
    return [Figure("cold start to first chart, server", total, "s", 3.0)]


PARTS: dict[str, Callable[[dict[str, Target]], list[Figure]]] = {
    "start": _start_up,
    "cpu": _cpu_per_rerun,
    "switch": _switches,
    "filter": _filter_changes,
    "crowd": _crowd,
}


def main(chosen: list[str]) -> int:
    """Measure the chosen parts (all by default), print the table and write the JSON."""
    figures: list[Figure] = []
    print(f"load average before: {os.getloadavg()[0]:.2f}", flush=True)
    with targets("ours", "dash", "naive", "bare") as running:
        for name, part in PARTS.items():
            if not chosen or name in chosen:
                figures += part(running)
    if not chosen or "history" in chosen:
        figures += [Figure(*line) for line in history.figures()]
    width = max(len(figure.name) for figure in figures)
    for figure in figures:
        goal = "" if figure.goal is None else f"goal {figure.goal:g}"
        print(
            f"{figure.name:<{width}} {figure.value:9.2f} {figure.unit:<5} {goal:<10} {figure.verdict}"
        )
    load = os.getloadavg()[0]
    print(f"load average after: {load:.2f}")
    report = ROOT / "artifacts/benchmarks.json"
    report.parent.mkdir(exist_ok=True)
    rows = [asdict(figure) | {"verdict": figure.verdict} for figure in figures]
    content = {"load_average": load, "cores": os.cpu_count(), "figures": rows}
    Path(report).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
