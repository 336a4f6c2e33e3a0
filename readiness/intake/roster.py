"""Who is asked: 22 agencies, 1,788 local governments. Names as people write them in, keys out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA

from readiness.data import warehouse
from readiness.definitions.names import normal_form, place_form, plain_form

# Names that no rule gives: abbreviations in use.
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
    def full_names(self) -> dict[str, str]:
        """Code -> name with the prefecture, where there is one."""
        return {one.code: one.full_name for one in self.respondents}

    @cached_property
    def _by_name(self) -> dict[str, list[Respondent]]:
        names: dict[str, list[Respondent]] = defaultdict(list)
        for one in self.respondents:
            names[place_form(one.name)].append(one)
            if one.full_name != one.name:
                names[place_form(one.full_name)].append(one)
        if self.subject == "agency":
            for alias, name in _AGENCY_ALIASES.items():
                if name in self.by_code:
                    names[normal_form(alias)].append(self.by_code[name])
        for _, old_name, code in _RENAMED:
            if code in self.by_code and self.by_code[code].name != old_name:
                names[place_form(old_name)].append(self.by_code[code])
        return names

    @cached_property
    def _by_plain_name(self) -> dict[str, list[Respondent]]:
        names: dict[str, list[Respondent]] = defaultdict(list)
        for one in self.respondents:
            for name in {one.name, one.full_name}:
                names[plain_form(name)].append(one)
        return names

    def called(self, name: str) -> list[Respondent]:
        """All respondents of that name; several municipalities share one, 府中市 for instance."""
        # 鹿嶋市 and 鹿島市 are two cities: the name as printed comes first.
        return self._by_plain_name.get(plain_form(name)) or self._by_name.get(place_form(name), [])

    @cached_property
    def by_any_code(self) -> dict[str, Respondent]:
        """Six digits, of today or of before a change of name, -> the local government of today."""
        old = {with_check_digit(old): self.by_code.get(code) for old, _, code in _RENAMED}
        return {code: one for code, one in old.items() if one} | self.by_code

    @cached_property
    def by_number(self) -> dict[str, Respondent]:
        """Two digits -> agency."""
        return {one.number: one for one in self.respondents}

    @cached_property
    def _prefectures(self) -> dict[str, str]:
        """Name of a prefecture, with and without 都, 府 or 県, -> its two digits."""
        found: dict[str, str] = {}
        for one in self.respondents:
            name = normal_form(one.prefecture_name)
            found[name] = one.prefecture_code
            found.setdefault(name[:-1] if name != "北海道" else name, one.prefecture_code)
        return found

    def prefecture(self, name: str) -> str:
        """Two digits of the prefecture of that name, 東京 or 東京都; "" if it is none."""
        return self._prefectures.get(normal_form(name), "") if self.subject == "local" else ""

    def suggestion(self, name: str, prefecture_code: str = "") -> str:
        """The one name that can be meant by a wrong one, within the prefecture if that is known;
        "" rather than a wrong guess.
        """
        key = place_form(name)
        if self.subject == "agency" and len(key) > 1:
            holding = [n for n in self._by_name if _is_abbreviation(key, n)]
            if len(holding) == 1:
                return self._by_name[holding[0]][0].name
        if not 2 < len(key) <= _LONGEST:
            return ""
        meant = [
            one
            for one, known in self._known
            if prefecture_code in ("", one.prefecture_code)
            and _may_be(key, known, bool(prefecture_code))
        ]
        stems = {normal_form(one.name)[:-1] for one in meant}
        return meant[0].name if len(stems) == 1 else ""

    @cached_property
    def _known(self) -> list[tuple[Respondent, str]]:
        return [(one, place_form(one.name)) for one in self.respondents]

    def of_prefecture(self, prefecture_code: str) -> "Roster":
        """The prefecture and its municipalities."""
        return Roster(
            self.subject, [r for r in self.respondents if r.prefecture_code == prefecture_code]
        )


def _is_abbreviation(short: str, name: str) -> bool:
    """True if the letters of ``short`` stand in ``name`` in the same order."""
    letters = iter(name)
    return all(letter in letters for letter in short)


_LONGEST = 20


@lru_cache(maxsize=1 << 16)
def _may_be(key: str, known: str, is_placed: bool) -> bool:
    """One letter wrong, missing, too much or exchanged with its neighbour; in all of Japan the
    first letter is right: 鳩ヶ谷市 is no 鎌ケ谷市.
    """
    if abs(len(key) - len(known)) > 1 or (key[0] != known[0] and not is_placed):
        return False
    return OSA.distance(key, known, score_cutoff=1) <= 1 and len(known) > 2


def with_check_digit(digits: str) -> str:
    """Five digits of a code of local governments with the sixth (mod 11, 総務省)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, (6, 5, 4, 3, 2), strict=True))
    return f"{digits}{(11 - total % 11) % 10}"


def roster(subject: str) -> Roster:
    """All who are asked, agencies in 建制順, local governments in code order; kept, never to be changed."""
    return warehouse.shared().kept.get(("roster", subject), lambda: _roster(subject))


def _roster(subject: str) -> Roster:
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
