"""Rows and columns such as 千葉県計 against the answers they stand for. Totals in, findings out."""

import re
from collections.abc import Callable, Sequence

from readiness.definitions.names import normal_form
from readiness.definitions.questionnaire import Item, Survey
from readiness.intake import values
from readiness.intake.findings import ERROR, WARNING, Finding
from readiness.intake.reading import Answers, Entry, Reading, Total
from readiness.intake.roster import Respondent, Roster
from readiness.language.wording import t

_TOWNS = ("市町村", "市区町村", "区市町村", "市町村区")
_KINDS: tuple[tuple[tuple[str, ...], Callable[[Respondent], bool]], ...] = (
    (_TOWNS, lambda one: not one.is_prefecture),
    (("都道府県",), lambda one: one.is_prefecture),
    (("町村",), lambda one: one.name[-1:] in ("町", "村") and not one.is_prefecture),
    (("市",), lambda one: one.name[-1:] == "市" and not one.is_prefecture),
    (("町",), lambda one: one.name[-1:] == "町" and not one.is_prefecture),
    (("村",), lambda one: one.name[-1:] == "村" and not one.is_prefecture),
    (("区", "特別区"), lambda one: one.name[-1:] == "区" and not one.is_prefecture),
    (("政令指定都市", "指定都市", "政令市"), lambda one: one.entity_class == "指定都市"),
)
_END = re.compile("(?:の)?(?:総合計|合計|総計|小計|計|総数|数|団体)+$")
_PCT = re.compile(r"([0-9]{1,3})(?:\.([0-9]+))?%")


def _scopes(total: Total, roster: Roster) -> list[Sequence[Entry]]:
    """The answers a total can stand for; empty if its name does not say."""
    stem = _END.sub("", normal_form(total.label))
    place = roster.prefecture(stem)
    of_place = [e for e in total.table if e.respondent.prefecture_code == place] if place else []
    if place:
        towns = [entry for entry in of_place if not entry.respondent.is_prefecture]
        return [of_place, towns]
    for names, is_of in _KINDS:
        if stem in map(normal_form, names):
            return [
                [entry for entry in entries if is_of(entry.respondent)]
                for entries in (total.table, total.since)
            ]
    if stem in ("県", "都", "府", "道"):
        towns = [entry for entry in total.since if not entry.respondent.is_prefecture]
        return [total.since, towns, total.table]
    if stem in ("", "全国", "全団体", "total", "全", "団体"):
        return [total.table, total.since]
    return []


def _counts(item: Item, survey: Survey, entries: Sequence[Entry], answers: Answers) -> set[int]:
    """What a total of these answers can say: how many answered, or how many of them with yes."""
    given = {
        e.respondent.code: answers.get(e.respondent.code, {}).get(item.key, "") for e in entries
    }
    found = [value for value in given.values() if value]
    if item.question.kind == "number":
        return {sum(map(int, found))}
    if item.question.kind == "multi":
        return {sum(value == "yes" for value in found)}
    counts = {len(found)}
    if item.question.code == "adoption":
        statuses = {choice.code: choice.status for choice in item.question.choices}
        counts.add(sum(statuses.get(value) == "adopted" for value in found))
    return counts


def _is_share(
    text: str, item: Item, survey: Survey, scopes: list[Sequence[Entry]], answers: Answers
) -> bool:
    """True for a percentage that is one of these answers, to the digits it is printed with."""
    match = _PCT.fullmatch(normal_form(text))
    if not match:
        return False
    digits = len(match[2] or "")
    printed = float(normal_form(text)[:-1])
    for entries in scopes:
        whole = sum(bool(answers.get(e.respondent.code, {}).get(item.key)) for e in entries)
        for count in _counts(item, survey, entries, answers):
            if whole and abs(100 * count / whole - printed) <= 0.5 * 10**-digits + 1e-9:
                return True
    return False


def findings_of(
    readings: Sequence[Reading], survey: Survey, roster: Roster, answers: Answers
) -> list[Finding]:
    """A total that differs is an error; one that cannot be compared is named."""
    found = []
    items = {item.key: item for item in survey.items}
    for reading in readings:
        for total in reading.totals:
            scopes = _scopes(total, roster)
            for key, cell in total.cells.items():
                if not cell.text or values.is_blank(cell.text) or key not in items:
                    continue
                item = items[key]
                printed = values.number(cell.text, item.question.unit)
                if printed is None:
                    printed = values.number(cell.text, t("intake.unit"))
                if printed is None or not scopes:
                    if not _is_share(cell.text, item, survey, scopes, answers):
                        reason = t("intake.reason.uncompared", label=total.label[:30])
                        hint = t("intake.hint.uncompared")
                        found.append(cell.finding(WARNING, reason, hint))
                    continue
                counted = [_counts(item, survey, entries, answers) for entries in scopes]
                if not any(printed in counts for counts in counted):
                    shown = max(counted[0])
                    reason = t("intake.reason.total", counted=shown, printed=printed)
                    found.append(cell.finding(ERROR, reason, t("intake.hint.total")))
    return found
