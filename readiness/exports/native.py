"""What PowerPoint can edit: charts with their workbook, tables, the map as shapes."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.freeform import FreeformBuilder
from pptx.slide import Slide
from pptx.util import Emu, Pt

from readiness.drawing import theme
from readiness.drawing.slides.canvas import Box
from readiness.drawing.slides.regions import placed
from readiness.exports import house
from readiness.exports.series import ChartTable, Series
from readiness.language.lettering import short, stands_upright, words_are_long
from readiness.language.typesetting import text_width
from readiness.language.wording import listed, t
from readiness.subjects.charts import AreaMap, Cell, Grid

EMU = 9525
COLOURS = theme.ROOMS["light"]
_KINDS = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "line": XL_CHART_TYPE.LINE,
    "markers": XL_CHART_TYPE.LINE_MARKERS,
}


def colour(role: str) -> RGBColor:
    """The role's colour on paper."""
    return RGBColor.from_string(house.shade(role)[1:])


def set_font(properties: Any) -> None:
    """Latin and East Asian typeface of a run: Japanese text takes the latter."""
    for tag, typeface in zip(("a:latin", "a:ea"), house.typefaces(), strict=True):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
        etree.SubElement(properties, qn(tag)).set("typeface", typeface)


def add_chart(slide: Slide, box: Box, table: ChartTable, marked: frozenset[str], alt: str) -> None:
    """A native chart with its embedded workbook."""
    content = CategoryChartData(number_format=table.number_format)
    if table.groups:
        place = 0
        for label, count in table.groups:
            group = content.add_category(label)
            for _ in range(count):
                group.add_sub_category(str(place % count + 1))
                place += 1
    else:
        content.categories = table.categories
    for series in table.series:
        content.add_series(series.name, series.values)
    frame = slide.shapes.add_chart(
        _KINDS[table.kind], *(Emu(round(value * EMU)) for value in box), content
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart: NativeChart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(12 if len(table.categories) > 14 else 14)
    chart.font.color.rgb = colour("ink")
    set_chart_font(chart)
    chart.has_legend = len(table.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    _axes(chart, table)
    for native, series in zip(chart.plots[0].series, table.series, strict=True):
        _paint(native, table, series, marked)


def set_chart_font(chart: NativeChart) -> None:
    for properties in chart._chartSpace.iter(qn("a:defRPr")):
        set_font(properties)


def _axes(chart: NativeChart, table: ChartTable) -> None:
    value, category = chart.value_axis, chart.category_axis
    value.minimum_scale, value.maximum_scale = 0, table.maximum
    value.has_major_gridlines = table.kind in ("line", "markers")
    category.format.line.color.rgb = colour("rule")
    if value.has_major_gridlines:
        value.major_gridlines.format.line.color.rgb = colour("grid")
    else:
        value.visible = False
        chart.plots[0].gap_width = 45
        if table.kind == "stacked":
            category.visible = False
            chart.plots[0].overlap = 100
    if table.kind == "bar":
        category.reverse_order = True
    if table.kind == "line":
        category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    value.tick_labels.number_format = "0%" if "%" in table.number_format else "0"
    value.tick_labels.number_format_is_linked = False


def _paint(native: Any, table: ChartTable, series: Series, marked: frozenset[str]) -> None:
    if table.kind in ("line", "markers"):
        native.smooth = False
        native.format.line.color.rgb = colour(series.role)
        native.format.line.width = Pt(1.5 if series.role in ("rule", "obstacle") else 3)
        if table.kind == "markers":
            native.marker.size = 9
            native.marker.format.fill.solid()
            native.marker.format.fill.fore_color.rgb = colour(series.role)
            labels = native.data_labels
            labels.show_value, labels.position = True, XL_LABEL_POSITION.ABOVE
            labels.number_format, labels.number_format_is_linked = table.number_format, False
        return
    native.format.fill.solid()
    native.format.fill.fore_color.rgb = colour(series.role)
    native.format.line.color.rgb = colour("rule")
    for place, role in enumerate(series.roles):
        is_marked = table.categories[place] in marked
        if role != series.role or is_marked:
            point = native.points[place].format
            point.fill.solid()
            point.fill.fore_color.rgb = colour("oneself" if is_marked else role)
            point.line.color.rgb = colour("rule")
    labels = native.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = table.number_format, False
    if table.kind == "stacked":
        labels.position = XL_LABEL_POSITION.CENTER
        labels.font.color.rgb = colour(f"on_{series.role}")
        labels.font.size, labels.font.bold = Pt(28), True
        return
    inside = XL_LABEL_POSITION.INSIDE_BASE
    labels.position = inside if series.low else XL_LABEL_POSITION.OUTSIDE_END
    for place, label in enumerate(series.labels):
        if label != _plain(series.values[place], table.number_format):
            frame = native.points[place].data_label.text_frame
            frame.text = label
            frame._txBody.find(qn("a:bodyPr")).set("wrap", "none")
            run = frame.paragraphs[0].runs[0]
            run.font.size, run.font.bold = Pt(14), True
            set_font(run._r.get_or_add_rPr())
            position = XL_LABEL_POSITION.OUTSIDE_END
            if _has_room(table, series, place):
                position = inside
                run.font.color.rgb = colour(f"on_{series.roles[place]}")
            native.points[place].data_label.position = position
    if series.low:
        _add_intervals(native._element, series.low, series.high)


def _has_room(table: ChartTable, series: Series, place: int) -> bool:
    """A bar whose interval would cross the label beyond its end, and which is long enough to hold it."""
    value = series.values[place]
    is_crossed = bool(series.high) and series.high[place] > 0
    known = f"on_{series.roles[place]}" in COLOURS
    return is_crossed and known and (value or 0) >= 0.45 * (table.maximum or 1)


def _plain(value: float | None, number_format: str) -> str:
    if value is None:
        return ""
    if "%" in number_format:
        return f"{value:.1%}"
    return f"{value:g}{number_format.removeprefix('General').strip(chr(34))}"


def _add_intervals(series: Any, low: tuple[float, ...], high: tuple[float, ...]) -> None:
    """Custom error bars: python-pptx has no call for them."""
    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"

    def literal(tag: str, values: tuple[float, ...]) -> str:
        points = "".join(
            f'<c:pt idx="{place}"><c:v>{value!r}</c:v></c:pt>'
            for place, value in enumerate(map(float, values))
        )
        return (
            f"<c:{tag}><c:numLit><c:formatCode>General</c:formatCode>"
            f'<c:ptCount val="{len(values)}"/>{points}</c:numLit></c:{tag}>'
        )

    bars = etree.fromstring(
        f'<c:errBars xmlns:c="{space}"><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="1"/>{literal("plus", high)}{literal("minus", low)}</c:errBars>'
    )
    series.find(qn("c:cat")).addprevious(bars)


def add_grid(slide: Slide, box: Box, chart: Grid, marked: frozenset[str], alt: str) -> None:
    """A native table of marks."""
    heads = 2 if chart.column_groups else 1
    has_totals = bool(chart.totals)
    rows, columns = len(chart.rows) + heads, len(chart.columns) + 1 + has_totals
    frame = slide.shapes.add_table(rows, columns, *(Emu(round(value * EMU)) for value in box))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    table = frame.table
    properties = table._tbl.tblPr
    properties.set("bandRow", "0")
    # "No style, table grid": thin black rules and no theme fills.
    properties.find(qn("a:tableStyleId")).text = "{5940675A-B579-460E-94D1-54222C63F5DA}"
    # Few columns leave room for long labels, which must not wrap: a table grows with its lines.
    label = 320.0 if len(chart.columns) <= 4 else 250.0 if chart.has_upright_columns else 190.0
    names = list(chart.rows)
    if words_are_long():
        names = [one if text_width(one, 16) < 280 else short(one) for one in names]
        label = min(320.0, max(label, *(text_width(one, 16) + 10 for one in names)))
    totals = 104.0 if has_totals else 0.0
    widths = [label, *[(box.width - label - totals) / len(chart.columns)] * len(chart.columns)]
    for column, width in zip(table.columns, [*widths, totals], strict=False):
        column.width = Emu(round(width * EMU))
    head = 172.0 if chart.has_upright_columns else 26.0
    for row in table.rows:
        row.height = Emu(round((box.height - head) / (rows - 1) * EMU))
    table.rows[heads - 1].height = Emu(round(head * EMU))
    for row_number in range(heads):
        _cell(table.cell(row_number, 0), "")
    if chart.column_groups:
        first = 1
        for words, count in chart.column_groups:
            table.cell(0, first).merge(table.cell(0, first + count - 1))
            _cell(table.cell(0, first), words, is_bold=True)
            first += count
    shown = chart.short_columns or chart.columns
    for place, (words, whole) in enumerate(zip(shown, chart.columns, strict=True), start=1):
        head_cell = table.cell(heads - 1, place)
        is_marked = bool({words, whole} & marked)
        _cell(head_cell, words, is_bold=is_marked, fill="selected" if is_marked else "")
        if chart.has_upright_columns:
            # Japanese letters stand under one another, Latin words are turned.
            direction = "eaVert" if stands_upright() else "vert270"
            head_cell._tc.get_or_add_tcPr().set("vert", direction)
            head_cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            end = PP_ALIGN.RIGHT if stands_upright() else PP_ALIGN.LEFT
            head_cell.text_frame.paragraphs[0].alignment = end
    if has_totals:
        _cell(table.cell(heads - 1, columns - 1), chart.total_label, is_bold=True)
    lost = {(one.row, one.first): one.text for one in chart.stretches}
    for place, words in enumerate(chart.rows):
        row = place + heads
        is_marked = words in marked or place in (*chart.lit_rows, *chart.strong_rows)
        fill = "selected" if is_marked else ""
        _cell(table.cell(row, 0), names[place], align=PP_ALIGN.LEFT, fill=fill, is_bold=is_marked)
        for number, cell in enumerate(chart.cells[place], start=1):
            if (place, number - 1) in lost:
                _cell(table.cell(row, number), lost[place, number - 1], fill="uncertain")
                continue
            _cell(
                table.cell(row, number),
                "\n".join(filter(None, (cell.mark, cell.note))),
                fill=_ground(cell),
                role=_ink(cell),
                level=cell.level,
                is_bold=cell.is_whole,
            )
        if has_totals:
            _cell(table.cell(row, columns - 1), chart.totals[place], is_bold=True)
    for stretch in chart.stretches:
        row = stretch.row + heads
        table.cell(row, stretch.first + 1).merge(table.cell(row, stretch.last + 1))


def _ground(cell: Cell) -> str:
    if cell.is_uncertain:
        return "uncertain"
    return cell.role


def _ink(cell: Cell) -> str:
    ground = _ground(cell)
    return f"on_{ground}" if f"on_{ground}" in COLOURS else "ink"


def _cell(
    cell: Any,
    words: str,
    *,
    fill: str = "",
    role: str = "ink",
    is_bold: bool = False,
    align: PP_ALIGN = PP_ALIGN.CENTER,
    level: float = 1.0,
) -> None:
    cell.margin_left = cell.margin_right = Emu(2 * EMU)
    cell.margin_top = cell.margin_bottom = 0
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = align
    for place, line in enumerate(words.split("\n")):
        if place:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(12), is_bold
        run.font.color.rgb = colour(role)
        set_font(run._r.get_or_add_rPr())
    # An empty cell is as high as its end mark, 18 pt unless said otherwise.
    etree.SubElement(paragraph._p, qn("a:endParaRPr")).set("sz", "1200")
    if fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = colour(fill)
        if level < 1:
            cell.fill.fore_color.brightness = 0.75 * (1 - level)
    else:
        cell.fill.background()


def add_map(
    slide: Slide, box: Box, chart: AreaMap, marked: frozenset[str], text: Callable[..., Any]
) -> None:
    """Every prefecture as a shape that carries its name and value, with the legend beside it."""
    side = 340.0
    rings, frame = placed(box._replace(width=box.width - side - 24))
    outlines = []
    for area in chart.areas:
        role = chart.keys[area.place].role
        shape = _outline(slide.shapes, rings[area.code])
        outlines.append(shape)
        shape.name = f"{area.name} {area.text}"
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour(role)
        is_marked = bool({area.name, area.code} & marked)
        shape.line.color.rgb = colour("oneself" if is_marked else "rule")
        shape.line.width = Pt(3 if is_marked else 0.5)
        shape.shadow.inherit = False
    border = _outline(slide.shapes, [frame])
    border.name = t("export.inset")
    border.fill.background()
    border.line.color.rgb = colour("rule")
    border.line.width = Pt(0.5)
    border.shadow.inherit = False
    slide.shapes.add_group_shape([*outlines, border])
    left, y = box.right - side, box.y + 8
    classes = [place for place, key in enumerate(chart.keys) if not key.mark]
    states = [place for place, key in enumerate(chart.keys) if key.mark]
    for place in [*reversed(classes), *states]:
        key = chart.keys[place]
        square = slide.shapes.add_shape(1, *(Emu(round(v * EMU)) for v in (left, y, 34, 24)))
        square.fill.solid()
        square.fill.fore_color.rgb = colour(key.role)
        square.line.color.rgb = colour("rule")
        square.shadow.inherit = False
        label = f"{key.mark} {key.label}" if key.mark else key.label
        words = t("export.class_count", label=label, count=len(chart.of_key(place)))
        text(slide, Box(left + 46, y, side - 46, 28), words, 18)
        y += 32
    ends = list(dict.fromkeys((classes[-1], classes[0]))) if classes else []
    for place in ends:
        found = chart.of_key(place)
        if not found:
            continue
        ordered = found if place == classes[-1] else found[::-1]
        names = listed(f"{area.name} {area.text}" for area in ordered)
        text(slide, Box(left, y + 10, side, 26), chart.keys[place].label, 18, is_bold=True)
        text(slide, Box(left, y + 36, side, 76), names, 18)
        y += 116


class _Freeform(FreeformBuilder):  # type: ignore[misc]
    """Looks for its left and upper edge once it is whole; python-pptx does so anew for each point."""

    shape_offset_x = cached_property(FreeformBuilder.shape_offset_x.fget)
    shape_offset_y = cached_property(FreeformBuilder.shape_offset_y.fget)


def _outline(shapes: Any, rings: list[Any]) -> Any:
    builder = _Freeform.new(shapes, *rings[0][0], EMU, EMU)
    for place, ring in enumerate(rings):
        if place:
            builder.move_to(*ring[0])
        builder.add_line_segments(ring[1:-1], close=True)
    return builder.convert_to_shape()
