"""The dashboard as it is served, counting what it asks of the database; for benchmarks.sizes."""

from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from deploy import dashboard
from readiness.data import warehouse

_counts = {"asked": 0, "executed": 0}


def _counting(function: Any, name: str) -> Any:
    def counted(*args: Any, **kwargs: Any) -> Any:
        _counts[name] += 1
        return function(*args, **kwargs)

    return counted


# What a page asks for, and what had not been answered before and went to DuckDB.
warehouse.Warehouse.rows = _counting(warehouse.Warehouse.rows, "asked")  # type: ignore[method-assign]
warehouse.Warehouse.cursor = _counting(warehouse.Warehouse.cursor, "executed")  # type: ignore[method-assign]
warehouse._fetch = _counting(warehouse._fetch, "executed")


async def counts(_: Request) -> JSONResponse:
    """The counts since they were asked for last."""
    answer = JSONResponse(_counts)
    _counts.update(asked=0, executed=0)
    return answer


async def forget(_: Request) -> JSONResponse:
    """Empty every cache of pages and rows, as in a fresh process."""
    st.cache_resource.clear()
    warehouse.shared().forget()
    return JSONResponse({})


app = dashboard.application(Route("/counts", counts), Route("/forget", forget))
