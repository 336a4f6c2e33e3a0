"""Axes that come from the data. Plain values."""

from collections.abc import Iterable

_STEPS = ((0.1, 0.02), (0.2, 0.05), (0.4, 0.1), (1.0, 0.2))


def share_ticks(ratios: Iterable[float]) -> tuple[float, ...]:
    """Ticks of an axis of shares: from 0 to the first one no share is above, at most 100 %."""
    highest = max((ratio for ratio in ratios if ratio == ratio), default=0.0)
    step = next(step for limit, step in _STEPS if highest <= limit or limit == 1.0)
    count = max(1, -(-round(highest * 1000) // round(step * 1000)))
    return tuple(round(step * place, 3) for place in range(min(count, round(1 / step)) + 1))
