"""Questionnaires as Excel workbooks, made from the definition. Survey and roster in, bytes out.

Two shapes hold the same cells: a form for one respondent (one datum per row) and a collecting sheet
for many (one respondent per row). Both carry the item keys, so the reader never guesses.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from readiness.definitions.questionnaire import Item, Survey
from readiness.definitions.spreadsheets import harmless
from readiness.intake import quarters
from readiness.intake.roster import Respondent, Roster
from readiness.language.wording import LANGUAGES, period, speaking, t

META_SHEET = "_survey"
LISTS_SHEET = "_lists"
_A4 = 9
_INSTRUCTIONS = 76  # widths of columns, in half letters; one wider than the paper would be cut
_FORM = (22, 24, 34, 27, 35)
YES, NO = "○", "×"
KEY_COLUMNS = ("code", "prefecture", "name")
PERSON_KEYS = ("person", "telephone")
"""Who filled it in, and the number to ask under: for the officers alone, never published."""
SAID_KEYS = ("due_date", "contact", "note")
"""What a form says above its questions and nobody fills in."""
Answers = Mapping[str, Mapping[str, str]]
"""Respondent's code -> item key -> text of the cell."""


@dataclass(frozen=True)
class Heading:
    """What a survey says to who fills in its questionnaires: until when, whom to ask, what besides.

    Its questionnaires also ask who answers, and for free words; one without a survey asks neither.
    """

    due_date: date | None = None
    contact: str = ""
    note: str = ""

    @property
    def is_said(self) -> bool:
        """True for the questionnaires of a survey."""
        return self != NO_HEADING

    def said(self) -> dict[str, str]:
        """Key -> what is said, of what there is to say; in Japanese."""
        with speaking(LANGUAGES[0]):
            due = period(self.due_date.isoformat()) if self.due_date else ""
        given = dict(zip(SAID_KEYS, (due, self.contact, self.note), strict=True))
        return {key: text for key, text in given.items() if text}


NO_HEADING = Heading()


def offered_texts(survey: Survey, item: Item, survey_date: date) -> list[str]:
    """What the drop-down of the item's cell offers; empty for a number."""
    question = item.question
    if question.kind == "multi":
        return [YES, NO]
    if question.kind == "single":
        return [choice.label for choice in question.asked_choices]
    if question.kind == "quarter":
        return [quarters.label(*one) for one in quarters.offered(survey_date, survey.horizon_years)]
    return []


class Rules:
    """Drop-downs and number rules for the cells of a book; long lists stand on a hidden sheet."""

    def __init__(self, book: Any, survey: Survey, survey_date: date) -> None:
        self._book, self._survey, self._survey_date = book, survey, survey_date
        self._ranges: dict[str, str] = {}

    def offer(self, sheet: Any, item: Item, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Drop-down (or whole-number rule) for the cells of one item, with the hint beside it."""
        texts = offered_texts(self._survey, item, self._survey_date)
        rule: dict[str, Any] = {
            "ignore_blank": True,
            "input_title": item.question.label[:32],
            "input_message": item.question.hint[:255],
            "error_title": t("intake.form.error_title"),
            "error_message": t("intake.form.error"),
        }
        if item.question.kind == "number":
            rule |= {"validate": "integer", "criteria": ">=", "value": 0}
        elif item.question.kind == "multi":
            rule |= {"validate": "list", "source": texts}
        else:
            rule |= {"validate": "list", "source": self._range(item, texts)}
        sheet.data_validation(*first, *last, rule)

    def _range(self, item: Item, texts: Sequence[str]) -> str:
        """A list too long for one cell's rule stands on the hidden sheet; several quarters share it."""
        code = item.question.code
        if code not in self._ranges:
            lists = self._book.get_worksheet_by_name(LISTS_SHEET) or self._book.add_worksheet(
                LISTS_SHEET
            )
            lists.hide()
            column = len(self._ranges)
            lists.write_column(0, column, texts)
            letter = xlsxwriter.utility.xl_col_to_name(column, col_abs=True)
            self._ranges[code] = f"={LISTS_SHEET}!{letter}$1:{letter}${len(texts)}"
        return self._ranges[code]


def write_meta(book: Any, subject: str, survey_date: date) -> None:
    """The hidden sheet that says which round the answers are for."""
    meta = book.add_worksheet(META_SHEET)
    meta.write_column(0, 0, ["subject", "survey_date"])
    meta.write_column(0, 1, [subject, survey_date.isoformat()])
    meta.protect()
    meta.hide()


class _Workbook:
    """A workbook with the shared formats, its instructions and its hidden sheets."""

    def __init__(self, survey: Survey, survey_date: date, said: Heading) -> None:
        self.survey, self.survey_date, self._said = survey, survey_date, said
        self._target = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self._target,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self.book.set_properties({"title": survey.title, "created": survey_date})
        self._formats: dict[str, Any] = {}
        self._instructions()
        self.offer = Rules(self.book, survey, survey_date).offer

    def style(self, **wanted: Any) -> Any:
        """A format; text is wrapped, and every cell is locked unless it says otherwise."""
        base = {"font_name": "BIZ UDPゴシック", "font_size": 11, "valign": "vcenter"}
        name = repr(sorted(wanted.items()))
        if name not in self._formats:
            self._formats[name] = self.book.add_format({**base, "text_wrap": True, **wanted})
        return self._formats[name]

    @property
    def heading(self) -> Any:
        return self.style(bold=True, bg_color="#E8F1FE", border=1, border_color="#999999")

    @property
    def fixed(self) -> Any:
        return self.style(bg_color="#F2F2F2", border=1, border_color="#CCCCCC", num_format="@")

    @property
    def answer(self) -> Any:
        return self.style(locked=False, border=1, border_color="#666666", num_format="@")

    @property
    def key(self) -> Any:
        return self.style(font_size=8, font_color="#626264", border=1, border_color="#CCCCCC")

    def _instructions(self) -> None:
        sheet = self.book.add_worksheet(t("intake.sheet.instructions"))
        sheet.set_column(0, 0, _INSTRUCTIONS)
        day = period(self.survey_date.isoformat())
        said = self._said.said().items()
        lines = [
            t("intake.instructions.title", title=self.survey.title, as_of=day),
            *(t(f"intake.instructions.{key}", text=text) for key, text in said),
            *t("intake.instructions.body").split("\n"),
        ]
        bold = range(1 + len(said))
        for row, line in enumerate(lines):
            style = self.style(bold=row in bold, font_size=16 if row == 0 else 11)
            sheet.write_string(row, 0, harmless(line), style)
            sheet.set_row(
                row,
                height_of((line, _INSTRUCTIONS / (1.5 if row == 0 else 1)))
                * (1.5 if row == 0 else 1),
            )
        for row, question in enumerate(self.survey.asked, len(lines) + 1):
            line = t("intake.instructions.question", label=question.label, hint=question.hint)
            sheet.write_string(row, 0, line, self.style())
            sheet.set_row(row, height_of((line, _INSTRUCTIONS)))
        on_paper(sheet)
        sheet.protect()

    def finish(self, sheet: Any) -> bytes:
        """Protect the structure, write the hidden sheet, close."""
        sheet.protect("", {"format_columns": True, "format_rows": True, "sort": False})
        write_meta(self.book, self.survey.subject, self.survey_date)
        sheet.activate()
        self.book.close()
        return self._target.getvalue()


def on_paper(sheet: Any, title: str = "", *, is_wide: bool = False) -> None:
    """A4, the sheet's whole width on one page, pages numbered under the title."""
    sheet.set_paper(_A4)
    if is_wide:
        sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.8 if title else 0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    if title:
        sheet.set_header(f"&L&12{title}")
    sheet.set_footer("&C&P / &N")


@speaking(LANGUAGES[0])
def form(
    survey: Survey,
    respondent: Respondent,
    survey_date: date,
    answers: Mapping[str, str] | None = None,
    *,
    heading: Heading = NO_HEADING,
) -> bytes:
    """Questionnaire for one respondent: name and code filled in, one datum per row."""
    workbook = _Workbook(survey, survey_date, heading)
    given = answers or {}
    sheet = workbook.book.add_worksheet(t("intake.sheet.answers"))
    for column, width in enumerate(_FORM):
        sheet.set_column(column, column, width)
    title = workbook.style(bold=True, font_size=14, text_wrap=False)
    sheet.write_string(0, 0, survey.title, title)
    known = {
        "code": respondent.number,
        "name": respondent.full_name,
        "survey_date": survey_date.isoformat(),
    }
    labels = {key: t(f"intake.column.{survey.subject}.{key}") for key in known}
    labels |= {key: t(f"intake.column.{key}") for key in (*SAID_KEYS, *PERSON_KEYS)}
    if heading.is_said:
        known |= heading.said() | {key: given.get(key, "") for key in PERSON_KEYS}
    for row, (key, value) in enumerate(known.items(), 1):
        sheet.write_string(row, 0, key, workbook.key)
        sheet.write_string(row, 1, labels[key], workbook.heading)
        if key in SAID_KEYS:
            # What is said may be long: it stands across, and its row is as high as it needs.
            sheet.merge_range(row, 2, row, 4, harmless(value), workbook.fixed)
            sheet.set_row(row, height_of((value, sum(_FORM[2:]))))
            continue
        sheet.write_blank(row, 2, None, workbook.fixed)
        style = workbook.answer if key in PERSON_KEYS else workbook.fixed
        sheet.write_string(row, 3, harmless(value), style)
    first = len(known) + 2
    for column, word in enumerate(("key", "question", "choice", "answer", "hint")):
        sheet.write_string(first, column, t(f"intake.form.{word}"), workbook.heading)
    row = first
    for item in survey.items:
        row += 1
        is_first = item == next(one for one in survey.items if one.question == item.question)
        sheet.write_string(row, 0, item.key, workbook.key)
        sheet.write_string(row, 1, item.question.label, workbook.fixed)
        sheet.write_string(row, 2, item.detail, workbook.fixed)
        sheet.write(row, 3, harmless(given.get(item.key, "")), workbook.answer)
        hint = item.question.hint if is_first else ""
        sheet.write_string(row, 4, hint, workbook.style(font_color="#626264"))
        sheet.set_row(
            row,
            height_of((item.question.label, _FORM[1]), (item.detail, _FORM[2]), (hint, _FORM[4])),
        )
        workbook.offer(sheet, item, (row, 3), (row, 3))
        if heading.is_said and _ends_with_text(survey, item):
            row += 1
            question = item.question
            sheet.write_string(row, 0, question.text_key, workbook.key)
            sheet.write_string(row, 1, question.label, workbook.fixed)
            sheet.write_string(row, 2, question.free_text, workbook.fixed)
            sheet.write(row, 3, harmless(given.get(question.text_key, "")), workbook.answer)
            sheet.write_string(row, 4, t("intake.form.text"), workbook.style(font_color="#626264"))
            sheet.set_row(row, 60)
    sheet.freeze_panes(first + 1, 0)
    on_paper(sheet, survey.title)
    sheet.print_area(1, 1, row, 4)
    sheet.repeat_rows(first)
    return workbook.finish(sheet)


def _ends_with_text(survey: Survey, item: Item) -> bool:
    """True for the last cell of a question that asks for free words."""
    own = [one for one in survey.items if one.question == item.question]
    return item.question in survey.texts and item == own[-1]


def half_letters(text: str) -> int:
    """How wide a text is: a letter of Latin is one, one of Japanese two."""
    return sum(2 if ord(letter) > 0x2000 else 1 for letter in text)


def height_of(*texts: tuple[str, float]) -> float:
    """Points that a row needs for texts in cells of these widths: no program sets it by itself."""
    lines = [-(-half_letters(text) // (0.86 * width)) for text, width in texts]
    return 17 * max(1.0, *lines) + 2


def _columns(survey: Survey, heading: Heading) -> list[tuple[str, str, str, Item | None]]:
    """Key, question, detail and item of each column of a collecting sheet after the names."""
    found: list[tuple[str, str, str, Item | None]] = []
    for item in survey.items:
        found.append((item.key, item.question.label, item.detail, item))
        question = item.question
        if heading.is_said and _ends_with_text(survey, item):
            found.append((question.text_key, question.label, question.free_text, None))
    if heading.is_said:
        found += [(key, t(f"intake.column.{key}"), "", None) for key in PERSON_KEYS]
    return found


@speaking(LANGUAGES[0])
def collecting_sheet(
    survey: Survey,
    roster: Roster,
    survey_date: date,
    answers: Answers | None = None,
    *,
    heading: Heading = NO_HEADING,
) -> bytes:
    """One respondent per row, codes and names filled in; for a prefecture or for all agencies."""
    workbook = _Workbook(survey, survey_date, heading)
    sheet = workbook.book.add_worksheet(t("intake.sheet.answers"))
    title = t("intake.form.collecting", title=survey.title, count=len(roster))
    due = heading.said().get("due_date", "")
    title += t("intake.form.due", due=due) if due else ""
    sheet.write_string(0, 0, title, workbook.style(bold=True, font_size=14, text_wrap=False))
    columns = _columns(survey, heading)
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, 1, 10 if survey.subject == "local" else 2)
    sheet.set_column(2, 2, 20)
    for column, (key, _, _, item) in enumerate(columns, len(KEY_COLUMNS)):
        sheet.set_column(column, column, 17 if item or key in PERSON_KEYS else 32)
    sheet.set_row(1, 48)
    sheet.set_row(2, 80)
    for column, key in enumerate(KEY_COLUMNS):
        sheet.write_string(1, column, t(f"intake.column.{survey.subject}.{key}"), workbook.heading)
        sheet.write_string(2, column, "", workbook.heading)
        sheet.write_string(3, column, key, workbook.key)
    last_row = 3 + len(roster)
    for column, (key, label, detail, item) in enumerate(columns, len(KEY_COLUMNS)):
        sheet.write_string(1, column, label, workbook.heading)
        sheet.write_string(2, column, detail, workbook.heading)
        sheet.write_string(3, column, key, workbook.key)
        if item:
            workbook.offer(sheet, item, (4, column), (last_row, column))
    for row, one in enumerate(roster.respondents, 4):
        for column, value in enumerate((one.number, one.prefecture_name, one.name)):
            sheet.write_string(row, column, harmless(value), workbook.fixed)
        given = (answers or {}).get(one.code, {})
        for column, (key, _, _, _) in enumerate(columns, len(KEY_COLUMNS)):
            sheet.write(row, column, harmless(given.get(key, "")), workbook.answer)
    sheet.freeze_panes(4, len(KEY_COLUMNS))
    on_paper(sheet, title, is_wide=True)
    sheet.print_area(1, 0, last_row, len(KEY_COLUMNS) + len(columns) - 1)
    # Too many columns for one page: page follows page, each with the names, none cut.
    sheet.fit_to_pages(0, 0)
    sheet.set_print_scale(70)
    sheet.repeat_columns(0, len(KEY_COLUMNS) - 1)
    sheet.repeat_rows(1, 3)
    return workbook.finish(sheet)


def collecting_table(
    survey: Survey, roster: Roster, answers: Answers | None = None
) -> list[list[str]]:
    """The collecting sheet as rows for a CSV: heading of keys, then one respondent per row."""
    keys = [item.key for item in survey.items]
    rows = [[*KEY_COLUMNS, *keys]]
    for one in roster.respondents:
        given = (answers or {}).get(one.code, {})
        rows.append(
            [one.number, one.prefecture_name, one.name, *(given.get(key, "") for key in keys)]
        )
    return rows
