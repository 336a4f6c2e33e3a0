"""What is stable from run to run: bytes, counts of queries, CPU in relation to an empty page.

limits.yaml says how much each view may take; tests/pages/test_sizes.py holds the dashboard to it.
"""

import json
import re
import time
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser

from benchmarks.servers import ROOT, Target
from benchmarks.sessions import Session, run
from benchmarks.site import Site

LIMITS = Path(__file__).with_name("limits.yaml")


@dataclass(frozen=True)
class Size:
    """What one view takes: kB of messages for a new visitor and when it runs again, kB of the
    largest map with the files it names, statements of its first run, and those asked again when it
    runs again.
    """

    first_kb: float
    again_kb: float
    map_kb: float
    cold: int
    warm: int


@cache
def limits() -> dict[str, Any]:
    """limits.yaml, with the usual limits for pages that are not in it."""
    loaded: dict[str, Any] = yaml.safe_load(LIMITS.read_text(encoding="utf-8"))
    pages = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "overview")
    known = {view.partition("?")[0] for view in loaded["views"]}
    usual = {page: loaded["usual"] for page in pages if page not in known}
    return loaded | {"views": loaded["views"] | usual}


def views() -> list[str]:
    """Every view with limits: each page, and where its choices change the work, its heaviest ones."""
    return list(limits()["views"])


def over(found: Mapping[str, float], limit: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Name -> (found, limit) of everything above its limit."""
    return {
        name: (value, limit[name])
        for name, value in found.items()
        if name in limit and value > limit[name]
    }


def _ask(target: Target, path: str) -> dict[str, int]:
    with urllib.request.urlopen(f"{target.url}/{path}", timeout=20) as answer:  # noqa: S310
        counts: dict[str, int] = json.load(answer)
    return counts


def _map_bytes(deck: str) -> int:
    """A map's own description and the files it names, as they lie on the disk."""
    files: set[str] = set(re.findall(r"app/static/([\w.]+)", deck))
    return len(deck.encode()) + sum((ROOT / "static" / name).stat().st_size for name in files)


async def _size(target: Target, view: str) -> Size:
    async with Session(target.port) as first:  # who comes while a server loads may be sent two runs
        await first.rerun()
    async with Session(target.port, view) as session:
        _ask(target, "forget")
        _ask(target, "counts")
        await session.rerun()
        cold, first_kb = _ask(target, "counts"), session.kilobytes()
        maps = [
            _map_bytes(message.delta.new_element.deck_gl_json_chart.json)
            for message in session.messages()
            if message.WhichOneof("type") == "delta"
        ]
        await session.rerun()
        warm = _ask(target, "counts")
        return Size(
            first_kb=first_kb,
            again_kb=session.kilobytes(),
            map_kb=max(maps, default=0) / 1000,
            cold=cold["executed"],
            warm=warm["asked"] + warm["executed"],
        )


def size(counted: Target, view: str) -> Size:
    """Sizes of one view for a new visitor of the server ``counted``."""
    return run(_size(counted, view))


async def _cpu(target: Target, view: str, count: int, rounds: int) -> list[float]:
    async with Session(target.port, view) as session:
        for _ in range(3):
            await session.rerun()
        spent = []
        for _ in range(rounds):
            before = target.cpu_seconds()
            for _ in range(count):
                await session.rerun()
            spent.append((target.cpu_seconds() - before) / count * 1000)
        return spent


def cpu_milliseconds(
    ours: Target, bare: Target, shown: Sequence[str], *, count: int = 6, rounds: int = 5
) -> tuple[float, dict[str, float]]:
    """CPU of one rerun of the bare page and of each view, the least of several, interleaved.

    The least: what else the machine does can only add to it.
    """
    floor: list[float] = []
    found: dict[str, float] = {}
    for view in shown:
        floor += run(_cpu(bare, "", count, rounds))
        found[view] = min(run(_cpu(ours, view, count, rounds)))
    return min(floor), found


def cpu_ratios(
    ours: Target, bare: Target, allowed: Mapping[str, float], *, attempts: int = 5
) -> dict[str, float]:
    """View -> CPU of a rerun / that of the bare page; ``allowed``: the most that each may take.

    What is above it is measured again: more rounds can only find less, so that what is within its limit
    needs no more of them.
    """
    floor, found = cpu_milliseconds(ours, bare, list(allowed), rounds=1)
    for _ in range(attempts - 1):
        above = [view for view, spent in found.items() if spent / floor > allowed[view]]
        if not above:
            break
        lower, again = cpu_milliseconds(ours, bare, above, rounds=2)
        floor = min(floor, lower)
        found |= {view: min(spent, found[view]) for view, spent in again.items()}
    return {view: spent / floor for view, spent in found.items()}


def first_load_mb(site: Site, browser: Browser, view: str) -> float:
    """MB that nginx sends to a browser that was never here, websocket included, until it is drawn."""
    before = len(site.requests())
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="ja-JP")
    page = context.new_page()
    page.goto(f"{site.url}/{view}", wait_until="networkidle")
    page.wait_for_selector("h1", timeout=30_000)
    page.wait_for_timeout(1500)
    context.close()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        seen = site.requests()[before:]
        if any(str(one["path"]).endswith("/_stcore/stream") for one in seen):
            break
        time.sleep(0.1)
    return sum(int(str(one["bytes"])) for one in seen) / 1e6
