"""The dashboard as one ASGI application: warmed before the first visitor, observable, numbered errors.

``streamlit run deploy/server.py`` serves it; ``streamlit run app.py`` works too, without these extras.
"""

import gc
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from readiness import warehouse

ROOT = Path(__file__).parents[1]
log = logging.getLogger("readiness")


@asynccontextmanager
async def warm(_: st.App) -> AsyncIterator[None]:
    """Build the warehouse and freeze what is loaded: later collections need not look at it."""
    warehouse.shared()
    gc.collect()
    gc.freeze()
    yield


async def ready(_: Request) -> JSONResponse:
    """200 once the data is loaded and checked, 503 with the reason until then."""
    try:
        warehouse.shared()
    except warehouse.DataFault as fault:
        return JSONResponse({"ready": False, "reason": str(fault)}, status_code=503)
    return JSONResponse({"ready": True})


app = st.App(str(ROOT / "app.py"), lifespan=warm, routes=[Route("/readyz", ready)])
