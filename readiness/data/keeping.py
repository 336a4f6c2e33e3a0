"""Values kept for the next reader, within a limit of bytes. Plain Python; no database, no words.

Whatever a visitor writes into a link becomes the key of something computed. So no cache keyed by it
may grow with the number of links: the least recently asked for go first.
"""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

import numpy as np
import pandas as pd

T = TypeVar("T")


class Keeper:
    """At most ``byte_limit`` bytes and ``entry_limit`` values; several threads may ask at once."""

    def __init__(self, byte_limit: int, entry_limit: int = 4096) -> None:
        self.byte_limit = byte_limit
        self.entry_limit = entry_limit
        self.byte_count = 0
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._values

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of ``key``, made if it is not there; two threads at worst make the same twice.

        What alone is beyond the limit is made anew each time.
        """
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                found: T = self._values[key][0]
                return found
        value = make()
        size = weight((key, value))
        with self._lock:
            if key not in self._values and size <= self.byte_limit:
                self._values[key] = (value, size)
                self.byte_count += size
            while self.byte_count > self.byte_limit or len(self._values) > self.entry_limit:
                self.byte_count -= self._values.popitem(last=False)[1][1]
        return value

    def clear(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._values.clear()
            self.byte_count = 0


def weight(value: object) -> int:
    """About how many bytes ``value`` and all it holds take; what it shares with itself counts once.

    Code, classes and modules count nothing: they are there anyway.
    """
    total, seen, waiting = 0, set[int](), [value]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind in _WEIGHTLESS or id(one) in seen or (kind not in _PLAIN and callable(one)):
            continue
        seen.add(id(one))
        if kind in _PLAIN:  # nearly everything: words and numbers, and what they stand in
            total += sys.getsizeof(one)
            if isinstance(one, tuple):
                waiting.extend(one)
            continue
        size, parts = _own(one)
        total += size
        waiting.extend(parts)
    return total


_WEIGHTLESS = frozenset({type(None), bool, type})
_PLAIN = frozenset({str, int, float, tuple})


def _own(one: Any) -> tuple[int, Iterable[Any]]:
    """Bytes of an object itself, and the objects that it holds."""
    if isinstance(one, pd.DataFrame):
        # By column: memory_usage of the whole frame makes a series and an index of its answer.
        columns = sum(column.memory_usage(index=False, deep=True) for _, column in one.items())
        return columns + one.index.memory_usage(deep=True) + 1000, ()
    if isinstance(one, (pd.Series, pd.Index)):
        return int(one.memory_usage(deep=True)) + 500, ()
    if isinstance(one, np.ndarray):
        return one.nbytes + 100, one.ravel().tolist() if one.dtype == object else ()
    size = sys.getsizeof(one, 100)
    if isinstance(one, (str, bytes, bytearray, int, float)):
        return size, ()
    if isinstance(one, dict):
        return size, [*one.keys(), *one.values()]
    if isinstance(one, (list, tuple, set, frozenset)):
        return size, one
    held = getattr(one, "__dict__", None)
    return size, (held,) if held else ()
