"""Shares by the size of their group, with the limits of chance, on a slide."""

from readiness.drawing.sides import Spot, sides
from readiness.drawing.slides.canvas import Box, Canvas
from readiness.language.wording import pct
from readiness.subjects.charts import Funnel

Highlight = frozenset[str]
_GRID = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
# Side -> how far from the middle of its point a name of 18 pixels stands, and how it is set there.
_PLACES = {
    "right": (12, 0, "start"),
    "left": (-12, 0, "end"),
    "above": (0, -21, "middle"),
    "below": (0, 21, "middle"),
}


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
        # Over the line where the name begins, which is where the line is highest.
        begin = chart.sizes[-1 - len(chart.sizes) // 8]
        top = y(limit.high[chart.sizes.index(begin)])
        canvas.text(plot.right, top - 12, limit.label, 18, "muted", anchor="end")
    canvas.line((plot.x, y(chart.reference)), (plot.right, y(chart.reference)), "nation", 2)
    canvas.text(plot.right, y(chart.reference) + 16, chart.reference_label, 18, anchor="end")
    canvas.line((plot.x, plot.bottom), (plot.right, plot.bottom), "rule")
    step = max(round((last - first) / 5 / 10) * 10, 1)
    for size in range(-(-first // step) * step, last + 1, step):
        canvas.text(x(size), plot.bottom + 16, str(size), 18, anchor="middle")
    canvas.text(plot.right, plot.bottom + 42, chart.axis_label, 18, "muted", anchor="end")
    marked = {one.key for one in chart.points if {one.key, one.label} & highlight}
    spots = [
        Spot(
            one.key,
            x(one.size) - plot.x,
            y(one.ratio) - plot.y,
            one.label if one.is_named or one.key in marked else "",
        )
        for one in chart.points
    ]
    side_of = sides(spots, width=plot.width, height=plot.height, letters=18, gap=12)
    for point, spot in zip(chart.points, spots, strict=True):
        is_marked = point.key in marked
        canvas.circle(x(point.size), y(point.ratio), 6.5, "oneself" if is_marked else "has")
        if spot.name:
            across, down, anchor = _PLACES[side_of[point.key]]
            canvas.text(
                x(point.size) + across,
                y(point.ratio) + down,
                point.label,
                18,
                anchor=anchor,
                bold=is_marked,
            )
