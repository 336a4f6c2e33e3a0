"""Raw answers to checked ones: whether they can be so, together and beside the last round.

Nothing is corrected. What one cell says is read in values.py.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from readiness.definitions.contracts import ENTITY_CLASSES
from readiness.definitions.questionnaire import Item, Survey
from readiness.intake import quarters, totals
from readiness.intake.findings import ERROR, WARNING, Finding, Report
from readiness.intake.forms import NO, YES
from readiness.intake.mapping import ColumnMapping
from readiness.intake.reading import MOST_ERRORS, Answers, Entry, Reading
from readiness.intake.roster import Roster
from readiness.intake.sheets import Cell
from readiness.intake.values import is_blank, is_dash, value_of
from readiness.language.wording import listed, number, t


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
                found.append(_said_of(entry, item, reason, "contradiction"))
        if item.question.choices_of and item.choice:
            parent = f"{item.question.choices_of}.{item.choice.code}"
            if given.get(parent) != "yes":
                reason = t(
                    "intake.reason.part", parent=survey.question(item.question.choices_of).label
                )
                found.append(_said_of(entry, item, reason, "contradiction"))
        if item.choice and item.choice.becomes:
            done = item.question.choice(item.choice.becomes)
            if given.get(f"{item.question.code}.{done.code}") == "yes":
                reason = t(
                    "intake.reason.done_and_planned", done=done.label, plan=item.choice.label
                )
                found.append(_said_of(entry, item, reason, "done_and_planned"))
        if item.choice and item.choice.includes:
            whole = item.question.choice(item.choice.includes)
            if given.get(f"{item.question.code}.{whole.code}") != "yes":
                reason = t("intake.reason.includes", whole=whole.label)
                found.append(_said_of(entry, item, reason, "includes", WARNING))
    return found


def _said_of(entry: Entry, item: Item, reason: str, hint: str, severity: str = ERROR) -> Finding:
    """A finding at the cell of one answer, with whose it is and what was asked."""
    cell = entry.cells.get(item.key, entry.anchor)
    found = cell.finding(severity, reason, t(f"intake.hint.{hint}"))
    return replace(found, respondent=entry.respondent.full_name, question=item.label)


def _texts(survey: Survey, entry: Entry, given: Mapping[str, str]) -> list[Finding]:
    """Free words without their mark, and a mark without the words that explain it."""
    found = []
    for question in survey.texts:
        cell = entry.texts.get(question.text_key)
        mark = f"{question.code}.other"
        if cell is None or all(choice.code != "other" for choice in question.asked_choices):
            continue
        is_marked = given.get(mark) == "yes"
        if is_marked is not bool(cell.text and not is_blank(cell.text)):
            reason = "text_unmarked" if not is_marked else "mark_unexplained"
            label = question.choice("other").label
            finding = cell.finding(
                WARNING, t(f"intake.reason.{reason}", mark=label), t(f"intake.hint.{reason}")
            )
            name = entry.respondent.full_name
            found.append(replace(finding, respondent=name, question=question.text_label))
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
            found.append(_said_of(entry, item, reason, "same_quarter", WARNING))
        seen.add(value)
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
                        reason = t("intake.reason.went_back", change=label)
                        found.append(_said_of(entries[code], item, reason, "went_back", WARNING))
            elif (
                survey.subject == "agency"
                and item.question.code != "barrier"
                and old == "yes" != new
                and not _became(item, given)
            ):
                state = t("intake.not_stated") if not new else NO
                moved[t("intake.change", before=f"{item.label} {YES}", after=state)] += 1
                if item.key in entries[code].cells:
                    reason = t("intake.reason.lost", item=item.label, after=state)
                    found.append(_said_of(entries[code], item, reason, "went_back", WARNING))
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


class _Collected:
    """Answers of everybody, as one reading after the other gives them."""

    def __init__(self, survey: Survey, day: date | None, mapping: ColumnMapping | None) -> None:
        self._survey, self._day = survey, day
        self._words = mapping.values if mapping else {}
        self._known = {item.key: item for item in survey.items}
        self.answers: Answers = {}
        self.entries: dict[str, Entry] = {}
        self.findings: list[Finding] = []
        self._error_count = 0
        self._dashes: list[Cell] = []
        self._same: list[Entry] = []

    def add(self, reading: Reading) -> None:
        """Values of one file; two different answers of one respondent are an error."""
        for entry in reading.entries:
            given = self._values(entry)
            code = entry.respondent.code
            if code not in self.entries:
                self.entries[code] = entry
            elif self._is_further(entry, given):
                self.entries[code].cells.update(entry.cells)
                self.entries[code].texts.update(entry.texts)
            elif given != self.answers.get(code, {}):
                first = self.entries[code].anchor
                place = f"{first.sheet.file} {first.sheet.name} {first.row + 1}"
                name = entry.respondent.full_name
                reason = t("intake.reason.twice", name=name, place=place)
                finding = entry.anchor.finding(ERROR, reason, t("intake.hint.twice"))
                self.findings.append(replace(finding, respondent=name))
                continue
            else:
                self._same.append(entry)
                continue
            if given:
                self.answers.setdefault(code, {}).update(given)

    def _is_further(self, entry: Entry, given: Mapping[str, str]) -> bool:
        """True for other questions to the same respondent, in a second table."""
        return not set(entry.cells) & set(self.entries[entry.respondent.code].cells)

    def _values(self, entry: Entry) -> dict[str, str]:
        given = {}
        for key, cell in entry.cells.items():
            if is_dash(cell.text):
                self._dashes.append(cell)
                continue
            if self._error_count >= MOST_ERRORS:
                continue  # refused long since
            words = self._words.get(key, {})
            horizon = self._survey.horizon_years
            value, finding = value_of(self._known[key], cell, self._day, horizon, words)
            if value:
                given[key] = value
            if finding:
                self._error_count += finding.severity == ERROR
                name, label = entry.respondent.full_name, self._known[key].label
                reason = finding.reason
                if entry.is_named:
                    reason = t("intake.reason.of_town", town=name, reason=reason)
                self.findings.append(
                    replace(finding, reason=reason, respondent=name, question=label)
                )
        return given

    def said_once(self) -> list[Finding]:
        """What is the same for many cells."""
        found = []
        if self._dashes:
            reason = t("intake.reason.dashes", count=len(self._dashes))
            found.append(self._dashes[0].finding(WARNING, reason, t("intake.hint.dashes")))
        if self._same:
            name = self._same[0].respondent.full_name
            reason = t("intake.reason.same_twice", count=len(self._same), name=name)
            found.append(self._same[0].anchor.finding(WARNING, reason, t("intake.hint.same_twice")))
        return found


def check(
    readings: Sequence[Reading],
    survey: Survey,
    roster: Roster,
    *,
    survey_date: date | None = None,
    previous: Answers | None = None,
    mapping: ColumnMapping | None = None,
    is_part: bool = False,
) -> tuple[Answers, Report]:
    """Checked answers of everybody and the report; the answers are only fit to publish without errors.

    ``is_part``: others answer in files of their own, so that who is not here is not missing.
    """
    report = Report(survey.subject, survey_date.isoformat() if survey_date else "")
    collected = _Collected(survey, survey_date, mapping)
    for reading in readings:
        report.findings += reading.findings
        collected.add(reading)
    answers, entries = collected.answers, collected.entries
    report.findings += collected.findings + collected.said_once()
    for code, entry in entries.items():
        given = answers.get(code, {})
        report.findings += _contradictions(survey, entry, given)
        report.findings += _texts(survey, entry, given)
        report.findings += _repeated(survey, entry, given)
    report.findings += totals.findings_of(readings, survey, roster, answers)
    moved, back = _changes(survey, answers, entries, previous or {})
    report.changes = dict(moved.most_common(40))
    report.asked_count, report.answered_count = len(roster), len(answers)
    report.missing = {} if is_part else missing(roster, answers)
    report.totals = counted(survey, answers)
    report.findings += back
    if len(answers) < len(roster) and not is_part:
        report.findings.append(_partial(roster, answers))
    if not answers:
        report.findings.append(
            Finding(ERROR, t("intake.reason.nothing"), suggestion=t("intake.hint.nothing"))
        )
    return answers, report


def _partial(roster: Roster, answers: Answers) -> Finding:
    """How much of the round is there, by kind of respondent, and what becomes of the rest."""
    reason = t("intake.reason.missing", count=len(roster) - len(answers), asked=len(roster))
    if roster.subject == "agency":
        return Finding(WARNING, reason, suggestion=t("intake.hint.partial"))
    asked = Counter(one.entity_class for one in roster.respondents)
    given = Counter(roster.by_code[code].entity_class for code in answers)
    classes = listed(
        t("intake.partial.class", name=name, given=number(given[name]), asked=number(asked[name]))
        for name in ENTITY_CLASSES
    )
    hint = t("intake.hint.partial_classes", classes=classes) + t("intake.hint.partial")
    return Finding(WARNING, reason, suggestion=hint)


def missing(roster: Roster, answers: Answers) -> dict[str, list[str]]:
    """Prefecture (or 府省庁) -> names of those who still have to answer."""
    names: dict[str, list[str]] = defaultdict(list)
    for one in roster.respondents:
        if one.code not in answers:
            names[one.prefecture_name or t("command.agencies")].append(one.name)
    return dict(names)


def counted(survey: Survey, answers: Answers) -> dict[str, dict[str, int]]:
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
