"""Shares by the size of their group as a native scatter chart of PowerPoint."""

from collections.abc import Sequence

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import XyChartData
from pptx.chart.datalabel import DataLabel
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.slide import Slide
from pptx.util import Emu, Pt

from readiness.drawing.sides import Side, Spot, sides
from readiness.drawing.slides.canvas import Box
from readiness.exports.native import EMU, colour, set_chart_font, set_font
from readiness.subjects.charts import Funnel

_SIDES: dict[Side, XL_LABEL_POSITION] = {
    "right": XL_LABEL_POSITION.RIGHT,
    "left": XL_LABEL_POSITION.LEFT,
    "above": XL_LABEL_POSITION.ABOVE,
    "below": XL_LABEL_POSITION.BELOW,
}


def add_funnel(slide: Slide, box: Box, chart: Funnel, marked: frozenset[str], alt: str) -> None:
    """A native scatter chart with the limits as lines; its points carry the names on the drawing."""
    content = XyChartData(number_format="0.0%")
    reference = (chart.reference,) * len(chart.sizes)
    lines: list[tuple[str, Sequence[float], Side | None]] = [
        (chart.reference_label, reference, "above"),
        *((limit.label, limit.low, None) for limit in chart.limits),
    ]
    # The inner one has its name within, the outer one without.
    sides_of_limits: tuple[Side, Side] = ("below", "above")
    for limit, own in zip(chart.limits, sides_of_limits, strict=True):
        lines.append((limit.label, limit.high, own))
    for name, values, _ in lines:
        line = content.add_series(name)
        for size, value in zip(chart.sizes, values, strict=True):
            line.add_data_point(size, value)
    # Last, over the lines; LibreOffice leaves out the points of a series that a longer one follows.
    points = content.add_series(chart.axis_label)
    for point in chart.points:
        points.add_data_point(point.size, point.ratio)
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS,
        *(Emu(round(value * EMU)) for value in box),
        content,
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    native: NativeChart = frame.chart
    native.has_legend = native.has_title = False
    native.font.size = Pt(12)
    set_chart_font(native)
    native.category_axis.axis_title.text_frame.text = chart.axis_label
    title = native.category_axis.axis_title.text_frame.paragraphs[0].runs[0]
    title.font.size, title.font.bold = Pt(12), False
    set_font(title._r.get_or_add_rPr())
    native.category_axis.minimum_scale = 0
    native.category_axis.maximum_scale = most = -(-chart.sizes[-1] // 50) * 50
    native.value_axis.tick_labels.number_format = "0%"
    native.value_axis.tick_labels.number_format_is_linked = False
    native.value_axis.minimum_scale, native.value_axis.maximum_scale = 0, 1
    native.value_axis.major_gridlines.format.line.color.rgb = colour("grid")
    *limits, last = native.plots[0].series
    for line, (name, _, place_of_name) in zip(limits, lines, strict=True):
        if place_of_name:
            label = line.points[len(chart.sizes) * 7 // 8].data_label
            _name(label, name, place_of_name)
        line.smooth = False
        line.format.line.color.rgb = colour("rule")
        line.format.line.width = Pt(1)
    last.format.line.fill.background()
    last.marker.style, last.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    last.marker.format.fill.solid()
    last.marker.format.fill.fore_color.rgb = colour("has")
    # The axes take about so much of the box.
    width, height = box.width - 60, box.height - 60
    chosen = {point.key for point in chart.points if {point.key, point.label} & marked}
    spots = [
        Spot(
            point.key,
            width * point.size / most,
            height * (1 - point.ratio),
            point.label if point.is_named or point.key in chosen else "",
        )
        for point in chart.points
    ]
    side_of = sides(spots, width=width, height=height, letters=16, gap=8)
    for place, (point, spot) in enumerate(zip(chart.points, spots, strict=True)):
        if point.key in chosen:
            own = last.points[place].marker
            own.style, own.size = XL_MARKER_STYLE.CIRCLE, 11
            own.format.fill.solid()
            own.format.fill.fore_color.rgb = colour("oneself")
        if spot.name:
            _name(last.points[place].data_label, spot.name, side_of[point.key])


def _name(label: DataLabel, text: str, side: Side) -> None:
    label.text_frame.text = text
    label.position = _SIDES[side]
    run = label.text_frame.paragraphs[0].runs[0]
    run.font.size = Pt(12)
    set_font(run._r.get_or_add_rPr())
