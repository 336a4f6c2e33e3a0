"""Streamlit's files in the smallest form, made once: ``python -m deploy.compressed``.

Brotli and gzip lie under var/compressed, named as the files are, which are named by their content. Installing makes
them; without them files are sent as they are, and nginx packs them with gzip.
"""

import gzip
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deploy.page import STREAMLIT_STATIC

DIRECTORY = Path(__file__).parents[1] / "var/compressed"
# Best first. Browsers take brotli over TLS and from their own machine, gzip from everywhere.
ENDINGS = {"br": ".br", "gzip": ".gz"}
_KINDS = (".js", ".css", ".json", ".svg", ".wasm")
_SMALLEST = 1_000  # bytes


def _pack(encoding: str, content: bytes) -> bytes:
    if encoding == "gzip":
        return gzip.compress(content, 9, mtime=0)
    # Only installing needs it.
    import brotli  # type: ignore[import-untyped]

    return bytes(brotli.compress(content, quality=11))


def _wanted() -> Iterator[tuple[Path, str, Path]]:
    """(file, encoding, where its packed form belongs) of everything worth packing."""
    for path in sorted((STREAMLIT_STATIC / "static").rglob("*.*")):
        if path.suffix in _KINDS and path.stat().st_size >= _SMALLEST:
            name = path.relative_to(STREAMLIT_STATIC)
            for encoding, ending in ENDINGS.items():
                yield path, encoding, DIRECTORY / f"{name}{ending}"


def make() -> int:
    """Pack what is not yet packed, and remove what another Streamlit left; the number of files made."""
    wanted = list(_wanted())
    known = {target for _, _, target in wanted}
    for left in DIRECTORY.rglob("*.*"):
        if left.is_file() and left not in known:
            left.unlink()
    absent = [one for one in wanted if not one[2].exists()]

    def write(one: tuple[Path, str, Path]) -> None:
        path, encoding, target = one
        packed = _pack(encoding, path.read_bytes())
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        part.write_bytes(packed)
        part.replace(target)

    with ThreadPoolExecutor(os.cpu_count()) as packing:
        list(packing.map(write, sorted(absent, key=lambda one: -one[0].stat().st_size)))
    return len(absent)


def packed(name: str, accepted: str) -> tuple[Path, str] | None:
    """The packed form of a file and its encoding, for what a browser accepts; None if there is none."""
    asked = [one.strip().split(";") for one in accepted.lower().split(",")]
    taken = {one[0] for one in asked if not any(q.strip() in ("q=0", "q=0.0") for q in one[1:])}
    for encoding, ending in ENDINGS.items():
        path = DIRECTORY / f"{name}{ending}"
        if encoding in taken and path.is_file():
            return path, encoding
    return None


if __name__ == "__main__":
    make()
    sys.exit(0)
