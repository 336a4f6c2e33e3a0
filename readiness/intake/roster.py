"""Who is asked: 22 agencies, 1,788 local governments. Names as people write them in, keys out."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from readiness.data import warehouse

# Names that no rule gives: abbreviations in use, and characters with two forms.
_AGENCY_ALIASES = {
    "厚労省": "厚生労働省",
    "文科省": "文部科学省",
    "農水省": "農林水産省",
    "経産省": "経済産業省",
    "国交省": "国土交通省",
    "公取委": "公正取引委員会",
    "公取": "公正取引委員会",
    "個情委": "個人情報保護委員会",
    "法制局": "内閣法制局",
    "内閣官房内閣人事局": "内閣官房",
}
_OLD_CHARACTERS = str.maketrans(
    "檮龍嶋澤邊邉濱條廣國學櫻惠鐵縣瀧嶽髙﨑曾藪靜圓驒鶯諫籠蘆鹽薩槇",
    "梼竜島沢辺辺浜条広国学桜恵鉄県滝岳高崎曽薮静円騨鴬諌篭芦塩薩槙",
)
# Renamed or merged (廃置分合等) since 2010: five digits of the old code, old name, code of today.
_RENAMED = (
    ("03305", "滝沢村", "032166"),
    ("04423", "富谷町", "042161"),
    ("09367", "岩舟町", "092037"),
    ("12402", "大網白里町", "122394"),
    ("17344", "野々市町", "172120"),
    ("23304", "長久手町", "232386"),
    ("28221", "篠山市", "282219"),
    ("40305", "福岡県那珂川町", "402311"),
)


def match_key(text: str) -> str:
    """Normalised text for comparing names, never for storing: NFKC, one form of characters, no blanks.

    The small ヶ and ケ, ッ and ツ are one: 龍ヶ崎市 is written in every way.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_OLD_CHARACTERS)
    plain = re.sub(r"[\s　・･,，、。()（）「」'\"]+", "", plain)
    return (
        plain.replace("ヶ", "ケ")
        .replace("ヵ", "カ")
        .replace("ッ", "ツ")
        .replace("の", "ノ")
        .replace("之", "ノ")
    )


@dataclass(frozen=True)
class Respondent:
    """``code`` is the six-digit code of a local government, or an agency's name."""

    code: str
    name: str
    number: str
    prefecture_code: str = ""
    prefecture_name: str = ""
    entity_class: str = ""
    is_prefecture: bool = False

    @property
    def full_name(self) -> str:
        """With the prefecture before a municipality's name."""
        return self.name if self.is_prefecture else f"{self.prefecture_name}{self.name}"


class Roster:
    """Finds a respondent by code or by any way of writing the name."""

    def __init__(self, subject: str, respondents: Iterable[Respondent]) -> None:
        self.subject = subject
        self.respondents = tuple(respondents)
        self.by_code = {one.code: one for one in self.respondents}

    def __len__(self) -> int:
        return len(self.respondents)

    @cached_property
    def _by_name(self) -> dict[str, list[Respondent]]:
        names: dict[str, list[Respondent]] = defaultdict(list)
        for one in self.respondents:
            names[match_key(one.name)].append(one)
            if one.full_name != one.name:
                names[match_key(one.full_name)].append(one)
        if self.subject == "agency":
            for alias, name in _AGENCY_ALIASES.items():
                if name in self.by_code:
                    names[match_key(alias)].append(self.by_code[name])
        for _, old_name, code in _RENAMED:
            if code in self.by_code and self.by_code[code].name != old_name:
                names[match_key(old_name)].append(self.by_code[code])
        return names

    @cached_property
    def _by_exact_name(self) -> dict[str, list[Respondent]]:
        names: dict[str, list[Respondent]] = defaultdict(list)
        for one in self.respondents:
            names[one.name].append(one)
        return names

    def called(self, name: str, prefecture: str = "") -> list[Respondent]:
        """All respondents of that name; several municipalities share one, 府中市 for instance."""
        # 鹿嶋市 and 鹿島市 are two cities: the name as printed comes first.
        found = self._by_exact_name.get(name.strip()) or self._by_name.get(match_key(name), [])
        if prefecture and len(found) > 1:
            key = match_key(prefecture)
            narrowed = [one for one in found if match_key(one.prefecture_name) == key]
            return narrowed or found
        return found

    def coded(self, code: str) -> Respondent | None:
        """By code as written: full-width digits, a lost leading zero, five digits without check digit."""
        digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", code))
        if self.subject == "agency":
            return next((one for one in self.respondents if one.number == digits.zfill(2)), None)
        for candidate in (digits, digits.zfill(6)):
            if candidate in self.by_code:
                return self.by_code[candidate]
        for old_code, _, code in _RENAMED:
            if digits.zfill(6) == with_check_digit(old_code):
                return self.by_code.get(code)
        if len(digits) in (4, 5):
            return self.by_code.get(with_check_digit(digits.zfill(5)))
        return None

    def suggestion(self, name: str) -> str:
        """Name most like the given one, or "" if none is near enough to be meant."""
        key = match_key(name)
        if not key:
            return ""
        if self.subject == "agency" and len(key) > 1:
            holding = [n for n in self._by_name if _is_abbreviation(key, n)]
            if len(holding) == 1:
                return self._by_name[holding[0]][0].name
        near = process.extractOne(key, list(self._by_name), scorer=fuzz.ratio, score_cutoff=55)
        return self._by_name[near[0]][0].name if near else ""

    def of_prefecture(self, prefecture_code: str) -> "Roster":
        """The prefecture and its municipalities."""
        return Roster(
            self.subject, [r for r in self.respondents if r.prefecture_code == prefecture_code]
        )


def _is_abbreviation(short: str, name: str) -> bool:
    """True if the letters of ``short`` stand in ``name`` in the same order."""
    letters = iter(name)
    return all(letter in letters for letter in short)


def with_check_digit(digits: str) -> str:
    """Five digits of a code of local governments with the sixth (mod 11, 総務省)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, (6, 5, 4, 3, 2), strict=True))
    return f"{digits}{(11 - total % 11) % 10}"


def roster(subject: str) -> Roster:
    """All who are asked, agencies in 建制順, local governments in code order."""
    cursor = warehouse.shared().cursor()
    if subject == "agency":
        rows = cursor.execute(
            "select agency_order, agency_name from agencies order by agency_order"
        ).fetchall()
        return Roster(subject, [Respondent(name, name, f"{n:02d}") for n, name in rows])
    rows = cursor.execute(
        "select code, any_value(name), any_value(prefecture_code), any_value(prefecture_name),"
        " any_value(entity_class) from municipality_status group by code order by code"
    ).fetchall()
    return Roster(
        subject,
        [Respondent(r[0], r[1], r[0], r[2], r[3], r[4], r[4] == "都道府県") for r in rows],
    )
