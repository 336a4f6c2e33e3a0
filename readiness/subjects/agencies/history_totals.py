"""How many telework at the head offices of all agencies together, as printed for each year."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from readiness.definitions.contracts import PUBLISHED
from readiness.language.wording import fiscal_year, listed, number, t
from readiness.subjects import origins
from readiness.subjects.agencies.history_facts import Facts
from readiness.subjects.charts import Column, Columns
from readiness.subjects.model import Line, Passage, View
from readiness.subjects.provenance import of_sources, origin


@dataclass(frozen=True)
class Totals:
    """Of every year that a document has a total of."""

    facts: Facts

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Teleworkers at the head offices of all agencies together, as printed for each year."""
        rows = self.facts.government
        rows = rows[(rows["measure_code"] == "teleworker_count") & (rows["scope"] == "本省")]
        rows = rows.sort_values("fiscal_year").reset_index(drop=True)
        shares = [self.facts.total("teleworker_pct", int(year)) for year in rows["fiscal_year"]]
        return pd.DataFrame(
            {
                "fiscal_year": rows["fiscal_year"],
                "teleworker_count": rows["value"],
                "teleworker_pct": shares,
                "source_id": rows["source_id"],
            }
        )

    def _said(self, row: Any) -> str:
        persons = t("history.totals.persons", count=number(row.teleworker_count))
        if pd.isna(row.teleworker_pct):
            return persons
        return f"{persons}{t('mark.brackets', text=f'{row.teleworker_pct:g}%')}"

    @property
    def passage(self) -> Passage:
        """The same as lines, each with the document it stands in."""
        lines = tuple(
            Line(
                self._said(row),
                label=fiscal_year(int(row.fiscal_year)),
                remark=origins.of_figure(str(row.source_id)),
            )
            for row in self.rows.itertuples()
        )
        return Passage(t("history.totals.heading") if lines else "", lines, is_small=True)

    @property
    def views(self) -> dict[str, View]:
        """The same as a slide; none without a year."""
        rows = self.rows
        if rows.empty:
            return {}
        first, last = (rows.iloc[place] for place in (0, -1))
        columns = tuple(
            Column(fiscal_year(int(row.fiscal_year)), int(row.teleworker_count))
            for row in rows.itertuples()
        )
        first_year, last_year = (fiscal_year(int(row["fiscal_year"])) for row in (first, last))
        return {
            "totals": View(
                title=t("history.totals.title"),
                headline=t(
                    "history.totals.sentence",
                    first=self._said(first),
                    first_year=first_year,
                    last=self._said(last),
                    last_year=last_year,
                ),
                key_figure=self._said(last),
                key_label=last_year,
                chart=Columns(columns, t("history.totals.unit")),
                rows=rows,
                alt=listed(f"{line.label} {line.text}" for line in self.passage.lines),
                notes=(t("history.totals.heading"),),
                provenance=origin(
                    self.facts.round_code,
                    t("history.totals.denominator"),
                    as_of=t("view.span", first=first_year, last=last_year),
                    published="",
                    basis=PUBLISHED,
                    **of_sources(list(dict.fromkeys(rows["source_id"]))),
                ),
            )
        }
