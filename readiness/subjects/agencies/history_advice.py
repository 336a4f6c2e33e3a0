"""Whom to advise first: who had no plan in 2017 and has not moved since, by a stated rule."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from readiness.language.wording import listed, t
from readiness.subjects.agencies.gss import DONE
from readiness.subjects.charts import Bar, Bars
from readiness.subjects.model import Line, Passage, View


@dataclass(frozen=True)
class Advice:
    """Of ``planning``: rows of agency_plans_since, with and without a plan."""

    planning: pd.DataFrame

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Those without a plan that have not moved since, by the reasons they marked: a stated rule."""
        rows = self.planning
        return rows[(rows["readiness"] == "silent") & ~rows["gss_status"].isin(DONE)].sort_values(
            "barrier_count", ascending=False, kind="stable"
        )

    @property
    def passage(self) -> Passage:
        """The same as lines, under the rule."""
        lines = [
            Line(
                t(
                    "history.advise.line",
                    count=int(row.barrier_count),
                    status=t(f"gss.status.{row.gss_status}"),
                ),
                label=row.agency_name,
                remark=t("history.hint.reasons_lost") if row.is_barrier_uncertain else "",
            )
            for row in self.rows.itertuples()
        ]
        rule = Line(t("history.advise.rule"), remark=t("origin.arranged"))
        return Passage(t("history.advise.heading"), (rule, *lines)) if lines else Passage("", ())

    def views(self, **shared: Any) -> dict[str, View]:
        """The same as a slide; none where nobody is left."""
        rows = self.rows
        if rows.empty:
            return {}
        lines = self.passage.lines[1:]
        bars = tuple(
            Bar(
                str(line.label), float(row.barrier_count), line.text, "obstacle", remark=line.remark
            )
            for row, line in zip(rows.itertuples(), lines, strict=True)
        )
        most = max(1.0, *(bar.value or 0 for bar in bars))
        return {
            "advise": View(
                title=t("history.advise.heading"),
                headline=t("history.advise.rule"),
                key_figure=str(len(rows)),
                key_label=t("history.advise.key"),
                chart=Bars((("", bars),), most, t("history.advise.unit")),
                rows=rows[["agency_name", "barrier_count", "gss_status"]].assign(
                    gss_status=[t(f"gss.status.{status}") for status in rows["gss_status"]]
                ),
                alt=listed(f"{line.label} {line.text}" for line in lines),
                caution=t("origin.arranged"),
                **shared,
            )
        }
