"""On which side of their points names stand, so that none covers another. Plain values in and out."""

from collections.abc import Sequence

from readiness.subjects.charts import FunnelPoint

_NEAR_SIZE, _NEAR_RATIO = 0.2, 0.06  # of the axes: names of points so near would touch


def on_the_left(points: Sequence[FunnelPoint], first: int, last: int) -> frozenset[str]:
    """Keys of the named points whose name stands left: those at the right edge, and the left one of
    two that are near each other.
    """
    named = [point for point in points if point.is_named]
    span = max(last - first, 1)
    left = {point.key for point in named if point.size - first > 0.8 * span}
    for point in named:
        for other in named:
            is_near = abs(point.ratio - other.ratio) < _NEAR_RATIO
            if is_near and 0 < (other.size - point.size) / span < _NEAR_SIZE:
                left.add(point.key)
    return frozenset(left)
