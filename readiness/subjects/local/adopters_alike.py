"""What adopters of the size of one government have: DX items beside non-adopters of that size, and the
devices and forms that only adopters are asked for. A government in, a figure and a slide out.
"""

from functools import cached_property
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.language.wording import listed, number, pct, said, t
from readiness.subjects.charts import Bar, Bars, Blank, Chart
from readiness.subjects.kept import kept
from readiness.subjects.local import answered, dx, governments
from readiness.subjects.local.rates import FEWEST_FOR_SHARE
from readiness.subjects.model import Figure, Provenance, Table, View
from readiness.subjects.provenance import of_round

_MOST = 5  # items and methods on the screen; all of them stand in the table


class AdoptersAlike:
    """The adopters of one government's size beside its non-adopters."""

    def __init__(self, code: str) -> None:
        self.own = governments.row(code)
        self.code = code

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Rows of peer_adopters."""
        return kept(queries.peer_adopters, self.code)

    @property
    def size(self) -> str:
        """The band of residents in words; prefectures are compared with prefectures."""
        if self.rows.empty:
            return t("mark.none")
        code = str(self.rows["group_code"].iloc[0])
        return answered.group_words("size_band" if code.isascii() else "entity_class", code)

    @cached_property
    def items(self) -> pd.DataFrame:
        """DX items with a difference, the largest first."""
        rows = self.rows[self.rows["item_kind"] == "dx"].dropna(subset=["difference_ratio"])
        return rows[rows["difference_ratio"] > 0]

    @cached_property
    def methods(self) -> pd.DataFrame:
        """Methods that enough adopters were asked for, the most used first."""
        rows = self.rows[self.rows["item_kind"] == "method"]
        return rows[rows["adopter_count"] >= FEWEST_FOR_SHARE]

    def _label(self, row: Any) -> str:
        if row.item_kind == "dx":
            return dx.label(row.item_code)
        one = answered.choices(governments.newest())[row.item_code]
        return t(f"answered.choice.{one.question}", choice=one.short)

    @property
    def _item_bars(self) -> tuple[Bar, ...]:
        bars = []
        for row in self.items.head(_MOST).itertuples():
            adopters = row.adopter_yes_count / row.adopter_count
            others = row.other_yes_count / row.other_count
            bars.append(
                Bar(
                    self._label(row),
                    adopters,
                    pct(adopters, 0),
                    mark=_mark(row.own_answer),
                    remark=t(
                        "peers.size.counts",
                        have=number(row.adopter_yes_count),
                        adopters=number(row.adopter_count),
                        other_ratio=pct(others, 0),
                        other_have=number(row.other_yes_count),
                        others=number(row.other_count),
                    ),
                    tick=others,
                )
            )
        return tuple(bars)

    @property
    def _method_bars(self) -> tuple[Bar, ...]:
        return tuple(
            Bar(
                self._label(row),
                row.adopter_yes_count / row.adopter_count,
                pct(row.adopter_yes_count / row.adopter_count, 0),
                mark=_mark(row.own_answer),
                remark=t(
                    "peers.size.count",
                    have=number(row.adopter_yes_count),
                    adopters=number(row.adopter_count),
                ),
            )
            for row in self.methods.head(_MOST).itertuples()
        )

    @cached_property
    def chart(self) -> Chart:
        """Items with the largest difference, then the methods of the adopters."""
        groups = []
        if self._item_bars:
            groups.append((t("peers.size.items"), self._item_bars))
        if self._method_bars:
            groups.append((t("peers.size.methods"), self._method_bars))
        if not groups:
            return Blank(t("peers.size.nobody", size=self.size))
        return Bars(
            tuple(groups),
            1.0,
            "%",
            is_ratio=True,
            tick_label=t("peers.size.tick") if self._item_bars else "",
        )

    @property
    def headline(self) -> str:
        """The item with the largest difference, with its counts."""
        if self.items.empty:
            return t("peers.size.nobody", size=self.size)
        row = next(self.items.itertuples())
        return t(
            "peers.size.sentence",
            size=self.size,
            item=self._label(row),
            ratio=pct(row.adopter_yes_count / row.adopter_count, 0),
            have=number(row.adopter_yes_count),
            adopters=number(row.adopter_count),
            other_ratio=pct(row.other_yes_count / row.other_count, 0),
            other_have=number(row.other_yes_count),
            others=number(row.other_count),
        )

    @property
    def alt(self) -> str:
        """The chart in words."""
        if not isinstance(self.chart, Bars):
            return self.headline
        values = listed(
            f"{bar.mark} {said(bar.label)} {bar.words}"
            for _, bars in self.chart.groups
            for bar in bars
        )
        return self.headline + t("peers.size.alt", values=values)

    @property
    def figure(self) -> Figure:
        """For the screen."""
        note = t("peers.size.note") + ("" if self._method_bars else t("peers.size.no_methods"))
        return Figure(t("peers.size.heading", size=self.size), self.chart, self.alt, note=note)

    @property
    def table(self) -> Table:
        """Every item and method with its counts, in words."""
        rows = self.rows
        shown = pd.DataFrame(
            {
                "item": [self._label(row) for row in rows.itertuples()],
                "own_answer": [_mark(one) for one in rows["own_answer"]],
                **{
                    name: rows[name]
                    for name in (
                        "adopter_yes_count",
                        "adopter_count",
                        "other_yes_count",
                        "other_count",
                        "difference_ratio",
                    )
                },
            }
        )
        name = governments.full_name(self.own)
        return Table(t("peers.size.table"), shown, t("peers.size.file", name=name))

    @property
    def view(self) -> View:
        """For slides and paper."""
        shown = of_round(governments.newest())
        difference = "" if self.items.empty else next(self.items.itertuples()).difference_ratio
        points = "" if difference == "" else f"{100 * difference:+.0f}".replace("-", "−")
        return View(
            title=t("peers.size.heading", size=self.size),
            headline=self.headline,
            key_figure=points or t("mark.none"),
            key_label=t("peers.size.key"),
            chart=self.chart,
            rows=self.table.rows,
            alt=self.alt,
            condition=governments.full_name(self.own),
            caution=t("peers.size.note"),
            notes=(t("local.dx_source", as_of=t("local.dx_as_of")),),
            provenance=Provenance(denominator=t("peers.size.denominator", size=self.size), **shown),
        )


def _mark(answer: Any) -> str:
    return {"yes": t("mark.yes"), "no": t("mark.no")}.get(answer, t("mark.none"))
