"""Small hand-written answer files for the tests of the reception."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

import xlsxwriter

from readiness import intake
from readiness.data import queries

HEAD = "code,prefecture,name,adoption,planned_quarter,device.loan,device.private,lan_access.loan,reason.cost"


def local_csv(*rows: str, head: str = HEAD) -> bytes:
    return ("\n".join([head, *rows]) + "\n").encode()


def received(content: bytes, name: str = "回答.csv", **options) -> intake.Received:
    from datetime import date

    options.setdefault("subject", "local")
    options.setdefault("survey_date", date(2026, 10, 1))
    return intake.receive([intake.Upload(name, content)], **options)


def workbook(rows: Sequence[Sequence[object]], sheet: str = "Sheet1", formula: str = "") -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet(sheet)
    for row, line in enumerate(rows):
        page.write_row(row, 0, line)
    if formula:
        page.write_formula("D5", formula)
    book.close()
    return target.getvalue()


def with_part(content: bytes, name: str, body: bytes) -> bytes:
    """The workbook with one more part, packed."""
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return target.getvalue()


def without_part(content: bytes, name: str, body: bytes) -> bytes:
    """The workbook with one part replaced."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, body if part == name else old.read(part))
    return target.getvalue()


def official_table(statuses: Mapping[str, str], *, are_prefectures: bool = False) -> bytes:
    """The published layout of the Digital Agency for all governments, from the committed data."""
    rows = queries.local_governments("local-2023-10-01")
    rows = rows[(rows["entity_class"] == "都道府県") == are_prefectures]
    words = {"adopted": "実施", "not_adopted": "未実施"}
    lines = [
        ["都道府県" if are_prefectures else "", "", *rows["name"], ""],
        ["自治体DXの推進体制等", "CIOの任命", *(["実施"] * len(rows)), ""],
        [
            "自治体業務のDX",
            "テレワークの導入状況",
            *(words[statuses.get(row.code, row.status)] for row in rows.itertuples()),
            "",
        ],
        ["住民サービスのDX", "子育て・介護26手続のオンライン化状況 ", *(["69%"] * len(rows)), ""],
    ]
    target = io.StringIO()
    csv.writer(target, lineterminator="\r\n").writerows(lines)
    return target.getvalue().encode("utf-8-sig")
