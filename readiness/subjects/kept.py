"""Rows and views kept as long as the warehouse stays the same; read them, never change them."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from readiness.data import warehouse
from readiness.language.wording import language

P = ParamSpec("P")
T = TypeVar("T")


def kept(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """``function(*args)``, computed once per warehouse and language; the least asked for are let go.

    They go with their warehouse, and are never more than its Keeper holds in bytes.
    """
    key = (language(), function, args, tuple(sorted(kwargs.items())))
    return warehouse.shared().kept.get(key, lambda: function(*args, **kwargs))
