"""A changed screen beside what it was: ``make look PAGE=roadmap LINK="slip=4"``.

``before`` is the last commit, checked out beside and served by itself; ``after`` is what stands in the
files now. For each size of window artifacts/look/ holds both, their difference, and all three side by side.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Browser, sync_playwright

from tests.support import ROOT
from tests.support.browser import ARGUMENTS, TELEPHONE, executable
from tests.support.visits import ARTIFACTS, serve, visiting

SIZES = ((1280, 720), (1920, 1080), (390, 844))
_MARK = (214, 0, 92)
_GAP = 24
_TALLEST = 6000


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """The files of a commit in a directory of their own, which goes again."""
    with tempfile.TemporaryDirectory() as parent:
        place = Path(parent) / "before"
        git = ("git", "-C", str(ROOT), "worktree")
        subprocess.run([*git, "add", "--quiet", "--detach", str(place), commit], check=True)
        try:
            yield place
        finally:
            subprocess.run([*git, "remove", "--force", str(place)], check=True)


def photograph(browser: Browser, url: str, size: tuple[int, int], path: Path) -> Image.Image:
    """The whole page in a window of that size, also what lies below its lower edge."""
    telephone = TELEPHONE if size[0] < 640 else None
    with visiting(browser, *size, telephone) as visit:
        page = visit.open(url)
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": size[0], "height": max(size[1], min(height, _TALLEST))})
        visit.settle()
        page.screenshot(path=path, animations="disabled")
    return Image.open(path).convert("RGB")


def difference(before: Image.Image, after: Image.Image) -> tuple[Image.Image, float]:
    """The new picture in pale grey with every changed pixel marked, and their share of all."""
    size = max(before.width, after.width), max(before.height, after.height)
    sheets = []
    for picture in (before, after):
        sheet = Image.new("RGB", size, "white")
        sheet.paste(picture)
        sheets.append(sheet)
    changed = ImageChops.difference(*sheets).convert("L").point(lambda value: 255 * (value > 8))
    pale = Image.blend(sheets[1].convert("L").convert("RGB"), Image.new("RGB", size, "white"), 0.7)
    pale.paste(Image.new("RGB", size, _MARK), mask=changed)
    return pale, changed.histogram()[255] / (size[0] * size[1])


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """The pictures in one row."""
    width = sum(picture.width for picture in pictures) + _GAP * (len(pictures) - 1)
    sheet = Image.new("RGB", (width, max(picture.height for picture in pictures)), "#888")
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + _GAP
    return sheet


def look(page: str, link: str, base: str, directory: Path) -> dict[tuple[int, int], float]:
    """Write the pictures; size of window -> share of the pixels that are not what they were."""
    directory.mkdir(parents=True, exist_ok=True)
    address = f"{page}?{link}".removesuffix("?")
    found = {}
    with (
        tempfile.TemporaryDirectory() as logs,
        checked_out(base) as files,
        serve(Path(logs), root=files) as old,
        serve(Path(logs)) as new,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        for size in SIZES:
            name = f"{page}_{size[0]}"
            before = photograph(
                browser, f"{old.url}/{address}", size, directory / f"{name}_before.png"
            )
            after = photograph(
                browser, f"{new.url}/{address}", size, directory / f"{name}_after.png"
            )
            marked, found[size] = difference(before, after)
            marked.save(directory / f"{name}_difference.png")
            side_by_side([before, after, marked]).save(directory / f"{name}.png")
        browser.close()
    return found


def main(texts: list[str] | None = None) -> int:
    """Pictures of one page, and a line about each size; 2 if there is no such page."""
    parser = argparse.ArgumentParser(prog="make look", description=__doc__)
    parser.add_argument("page", help="name of a file in pages/")
    parser.add_argument("link", nargs="?", default="", help="choices as in the address: slip=4")
    parser.add_argument("--base", default="HEAD", help="the commit that is 'before'")
    given = parser.parse_args(texts)
    if not (ROOT / "pages" / f"{given.page}.py").is_file():
        known = ", ".join(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
        print(f"no page {given.page!r}; there are: {known}", file=sys.stderr)
        return 2
    directory = ARTIFACTS / "look"
    for (width, height), share in look(given.page, given.link, given.base, directory).items():
        words = f"{share:.2%} changed" if share else "nothing changed"
        print(f"{width}x{height}: {words}  {directory / f'{given.page}_{width}.png'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
