"""What every file for a spreadsheet shares: harmless cells, CSV bytes, file names. Plain values."""

import re
from typing import Any

import pandas as pd

from readiness.language.wording import shortly

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """A cell that a spreadsheet would run as a formula gets a leading apostrophe.

    A single sign stays as it is: － alone is the mark of missing data.
    """
    is_formula = isinstance(value, str) and len(value) > 1 and value.startswith(_FORMULA_STARTS)
    return f"'{value}" if is_formula else value


_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def visible(text: str) -> str:
    """Without what a terminal obeys, what turns the reading round and what no file may hold."""
    return _UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """``visible``, and without any break: what a file says cannot begin a line of ours."""
    return visible(_BREAKS.sub(" ", text))


def csv_bytes(rows: pd.DataFrame) -> bytes:
    """CSV that opens in Japanese Excel: UTF-8 with BOM, CRLF, no cell and no head that is a formula."""
    safe = rows.map(harmless).rename(columns=harmless)
    text: str = safe.to_csv(index=False, lineterminator="\r\n", date_format="%Y-%m-%d")
    return text.encode("utf-8-sig")


def file_stem(*parts: str) -> str:
    """題名_調査時点_条件, fit for every file system and shell.

    Without what they refuse or act upon, and short enough: the longest part gives way.
    """
    shorter = [shortly(visible(part)) for part in parts]
    plain = [_UNFIT.sub("", _GAP.sub("-", part))[:_STEM_BYTES] for part in shorter]
    plain = [part for part in (one.strip(".") for one in plain) if part]
    while len("_".join(plain).encode()) > _STEM_BYTES:
        longest = max(range(len(plain)), key=lambda place: len(plain[place]))
        plain[longest] = plain[longest][:-1]
    return "_".join(plain).lstrip("-.~=+@＝＋－＠")


_UNFIT = re.compile(r"""[\\/:*?"<>|$`;&'!%\s\x00-\x1f]+|\.\.+""")
_GAP = re.compile(r"(?<=[!-~]) +(?=[!-~])")  # between words of Latin letters
_STEM_BYTES = 180
