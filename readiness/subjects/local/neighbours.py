"""Which neighbours have adopted: the offices closest to one government's on the map, by name. A government
in, a figure and a slide out.

Closeness is the great circle between offices: a neighbour need not share a border.
"""

from functools import cached_property
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import UNANSWERED
from readiness.language.wording import listed, number, t
from readiness.subjects.charts import Bar, Bars, Blank, Chart
from readiness.subjects.kept import kept
from readiness.subjects.local import governments, peer_words
from readiness.subjects.local.comparison import NEIGHBOURS
from readiness.subjects.model import Figure, Provenance, View
from readiness.subjects.provenance import if_estimated, of_round

MOST = 10
_ROLES = {"adopted": "has"}


class Neighbours:
    """The closest others of the same kind: municipalities of a municipality, prefectures of a prefecture."""

    def __init__(self, code: str) -> None:
        self.code, self.own = code, governments.row(code)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Rows of peer_members, the closest first."""
        return kept(queries.peer_members, self.code, NEIGHBOURS, MOST, "", "")

    @property
    def bars(self) -> tuple[Bar, ...]:
        """One for each: how far, and its status as a mark."""
        return tuple(
            Bar(
                self._name(row),
                float(row.distance_km),
                t("peers.call.distance", count=number(row.distance_km)),
                _ROLES.get(row.status, "others"),
                mark=t(f"status.{row.status}")[:1],
                key=row.code,
                hint=f"{governments.full_name(row)} {t(f'status.{row.status}')}",
            )
            for row in self.rows.itertuples()
        )

    def _name(self, row: Any) -> str:
        """The name; of another prefecture in full."""
        is_here = row.prefecture_name == self.own.prefecture_name
        return governments.named(row.code) if is_here else governments.full_name(row)

    def _names(self, rows: pd.DataFrame) -> str:
        return listed(self._name(row) for row in rows.itertuples())

    @cached_property
    def groups(self) -> dict[str, pd.DataFrame]:
        """Who has adopted, who has not, who has not answered."""
        status = self.rows["status"]
        is_silent = status.isin(UNANSWERED)
        is_adopter = status == "adopted"
        return {
            "adopters": self.rows[is_adopter],
            "others": self.rows[~is_adopter & ~is_silent],
            "unanswered": self.rows[is_silent],
        }

    def _told(self, *named: str) -> str:
        """How many have adopted, and the names of these groups."""
        count = number(len(self.rows))
        if self.rows.empty:
            return t("peers.neighbours.nobody")
        if len(self.groups["unanswered"]) == len(self.rows):
            return t("peers.neighbours.no_answer", count=count)
        words = t(
            "peers.neighbours.sentence",
            name=governments.full_name(self.own),
            count=count,
            adopted=number(len(self.groups["adopters"])),
        )
        for group in named:
            if len(self.groups[group]):
                names = self._names(self.groups[group])
                words += t(f"peers.neighbours.{group}", names=names)
        return words + t("peers.neighbours.stop")

    @property
    def headline(self) -> str:
        """How many have adopted; the fewer of the two by name, the marks of the chart say the others."""
        fewer = min(("others", "adopters"), key=lambda group: len(self.groups[group]))
        return self._told(fewer, "unanswered")

    @property
    def alt(self) -> str:
        """All of them by name."""
        return self._told("adopters", "others", "unanswered")

    @property
    def chart(self) -> Chart:
        """Distances; the longest fills the axis."""
        if self.rows.empty:
            return Blank(self.headline)
        return Bars(
            (("", self.bars),),
            maximum=max(bar.value or 0 for bar in self.bars),
            unit=t("peers.neighbours.unit"),
        )

    @property
    def figure(self) -> Figure:
        """For the screen."""
        return Figure(
            t("peers.neighbours.heading", count=len(self.rows)),
            self.chart,
            self.alt,
            note=t("peers.neighbours.note"),
        )

    @property
    def view(self) -> View:
        """For slides and paper."""
        rows = self.rows
        answered = len(rows) - len(self.groups["unanswered"])
        adopted = len(self.groups["adopters"])
        round_code = governments.newest()
        return View(
            title=t("peers.neighbours.heading", count=len(rows)),
            headline=self.headline,
            key_figure=t("view.of", count=number(adopted), total=number(answered))
            if answered
            else t("mark.none"),
            key_label=t("peers.neighbours.key"),
            chart=self.chart,
            rows=pd.DataFrame(
                {
                    "rank": rows["rank"],
                    "status": [peer_words.status(one) for one in rows["status"]],
                    "code": rows["code"],
                    "prefecture_name": rows["prefecture_name"],
                    "name": rows["name"],
                    "distance_km": rows["distance_km"].round(1),
                }
            ),
            alt=self.alt,
            condition=governments.full_name(self.own),
            caution=if_estimated(round_code, "view.local.caution"),
            notes=(t("peers.neighbours.note"),),
            provenance=Provenance(
                denominator=t("peers.neighbours.denominator"), **of_round(round_code)
            ),
        )
