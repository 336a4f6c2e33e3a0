"""The HTML page around every screen: Streamlit's own, in the reader's language, charts with a head start."""

import json
import logging
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse

from readiness.language.links import without_ending
from readiness.language.wording import LANGUAGES, catalogue, speaking, t

# Found, not imported: the page is asked for before Streamlit is there.
STREAMLIT_STATIC = Path(str(find_spec("streamlit").origin)).parent / "static"  # type: ignore[union-attr]
_log = logging.getLogger("readiness")
# A browser needs a second to read Plotly, and Streamlit asks for it when the first figure arrives.
# Here that second passes while the server draws the screen.
_HEAD_START = """
    <script type="module">
      addEventListener("load", () => import("./static/js/$[plotly]"))
    </script>
  </head>"""
# Streamlit's own words (select all, no results, connection error, names for screen readers) are English
# whatever the page is in. Where they appear they are replaced by those of the language the page is in just
# then: a whole text only, {} stands for a number and {name} for any words. Drawings are left alone, and so
# is what somebody wrote.
_OWN_WORDS = Path(__file__).with_name("own_words.js")


def own_words() -> list[dict[str, str]]:
    """Each of Streamlit's words in every language, where they differ."""
    names = [
        name for name in catalogue(LANGUAGES[0]) if name == f"streamlit.{name.partition('.')[2]}"
    ]
    words = [{code: catalogue(code)[name] for code in LANGUAGES} for name in names]
    return [word for word in words if len(set(word.values())) > 1]


_CONNECTION = Path(__file__).with_name("connection.js")
_KINDS = ("lost", "silent", "slow", "websocket", "reload")


def _connection(language: str) -> str:
    """What is said, in each language, the reader's first, of a page that is not connected for 10 s."""
    words = {}
    for code in sorted(LANGUAGES, key=lambda code: code != language):
        with speaking(code):
            words[code] = {kind: t(f"connection.{kind}") for kind in _KINDS}
    text = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    script = _CONNECTION.read_text(encoding="utf-8").replace("$[words]", text)
    return f'\n    <script type="module">\n{script}    </script>'


def _no_script(language: str) -> str:
    """What a browser without JavaScript shows, in each language, the reader's first."""
    lines = []
    for code in sorted(LANGUAGES, key=lambda code: code != language):
        with speaking(code):
            lines.append(f'<p lang="{code}">{t("app.no_script")}</p>')
    return f"<noscript>{''.join(lines)}</noscript>"


def _own_words() -> str:
    text = json.dumps(own_words(), ensure_ascii=False).replace("<", "\\u003c")
    script = _OWN_WORDS.read_text(encoding="utf-8").replace("$[words]", text)
    return f"\n    <script>\n{script}    </script>"


# The typeface is as large as the window wants it before anything is measured by it.
_SCALE = Path(__file__).parents[1] / "readiness/screen/scale.js"

_LANGUAGE_CHANGE = Path(__file__).with_name("language_change.js")


def _by_itself(path: Path, last: str = "") -> str:
    """A script whose names are its own, and what it does at its end."""
    script = path.read_text(encoding="utf-8")
    return f"\n    <script>(() => {{\n{script}{last}}})()</script>"


@cache
def text(language: str) -> str:
    """The page as a reader of ``language`` gets it; Streamlit's own where it is not the one we know."""
    page = (STREAMLIT_STATIC / "index.html").read_text(encoding="utf-8")
    try:
        return _ours(page, language)
    except ValueError as fault:
        _log.error("Streamlit's own page is served: %s", fault)
        return page


def _ours(page: str, language: str) -> str:
    """The page with each part changed; ValueError if one is not there exactly once."""
    plotly = sorted((STREAMLIT_STATIC / "static/js").glob("PlotlyChart.*.js"))
    if len(plotly) != 1:
        raise ValueError(f"{len(plotly)} files are named PlotlyChart")
    with speaking(language):
        changes = {
            r'<html lang="en">': f'<html lang="{language}">',
            r"<title>.*?</title>": f"<title>{t('app.title')}</title>",
            r"<noscript>.*?</noscript>": _no_script(language),
            # A typeface that no screen uses, and the address of a closed interface.
            r'<link\s+rel="preload".*?/>': "",
            r'<!--(?:(?!-->).)*-->\s*<link rel="service-desc".*?/>': "",
            r"\s*</head>": _by_itself(_SCALE, "windowScale();\n")
            + _by_itself(_LANGUAGE_CHANGE)
            + _own_words()
            + _connection(language)
            + _HEAD_START.replace("$[plotly]", plotly[0].name),
        }
    for part, ours in changes.items():
        page, count = re.subn(part, ours.replace("\\", "\\\\"), page, flags=re.DOTALL)
        if count != 1:
            raise ValueError(f"{part} stands {count} times in Streamlit's page")
    return page


async def page(request: Request) -> HTMLResponse:
    """The page; a browser asks for it each time, because it names files by their content."""
    asked = without_ending(request.query_params.get("lang", ""))
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    return HTMLResponse(text(language), headers={"Cache-Control": "no-cache"})
