"""The house keeps its floors: imports point downward, and each library lives on its own floor."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.support import ROOT

# Lowest first; a module may import modules of lower floors and of its own folder only.
FLOORS = (
    "language",
    "definitions",
    "store",
    "data",
    "intake",
    "subjects",
    "drawing",
    "agenda",
    "exports",
    "screen",
    "shell",
    "__main__",
)
OWNERS = {
    "streamlit": {"screen"},
    "duckdb": {"data"},
    "pydeck": {"drawing"},
    "plotly": {"drawing", "screen"},
}
JAPANESE = re.compile(r"[\u3041-\u30fa\u30fc-\u30ff\u4e00-\u9fff]")  # a bullet is no word


def _modules() -> list[Path]:
    return sorted((ROOT / "readiness").rglob("*.py"))


def _part(path: Path) -> str:
    """``drawing`` for readiness/drawing/figures/overview.py."""
    return path.relative_to(ROOT / "readiness").parts[0].removesuffix(".py")


@cache
def _imports(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_module_imports_only_lower_floors(path: Path) -> None:
    part = _part(path)
    if part == "__init__":
        return
    upward = {
        name
        for name in _imports(path)
        if name.startswith("readiness.")
        and name != "readiness.__version__"
        and name.split(".")[1] != part
        and FLOORS.index(name.split(".")[1]) >= FLOORS.index(part)
    }
    assert not upward


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_each_library_stays_on_its_floor(path: Path) -> None:
    for name in _imports(path):
        owners = OWNERS.get(name.split(".")[0])
        assert owners is None or _part(path) in owners, name


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.stem)
def test_page_holds_no_query_and_no_colour(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{6}\b", text)
    assert not re.search(r"\bselect\b.+\bfrom\b", text)
    assert not any(name.startswith("duckdb") for name in _imports(path))


def _strings(path: Path) -> list[str]:
    """String constants that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]


# Values of the data that code compares with; every other Japanese word comes from a catalogue.
DATA_VALUES = frozenset(
    "都道府県 指定都市 市区町村 全団体 中核市 施行時特例市 一般市 特別区 町 村 政府計 本省 地方局等 全体"
    " 導入団体 未導入団体 その他 全国".split()
)


@pytest.mark.parametrize(
    "path",
    [
        *sorted((ROOT / "pages").glob("*.py")),
        *sorted((ROOT / "readiness/drawing").rglob("*.py")),
    ],
    ids=lambda path: path.stem,
)
def test_screen_words_come_from_the_catalogue(path: Path) -> None:
    words = {text for text in _strings(path) if JAPANESE.search(text)}
    assert words <= DATA_VALUES


def test_tests_wait_for_conditions_in_one_place() -> None:
    waits = re.compile(r"\btime\.sleep\(|wait_for_timeout\(")
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*.py")
        if waits.search(path.read_text(encoding="utf-8")) and path != Path(__file__)
    }
    assert found == {"tests/support/waiting.py"}


def test_which_language_is_spoken_is_asked_on_the_floor_of_language_only() -> None:
    """Others ask what they want to know: whether words are long, stand upright, are translated."""
    files = (
        path
        for folder in ("readiness", "pages", "deploy", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if path.is_relative_to(ROOT / "readiness/language") is False
    )
    asking = {
        f"{path.parent.name}/{path.stem}"
        for path in files
        if re.search(r"\bis_japanese\b|language\(\) [!=]= ", path.read_text(encoding="utf-8"))
    }
    assert asking == set()


def test_every_name_of_a_module_is_used_somewhere() -> None:
    folders = ("readiness", "deploy", "benchmarks", "pages", "tests")
    files = [ROOT / "app.py", *(p for one in folders for p in (ROOT / one).rglob("*.py"))]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    mentions = Counter(word for text in texts.values() for word in re.findall(r"\w+", text))
    unused = {
        f"{path.relative_to(ROOT)}: {name}"
        for path, text in texts.items()
        if path.is_relative_to(ROOT / "tests") is False and "migrations" not in path.parts
        for node in ast.parse(text).body
        for name in _defined(node)
        if mentions[name] == 1 and not name.startswith("__")
    }
    assert unused == set()


def _defined(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]
