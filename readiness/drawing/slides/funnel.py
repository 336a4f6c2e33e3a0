"""Shares by the size of their group, with the limits of chance, on a slide."""

from readiness.drawing.sides import on_the_left
from readiness.drawing.slides.canvas import Box, Canvas
from readiness.language.wording import pct
from readiness.subjects.charts import Funnel

Highlight = frozenset[str]
_GRID = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def draw_funnel(canvas: Canvas, box: Box, chart: Funnel, highlight: Highlight) -> None:
    """Points within or beyond the limits, named where the description or the meeting names them."""
    plot = Box(box.x + 64, box.y + 20, box.width - 80, box.height - 20 - 56)
    first, last = chart.sizes[0], chart.sizes[-1]
    ratios = [point.ratio for point in chart.points]
    low = max((tick for tick in _GRID if tick <= min(ratios)), default=0.0)
    high = min((tick for tick in _GRID if tick >= max(ratios)), default=1.0)

    def x(size: float) -> float:
        return plot.x + plot.width * (size - first) / max(last - first, 1)

    def y(ratio: float) -> float:
        return plot.bottom - plot.height * (min(max(ratio, low), high) - low) / (high - low or 1)

    for tick in _GRID:
        if low <= tick <= high:
            canvas.line((plot.x, y(tick)), (plot.right, y(tick)), "grid")
            canvas.text(plot.x - 10, y(tick), pct(tick, 0), 18, anchor="end")
    for limit in chart.limits:
        for values in (limit.low, limit.high):
            steps = [
                f"{x(size):.1f} {y(v):.1f}" for size, v in zip(chart.sizes, values, strict=True)
            ]
            canvas.path("M" + "L".join(steps), "none", "rule", 1.5)
        canvas.text(plot.right, y(limit.high[-1]) - 14, limit.label, 18, "muted", anchor="end")
    canvas.line((plot.x, y(chart.reference)), (plot.right, y(chart.reference)), "nation", 2)
    canvas.text(plot.right, y(chart.reference) + 16, chart.reference_label, 18, anchor="end")
    canvas.line((plot.x, plot.bottom), (plot.right, plot.bottom), "rule")
    step = max(round((last - first) / 5 / 10) * 10, 1)
    for size in range(-(-first // step) * step, last + 1, step):
        canvas.text(x(size), plot.bottom + 16, str(size), 18, anchor="middle")
    canvas.text(plot.right, plot.bottom + 42, chart.axis_label, 18, "muted", anchor="end")
    left = on_the_left(chart.points, first, last)
    for point in chart.points:
        is_marked = bool({point.key, point.label} & highlight)
        canvas.circle(x(point.size), y(point.ratio), 6.5, "oneself" if is_marked else "has")
        if point.is_named or is_marked:
            shift, anchor = (-12, "end") if point.key in left else (12, "start")
            canvas.text(
                x(point.size) + shift,
                y(point.ratio),
                point.label,
                18,
                anchor=anchor,
                bold=is_marked,
            )
