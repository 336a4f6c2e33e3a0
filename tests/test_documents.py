"""README and docs name what there is: paths, files, modules, commands; decisions say what holds."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support import ROOT

# Written by tools, or about another repository's files.
WRITTEN = {"licences.md", "data_dictionary.md"}
DOCUMENTS = sorted(
    path for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")) if path.name not in WRITTEN
)
_FOLDERS = "readiness|deploy|tests|docs|pages|queries|data|benchmarks|static"
PATH = re.compile(rf"(?<![\w/.~-])(?:{_FOLDERS})/[\w./*{{}},-]*")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
FILE = re.compile(r"(?<![\w/.*-])[\w-]+\.(?:py|yaml|sql|po|toml|typ|conf|js|css)\b")
MODULE = re.compile(r"python3? -m ([\w.]+)")
TARGET = re.compile(r"(?<![-\w])make ([a-z-]+)")
# What the reader's machine or a run makes, and names of files in other places.
ELSEWHERE = {"secrets.toml", "readiness.conf", "proxy-secret.conf", "docs/images/"}
ids = [str(path.relative_to(ROOT)) for path in DOCUMENTS]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_path_that_is_named_is_there(document: Path) -> None:
    named = {found.rstrip("*.,") for found in PATH.findall(_text(document))} - ELSEWHERE
    assert {name for name in named if not list(ROOT.glob(name.rstrip("/")))} == set()
    linked = set(LINK.findall(_text(document)))
    assert {name for name in linked if not (document.parent / name).exists()} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_file_that_is_named_is_there(document: Path) -> None:
    there = {
        path.name
        for folder in (*_FOLDERS.split("|"), ".streamlit")
        for path in (ROOT / folder).rglob("*.*")
    } | {path.name for path in ROOT.glob("*.*")}
    assert set(FILE.findall(_text(document))) - there - ELSEWHERE == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_command_that_is_named_is_there(document: Path) -> None:
    modules = {name.rstrip(".") for name in MODULE.findall(_text(document))}
    assert {name for name in modules if find_spec(name) is None} == set()
    targets = set(re.findall(r"^([a-z]+):", _text(ROOT / "Makefile"), re.MULTILINE))
    assert set(TARGET.findall(_text(document))) <= targets


def test_every_decision_has_its_number_and_a_status() -> None:
    text = _text(ROOT / "docs/decisions.md")
    heads = re.findall(
        r"^## (\d+)\. .+\n\*(Holds|Replaced by (\d+), \d{4}-\d\d-\d\d)\.\*", text, re.M
    )
    numbers = [int(number) for number, _, _ in heads]
    assert numbers == list(range(1, text.count("\n## ") + 1))
    assert all(int(later) in numbers for _, _, later in heads if later)
