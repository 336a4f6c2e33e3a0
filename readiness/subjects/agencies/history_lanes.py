"""One agency at large: a lane for each survey, with a place for what is missing as well."""

from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.language.wording import (
    fiscal_year,
    in_eras,
    listed,
    number,
    period,
    said,
    short_period,
    t,
)
from readiness.subjects.agencies import history_signs, provisional
from readiness.subjects.agencies.gss import DONE
from readiness.subjects.agencies.history_facts import Facts, at
from readiness.subjects.agencies.of_agency import of_agency
from readiness.subjects.charts import Course, Lanes, Sign
from readiness.subjects.model import Content, Figure, KeyFigure, Line, Passage, Table, View

_BOX_YEAR = 2021  # where the box of the reasons of 2017 has room; it names its own date
_STATES = {"in_progress": "under_way", "planned": "plan", "not_stated": "not_stated"}
_SCOPES = (("", "head"), ("_regional", "regional"), ("_all", "all"))


def content(facts: Facts, name: str) -> Content:
    """Everything said of one agency."""
    return _One(facts, name).content()


class _One:
    """The rows of one agency, and what they come to."""

    def __init__(self, facts: Facts, name: str) -> None:
        self.facts, self.name = facts, name
        self.row, self.gss = facts.since.loc[name], facts.gss.loc[name]
        self.signs = history_signs.signs(facts, name)
        self.end = float(facts.last_year + 1)
        self.spending = spending(name)

    @property
    def headline(self) -> str:
        """What is known, in the order of time; what is not, by its name."""
        facts, row = self.facts, self.row
        own = facts.stages.loc[self.name]
        stage = facts.value(self.name, "telework_stage")
        parts = [
            t("history.one.stage_2016", value=t(f"history.sign.{history_signs.STAGES[stage]}"))
            if stage
            else "",
            t(
                "history.one.stage",
                stage=history_signs.stage_number(own),
                name=said(own["stage_name"]),
            )
            if history_signs.row_answered(row)
            else t("history.one.not_answered"),
            t("history.one.no_days", year=fiscal_year(facts.days_year))
            if pd.isna(row["days_per_person"])
            else t(
                "history.one.days",
                year=fiscal_year(facts.days_year),
                days=f"{row['days_per_person']:.1f}",
            ),
        ]
        told = t("history.one.joint").join(part for part in parts if part)
        return t("history.one.sentence", name=self.name, told=told) + self.gss_sentence

    @property
    def gss_sentence(self) -> str:
        status = self.gss["status"]
        if status in DONE and isinstance(self.gss["month"], str):
            key = f"history.one.gss.{status}"
            if self.gss["date_basis"] == "planned":
                key = "history.one.gss.planned_month"
            return t(key, month=period(self.gss["month"]))
        return t(f"history.one.gss.{'undated' if status in DONE else status}")

    def content(self) -> Content:
        """Everything said."""
        facts = self.facts
        title = t("history.one.title", name=self.name)
        lanes = Lanes(facts.years, 2015, self.lanes, t("history.axis"))
        alt = t("history.one.alt", name=self.name, lines=history_signs.in_words(self.signs))
        shared: dict[str, Any] = {
            "provenance": facts.provenance(1),
            "notes": (
                t("history.note"),
                t("history.note.spending"),
                t("gss.note.not_stated"),
                *filter(None, [provisional.note("agency")]),
            ),
        }
        # Without its mark: a text that begins with － would be a formula in a workbook.
        status = _STATES.get(self.gss["status"], "done")
        key = KeyFigure(t("history.one.key"), t(f"gss.state.{status}"))
        return Content(
            title=title,
            headline=self.headline,
            key_figures=(key,),
            figures={"lanes": Figure("", lanes, alt)},
            passages={"known": self.known, "unknown": self.unknown},
            tables={
                "history": Table(
                    t("history.one.table"), self.rows, t("history.file.one", name=self.name)
                )
            },
            views={
                "lanes": View(
                    title=title,
                    headline=self.headline,
                    key_figure=key.value,
                    key_label=key.label,
                    chart=lanes,
                    rows=self.rows,
                    alt=alt,
                    condition=self.name,
                    caution=t("gss.caution"),
                    **shared,
                )
            },
            caution=t("gss.caution"),
            **shared,
        )

    @property
    def rows(self) -> pd.DataFrame:
        """Rows of agency_history with words for surveys and measures."""
        rows = queries.agency_history(self.name)
        return pd.DataFrame(
            {
                "period": [period_in_words(text) for text in rows["period"]],
                "survey": [self._survey(code) for code in rows["survey"]],
                "measure": [measure(code) for code in rows["measure"]],
                "value": [value_in_words(row) for row in rows.itertuples()],
                "unit": rows["unit"].where(rows["unit"] != "区分", ""),
                "source_ids": rows["source_id"].str.replace(";", ", "),
            }
        )

    def _survey(self, code: str) -> str:
        kind, _, year = code.partition("_")
        if code == self.facts.round_code or kind.startswith("agency-"):
            words = t("history.survey.round", month=period(code.removeprefix("agency-")))
            return words + (t("history.provisional") if code in self.facts.provisional else "")
        return t(f"history.survey.{kind}", year=year)

    @property
    def lanes(self) -> tuple[Course, ...]:
        """The five lanes."""
        facts = self.facts
        captions = {
            "practice": (t("history.lane.practice.1"), t("history.lane.practice.2")),
            "survey": (facts_survey(facts), t("history.lane.survey.2")),
            "results": (
                t("history.lane.results.1", year=fiscal_year(facts.pct_year)),
                t("history.lane.results.2", year=fiscal_year(facts.days_year)),
            ),
            "gss": (t("history.lane.gss.1"), t("history.lane.gss.2")),
            "spending": (t("history.lane.spending.1"), t("history.lane.spending.2")),
        }
        signs = {
            "practice": self._practice(),
            "survey": self._survey_signs(),
            "results": self._results(),
            "gss": self._gss(),
            "spending": self._spending(),
        }
        return tuple(
            Course(t(f"history.lane.{name}"), tuple(signs[name]), captions=captions[name])
            for name in signs
        )

    def _blank(self, start: float, end: float, text: str) -> Sign:
        return Sign("blank", start, end, text, hint=text)

    def _practice(self) -> list[Sign]:
        facts = self.facts
        found = []
        for sign in self.signs:
            if sign.kind in ("word", "trial", "full") and sign.start < 2016:
                beside = t("history.rule.unknown") if sign.kind == "word" else ""
                found.append(Sign(sign.kind, 2015, 2016, sign.text, beside, hint=sign.hint))
            elif sign.kind in ("trial", "full"):
                eligible = bool(facts.values(self.name, "all_staff_eligible"))
                beside = t("history.eligible") if eligible else ""
                found.append(Sign(sign.kind, 2016, 2017, sign.text, beside, hint=sign.hint))
        return [*found, self._blank(facts.survey_year + 1.05, self.end - 0.05, t("history.later"))]

    def _survey_signs(self) -> list[Sign]:
        facts, row = self.facts, self.row
        own = facts.stages.loc[self.name]
        start = facts.survey_year + 1
        found = [self._ladder(facts.round_code, facts.stages, start)]
        ends = [self.end]
        for code, stages in facts.later.items():
            if not isinstance(stages.loc[self.name, "readiness"], str):
                continue  # not asked in this round
            when_asked = at(facts.period_of(code))
            found.append(self._ladder(code, stages, when_asked))
            ends.append(when_asked)
        marks = history_signs.plans(facts, self.name)
        found += marks
        if not marks:
            # Clear of the words beside one's own stage.
            kind = "strip_high" if own["readiness"] == "silent" else "strip_low"
            text = t("history.plan.none")
            found.append(Sign(kind, start + 0.5, 2019.95, text, hint=text))
        named = facts.values(self.name, "barrier", facts.round_code)
        lost = facts.values(self.name, "barrier_uncertain", facts.round_code)
        chips = (*map(said, named), *(t("history.chip.lost", name=said(one)) for one in lost))
        heading = t("history.reasons", month=facts_survey(facts), count=int(row["barrier_count"]))
        if lost:
            heading += t("history.reasons.lost", count=len(lost))
        hint = apart_line(heading, chips or (t("history.reasons.none"),))
        text = "" if chips else t("history.reasons.none")
        found.append(
            Sign("box", _BOX_YEAR + 0.05, min(ends) - 0.03, heading, text, hint=hint, lines=chips)
        )
        return found

    def _ladder(self, round_code: str, stages: pd.DataFrame, start: float) -> Sign:
        """The five stages with the own one, and how many stand there."""
        own = stages.loc[self.name]
        number_ = history_signs.stage_number(own)
        words = t("history.ladder.not_answered")
        if number_:
            words = t(
                "history.ladder",
                stage=number_,
                name=said(own["stage_name"]),
                count=int((stages["stage"] == own["stage"]).sum()),
                total=int(stages["readiness"].notna().sum()),
            )
        if round_code in self.facts.provisional:
            words = f"{t('round_state.provisional')} {words}"
        hint = apart_line(period(self.facts.period_of(round_code)), (words,))
        return Sign("ladder", start, start + 0.3, number_, words, hint=hint)

    def _results(self) -> list[Sign]:
        """Shares in their years; days with all scopes, or as columns once there are several years."""
        facts, name = self.facts, self.name
        found: list[Sign] = []
        years = [year for measure, year in facts.results if measure == "days_per_person"]
        end = float(max(year for _, year in facts.results) + 1)
        for (measure, year), values in facts.results.items():
            value = values.get(name)
            if value is None:
                found.append(self._blank(year + 0.04, year + 0.96, t("history.no_value.short")))
            elif measure == "days_per_person" and len(years) == 1:
                found.append(self._days(year, values))
                end = year + 3.66
            else:
                found.append(self._column(measure, year, value))
        if end < self.end:
            text = t("history.later.results")
            found.append(self._blank(end + 0.04, self.end - 0.05, text))
        return found

    def _column(self, measure: str, year: int, value: float) -> Sign:
        """A share of the whole, or days of the most there are; the government's at its tick."""
        nation = self.facts.total(measure, year)
        kind = "share" if measure == "teleworker_pct" else "days"
        words = f"{value:g}%" if kind == "share" else t("history.days", days=f"{value:.1f}")
        plain = f"{value:g}" if kind == "share" else f"{value:.1f}"
        scale = 100.0 if kind == "share" else self.facts.most_days
        return Sign(
            "share_large",
            year,
            year + 1,
            words,
            "" if nation is None else t("history.government", value=f"{nation:g}"),
            value / scale,
            t(f"history.hint.{kind}", year=fiscal_year(year), value=plain),
            ticks=() if nation is None else ((nation / scale, "government"),),
        )

    def _days(self, year: int, values: dict[str, float]) -> Sign:
        """Days by scope, and the own place among all published."""
        facts, own = self.facts, values[self.name]
        scale = 1.25 * facts.most_days
        parts = []
        for suffix, scope in _SCOPES:
            text = facts.value(self.name, f"days_per_person{suffix}", f"results_{year}")
            if text:
                words = t("history.days", days=f"{float(text):.1f}")
                parts.append((t(f"history.scope.{scope}"), words, float(text) / scale))
        nation = facts.total("days_per_person", year)
        ticks = [(value / scale, "others") for value in values.values()]
        ticks.append((own / scale, "own"))
        if nation is not None:
            ticks.append((nation / scale, "government"))
        rank = sum(value > own for value in values.values()) + 1
        heading = t("history.days.heading", year=fiscal_year(year))
        return Sign(
            "days_large",
            year + 0.04,
            year + 3.62,
            heading,
            hint=apart_line(heading, tuple(f"{label} {words}" for label, words, _ in parts)),
            parts=tuple(parts),
            ticks=tuple(ticks),
            lines=(
                t("history.rank", rank=rank, count=len(values)),
                "" if nation is None else t("history.rank.nation", nation=f"{nation:g}"),
            ),
        )

    def _gss(self) -> list[Sign]:
        facts = self.facts
        note = said(self.gss["note"])
        signs = history_signs.moved(facts, self.name)
        if self.gss["status"] == "not_stated":
            text = t("history.gss.not_stated")
            return [
                Sign("blank", _BOX_YEAR + 1.04, self.end - 0.05, text, hint=text),
                Sign("aside", 2016, _BOX_YEAR + 0.9, t("gss.note.not_stated"), note),
            ]
        status = t(f"gss.status.{self.gss['status']}")
        found = [
            Sign(sign.kind, sign.start, sign.end, sign.text, sign.beside, hint=sign.hint)
            for sign in signs
        ]
        return [*found, Sign("aside", 2016, _BOX_YEAR - 0.1, status, note)]

    def _spending(self) -> list[Sign]:
        rows = self.spending
        if rows.empty:
            text = t("history.spending.none")
            return [self._blank(_BOX_YEAR + 0.04, self.end - 1.05, text)]
        most = float(rows["thousand_yen"].max())
        found = []
        for year, group in rows.groupby("fiscal_year"):
            sheets = list(group.itertuples())
            values = {number(row.thousand_yen / 1000) for row in sheets}
            shown = sheets if len(values) > 1 else sheets[-1:]
            parts = tuple(
                (
                    t("history.spending.sheet", year=row.sheet_year % 100)
                    if len(values) > 1
                    else "",
                    number(row.thousand_yen / 1000),
                    row.thousand_yen / most,
                )
                for row in shown
            )
            hint = listed(
                t(
                    "history.hint.spending",
                    year=fiscal_year(int(year)),
                    sheet=row.sheet_year,
                    value=number(row.thousand_yen / 1000),
                )
                for row in shown
            )
            found.append(Sign("spending", float(year), float(year) + 1, "", hint=hint, parts=parts))
        last = int(rows["fiscal_year"].max())
        if last + 1 < self.end:
            hint = t("history.spending.later", year=fiscal_year(last + 1))
            found.append(Sign("blank", last + 1.05, self.end - 0.05, t("mark.none"), hint=hint))
        names = list(dict.fromkeys(said(name) for names in rows["systems"] for name in names))
        lines = (*names, t("history.spending.gss"))
        found.append(Sign("aside", 2015.6, _BOX_YEAR - 0.1, "", lines=lines))
        return found

    @property
    def _facts_in_hand(self) -> list[tuple[str, bool]]:
        row = self.row
        lost = bool(self.facts.values(self.name, "barrier_uncertain", self.facts.round_code))
        unsure = any(
            "unsure" in s.kind or s.kind == "lost"
            for s in history_signs.plans(self.facts, self.name)
        )
        items = {
            "practice": True,
            "stage": True,
            "reasons": not lost,
            "plan": not unsure,
            "share": not pd.isna(row["teleworker_pct"]),
            "days": not pd.isna(row["days_per_person"]),
            "gss": self.gss["status"] != "not_stated",
            "gss_month": self.gss["status"] not in DONE or self.gss["date_basis"] == "printed",
            "spending": not self.spending.empty,
            "later": False,
        }
        skipped = {"gss_month"} if self.gss["status"] not in DONE else set()
        return [
            (t(f"history.fact.{key}"), known) for key, known in items.items() if key not in skipped
        ]

    @property
    def known(self) -> Passage:
        """What is in hand."""
        return self._facts("known", True)

    @property
    def unknown(self) -> Passage:
        """What is not: to be asked next."""
        return self._facts("unknown", False)

    def _facts(self, key: str, wanted: bool) -> Passage:
        names = [text for text, known in self._facts_in_hand if known == wanted]
        heading = t(f"history.{key}", count=len(names))
        return Passage(heading, (Line(listed(names)),) if names else ())


def spending(name: str) -> pd.DataFrame:
    """Operation of the agency's own systems by fiscal year and sheet, thousand yen, and their names."""
    rows = of_agency(queries.agency_network_spending, name)
    sums: dict[tuple[int, int], tuple[float, list[str]]] = {}
    for row in rows.itertuples():
        if pd.isna(row.part) and row.kind == "operation":
            year = (row.fiscal_year, row.sheet_year)
            amount, systems = sums.get(year, (0, []))
            sums[year] = (amount + row.thousand_yen, [*systems, row.system_name])
    found = [(*year, *sums[year]) for year in sorted(sums)]
    columns = ["fiscal_year", "sheet_year", "thousand_yen", "systems"]
    return pd.DataFrame(found, columns=columns)


def facts_survey(facts: Facts) -> str:
    """When the round asked, as the drawing has room for it."""
    return short_period(facts.period_of(facts.round_code))


def apart_line(heading: str, lines: tuple[str, ...]) -> str:
    """A heading and its lines as one text, read out."""
    return in_eras(f"{heading} {listed(lines)}")


def period_in_words(text: str) -> str:
    """``FY2020``, ``2016-09/10``, ``2025`` or ``2024-03`` as a reader writes it."""
    if text.startswith("FY"):
        return fiscal_year(int(text[2:]))
    if "/" in text:
        return t("history.autumn", month=period(text[:7]))
    return fiscal_year(int(text)) if len(text) == 4 else period(text)


def measure(code: str) -> str:
    """What a measure of agency_history counts."""
    kind, _, project = code.rpartition("_")
    if project.isdigit():
        return t(f"history.measure.{kind}", project=project)
    return t(f"history.measure.{code}")


def value_in_words(row: Any) -> str:
    """The value of one row of agency_history."""
    if row.measure == "gss_status":
        return t(f"gss.status.{row.value}")
    if row.measure in ("gss_month", "gss_planned_month"):
        return period(row.value)
    if row.measure in ("plan", "plan_uncertain"):
        year, _, number_ = row.value.partition("q")
        return t("history.quarter", year=fiscal_year(int(year)), q=number_)
    if row.unit == "千円" or row.measure.endswith("_count"):
        return number(int(row.value))
    return str(row.value)
