"""Hand-outs read back with other libraries: every number is the query's number."""

import io
import numbers
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pypdf import PdfReader

from readiness import exports
from readiness.agenda import agenda as agendas
from readiness.agenda.agenda import Agenda, Item
from readiness.data import queries
from readiness.definitions.spreadsheets import harmless
from readiness.drawing.slides.slide import drawing
from readiness.exports.paper import in_words
from readiness.exports.series import tables
from readiness.subjects import catalogue
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.charts import AreaMap, Bars, Grid
from readiness.subjects.model import View

pytestmark = pytest.mark.slow

ROUND = "agency-2017-03"
LOCAL = "local-2023-10-01"
AGENDAS = {
    "liaison": agendas.ready_made("liaison"),
    "agencies": agendas.ready_made("agencies"),
    "others": Agenda(
        "そのほかの図",
        (
            Item("agency_status#methods"),
            Item("prefecture_map?prefecture=13"),
            Item("peers?code=342084"),
            Item("policy_targets"),
            Item("agency_patterns"),
            Item("local_structure"),
            Item("agency_compare?agencies=07,13,14,21"),
            Item("side_by_side?codes=131016,342084,304212,130001"),
            Item("barrier_guide?barrier=security"),
            Item("method_guide?device=private"),
            Item(
                "lgwan_guide?bulk=yes&kinds=resident,policy&place=elsewhere",
            ),
        ),
        "資料3",
        "agency:13",
    ),
}


@cache
def made(name: str, form: str, with_tables: bool = False) -> exports.Made:
    return exports.make(AGENDAS[name], form, with_tables=with_tables)


def deck(name: str) -> Presentation:
    return Presentation(io.BytesIO(made(name, "pptx").content))


def slides(name: str) -> Iterator[tuple[View, object]]:
    return zip(AGENDAS[name].views(), deck(name).slides, strict=True)


def words_of(slide: object) -> str:
    frames = (shape.text_frame for shape in slide.shapes if shape.has_text_frame)
    return "\n".join(frame.text.replace("\v", "") for frame in frames)


def test_the_numbers_of_the_survey_come_from_the_query() -> None:
    counts = queries.agency_item_counts(ROUND).set_index("item")["agency_count"]
    charts = [shape.chart for shape in deck("others").slides[0].shapes if shape.has_chart]
    read = {
        category: value
        for chart in charts
        for category, value in zip(
            chart.plots[0].categories, chart.plots[0].series[0].values, strict=True
        )
    }
    assert read == {item: counts[item] for item in read}
    assert len(read) == 7


@pytest.mark.parametrize("name", AGENDAS)
def test_pptx_slides_carry_headline_key_figure_date_and_publisher(name: str) -> None:
    for number, (view, slide) in enumerate(slides(name), start=1):
        words = words_of(slide)
        assert slide.shapes.title.text_frame.text.replace("\v", "") == view.headline
        for part in (
            view.key_figure,
            view.provenance.as_of,
            view.provenance.publisher,
            view.provenance.denominator,
            view.caution,
        ):
            assert part in words
        assert f"{number} / {len(AGENDAS[name].items)}" in words


@pytest.mark.parametrize("name", AGENDAS)
def test_pptx_notes_say_source_and_caveats(name: str) -> None:
    for view, slide in slides(name):
        notes = slide.notes_slide.notes_text_frame.text
        for part in (view.provenance.source, view.provenance.basis, *view.notes):
            assert part in notes


@pytest.mark.parametrize("name", AGENDAS)
def test_pptx_charts_are_native_and_hold_the_values_in_picture_and_workbook(name: str) -> None:
    for view, slide in slides(name):
        charts = [shape.chart for shape in slide.shapes if shape.has_chart]
        expected = tables(view.chart)
        assert len(charts) == len(expected)
        for chart, table in zip(charts, expected, strict=True):
            read = [tuple(series.values) for series in chart.plots[0].series]
            assert read == [series.values for series in table.series]
            book = openpyxl.load_workbook(
                io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)
            ).active
            levels = 2 if table.groups else 1
            for column, series in enumerate(table.series, start=levels + 1):
                kept = [book.cell(row + 2, column).value for row in range(len(series.values))]
                # The workbook keeps 16 digits of a double.
                assert [value is None for value in kept] == [v is None for v in series.values]
                assert [value or 0 for value in kept] == pytest.approx(
                    [value or 0 for value in series.values], rel=1e-14
                )


@pytest.mark.parametrize("name", ["liaison", "agencies"])
def test_pptx_table_of_marks_is_native_and_agrees_with_the_answers(name: str) -> None:
    view, slide = list(slides(name))[1]
    assert isinstance(view.chart, Grid)
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    agencies = [table.cell(0, column).text for column in range(1, 23)]
    assert agencies == list(queries.agency_stage(ROUND)["agency_name"])
    answers = queries.agency_answers(ROUND)
    signs = {"yes": "○", "no": "×", "not_stated": "－", "unknown": "？"}
    by_place = {
        (row.item, row.agency_name): "△"
        if row.choice_code == "planned_fy2020" and row.answer == "yes"
        else signs[row.answer if row.certainty == "certain" else "unknown"]
        for row in answers.itertuples()
    }
    read = {
        (table.cell(row, 0).text, agencies[column - 1]): table.cell(row, column).text
        for row in range(1, 14)
        for column in range(1, 23)
    }
    assert read == by_place


def test_a_lost_mark_has_its_quarters_on_every_medium() -> None:
    view = catalogue.view_of("roadmap#plans")
    assert isinstance(view.chart, Grid)
    (stretch,) = view.chart.stretches
    made = exports.make(Agenda("予定", (Item("roadmap#plans"),)), "pptx")
    slide = Presentation(io.BytesIO(made.content)).slides[0]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    cell = table.cell(stretch.row + 2, stretch.first + 1)
    assert (table.cell(stretch.row + 2, 0).text, cell.text) == ("法務省", "印が読めない（推定）")
    assert cell.span_width == stretch.last - stretch.first + 1 == 4
    assert "印が読めない（推定）" in drawing(view.chart, 1200, 500).svg(view.alt, room="light")


def test_intervals_of_bars_are_those_of_the_screen() -> None:
    chart = catalogue.view_of("peers?code=162019").chart
    assert isinstance(chart, Bars)
    (series, *_), (others, *_) = (table.series for table in tables(chart))
    bars = chart.groups[0][1]
    assert [bar.low is None for bar in bars] == [True, False, False, False, False]
    for bar, below, above in zip(bars, series.low, series.high, strict=True):
        reach = (bar.low or bar.value, bar.high or bar.value)
        assert (bar.value - below, bar.value + above) == pytest.approx(reach)
    assert (others.low, others.high) == ((), ())


def test_pptx_map_is_47_shapes_named_with_their_value() -> None:
    view, slide = next(pair for pair in slides("liaison") if isinstance(pair[0].chart, AreaMap))
    group = next(s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP)
    names = {shape.name for shape in group.shapes}
    assert {f"{area.name} {area.text}" for area in view.chart.areas} <= names
    rows = queries.local_adoption_by_prefecture(LOCAL)
    assert "東京都 85.5%" in names
    assert rows.set_index("prefecture_name").loc["東京都", "adopted_count"] == 53


def test_pptx_japanese_typeface_stands_in_every_run_and_in_the_theme() -> None:
    with zipfile.ZipFile(io.BytesIO(made("liaison", "pptx").content)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8", "ignore")
            if name.startswith("ppt/slides/slide"):
                assert text.count("<a:rPr") == text.count('<a:ea typeface="BIZ UDPGothic"')
            if name == "ppt/theme/theme1.xml":
                assert text.count('<a:ea typeface="BIZ UDPGothic"') == 2


@pytest.mark.parametrize("name", AGENDAS)
def test_xlsx_sheets_hold_every_row_as_the_query_gave_it(name: str) -> None:
    views = AGENDAS[name].views()
    book = openpyxl.load_workbook(io.BytesIO(made(name, "xlsx").content))
    assert book.sheetnames[0] == "概要"
    assert book.sheetnames[-1] == "定義と条件"
    assert len(book.sheetnames) == len(views) + 2
    for view, sheet in zip(views, book.worksheets[1:-1], strict=True):
        for row, values in enumerate(view.rows.itertuples(index=False), start=2):
            for column, value in enumerate(values, start=1):
                _same(sheet.cell(row, column).value, value)
        assert len(sheet._charts) == len(tables(view.chart))
        assert sheet.cell(2, len(view.rows.columns) + 1).value == view.provenance.as_of
    summary = book.worksheets[0]
    for place, view in enumerate(views):
        cells = [cell.value for cell in summary[5 + place]]
        assert cells[:5] == [place + 1, view.title, view.headline, view.key_figure, view.key_label]


def _same(read: object, value: object) -> None:
    if pd.isna(value):
        assert read == "データなし"
    elif isinstance(value, bool):
        assert read == ("はい" if value else "いいえ")
    elif isinstance(value, numbers.Number):
        assert read == pytest.approx(value, abs=1e-12)
    elif hasattr(value, "year"):
        assert (read.year, read.month, read.day) == (value.year, value.month, value.day)
    else:
        assert read == harmless(str(value))


@pytest.mark.parametrize("name", AGENDAS)
def test_xlsx_has_no_formula_and_no_link(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(name, "xlsx").content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


@pytest.mark.parametrize("name", AGENDAS)
def test_csv_opens_in_japanese_excel_and_holds_every_row(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made(name, "csv").content)) as archive:
        files = [archive.read(entry) for entry in archive.namelist()]
    for view, content in zip(AGENDAS[name].views(), files, strict=True):
        assert content.startswith(b"\xef\xbb\xbf")
        assert b"\r\n" in content
        rows = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
        assert len(rows) == len(view.rows)
        for column, code in enumerate(view.rows.columns):
            for read, value in zip(rows.iloc[:, column], view.rows[code], strict=True):
                if pd.isna(value):
                    assert read == ""
                elif isinstance(value, float):
                    assert float(read) == value
                else:
                    assert read == harmless(str(value))
        assert set(rows["調査時点"]) <= {view.provenance.as_of}
        assert set(rows["出典"]) <= {view.provenance.source}


def _plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", AGENDAS)
def test_pdf_has_a_page_per_slide_with_its_words_and_a_bookmark(name: str) -> None:
    reader = PdfReader(io.BytesIO(made(name, "pdf").content))
    views = AGENDAS[name].views()
    assert len(reader.pages) == len(views)
    assert [entry.title for entry in reader.outline] == [view.headline for view in views]
    for number, (view, page) in enumerate(zip(views, reader.pages, strict=True), start=1):
        words = _plain(page.extract_text())
        for part in (
            view.headline,
            view.key_figure,
            view.provenance.as_of,
            view.provenance.source,
            *view.notes,
        ):
            assert _plain(part) in words
        assert f"{number}/{len(views)}" in words
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)


@pytest.mark.parametrize("name", AGENDAS)
def test_pdf_figures_print_the_bars_texts(name: str) -> None:
    reader = PdfReader(io.BytesIO(made(name, "pdf").content))
    for view, page in zip(AGENDAS[name].views(), reader.pages, strict=True):
        if isinstance(view.chart, Bars):
            words = _plain(page.extract_text())
            for _, bars in view.chart.groups:
                assert all(_plain(bar.text) in words for bar in bars)


def _is_printed(text: str, words: str) -> bool:
    """In one piece, or in two where the cell goes on on the next page."""
    return text in words or any(
        text[:place] in words and text[place:] in words for place in range(1, len(text))
    )


def test_pdf_with_tables_prints_every_datum() -> None:
    views = AGENDAS["liaison"].views()
    reader = PdfReader(io.BytesIO(made("liaison", "pdf", True).content))
    words = _plain("".join(page.extract_text() for page in reader.pages))
    tabled = [view for view in views if not isinstance(view.chart, Grid)]
    for view in tabled:
        for row in view.rows.itertuples(index=False):
            for value, code in zip(row, view.rows.columns, strict=True):
                assert _is_printed(_plain(in_words(value, code)), words)
    assert len(reader.pages) >= len(views) + len(tabled)


def test_pdf_is_tagged_japanese_and_embeds_its_fonts() -> None:
    reader = PdfReader(io.BytesIO(made("liaison", "pdf").content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert root["/Lang"] == "ja"
    assert "/StructTreeRoot" in root
    fonts = [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].get_object().values()
    ]
    for font in fonts:
        below = font["/DescendantFonts"][0].get_object()
        assert "BIZUDPGothic" in below["/BaseFont"]
        assert {"/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"].get_object())


@pytest.mark.parametrize(
    ("link", "name"),
    [
        *(
            (
                f"agency_karte?agency={agency}",
                f"府省庁カルテ_2017年3月（実績は令和2年度）_{agency_name}.pdf",
            )
            for agency, agency_name in Survey.newest().names.items()
        ),
        (
            "peers?code=342084",
            "地方公共団体の比較_2023年10月1日（推定）_広島県府中市.pdf",
        ),
        ("peers?code=130001", "地方公共団体の比較_2023年10月1日（推定）_東京都.pdf"),
    ],
)
def test_karte_and_peer_sheet_are_one_page(link: str, name: str) -> None:
    view = catalogue.view_of(link)
    sheet = exports.one_page(view, "資料2")
    reader = PdfReader(io.BytesIO(sheet.content))
    assert len(reader.pages) == 1
    assert sheet.name == name
    words = _plain(reader.pages[0].extract_text())
    # What the screen says below its figures stands in place of the table.
    for line in view.sheet:
        assert _plain(line.label + line.text) in words
    if view.sheet:
        return
    for row in view.rows.itertuples(index=False):
        for value, column in zip(row, view.rows.columns, strict=True):
            assert _plain(in_words(value, column)) in words


def test_all_formats_keep_the_own_headline_and_order() -> None:
    agenda = (
        agendas.ready_made("liaison")
        .moved(0, 10)
        .with_words(0, headline="最初に阻害要因を見る", notes="ここで一言")
    )
    first = agenda.views()[0].headline
    assert first == "最初に阻害要因を見る"
    opened = Presentation(io.BytesIO(exports.make(agenda, "pptx").content))
    assert opened.slides[0].shapes.title.text_frame.text == first
    assert "ここで一言" in opened.slides[0].notes_slide.notes_text_frame.text
    reader = PdfReader(io.BytesIO(exports.make(agenda, "pdf").content))
    assert reader.outline[0].title == first
    assert "ここで一言" not in reader.pages[0].extract_text()
    book = openpyxl.load_workbook(io.BytesIO(exports.make(agenda, "xlsx").content))
    assert book.worksheets[0].cell(5, 3).value == first


def test_files_of_22_agencies_stay_under_3_mb() -> None:
    assert all(len(made("agencies", form).content) < 3_000_000 for form in exports.FORMATS)


def test_file_names_say_title_date_and_condition() -> None:
    assert made("agencies", "pptx").name == "府省庁レビュー（22府省庁）_2017年3月ほか_24枚.pptx"
    assert made("liaison", "csv").name == "連絡会議（全体）_2017年3月ほか_13枚.zip"
    odd = replace(AGENDAS["others"], title="../a:b\nc")
    assert exports.make(odd, "csv").name.startswith("abc_")


def test_progress_is_told_after_each_slide() -> None:
    for form in exports.FORMATS:
        told: list[int] = []
        exports.make(AGENDAS["others"], form, report=lambda done, title: told.append(done))  # noqa: B023
        assert told == list(range(1, len(AGENDAS["others"].items) + 1))
