"""What a visitor or a file brought is harmless wherever a fault is told: it makes no link, no picture."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from readiness.agenda import agenda as agendas
from readiness.definitions.outside import parsed
from readiness.screen.plain import plain
from tests.support import ROOT

TELLING = {"warning", "error", "info", "success", "toast", "exception"}
LOGS = {"_log", "log", "parser"}
# Made of digits by the program itself.
HARMLESS = {("deploy/dashboard.py", "number")}
FILES = [
    path
    for folder in ("pages", "readiness/screen", "deploy")
    for path in sorted((ROOT / folder).rglob("*.py"))
]


def _is_escaped(node: ast.expr, file: str) -> bool:
    """Made of words of the program, numbers, and what went through ``plain``."""
    match node:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return (file, name) in HARMLESS
        case ast.JoinedStr(values=values):
            return all(_is_escaped(one, file) for one in values)
        case ast.FormattedValue(value=value):
            return _is_escaped(value, file)
        case ast.IfExp(body=body, orelse=otherwise):
            return _is_escaped(body, file) and _is_escaped(otherwise, file)
        case ast.Call(func=function, args=_, keywords=keywords):
            name = function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
            if name in ("plain", "number"):
                return True
            return name == "t" and all(_is_escaped(one.value, file) for one in keywords)
    return False


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_fault_is_told_in_escaped_words(path: Path) -> None:
    file = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr in TELLING and ast.unparse(node.func.value) not in LOGS:
            for argument in node.args[:1]:
                assert _is_escaped(argument, file), f"{file}:{node.lineno} {ast.unparse(argument)}"


@pytest.mark.parametrize(
    "text",
    [
        '{"items": [{"link": "[here](http://example.org) ![x](http://example.org/x)"}]}',
        '{"items": [{"view": "[here](http://example.org)"}]}',
    ],
)
def test_an_agenda_link_puts_no_link_into_an_alert(text: str) -> None:
    import base64
    import zlib

    packed = base64.urlsafe_b64encode(zlib.compress(text.encode())).decode()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["agenda"] = packed
    page = app.switch_page("pages/meeting.py").run()
    assert not page.exception
    (said,) = page.warning
    assert "](" not in said.value.replace("\\]\\(", "")
    assert "http:" not in said.value
    with pytest.raises(agendas.AgendaFault):
        agendas.from_link(packed)


def test_half_a_letter_is_refused_in_a_file_and_shown_as_a_mark() -> None:
    for text in (r'"\ud800"', r'{"\udfff": 1}', r'[[["a\ud83d"]]]', "[" * 100_000):
        with pytest.raises(ValueError, match=r"utf-8|\["):
            parsed(text)
    assert parsed(r'"\ud83d\ude00"') == "\U0001f600"
    assert plain("a\ud800b") == "a\ufffdb"
