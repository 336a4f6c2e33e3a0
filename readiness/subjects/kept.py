"""Rows and views kept as long as the warehouse stays the same; read them, never change them."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from readiness.data import warehouse
from readiness.language.wording import language

P = ParamSpec("P")
T = TypeVar("T")

# One entry: the warehouse of now with what was computed from it. Replaced as a whole, so that two
# threads at worst compute the same thing twice.
_kept: tuple[object, dict[object, object]] = (None, {})


def kept(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """``function(*args)``, computed once per warehouse and language."""
    global _kept
    now = warehouse.shared()
    state = _kept
    if state[0] is not now:
        _kept = state = (now, {})
    values = state[1]
    key = (language(), function, args, tuple(sorted(kwargs.items())))
    if key not in values:
        values[key] = function(*args, **kwargs)
    return values[key]  # type: ignore[return-value]
