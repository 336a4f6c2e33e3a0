"""Streamlit's application: warm before the first visitor, a readiness endpoint, numbered errors.

What brings pandas, DuckDB and Plotly is imported inside the functions: a browser has its connection
before they are there.
"""

import asyncio
import gc
import importlib
import logging
import os
import pkgutil
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from deploy import state
from deploy.gate import Gate
from readiness.data import observed
from readiness.language.wording import t
from readiness.store.officers import came_from_here

ROOT = Path(__file__).parents[1]
# Objects more than went, and looks at each generation, before the next look at it and at the one above.
_GARBAGE = 20_000, 10, 20
log = logging.getLogger("readiness")


def _load() -> bool:
    """Load the data and the code, then freeze both: no later collection needs to look at them.

    False if a file of data/ is at fault.
    """
    # What is being loaded stays: a tenth of the start would go into looking through it for garbage.
    gc.disable()
    # A start takes the database that an earlier one finished; building it took half of a start.
    os.environ.setdefault("READINESS_READY_MADE", str(state.directory() / "ready"))
    from readiness.screen.streamlit_internals import take_over_pages

    take_over_pages()  # app.py declares them, also for a first deep link
    from readiness.data import warehouse
    from readiness.drawing import figures, maps

    try:
        warehouse.shared()
        for package in (figures, maps):
            for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
                importlib.import_module(module.name)
    except warehouse.DataFault as fault:
        log.error("data fault: %s", fault)
        return False
    finally:
        gc.enable()
    gc.collect()
    gc.freeze()
    # Hundreds of open screens are millions of objects: looked through at Python's pace they took a tenth
    # of the processors, and everybody waited for half a second at a time.
    gc.set_threshold(*_GARBAGE)
    return True


@asynccontextmanager
async def warm(served: st.App) -> AsyncIterator[None]:
    """Load while the first browser reads its files; draw the screens of READINESS_REHEARSE before."""
    loading = asyncio.create_task(asyncio.to_thread(_load))
    asked = os.environ.get("READINESS_REHEARSE", "")
    if asked and await loading:
        from deploy import rehearsal

        await rehearsal.rehearse(served, asked)
        gc.freeze()
    yield
    await loading
    gc.unfreeze()


async def ready(_: Request) -> JSONResponse:
    """200 once the data is loaded and checked, 503 with the reason if it cannot be."""
    from readiness.data import warehouse

    try:
        await asyncio.to_thread(warehouse.shared)
    except warehouse.DataFault as fault:
        return JSONResponse({"ready": False, "reason": str(fault)}, status_code=503)
    return JSONResponse({"ready": True})


async def metrics(request: Request) -> Response:
    """The numbers of this replica in the format of Prometheus, for a program of this machine only."""
    from readiness.screen import watching

    peer = request.client.host if request.client else ""
    if not came_from_here(request.headers, peer):
        return Response(status_code=404)
    text = await asyncio.to_thread(watching.exposition)
    return Response(text, media_type="text/plain; version=1.0.0; charset=utf-8")


def number_error(error: Exception) -> bool:
    """The reader sees a number, the log has the details under it; a stopped query speaks for itself."""
    from readiness.data import warehouse
    from readiness.screen.plain import plain

    if isinstance(error, warehouse.QueryStopped):
        st.warning(plain(str(error)))
        return True
    number = secrets.token_hex(4)
    observed.here.erred(number, type(error).__name__)
    log.error("error %s", number, exc_info=error)
    st.error(t("app.error", number=number))
    return True


def application(*more: Route) -> st.App:
    """Streamlit's application with ``more`` addresses."""
    return st.App(
        str(ROOT / "app.py"),
        lifespan=warm,
        routes=[Route("/readyz", ready), Route("/metrics", metrics), *more],
        middleware=[Middleware(Gate)],
        on_script_error=number_error,
    )


app = application()
