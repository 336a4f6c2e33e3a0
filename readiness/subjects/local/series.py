"""Adoption round by round: one class of governments, or all of them, over the final rounds. Class in, words,
trend and slide out. A round of another source or of practice is never joined to the others.
"""

from functools import cached_property
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import ESTIMATED, FINAL, PRACTICE
from readiness.language.wording import listed, number, pct, period, short_era_month, t
from readiness.subjects.charts import Blank, Chart, Point, Trend
from readiness.subjects.kept import kept
from readiness.subjects.local.rates import FEWEST_FOR_SHARE, MUNICIPALITIES
from readiness.subjects.model import View
from readiness.subjects.provenance import of_sources, origin, said

ALL = "全団体"
_APART = (ESTIMATED, PRACTICE)  # never joined to the others, never compared with them
_WORDS = {ALL: ".all", MUNICIPALITIES: ""}


def final_rows() -> pd.DataFrame:
    """Final rounds of every class in time order; a provisional one is told beside them."""
    rows = kept(queries.local_adoption_by_round)
    return rows[rows["state"] == FINAL]


def share(row: "pd.Series[object]") -> str:
    """``60.1%``; of few governments the count."""
    if row["answered_count"] < FEWEST_FOR_SHARE:
        count, total = number(row["adopted_count"]), number(row["answered_count"])
        return t("view.of", count=count, total=total)
    return pct(row["adoption_ratio"], 0 if row["adoption_ratio"] in (0, 1) else 1)


class Series:
    """``entity_class`` 全団体 or 市区町村, round by round."""

    def __init__(self, entity_class: str) -> None:
        self.entity_class, self._words = entity_class, _WORDS[entity_class]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Rounds in which the class answered."""
        rows = final_rows()
        is_known = (rows["entity_class"] == self.entity_class) & (rows["answered_count"] > 0)
        return rows[is_known].reset_index(drop=True)

    @property
    def joined(self) -> pd.DataFrame:
        """Rounds that may be compared with each other."""
        return self.rows[~self.rows["basis"].isin(_APART)]

    @cached_property
    def trend(self) -> Chart:
        """The share of each round."""
        if self.rows.empty:
            return Blank(t(f"overview.local.no_trend{self._words}"))
        return Trend(
            points=tuple(
                Point(
                    label=short_era_month(row.survey_date),
                    day=row.survey_date.date(),
                    ratio=row.adoption_ratio,
                    text=pct(row.adoption_ratio),
                    is_estimated=row.basis in _APART,
                    remark=row.basis if row.basis == PRACTICE else "",
                )
                for row in self.rows.itertuples()
            ),
            series_labels=(t("view.local_trend.published"), t("view.local_trend.estimated")),
            break_label=t("view.local_trend.break") if self._has_estimated else "",
        )

    @property
    def _has_estimated(self) -> bool:
        return bool((self.rows["basis"] == ESTIMATED).any())

    @property
    def alt(self) -> str:
        """The trend in words."""
        if isinstance(self.trend, Blank):
            return self.trend.reason
        assert isinstance(self.trend, Trend)
        values = listed(f"{point.label} {point.text}" for point in self.trend.points)
        return t(f"view.local_trend.alt{self._words}", values=values) + (
            t("view.local_trend.alt.apart") if self._has_estimated else ""
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """Where the source changes."""
        return said(t("view.local_trend.note") if self._has_estimated else "")

    @property
    def _told(self) -> pd.DataFrame:
        """Rounds of a sentence: those that may be compared, else all there are."""
        return self.joined if len(self.joined) else self.rows

    @property
    def counts(self) -> str:
        """``令和2年3月 109（6.1%）→ … → 令和4年10月 1,150（64.3%）``: rounds that may be compared."""
        return t("series.then").join(
            t(
                "series.one",
                day=period(f"{row['survey_date']:%Y-%m}"),
                adopted=number(row["adopted_count"]),
                share=t("mark.brackets", text=share(row)),
            )
            for row in self._told.to_dict("records")
        )

    @property
    def headline(self) -> str:
        """The series in one sentence, and that what came after is not compared."""
        if self.rows.empty:
            return self.alt
        first, last = self._told.iloc[0], self._told.iloc[-1]
        is_apart = self.rows.iloc[-1]["basis"] in _APART and len(self.joined)
        return t(
            f"view.local_trend.headline{self._words}",
            first=period(f"{first['survey_date']:%Y-%m}"),
            first_ratio=pct(first["adoption_ratio"]),
            last=period(f"{last['survey_date']:%Y-%m}"),
            last_ratio=pct(last["adoption_ratio"]),
            counts=self.counts,
        ) + (t("view.local_trend.headline_break") if is_apart else "")

    @property
    def key(self) -> tuple[str, str]:
        """The share of the newest round, and of how many."""
        if self.rows.empty:
            return t("mark.none"), ""
        now = self.rows.iloc[-1]
        counts = {"count": number(now["adopted_count"]), "total": number(now["answered_count"])}
        is_estimated = now["basis"] == ESTIMATED
        return share(now), t("view.of", **counts) + (
            t("view.local_trend.key") if is_estimated else ""
        )

    def view(self) -> View:
        """For slides and paper, with the rows of every class."""
        rows = self.rows
        value, label = self.key
        shared: dict[str, Any] = {
            "title": t(f"view.local_trend{self._words}"),
            "headline": self.headline,
            "key_figure": value,
            "key_label": label,
            "chart": self.trend,
            "alt": self.alt,
        }
        if rows.empty:
            nothing = origin(queries.latest_round("local"), "")
            return View(rows=rows, provenance=nothing, **shared)
        now, every = rows.iloc[-1], final_rows()
        return View(
            rows=every[
                ["survey_date", "entity_class", "adopted_count", "answered_count", "adoption_ratio"]
            ].assign(
                survey_date=[day.date() for day in every["survey_date"]], basis=every["basis"]
            ),
            caution=t("view.local_trend.caution") if now["basis"] == ESTIMATED else "",
            notes=self.notes,
            provenance=origin(
                now["round_code"],
                t(f"view.denominator.each_round{self._words}"),
                as_of=self._span,
                published="",
                basis=listed(dict.fromkeys(rows["basis"])),
                is_practice=bool((rows["basis"] == PRACTICE).any()),
                **of_sources(list(dict.fromkeys(rows["source_id"]))),
            ),
            **shared,
        )

    @property
    def _span(self) -> str:
        """``令和2年3月（2020年）～令和5年10月（2023年、最後は推定）``."""
        first, last = self.rows["survey_date"].iloc[0], self.rows["survey_date"].iloc[-1]
        text = t("view.span", first=period(f"{first:%Y-%m}"), last=period(f"{last:%Y-%m}"))
        is_estimated = self.rows["basis"].iloc[-1] == ESTIMATED
        return t("view.last_estimated", span=text) if is_estimated else text
