"""The gate: what may be opened at all. Bytes in, kind of file out, or FileRefused with the reason.

Nothing is unpacked here beyond a bounded scan: declared sizes, ratios and part names decide first.
"""

import io
import re
import zipfile
import zlib
from typing import IO

from readiness.definitions.spreadsheets import one_line
from readiness.intake.findings import FileRefused
from readiness.language.wording import number, t

MAXIMUM_BYTES = 20 * 1024 * 1024
MAXIMUM_UNPACKED = 48 * 1024 * 1024
MAXIMUM_STRINGS = 16 * 1024 * 1024
MAXIMUM_RATIO = 60  # a full questionnaire of 1,788 rows packs 20 to 1
MAXIMUM_PARTS = 300
MAXIMUM_FILLED_ROWS = 6_000  # three times all who are asked
MAXIMUM_VALUES = 120_000  # cells with a text; all who are asked with 60 columns are 107,000
_SMALL = 1024 * 1024  # below this a high ratio is only repetition
_CHUNK = 256 * 1024
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""[^<]*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = (b"utf-8", b"us-ascii")
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml"
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3}[0-9]{1,7})"')
_FOREIGN_PARTS = (
    ("vbaproject", "macro"),
    ("macrosheets/", "macro"),
    ("xl/externallinks/", "external_link"),
    ("xl/connections", "external_link"),
    ("xl/querytables/", "external_link"),
    ("xl/embeddings/", "embedded"),
    ("xl/activex/", "embedded"),
    ("xl/ctrlprops/", "embedded"),
    ("customui/", "embedded"),
)
_OTHER_TYPES = (
    (b"\xd0\xcf\x11\xe0", "old_excel"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"<!DOCTYPE", "html"),
    (b"<html", "html"),
)


def _refused(reason: str, name: str, **fields: object) -> FileRefused:
    return FileRefused(t(f"intake.refused.{reason}", **fields), file=shown_name(name))


def too_many() -> str:
    """Why a file is not read that holds more than a survey can."""
    return t(
        "intake.refused.rows", maximum=number(MAXIMUM_FILLED_ROWS), cells=number(MAXIMUM_VALUES)
    )


def shown_name(name: str) -> str:
    """A file name fit to be shown: its last part, no control characters, at most 80 letters."""
    return one_line(re.split(r"[\\/]", name)[-1])[:80] or "？"


def admit(name: str, content: bytes) -> str:
    """``xlsx`` or ``text``; raises FileRefused for anything else, in bounded time and memory."""
    if re.search(r"[\\/\x00-\x1f\ud800-\udfff]", name) or name in ("", ".", ".."):
        raise _refused("file_name", name)
    if len(content) > MAXIMUM_BYTES:
        raise _refused("too_big", name, size=len(content) // 1024 // 1024)
    if not content.strip():
        raise _refused("empty", name)
    ending = name.rpartition(".")[2].lower()
    if ending not in ("xlsx", "csv", "tsv", "txt"):
        raise _refused("macro" if ending in ("xlsm", "xltm", "xlam") else "ending", name)
    for start, kind in _OTHER_TYPES:
        if content[:16].lstrip().lower().startswith(start.lower()):
            raise _refused("type", name, kind=t(f"intake.type.{kind}"))
    if content.startswith(b"PK"):
        if ending != "xlsx":
            raise _refused("type", name, kind=t("intake.type.zip"))
        _admit_workbook(name, content)
        return "xlsx"
    if ending == "xlsx":
        raise _refused("type", name, kind=t("intake.type.text"))
    return "text"


def _admit_workbook(name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _admit_parts(name, archive)
            values = 0
            for part in archive.infolist():
                if part.filename.lower().endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        values += _scan(name, part.filename, file)
                if values > MAXIMUM_VALUES:
                    raise FileRefused(too_many(), file=shown_name(name))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise _refused("broken", name) from error
    except (ValueError, UnicodeError, zipfile.LargeZipFile) as error:
        raise _refused("broken", name) from error
    except zlib.error as error:
        raise _refused("broken", name) from error


def _admit_parts(name: str, archive: zipfile.ZipFile) -> None:
    """By the archive's directory alone: number, names, declared sizes and ratios of its parts."""
    parts = archive.infolist()
    if len(parts) > MAXIMUM_PARTS:
        raise _refused("many_parts", name, count=len(parts))
    names = {part.filename.lower() for part in parts}
    for part in parts:
        path = part.filename.lower().replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/"):
            raise _refused("part_path", name)
        for start, reason in _FOREIGN_PARTS:
            if start in path:
                raise _refused(reason, name)
        if part.flag_bits & 1:
            raise _refused("encrypted", name)
        if part.file_size > _SMALL and part.file_size > MAXIMUM_RATIO * max(part.compress_size, 1):
            raise _refused("bomb", name, size=part.file_size // 1024 // 1024)
        if path.endswith("sharedstrings.xml") and part.file_size > MAXIMUM_STRINGS:
            raise _refused("bomb", name, size=part.file_size // 1024 // 1024)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAXIMUM_UNPACKED:
        raise _refused("bomb", name, size=unpacked // 1024 // 1024)
    if len(names) != len(parts):
        raise _refused("broken", name)
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        kind = "intake.type.binary_excel" if "xl/workbook.bin" in names else "intake.type.zip"
        raise _refused("type", name, kind=t(kind))


def _scan(name: str, part: str, file: IO[bytes]) -> int:
    """Stream one XML part and refuse formulas, entity declarations and encodings that hide them; how
    many cells of it have a value.
    """
    values = 0
    tail = b""
    is_sheet = part.lower().startswith("xl/worksheets/")
    is_first = True
    while chunk := file.read(_CHUNK):
        if is_first and not chunk.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
            raise _refused("broken", name)
        # Excel writes UTF-8; in any other encoding a formula or a declaration would pass unseen.
        encoding = _ENCODING.match(chunk) if is_first else None
        if b"\x00" in chunk or (encoding and encoding[1].lower() not in _ENCODINGS):
            raise _refused("broken", name)
        is_first = False
        window = tail + chunk
        if is_sheet:
            # One that the end of a chunk cuts in two is missed: the reader counts again.
            values += chunk.count(b"<v>") + chunk.count(b"<is>")
        if _DECLARATION.search(window):
            raise _refused("declaration", name)
        if part == "xl/workbook.xml" and _STRICT in window:
            raise _refused("strict", name)
        if b'TargetMode="External"' in window and part.endswith("workbook.xml.rels"):
            raise _refused("external_link", name)
        found = _FORMULA.search(window) if is_sheet else None
        if found:
            cells = _CELL.findall(window[: found.start()])
            cell = cells[-1].decode() if cells else "？"
            raise _refused("formula", name, cell=cell)
        tail = window[-512:]
    return values
