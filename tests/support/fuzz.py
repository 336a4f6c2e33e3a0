"""Fuzz of the survey readers: ``python -m tests.support.fuzz SECONDS [--seed N] [--keep DIRECTORY]``.

Starts from the real forms, filled in, and damages them the way the world does: bytes, cells, XML
parts. Whatever comes, the reception answers with a report, in bounded time, and accepts no answer
that the questionnaire does not know. An input that gives a new mixture of findings is kept and
damaged further.
"""

import argparse
import csv
import io
import json
import random
import re
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl

from readiness import intake
from readiness.definitions.questionnaire import surveys
from tests.support.intake_files import local_csv, official_table, workbook

DAY = date(2026, 10, 1)
SECONDS_FOR_ONE = 10.0  # processor seconds; the largest honest file takes one
POOL = 400
# What a terminal would obey, or a reader see turned round.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
TOKENS = (
    *(
        "",
        " ",
        "　",
        "○",
        "×",
        "〇",
        "✓",
        "－",
        "-",
        "0",
        "1",
        "-1",
        "１２３",
        "1e999",
        "nan",
        "1,2,3",
    ),
    *(
        "999999999999",
        "9" * 400,
        "0131016",
        "131016",
        "13101",
        "１３１０１６",
        "99999",
        "²",
        "١٢٣",
        "Ⅳ",
    ),
    *(
        "千代田区",
        "府中市",
        "厚労省",
        "内閣官房",
        "合計",
        "code",
        "name",
        "adoption",
        "survey_date",
    ),
    *("subject", "agency", "local", "団体コード", "テレワークの導入状況", "barrier.budget", "plan"),
    *(
        "2027q2",
        "2027q9",
        "9999q4",
        "令和元年度第1四半期",
        "平成99年度第4四半期",
        "R0 Q1",
        "H１ Q２",
    ),
    *("2026-10-01", "2026-13-99", "0000-00-00", "9999-12-31", "10000-01-01"),
    *(
        "=1+1",
        "＝1+1",
        "@x",
        "'",
        '"',
        '""',
        "{0}",
        "{t.__class__}",
        "%s",
        "\\",
        "\x00",
        "\x07\x1b[31m",
    ),
    *(
        "![x](http://example.org/x.png)",
        "<b>",
        "\u202e市中府",
        "\ufeff",
        "\uffff",
        "😀",
        "ｶﾞ",
        "府" * 9_000,
    ),
)
XML_TOKENS = (
    *(
        "0",
        "-1",
        "1",
        "99999999999",
        "1e400",
        "NaN",
        "2958466",
        "-700000",
        "XFD1048576",
        "A0",
        "A",
        "1A",
    ),
    *(
        "s",
        "n",
        "b",
        "e",
        "d",
        "str",
        "inlineStr",
        "x",
        "true",
        "&#0;",
        "&#x202E;",
        "&amp;",
        "&x;",
        "<![CDATA[",
    ),
    *("_x0000_", "_xD800_", "2026-10-01T99:99:99Z", "rId99", "../../x.xml", "府" * 500, "", "\x01"),
)
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp932",
    "euc_jp",
    "iso2022_jp",
    "utf-32",
)


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """(name, content) of honest files: every form and layout the reception knows."""
    agency, local = surveys()["agency"], surveys()["local"]
    agencies, governments = intake.roster("agency"), intake.roster("local")
    here = governments.of_prefecture("13")
    filled = {
        "総務省": {
            "remote_access.all_staff": "○",
            "plan": "2027年度第1四半期",
            "teleworker_count": "1,200",
        }
    }
    answers = {
        "131016": {"adoption": "正式に導入している", "device.loan": "○", "lan_access.loan": "○"},
        "131024": {"adoption": "導入・実施を検討中である", "planned_quarter": "2027年度第2四半期"},
    }
    table = io.StringIO()
    csv.writer(table).writerows(intake.collecting_table(local, here, answers))
    agency_table = io.StringIO()
    csv.writer(agency_table, delimiter="\t").writerows(
        intake.collecting_table(agency, agencies, filled)
    )
    rows = [["番号", "府省庁", "barrier.budget"], [1, "内閣官房", "○"], [2, "厚労省", 3.5]]
    return (
        ("様式.xlsx", intake.form(agency, agencies.by_code["総務省"], DAY, filled["総務省"])),
        ("様式2.xlsx", intake.form(local, governments.by_code["131016"], DAY, answers["131016"])),
        ("取りまとめ.xlsx", intake.collecting_sheet(agency, agencies, DAY, filled)),
        ("取りまとめ2.xlsx", intake.collecting_sheet(local, here, DAY, answers)),
        ("取りまとめ.csv", table.getvalue().encode("utf-8-sig")),
        ("取りまとめ.tsv", agency_table.getvalue().encode("utf-16")),
        (
            "回答.csv",
            local_csv("131016,東京都,千代田区,正式に導入している,,○,×,○,", "合計,,,1,,1,,1,"),
        ),
        ("公表.csv", official_table({})),
        ("表.xlsx", workbook(rows)),
    )


def _bytes(dice: random.Random, content: bytes) -> bytes:
    """A few damages that know nothing of the format."""
    broken = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(broken) + 1)
        length = dice.choice((1, 1, 2, 4, 40, 400))
        match dice.randrange(5):
            case 0:
                broken[place : place + length] = dice.randbytes(length)
            case 1:
                del broken[place : place + length]
            case 2:
                broken[place:place] = broken[place : place + length] * dice.randint(1, 4)
            case 3:
                broken[place:place] = dice.choice(TOKENS).encode("utf-8", "replace")
            case _:
                broken = broken[:place] if dice.random() < 0.3 else broken
    return bytes(broken)


def _cells(dice: random.Random, rows: list[list[str]]) -> list[list[str]]:
    """A table with cells, rows and columns changed, doubled, lost and moved."""
    for _ in range(dice.randint(1, 8)):
        if not rows:
            break
        row = dice.randrange(len(rows))
        line = rows[row]
        match dice.randrange(9):
            case 0 | 1 | 2 if line:
                line[dice.randrange(len(line))] = dice.choice(TOKENS)
            case 3 if line:
                column = dice.randrange(len(line))
                line[column] += dice.choice(TOKENS)
            case 4:
                rows.insert(row, list(line))
            case 5:
                del rows[row]
            case 6:
                column = dice.randrange(len(line) + 1)
                for other in rows:
                    other[column:column] = other[column : column + 1] * dice.choice((1, 1, 30))
            case 7:
                dice.shuffle(line if dice.random() < 0.5 else rows)
            case _ if line:
                column = dice.randrange(len(line))
                for other in rows:
                    del other[column : column + 1]
    return rows


def _text(dice: random.Random, content: bytes) -> bytes:
    """A comma- or tab-separated file, damaged as a table, in any encoding."""
    for encoding in ("utf-8-sig", "utf-16", "cp932"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        return _bytes(dice, content)
    delimiter = "\t" if "\t" in text[:500] else ","
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        return _bytes(dice, content)
    target = io.StringIO()
    writer = csv.writer(
        target,
        delimiter=dice.choice((delimiter, delimiter, ",", "\t", ";")),
        lineterminator=dice.choice(("\n", "\r\n", "\r")),
        quoting=dice.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    )
    writer.writerows(_cells(dice, rows))
    return target.getvalue().encode(dice.choice(ENCODINGS), "replace")


def _xml(dice: random.Random, text: str) -> str:
    """One part of a workbook with values, attributes and elements changed."""
    for _ in range(dice.randint(1, 6)):
        pattern = dice.choice((r'(?<==")[^"]*(?=")', r"(?<=>)[^<>]+(?=<)", r"<[^<>]+>", r"[0-9]+"))
        found = list(re.finditer(pattern, text))
        if not found:
            continue
        match = dice.choice(found)
        new = dice.choice((*XML_TOKENS, *TOKENS[:40], match[0] * 2, dice.choice(found)[0]))
        text = text[: match.start()] + new + text[match.end() :]
    return text


def _workbook(dice: random.Random, content: bytes) -> bytes:
    """A workbook with some of its parts damaged, lost, doubled or exchanged, packed again."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return _bytes(dice, content)
    names = sorted(parts)
    likely = [n for n in names if "sheet" in n or "sharedStrings" in n or "styles" in n] or names
    for _ in range(dice.randint(1, 3)):
        name = dice.choice(likely if dice.random() < 0.8 else names)
        match dice.randrange(12):
            case 0:
                parts[name] = _bytes(dice, parts[name])
            case 1:
                parts.pop(name)
                names = sorted(parts)
                likely = [one for one in likely if one in parts] or names
                if not names:
                    break
            case 2:
                parts[name] = parts[dice.choice(names)]
            case _:
                text = parts[name].decode("utf-8", "replace")
                parts[name] = _xml(dice, text).encode("utf-8", "replace")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return target.getvalue()


def damaged(dice: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    """(name, content) of a file made from another."""
    ending = name.rpartition(".")[2]
    if dice.random() < 0.03:
        name = dice.choice((f"a.{dice.choice(('csv', 'xlsx', 'tsv', 'xlsm'))}", *TOKENS)) or name
    if dice.random() < 0.12:
        return name, _bytes(dice, content)
    return name, (_workbook if ending == "xlsx" else _text)(dice, content)


def _accepted(item: str, value: str, subject: str) -> bool:
    """True for an answer that the questionnaire knows."""
    (question,) = [one.question for one in surveys()[subject].items if one.key == item]
    match question.kind:
        case "multi":
            return value in ("yes", "no")
        case "single":
            return value in {choice.code for choice in question.choices}
        case "number":
            return bool(re.fullmatch("[0-9]{1,12}", value))
        case _:
            return bool(re.fullmatch("20[0-9]{2}q[1-4]|2100q[1-4]", value))


def _open(book: bytes) -> None:
    """The report to send back: a workbook that opens and in which nothing is a formula."""
    for sheet in openpyxl.load_workbook(io.BytesIO(book)).worksheets:
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def outcome(name: str, content: bytes, dice: random.Random) -> frozenset[str]:
    """What the reception said, as a set of kinds; AssertionError or worse where it went wrong."""
    began = time.process_time()
    subject = dice.choice(("", "", "", "local", "agency"))
    day = dice.choice((None, None, DAY))
    received = intake.receive([intake.Upload(name, content)], subject=subject, survey_date=day)
    report = received.report
    assert report.exit_code in (0, 1, 2)
    assert report.exit_code == 2 or received.answers
    assert json.loads(report.as_json())["exit_code"] == report.exit_code
    unprintable = CONTROL.findall(report.as_text())
    assert not unprintable, unprintable
    known = set(intake.roster(received.subject).by_code) if received.subject else set()
    assert set(received.answers) <= known
    for given in received.answers.values():
        for item, value in given.items():
            assert _accepted(item, value, received.subject), (item, value)
    if dice.random() < 0.2:
        _open(intake.report_book(received))
    if received.sheets and dice.random() < 0.2:
        survey = surveys()[received.subject or "local"]
        _, columns, _ = intake.suggest_mapping(received.sheets[0], survey)
        mapping = intake.ColumnMapping(survey.subject, {k: v for k, v in columns.items() if v})
        again = intake.read_mapping(mapping.as_json(), surveys())
        intake.receive([intake.Upload(name, content)], mapping=again, survey_date=DAY)
    if report.exit_code < 2:
        intake.draft(received, author="担当", note="", citation="", deadline_date="")
    used = time.process_time() - began
    assert used < SECONDS_FOR_ONE, f"{used:.1f} s"
    return frozenset(
        re.sub(r"[0-9]+|「[^」]*」", "", f"{one.severity} {one.reason}")[:60]
        for one in report.findings
    ) | {f"{received.subject} {report.exit_code} {min(len(received.answers), 3)}"}


def inputs(
    seed: int,
) -> Iterator[tuple[str, bytes, random.Random, Callable[[frozenset[str]], None]]]:
    """Damaged files without end; tell each one's outcome by the function that comes with it."""
    dice = random.Random(seed)  # noqa: S311
    pool = list(seeds())
    seen: set[frozenset[str]] = set()
    while True:
        name, content = damaged(dice, *dice.choice(pool))

        def tell(found: frozenset[str], name: str = name, content: bytes = content) -> None:
            if found not in seen and len(content) < 400_000:
                seen.add(found)
                if len(pool) >= POOL:
                    pool.pop(dice.randrange(len(seeds()), len(pool)))
                pool.append((name, content))

        yield name, content, random.Random(dice.random()), tell  # noqa: S311


def run(
    seconds: float, seed: int, keep: Path | None = None, limit: int = 0
) -> tuple[int, int, int]:
    """(files tried, kinds of outcome, failures); each failing file is written to ``keep``."""
    end = time.monotonic() + seconds
    kinds: set[frozenset[str]] = set()
    failures: dict[str, int] = {}
    tried = 0
    for name, content, dice, tell in inputs(seed):
        if time.monotonic() > end or (limit and tried >= limit):
            break
        tried += 1
        try:
            found = outcome(name, content, dice)
        except Exception:
            where = traceback.format_exc().splitlines()
            place = " | ".join(line.strip() for line in where[-3:])
            failures[place] = failures.get(place, 0) + 1
            if failures[place] == 1:
                print(
                    f"{tried}: {name[:60]!r}\n{traceback.format_exc()}", file=sys.stderr, flush=True
                )
                if keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    ending = name.rpartition(".")[2][:5]
                    (keep / f"{seed}-{tried}.{ending}").write_bytes(content)
            continue
        kinds.add(found)
        tell(found)
    return tried, len(kinds), sum(failures.values())


def main(texts: list[str]) -> int:
    """0 if nothing was left unhandled."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.fuzz")
    parser.add_argument("seconds", type=float, nargs="?", default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", type=Path, default=Path("artifacts/fuzz"))
    chosen = parser.parse_args(texts)
    tried, kinds, failed = run(chosen.seconds, chosen.seed, chosen.keep)
    print(f"seed {chosen.seed}: {tried} files tried, {kinds} kinds of outcome, {failed} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
