"""The HTML page around every screen: Streamlit's own, in the reader's language, charts with a head start."""

import logging
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse

from readiness.language.wording import LANGUAGES, speaking, t

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
            r"<noscript>.*?</noscript>": f"<noscript><p>{t('app.no_script')}</p></noscript>",
            # A typeface that no screen uses, and the address of a closed interface.
            r'<link\s+rel="preload".*?/>': "",
            r'<!--(?:(?!-->).)*-->\s*<link rel="service-desc".*?/>': "",
            r"\s*</head>": _HEAD_START.replace("$[plotly]", plotly[0].name),
        }
    for part, ours in changes.items():
        page, count = re.subn(part, ours, page, flags=re.DOTALL)
        if count != 1:
            raise ValueError(f"{part} stands {count} times in Streamlit's page")
    return page


async def page(request: Request) -> HTMLResponse:
    """The page; a browser asks for it each time, because it names files by their content."""
    asked = request.query_params.get("lang", "")
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    return HTMLResponse(text(language), headers={"Cache-Control": "no-cache"})
