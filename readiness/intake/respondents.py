"""Whose a line is: code, name and prefecture together, or the finding that says why it is nobody's.

Never another's: a code is a whole cell, what contradicts is an error, what several share is asked for.
"""

from collections.abc import Iterable

from readiness.definitions.names import plain_form
from readiness.intake import codes
from readiness.intake.codes import Seen, digits_of
from readiness.intake.findings import ERROR, WARNING, Finding, some
from readiness.intake.roster import Respondent, Roster
from readiness.intake.sheets import Cell
from readiness.intake.tables import Line
from readiness.language.wording import t

# Special wards that designated cities have too: alone the name says nothing.
WARD_NAMES = frozenset(("中央区", "港区", "北区"))
_NORTHERN_VILLAGES = range(1695, 1701)
_DESIGNATED = "指定都市"
_MOST_SUGGESTIONS = 200
_LONGEST_NAME = 24


class Respondents:
    """Tells the lines of one file apart; the form of its codes is decided once, for all of them."""

    def __init__(self, roster: Roster, lines: Iterable[Line], findings: list[Finding]) -> None:
        self._roster, self._findings = roster, findings
        lines = list(lines)
        self._is_carried_wrong = any(map(self._contradicts_carried, lines))
        seen = [(line, self._seen(line)) for line in lines if line.code]
        self._form = codes.form_of(roster, (one for _, one in seen if one))
        self._short = [(line.code, one) for line, one in seen if one and len(one.digits) < 6]
        self.carried: list[Cell] = []
        self._asked = 0

    def _contradicts_carried(self, line: Line) -> bool:
        """True for a blank prefecture that cannot be the one above: a name of one place elsewhere."""
        code = self._roster.prefecture(line.carried)
        named = self._roster.called(line.name.text) if line.name else []
        return bool(code) and len(named) == 1 and named[0].prefecture_code != code

    def _prefecture(self, line: Line) -> str:
        """Two digits of the prefecture of a line, its own or that of the lines above; "" if unknown."""
        if line.prefecture:
            return self._roster.prefecture(line.prefecture.text)
        return "" if self._is_carried_wrong else self._roster.prefecture(line.carried)

    def _seen(self, line: Line) -> Seen | None:
        digits = digits_of(line.code.text) if line.code else ""
        if not digits:
            return None
        named = self._roster.called(line.name.text) if line.name else []
        return Seen(digits, tuple(named), self._prefecture(line))

    def form_finding(self) -> Finding | None:
        """One finding for all codes of a file that were not written whole."""
        if self._roster.subject == "agency" or not self._short or self._form == codes.OPEN:
            return None
        cell, seen = self._short[0]
        example = codes.whose(self._roster, seen, self._form)
        if cell is None or example is None:
            return None
        reason = t(
            f"intake.reason.form.{self._form}",
            count=len(self._short),
            code=example.code,
            name=example.full_name,
        )
        return cell.finding(WARNING, reason, t("intake.hint.form"))

    def carried_finding(self) -> Finding | None:
        """One finding for all names whose prefecture stands in a row above."""
        if not self.carried:
            return None
        reason = t("intake.reason.carried", count=len(self.carried))
        return self.carried[0].finding(WARNING, reason, t("intake.hint.carried"))

    def find(self, line: Line) -> Respondent | None:
        """The respondent of a line; None after a finding that says why not."""
        if line.prefecture and self._roster.subject == "local" and not self._prefecture(line):
            return self._say(line.prefecture, "unknown_prefecture")
        if line.code:
            return self._by_code(line, line.code)
        if line.name:
            return self._by_name(line, line.name)
        return None

    def _say(self, cell: Cell, reason: str, hint: str = "", **fields: object) -> Respondent | None:
        """Nobody, after a finding that says why."""
        suggestion = hint or t(f"intake.hint.{reason}")
        self._findings.append(
            cell.finding(ERROR, t(f"intake.reason.{reason}", **fields), suggestion)
        )
        return None

    def _by_code(self, line: Line, code: Cell) -> Respondent | None:
        seen = self._seen(line)
        if not seen:
            return self._say(code, "no_code")
        found = codes.whose(self._roster, seen, self._form)
        if not found:
            return self._nobodys(line, code, seen)
        name = line.name
        if name and seen.named and found not in seen.named:
            return self._say(name, "code_and_name", name=found.full_name)
        if name and not seen.named and not self._resembles(name.text, found):
            return self._say(name, "code_and_name", name=found.full_name)
        place = self._prefecture(line) if line.prefecture else ""
        if line.prefecture and place != found.prefecture_code and self._roster.subject == "local":
            return self._say(line.prefecture, "code_and_prefecture", name=found.full_name)
        if name and not seen.named and self._roster.subject == "local":
            reason = t("intake.reason.other_name", name=found.full_name)
            self._findings.append(name.finding(WARNING, reason, t("intake.hint.code_and_name")))
        return found

    @staticmethod
    def _resembles(text: str, found: Respondent) -> bool:
        """A name that is in no roster may be the one of the code: it holds its name but the last letter."""
        stem = plain_form(found.name)[:-1]
        is_name = len(text) <= _LONGEST_NAME and "\n" not in text
        return found.code == found.name or (is_name and stem in plain_form(text))

    def _nobodys(self, line: Line, code: Cell, seen: Seen) -> Respondent | None:
        if codes.is_open(self._roster, seen, self._form):
            return self._say(code, "open_code")
        if self._is_ward(seen.digits):
            return self._say(code, "ward")
        if len(seen.digits) == 6 and int(seen.digits[:5]) in _NORTHERN_VILLAGES:
            return self._say(code, "northern_village")
        hint = ""
        if len(seen.named) == 1:
            hint = t("intake.hint.its_code", name=seen.named[0].full_name, code=seen.named[0].code)
        elif line.name and not seen.named:
            hint = self._perhaps(line)
        return self._say(code, "unknown_code", hint)

    def _is_ward(self, digits: str) -> bool:
        """True for a ward of a designated city; they follow the city's own code."""
        if self._roster.subject != "local" or len(digits) != 6:
            return False
        return any(
            0 < int(digits[:5]) - int(one.code[:5]) < 30
            for one in self._roster.respondents
            if one.entity_class == _DESIGNATED
        )

    def _perhaps(self, line: Line) -> str:
        self._asked += 1
        if not line.name or self._asked > _MOST_SUGGESTIONS:
            return ""
        likely = self._roster.suggestion(line.name.text, self._prefecture(line))
        return t("intake.hint.perhaps", name=likely) if likely else ""

    def _by_name(self, line: Line, name: Cell) -> Respondent | None:
        named = self._roster.called(name.text)
        if not named:
            is_ward = self._roster.subject == "local" and any(
                plain_form(name.text).startswith(plain_form(one.name))
                and plain_form(name.text).endswith("区")
                for one in self._roster.respondents
                if one.entity_class == _DESIGNATED
            )
            if is_ward:
                return self._say(name, "ward")
            return self._say(name, "unknown_name", self._perhaps(line))
        place = self._prefecture(line)
        if place:
            there = [one for one in named if one.prefecture_code == place]
            if not there and line.prefecture:
                shown = some([one.full_name for one in named], 5)
                return self._say(name, "prefecture_and_name", names=shown)
            if there and len(named) > 1 and not line.prefecture:
                self.carried.append(name)
            named = there or named
        if len(named) > 1:
            shown = some([f"{one.full_name}（{one.code}）" for one in named], 5)
            return self._say(name, "several", names=shown)
        found = named[0]
        is_full = plain_form(name.text).startswith(plain_form(found.prefecture_name or "\0"))
        if found.name in WARD_NAMES and not place and not is_full:
            return self._say(name, "ward_name", name=found.full_name)
        if plain_form(name.text) not in (plain_form(found.name), plain_form(found.full_name)):
            reason = t("intake.reason.written_otherwise", name=found.full_name)
            self._findings.append(name.finding(WARNING, reason, t("intake.hint.written_otherwise")))
        return found
