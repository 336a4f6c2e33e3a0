"""Raw answers to checked ones. What a cell says, and whether it can be so; nothing is corrected."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process

from readiness.definitions.questionnaire import Item, Question, Survey
from readiness.intake import quarters
from readiness.intake.findings import ERROR, WARNING, Finding, Report
from readiness.intake.forms import NO, YES
from readiness.intake.layouts import Cell, ColumnMapping, Entry, Reading
from readiness.intake.roster import Roster, match_key
from readiness.language.wording import listed, t

Answers = dict[str, dict[str, str]]
"""Respondent's code -> item key -> yes, no, a choice code, ``2027q2`` or digits; absent = not stated."""

_YES = frozenset(
    match_key(word) for word in "○ 〇 ◯ ● o 1 はい 有 あり yes true レ ✓ 該当 する".split()
)
_NO = frozenset(
    match_key(word) for word in "× ✕ ✖ x 0 いいえ 無 なし no false 非該当 しない".split()
)
_NOT_STATED = frozenset(
    match_key(word) for word in ("", "-", "－", "―", "ー", "調査無し", "無回答", "n/a")
)


@lru_cache(maxsize=256)
def _choices(question: Question) -> dict[str, str]:
    """Normalised wording -> choice code, every wording a choice ever had."""
    words: dict[str, str] = {}
    for choice in question.choices:
        for text in (
            choice.code,
            choice.label,
            choice.short_label,
            *(w for w, _ in choice.printed),
        ):
            words.setdefault(match_key(text), choice.code)
    return words


def _value(
    item: Item, cell: Cell, day: date | None, horizon: int, words: Mapping[str, str]
) -> tuple[str, Finding | None]:
    """(value of an answer, finding); ("", None) for a cell that states nothing."""
    key = match_key(cell.text)
    if key in _NOT_STATED:
        return "", None
    if cell.text[0] in "=＝" and len(cell.text) > 1:
        return "", cell.finding(ERROR, t("intake.reason.formula"), t("intake.hint.formula"))
    if cell.text in words:
        return words[cell.text], None
    question = item.question
    if question.kind == "multi":
        if key in _YES:
            return "yes", None
        if key in _NO:
            return "no", None
        return "", cell.finding(
            ERROR, t("intake.reason.mark"), t("intake.hint.mark", yes=YES, no=NO)
        )
    if question.kind == "single":
        known = _choices(question)
        if key in known:
            return known[key], None
        offered = {match_key(c.label): c.label for c in question.asked_choices}
        near = process.extractOne(key, list(offered), scorer=fuzz.ratio, score_cutoff=50)
        hint = t("intake.hint.perhaps", name=offered[near[0]]) if near else _offered(question)
        return "", cell.finding(ERROR, t("intake.reason.choice"), hint)
    if question.kind == "number":
        digits = unicodedata.normalize("NFKC", cell.text).replace(",", "").strip()
        digits = digits.removesuffix(question.unit)
        if re.fullmatch(r"[0-9]{1,12}", digits):
            return str(int(digits)), None
        return "", cell.finding(ERROR, t("intake.reason.number"), t("intake.hint.number"))
    return _quarter(cell, day, horizon)


def _offered(question: Question) -> str:
    labels = [choice.label for choice in question.asked_choices]
    return t("intake.hint.choices", choices=listed(labels))


def _quarter(cell: Cell, day: date | None, horizon: int) -> tuple[str, Finding | None]:
    read = quarters.parse(cell.text)
    if not read:
        return "", cell.finding(ERROR, t("intake.reason.quarter"), t("intake.hint.quarter"))
    year, quarter = read
    if quarter not in (1, 2, 3, 4) or not 2000 <= year <= 2100:
        return "", cell.finding(ERROR, t("intake.reason.no_quarter"), t("intake.hint.no_quarter"))
    if day and read < quarters.of_day(day):
        return "", cell.finding(
            ERROR, t("intake.reason.past_quarter"), t("intake.hint.past_quarter")
        )
    finding = None
    if day and year >= quarters.of_day(day)[0] + horizon:
        finding = cell.finding(WARNING, t("intake.reason.far_quarter"))
    return quarters.code(year, quarter), finding


def _contradictions(survey: Survey, entry: Entry, given: Mapping[str, str]) -> list[Finding]:
    """Answers of one respondent that cannot be true together."""
    found = []
    for item in survey.items:
        value, cell = given.get(item.key, ""), entry.cells.get(item.key)
        if value in ("", "no") or cell is None:
            continue
        for other, allowed in item.question.only_if:
            answer = given.get(other, "")
            if answer not in allowed:
                label = (
                    survey.question(other).choice(answer).label
                    if answer
                    else t("intake.not_stated")
                )
                reason = t(
                    "intake.reason.contradiction",
                    other=survey.question(other).label,
                    answer=label,
                    question=item.label,
                )
                found.append(cell.finding(ERROR, reason, t("intake.hint.contradiction")))
        if item.question.choices_of and item.choice:
            parent = f"{item.question.choices_of}.{item.choice.code}"
            if given.get(parent) != "yes":
                reason = t(
                    "intake.reason.part", parent=survey.question(item.question.choices_of).label
                )
                found.append(cell.finding(ERROR, reason, t("intake.hint.contradiction")))
        if item.choice and item.choice.includes:
            whole = item.question.choice(item.choice.includes)
            if given.get(f"{item.question.code}.{whole.code}") != "yes":
                found.append(cell.finding(WARNING, t("intake.reason.includes", whole=whole.label)))
    return found


def _repeated(survey: Survey, entry: Entry, given: Mapping[str, str]) -> list[Finding]:
    """Quarters that one respondent gave more than once; they count once."""
    found = []
    seen: set[tuple[str, str]] = set()
    for item in survey.items:
        value = (item.question.code, given.get(item.key, ""))
        if item.question.several == 1 or not value[1]:
            continue
        if value in seen and item.key in entry.cells:
            reason = t("intake.reason.same_quarter", question=item.question.label)
            found.append(entry.cells[item.key].finding(WARNING, reason))
        seen.add(value)
    return found


def _totals(readings: Sequence[Reading], survey: Survey, answers: Answers) -> list[Finding]:
    """Rows such as 合計 against the answers above them."""
    found = []
    for reading in readings:
        codes = {entry.respondent.code for entry in reading.entries}
        for total in reading.totals:
            for item in survey.items:
                cell = total.get(item.key)
                printed = unicodedata.normalize("NFKC", cell.text).replace(",", "") if cell else ""
                if cell is None or not re.fullmatch("[0-9]{1,12}", printed):
                    continue
                values = [answers.get(code, {}).get(item.key, "") for code in codes]
                counted = (
                    sum(int(value or 0) for value in values)
                    if item.question.kind == "number"
                    else sum(value not in ("", "no") for value in values)
                )
                if counted != int(printed):
                    reason = t("intake.reason.total", counted=counted, printed=printed)
                    found.append(cell.finding(ERROR, reason, t("intake.hint.total")))
    return found


def _changes(
    survey: Survey, answers: Answers, entries: Mapping[str, Entry], previous: Answers
) -> tuple[Counter[str], list[Finding]]:
    """How answers moved since the last round, and those that went back."""
    moved: Counter[str] = Counter()
    found = []
    for code, given in answers.items():
        before = previous.get(code, {})
        for item in survey.items:
            old, new = before.get(item.key, ""), given.get(item.key, "")
            if item.question.kind == "single" and item.question.code == "adoption":
                old_status, new_status = status_of(survey, old), status_of(survey, new)
                if old_status and new_status and old_status != new_status:
                    label = t(
                        "intake.change",
                        before=t(f"status.{old_status}"),
                        after=t(f"status.{new_status}"),
                    )
                    moved[label] += 1
                    if old_status == "adopted":
                        cell = entries[code].cells.get(item.key, entries[code].anchor)
                        found.append(
                            cell.finding(WARNING, t("intake.reason.went_back", change=label))
                        )
            elif (
                survey.subject == "agency"
                and item.question.code != "barrier"
                and old == "yes" != new
                and not _became(item, given)
            ):
                state = t("intake.not_stated") if not new else NO
                moved[t("intake.change", before=f"{item.label} {YES}", after=state)] += 1
                there = entries[code].cells.get(item.key)
                if there:
                    reason = t("intake.reason.lost", item=item.label, after=state)
                    found.append(there.finding(WARNING, reason))
    return moved, found


def _became(item: Item, given: Mapping[str, str]) -> bool:
    """True for a plan that was carried out: its mark goes because another one came."""
    done = item.choice.becomes if item.choice else ""
    return bool(done) and given.get(f"{item.question.code}.{done}") == "yes"


def status_of(survey: Survey, choice_code: str) -> str:
    """adopted, considering or not_adopted for an answer to the adoption question; "" for none."""
    if not choice_code:
        return ""
    return survey.question("adoption").choice(choice_code).status


def check(
    readings: Sequence[Reading],
    survey: Survey,
    roster: Roster,
    *,
    survey_date: date | None = None,
    previous: Answers | None = None,
    mapping: ColumnMapping | None = None,
) -> tuple[Answers, Report]:
    """Checked answers of everybody and the report; the answers are only fit to publish without errors."""
    report = Report(survey.subject, survey_date.isoformat() if survey_date else "")
    answers: Answers = {}
    entries: dict[str, Entry] = {}
    known = {item.key: item for item in survey.items}
    for reading in readings:
        report.findings += reading.findings
        for entry in reading.entries:
            code, given = entry.respondent.code, {}
            for key, cell in entry.cells.items():
                words = mapping.values.get(key, {}) if mapping else {}
                value, finding = _value(known[key], cell, survey_date, survey.horizon_years, words)
                if value:
                    given[key] = value
                if finding:
                    report.findings.append(finding)
            if code in entries and given != answers.get(code, {}):
                first = entries[code].anchor
                place = f"{first.sheet.file} {first.sheet.name} {first.row + 1}"
                reason = t("intake.reason.twice", name=entry.respondent.full_name, place=place)
                report.findings.append(entry.anchor.finding(ERROR, reason, t("intake.hint.twice")))
                continue
            entries[code] = entry
            if given:
                answers[code] = given
            report.findings += _contradictions(survey, entry, given)
            report.findings += _repeated(survey, entry, given)
    report.findings += _totals(readings, survey, answers)
    moved, back = _changes(survey, answers, entries, previous or {})
    report.changes = dict(moved.most_common(40))
    report.findings += back
    report.asked_count, report.answered_count = len(roster), len(answers)
    report.missing = missing(roster, answers)
    report.totals = totals(survey, answers)
    unanswered = len(roster) - len(answers)
    if unanswered:
        reason = t("intake.reason.missing", count=unanswered, asked=len(roster))
        report.findings.append(Finding(WARNING, reason))
    if not answers:
        report.findings.append(Finding(ERROR, t("intake.reason.nothing")))
    return answers, report


def missing(roster: Roster, answers: Answers) -> dict[str, list[str]]:
    """Prefecture (or 府省庁) -> names of those who still have to answer."""
    names: dict[str, list[str]] = defaultdict(list)
    for one in roster.respondents:
        if one.code not in answers:
            names[one.prefecture_name or t("command.agencies")].append(one.name)
    return dict(names)


def totals(survey: Survey, answers: Answers) -> dict[str, dict[str, int]]:
    """Item -> answer in words -> respondents, for every item anybody answered."""
    shown: dict[str, dict[str, int]] = {}
    for item in survey.items:
        if item.place > 1:
            continue
        question = item.question
        keys = [item.key]
        if question.several > 1:
            keys = [one.key for one in survey.items if one.question.code == question.code]
        # The same quarter given twice is one plan.
        counts = Counter(
            value
            for given in answers.values()
            for value in {given[key] for key in keys if key in given}
        )
        if not counts:
            continue
        if item.question.kind == "single":
            labels = {choice.code: choice.label for choice in item.question.choices}
            ordered = [code for code in labels if code in counts]
            shown[item.label] = {labels[code]: counts[code] for code in ordered}
        elif item.question.kind == "multi":
            shown[item.label] = {YES: counts["yes"], NO: counts["no"]}
        elif item.question.kind == "number":
            total = sum(int(value) * count for value, count in counts.items())
            shown[item.label] = {
                t("intake.total.sum"): total,
                t("intake.total.count"): counts.total(),
            }
        else:
            read = {code: quarters.parse(code) for code in sorted(counts)}
            shown[question.label] = {
                quarters.label(*quarter): counts[code] for code, quarter in read.items() if quarter
            }
    return shown
