"""Excel: a summary for people, one tidy sheet per view with its chart, definitions and conditions."""

import io
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from readiness.agenda.agenda import Agenda
from readiness.definitions import columns
from readiness.definitions.spreadsheets import harmless
from readiness.drawing import theme
from readiness.exports.provenance import made_with
from readiness.exports.series import ChartTable, tables
from readiness.language import lettering
from readiness.language.wording import t
from readiness.subjects.model import View, mark_of

COLOURS = theme.ROOMS["light"]
SHEET_NAME_LIMIT = 31


def labelled_with_source(view: View) -> pd.DataFrame:
    """The view's rows under their headings, each row with its as-of date, basis and source."""
    rows = view.rows.assign(
        view_as_of=view.provenance.as_of,
        view_basis=view.provenance.basis,
        view_source=view.provenance.source,
    )
    return rows.rename(columns={name: columns.heading(name) for name in rows.columns})


def build(agenda: Agenda, views: list[View], report: Callable[[int, str], None]) -> bytes:
    """The agenda as an .xlsx without macros, formulas or links."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": harmless(agenda.title), "author": made_with()})
    book.formats[0].set_font_name(theme.PAPER_FONT)
    styles = _styles(book)
    sheet_names = [_sheet_name(number, view) for number, view in enumerate(views, start=1)]
    _summary(book.add_worksheet(t("export.summary")), agenda, views, sheet_names, styles)
    for number, (view, name) in enumerate(zip(views, sheet_names, strict=True), start=1):
        sheet = book.add_worksheet(name)
        _tidy(sheet, view, styles)
        _charts(book, sheet, view, name)
        report(number, view.title)
    _definitions(book.add_worksheet(t("export.definitions")), views, sheet_names, styles)
    for sheet in book.worksheets():
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        mark = mark_of(views)
        practice = f"&C{mark}" if mark else ""
        left, right = _in_header(agenda.title), _in_header(agenda.document_number)
        sheet.set_header(f"&L{left}{practice}&R{right}")
        sheet.set_footer("&C&P / &N")
    book.close()
    return buffer.getvalue()


def _in_header(text: str) -> str:
    """Without the sign that commands a header; all of a header may have 255 letters."""
    return text[:60].replace("&", "&&")


def _styles(book: xlsxwriter.Workbook) -> dict[str, Any]:
    base = {"font_name": theme.PAPER_FONT, "valign": "top"}
    return {
        "title": book.add_format(base | {"bold": True, "font_size": 16}),
        "head": book.add_format(
            base | {"bold": True, "bg_color": COLOURS["head"], "bottom": 1, "text_wrap": True}
        ),
        "text": book.add_format(base | {"num_format": "@"}),
        "wrapped": book.add_format(base | {"text_wrap": True, "num_format": "@"}),
        "number": book.add_format(base | {"num_format": "#,##0"}),
        "plain": book.add_format(base | {"num_format": "0"}),
        "decimal": book.add_format(base | {"num_format": "#,##0.0##"}),
        "ratio": book.add_format(base | {"num_format": "0.0%"}),
        "points": book.add_format(base | {"num_format": columns.KINDS["points"].excel}),
        "year": book.add_format(base | {"num_format": t("export.year_format")}),
        "date": book.add_format(base | {"num_format": t("export.date_format")}),
        "practice": book.add_format(
            base | {"bold": True, "font_size": 20, "font_color": COLOURS["deadline"]}
        ),
    }


def _sheet_name(number: int, view: View) -> str:
    plain = re.sub(r"[\[\]:*?/\\'（）()\t\n\r]", "", view.title)
    return f"{number:02} {plain}"[:SHEET_NAME_LIMIT]


def _summary(
    sheet: Worksheet, agenda: Agenda, views: list[View], names: list[str], styles: dict[str, Any]
) -> None:
    sheet.write_string(0, 0, harmless(agenda.title), styles["title"])
    sheet.write_string(1, 0, harmless(agenda.document_number), styles["text"])
    if mark := mark_of(views):
        sheet.write_string(1, 2, mark, styles["practice"])
    heads = ("number", "view", "headline", "key", "key_label", "as_of", "denominator", "basis")
    for column, head in enumerate((*heads, "notes", "source", "sheet")):
        sheet.write_string(3, column, t(f"export.{head}"), styles["head"])
    for place, (view, name) in enumerate(zip(views, names, strict=True)):
        row = 4 + place
        sheet.write_number(row, 0, place + 1, styles["plain"])
        cells = (
            view.title,
            view.headline,
            view.key_figure,
            view.key_label,
            view.provenance.as_of,
            view.provenance.denominator,
            view.provenance.basis,
            "\n".join(part for part in (view.caution, *view.notes) if part),
            view.provenance.source,
            name,
        )
        for column, cell in enumerate(cells, start=1):
            sheet.write_string(row, column, harmless(cell), styles["wrapped"])
    for column, width in enumerate((6, 26, 56, 14, 22, 18, 20, 14, 60, 40, 26)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(4, 2)


def _tidy(sheet: Worksheet, view: View, styles: dict[str, Any]) -> None:
    rows = labelled_with_source(view)
    codes = [*view.rows.columns, "view_as_of", "view_basis", "view_source"]
    for column, (head, code) in enumerate(zip(rows.columns, codes, strict=True)):
        sheet.write_string(0, column, harmless(head), styles["head"])
        values = rows.iloc[:, column].tolist()
        for row, value in enumerate(values, start=1):
            _write(sheet, row, column, value, code, styles)
        longest = max([_width(head), *(_width(str(value)) for value in values[:200])])
        sheet.set_column(column, column, min(max(longest + 2, 8), 48))
    sheet.freeze_panes(1, 0)
    if len(rows):
        sheet.autofilter(0, 0, len(rows), len(codes) - 1)


def _width(text: str) -> float:
    """Width of a cell's text in the letters that Excel counts, two to an em."""
    return 2 * lettering.em(text)


def _write(
    sheet: Worksheet, row: int, column: int, value: Any, code: str, styles: dict[str, Any]
) -> None:
    if pd.isna(value):
        sheet.write_string(row, column, t("export.no_data"), styles["text"])
    elif isinstance(value, bool):
        sheet.write_string(row, column, t(f"view.yes_no.{value}"), styles["text"])
    elif isinstance(value, (int, float)):
        kind = columns.reading(code).kind
        style = kind if kind in ("ratio", "points") else "number"
        if kind in ("quarter", "order"):
            style = "plain"
        elif kind == "year":
            style = "year"
        elif style == "number" and isinstance(value, float) and not value.is_integer():
            style = "decimal"
        sheet.write_number(row, column, value, styles[style])
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(row, column, value, styles["date"])
    else:
        text = columns.reading(code).text(str(value))
        sheet.write_string(row, column, harmless(text), styles["text"])


def _charts(book: xlsxwriter.Workbook, sheet: Worksheet, view: View, name: str) -> None:
    """Native charts right of the data, on a small table of their own that they can be edited by."""
    first = len(view.rows.columns) + 4
    top = 0
    for table in tables(view.chart):
        _chart_table(sheet, table, top, first)
        chart = _chart(book, table, name, top, first)
        chart.set_title({"name": harmless(table.heading or view.title), "overlay": False})
        sheet.insert_chart(
            top,
            first + len(table.series) * 3 + 2,
            chart,
            {"description": view.alt, "x_scale": 1.6, "y_scale": 1.5},
        )
        # 20 px a row: a chart of many categories is 930 px high, any other 432.
        top += 48 if len(table.categories) > 14 else 24


def _chart_table(sheet: Worksheet, table: ChartTable, top: int, first: int) -> None:
    sheet.write_string(top, first, t("export.chart_values"))
    for place, category in enumerate(table.categories, start=1):
        sheet.write_string(top + place, first, harmless(category))
    for column, series in enumerate(table.series, start=first + 1):
        sheet.write_string(top, column, harmless(series.name))
        for place, value in enumerate(series.values, start=1):
            if value is not None:
                sheet.write_number(top + place, column, value)
    if table.series[0].low:
        for column, (head, values) in enumerate(
            (("export.below", table.series[0].low), ("export.above", table.series[0].high)),
            start=first + 2,
        ):
            sheet.write_string(top, column, t(head))
            for place, value in enumerate(values, start=1):
                sheet.write_number(top + place, column, value)


def _chart(book: xlsxwriter.Workbook, table: ChartTable, name: str, top: int, first: int) -> Any:
    kinds = {
        "bar": {"type": "bar"},
        "column": {"type": "column"},
        "stacked": {"type": "bar", "subtype": "stacked"},
        "line": {"type": "line"},
        "markers": {"type": "line"},
    }
    chart = book.add_chart(kinds[table.kind])
    last = top + len(table.categories)
    for column, series in enumerate(table.series, start=first + 1):
        options: dict[str, Any] = {
            "name": [name, top, column],
            "categories": [name, top + 1, first, last, first],
            "values": [name, top + 1, column, last, column],
        }
        if table.kind in ("line", "markers"):
            options["line"] = {"color": COLOURS[series.role], "width": 2.25}
            if table.kind == "markers":
                options["marker"] = {"type": "circle", "size": 8}
                options["data_labels"] = {"value": True, "num_format": table.number_format}
        else:
            options["fill"] = {"color": COLOURS[series.role]}
            options["border"] = {"color": COLOURS["rule"]}
            options["gap"] = 45
            options["data_labels"] = {"value": True, "num_format": table.number_format}
            if series.roles:
                options["points"] = [
                    {"fill": {"color": COLOURS[role]}, "border": {"color": COLOURS["rule"]}}
                    for role in series.roles
                ]
        if series.low:
            ends = [
                f"='{name}'!${_letters(at)}${top + 2}:${_letters(at)}${last + 1}"
                for at in (column + 1, column + 2)
            ]
            options["x_error_bars"] = {
                "type": "custom",
                "minus_values": ends[0],
                "plus_values": ends[1],
                "end_style": 0,
            }
        chart.add_series(options)
    values = {
        "min": 0,
        "max": table.maximum,
        "num_format": "0%" if "%" in table.number_format else "0",
        "major_gridlines": {"visible": True, "line": {"color": COLOURS["grid"]}},
    }
    # xlsxwriter turns a bar chart's axes: x is the value there. The first row stands on top.
    if table.kind in ("bar", "stacked"):
        chart.set_x_axis(values)
        chart.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}})
    else:
        chart.set_y_axis(values)
    chart.set_legend({"position": "bottom"} if len(table.series) > 1 else {"none": True})
    if len(table.categories) > 14:
        chart.set_size({"height": 620})
    return chart


def _letters(column: int) -> str:
    return str(xlsxwriter.utility.xl_col_to_name(column))


def _definitions(
    sheet: Worksheet, views: list[View], names: list[str], styles: dict[str, Any]
) -> None:
    heads = ("sheet", "column", "code", "unit")
    for column, head in enumerate(heads):
        sheet.write_string(0, column, t(f"export.{head}"), styles["head"])
    row = 1
    for view, name in zip(views, names, strict=True):
        for code in view.rows.columns:
            cells = (name, columns.heading(code), code, columns.reading(code).unit)
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, harmless(cell), styles["text"])
            row += 1
    row += 1
    for column, head in enumerate(("sheet", "condition", "as_of", "published", "notes", "source")):
        sheet.write_string(row, column, t(f"export.{head}"), styles["head"])
    for view, name in zip(views, names, strict=True):
        row += 1
        condition = t(
            "export.condition_of",
            code=view.link or view.code,
            condition=view.condition or t("view.whole"),
        )
        notes = "\n".join(part for part in (view.caution, *view.notes) if part)
        about = (
            name,
            condition,
            view.provenance.as_of,
            view.provenance.published or t("export.no_data"),
            notes,
            view.provenance.source,
        )
        for column, cell in enumerate(about):
            sheet.write_string(row, column, harmless(cell), styles["wrapped"])
    sheet.write_string(row + 2, 0, made_with(), styles["text"])
    for column, width in enumerate((30, 34, 26, 26, 60, 60)):
        sheet.set_column(column, column, width)
