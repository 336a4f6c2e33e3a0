"""政策目標: national targets and what became of them, companies, prefectures, milestones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.language.wording import apart, in_eras, listed, period, t
from readiness.subjects.charts import Bar, Bars
from readiness.subjects.choices import Choice, One
from readiness.subjects.guides import milestones, policy_figures, policy_parts, policy_shares
from readiness.subjects.model import Content, Figure, KeyFigure, Table, View
from readiness.subjects.provenance import said as worth_saying
from readiness.subjects.subject import Subject

VIEWS = ("targets", "companies", "prefectures", "milestones")
VERDICTS = {"met": "has", "not_met": "obstacle", "unknown": "uncertain"}
ORIGINS = ("government", "proposal")


@dataclass(frozen=True)
class PolicyTargets(Subject):
    """One of four views on the published policy figures."""

    page: ClassVar[str] = "policy_targets"
    view: str = VIEWS[0]

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice:
        """Targets, companies, prefectures or milestones."""
        return One({code: t(f"policy.view.{code}") for code in VIEWS}, default=VIEWS[0])

    def say(self) -> Content:
        """Everything of the chosen view."""
        makers: dict[str, Callable[[], Content]] = {
            "targets": lambda: _Targets().content(),
            "companies": policy_shares.companies,
            "prefectures": policy_shares.prefectures,
            "milestones": milestones.content,
        }
        return makers[self.view]()


class _Targets:
    """Targets of the government beside what was published for them, a party's proposals apart."""

    @cached_property
    def tracked(self) -> pd.DataFrame:
        return policy_figures.tracked()

    @cached_property
    def actuals(self) -> pd.DataFrame:
        rows = queries.policy_target_actuals()
        return rows[rows["actual_value"].notna() & rows["target_value"].notna()]

    @property
    def national(self) -> pd.DataFrame:
        return self.tracked[self.tracked["origin"] == ORIGINS[0]]

    @property
    def counts(self) -> dict[str, int]:
        return {one: int((self.national["verdict"] == one).sum()) for one in VERDICTS}

    def content(self) -> Content:
        """The targets, and the values of each by time."""
        rows = self.tracked
        title = t("policy.title")
        headline = t(
            "policy.sentence",
            count=len(self.national),
            proposals=len(rows) - len(self.national),
            **self.counts,
        )
        key = KeyFigure(
            t("view.policy_targets.key"), f"{self.counts['met']} / {len(self.national)}"
        )
        sources = [*rows["source_id"], *rows["shown_source"].dropna()]
        provenance = policy_parts.provenance("targets", sources, self.as_of)
        notes = worth_saying(
            t("policy.note.targets"),
            t("policy.note.people"),
            t("origin.key"),
            t("origin.key.confirmed"),
        )
        targets, by_year = self.targets, self.by_year
        shared: dict[str, Any] = {"key_figure": key.value, "key_label": key.label, "notes": notes}
        shared |= {"provenance": provenance, "caution": t("view.policy_targets.caution")}
        return Content(
            title=title,
            headline=headline,
            key_figures=(key,),
            figures={"targets": targets, "by_year": by_year},
            tables={"targets": Table("", self.rows, t("policy.file_name.targets"))},
            views={
                "targets": View(
                    title=title,
                    headline=headline,
                    chart=targets.chart,
                    rows=self.rows,
                    alt=targets.alt,
                    **shared,
                ),
                "by_year": View(
                    title=t("policy.by_year"),
                    headline=headline,
                    chart=by_year.chart,
                    rows=self.yearly,
                    alt=by_year.alt,
                    **shared,
                ),
            },
            caution=t("view.policy_targets.caution"),
            notes=notes,
            provenance=provenance,
        )

    @property
    def as_of(self) -> str:
        shown = self.tracked["shown_period"].dropna().sort_values()
        if shown.empty:
            return t("policy.as_of.targets")
        ends = {"first": period(shown.iloc[0]), "last": period(shown.iloc[-1])}
        return t("view.policy_targets.as_of", **ends)

    @cached_property
    def targets(self) -> Figure:
        groups = tuple(
            (t(f"policy.of.{origin}"), tuple(_target(row) for row in rows.itertuples()))
            for origin in ORIGINS
            if len(rows := self.tracked[self.tracked["origin"] == origin])
        )
        chart = _against_targets(groups)
        return Figure(
            t("policy.targets"), chart, policy_parts.in_words(groups), note=t("policy.targets_note")
        )

    @cached_property
    def by_year(self) -> Figure:
        groups = tuple(
            (
                t(
                    "policy.head",
                    name=t(f"policy.short.{code}"),
                    target=policy_parts.quantity(
                        rows["target_value"].iloc[0], rows["unit"].iloc[0]
                    ),
                ),
                tuple(_actual(row) for row in rows.itertuples()),
            )
            for code, rows in self.actuals.groupby("target_code", sort=False)
        )
        chart = _against_targets(groups)
        alt = listed(
            in_eras(apart([name, *(f"{bar.label} {bar.words}" for bar in bars)]))
            for name, bars in groups
        )
        return Figure(t("policy.by_year"), chart, alt, note=t("policy.by_year_note"))

    @property
    def rows(self) -> pd.DataFrame:
        rows = self.tracked
        return pd.DataFrame(
            {
                "target_name": rows["target_name"],
                "origin": [t(f"policy.of.{one}") for one in rows["origin"]],
                "period": rows["period"],
                "target_value": rows["target_value"],
                "shown_value": rows["shown_value"],
                "shown_period": [policy_parts.when(one) for one in rows["shown_period"]],
                "gap_value": rows["gap_value"],
                "unit": rows["unit"],
                "verdict": [t(f"view.policy_targets.{one}") for one in rows["verdict"]],
                "confirmed_by": [policy_parts.confirmed(one) for one in rows["shown_source"]],
                "source_id": rows["source_id"],
                "note": rows["note"],
            }
        )

    @property
    def yearly(self) -> pd.DataFrame:
        rows = self.actuals
        return rows[["target_name", "target_value", "unit"]].assign(
            shown_period=[policy_parts.when(one) for one in rows["actual_period"]],
            shown_value=rows["actual_value"],
            gap_value=rows["gap_value"],
            confirmed_by=[policy_parts.confirmed(one) for one in rows["source_id"]],
            source_id=rows["source_id"],
        )


def _against_targets(groups: tuple[tuple[str, tuple[Bar, ...]], ...]) -> Bars:
    """Bars whose length is the result as a share of its target, with a tick at the target."""
    longest = max((bar.value or 0 for _, bars in groups for bar in bars), default=0)
    return Bars(groups, max(1.0, longest) * 1.02, "%", is_ratio=True, tick_label=t("policy.tick"))


def _target(row: Any) -> Bar:
    """Value, target, distance and verdict of one target; a value from before its date is uncertain."""
    mark = t(f"view.policy_targets.mark.{row.verdict}")
    if pd.isna(row.target_value):
        return Bar(
            row.target_name,
            None,
            t("policy.no_target_value"),
            mark=mark,
            remark=t("policy.when", period=row.period),
        )
    goal = policy_parts.quantity(row.target_value, row.unit)
    if pd.isna(row.shown_value):
        return Bar(
            row.target_name, None, t("policy.no_actual", target=goal, when=row.period), mark=mark
        )
    remark = t("policy.gap", gap=policy_parts.gap(row.gap_value, row.unit))
    verdict = t(f"view.policy_targets.{row.verdict}") + t(
        "policy.when", period=policy_parts.short_when(row.shown_period)
    )
    return Bar(
        row.target_name,
        float(row.shown_value) / float(row.target_value),
        t(
            "policy.value",
            actual=policy_parts.amount(row.shown_value, row.unit),
            target=goal,
            when=row.period,
        ),
        role=VERDICTS[row.verdict],
        mark=mark,
        remark=remark + "\n" + apart([verdict, policy_parts.confirmed(row.shown_source)]),
        tick=1.0,
    )


def _actual(row: Any) -> Bar:
    return Bar(
        policy_parts.short_when(row.actual_period),
        float(row.actual_value) / float(row.target_value),
        policy_parts.amount(row.actual_value, row.unit),
        role="has" if row.is_at_target else "others",
        remark=f"{t('gap.parts')}{mark}" if (mark := policy_parts.confirmed(row.source_id)) else "",
        tick=1.0,
    )
