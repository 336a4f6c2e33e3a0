"""The dashboard as one ASGI application: warm before the first visitor, with a readiness endpoint.

``uvicorn deploy.server:app`` serves it; ``streamlit run app.py`` works too, without these extras.
"""

import asyncio
import gc
import importlib
import logging
import pkgutil
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from deploy import rehearsal
from readiness import figures, maps, warehouse
from readiness.wording import t

ROOT = Path(__file__).parents[1]
log = logging.getLogger("readiness")


def _load() -> bool:
    """Load the code and the data, then freeze both: no later collection needs to look at them.

    False if a file of data/ is at fault.
    """
    for package in (figures, maps):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    try:
        warehouse.shared()
    except warehouse.DataFault as fault:
        log.error("data fault: %s", fault)
        return False
    gc.collect()
    gc.freeze()
    return True


@asynccontextmanager
async def warm(served: st.App) -> AsyncIterator[None]:
    """Load while the first browser fetches its files; a replica that rehearses opens its port after it."""
    # app.py declares the pages, also for a first deep link
    PagesManager.uses_pages_directory = False
    loading = asyncio.create_task(asyncio.to_thread(_load))
    if rehearsal.wanted() and await loading:
        await rehearsal.rehearse(served)
        gc.freeze()
    yield
    await loading


async def ready(_: Request) -> JSONResponse:
    """200 once the data is loaded and checked, 503 with the reason if it cannot be."""
    try:
        await asyncio.to_thread(warehouse.shared)
    except warehouse.DataFault as fault:
        return JSONResponse({"ready": False, "reason": str(fault)}, status_code=503)
    return JSONResponse({"ready": True})


def number_error(error: Exception) -> bool:
    """The reader sees a number, the log has the details under it; a stopped query speaks for itself."""
    if isinstance(error, warehouse.QueryStopped):
        st.warning(str(error))
        return True
    number = secrets.token_hex(4)
    log.error("error %s", number, exc_info=error)
    st.error(t("app.error", number=number))
    return True


app = st.App(
    str(ROOT / "app.py"),
    lifespan=warm,
    routes=[Route("/readyz", ready)],
    on_script_error=number_error,
)
