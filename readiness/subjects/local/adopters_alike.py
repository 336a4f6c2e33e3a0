"""What goes with adoption among those of the size of one government: the share of adopters among those that
have a DX item beside those that lack it, and the devices and forms that only adopters are asked for. A
government in, figures, names and slides out.
"""

from functools import cached_property
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.language.wording import listed, number, pct, said, t
from readiness.subjects.charts import Bar, Bars, Blank, Chart
from readiness.subjects.kept import kept
from readiness.subjects.local import answered, dx, governments, peer_words
from readiness.subjects.local.rates import FEWEST_FOR_SHARE, Rate
from readiness.subjects.model import Figure, Provenance, Table, View
from readiness.subjects.provenance import of_round

_METHODS = ("device", "style", "lan_access")
_MOST = 5  # items and methods on the screen; all of them stand in the table
_COUNTS = ("with_count", "with_adopted_count", "without_count", "without_adopted_count")


def choices() -> dict[str, str]:
    """Code -> words of the items whose names may be asked for: the same for every government."""
    found = {code: dx.label(code) for code in dx.INDICATORS if code not in dx.MEDIANS}
    methods = answered.choices(governments.newest()).items()
    return found | {code: _of_method(one) for code, one in methods if one.question in _METHODS}


def _of_method(one: answered.Choice) -> str:
    return t(f"answered.choice.{one.question}", choice=one.short)


class AdoptersAlike:
    """Those of one government's size, by what they have; ``item``: the one whose names are told."""

    def __init__(self, code: str, item: str = "") -> None:
        self.own = governments.row(code)
        self.code, self._wanted = code, item

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Rows of peer_adopters."""
        return kept(queries.peer_adopters, self.code)

    @property
    def group(self) -> tuple[str, str]:
        """Kind and code of the group that is the size."""
        code = "" if self.rows.empty else str(self.rows["group_code"].iloc[0])
        return ("staff_band" if code.isascii() else "entity_class"), code

    @property
    def size(self) -> str:
        """The band of staff in words; prefectures are compared with prefectures."""
        kind, code = self.group
        if not code:
            return t("mark.none")
        return t(f"peers.size.{kind}", group=answered.group_words(kind, code))

    @cached_property
    def dx_rows(self) -> pd.DataFrame:
        """The DX items, the largest difference first."""
        return self.rows[self.rows["item_kind"] == "dx"]

    @property
    def is_alike(self) -> bool:
        """All of the size have adopted, or nobody: then nothing can go with it."""
        total = self.dx_rows["with_count"] + self.dx_rows["without_count"]
        adopted = self.dx_rows["with_adopted_count"] + self.dx_rows["without_adopted_count"]
        return bool(((adopted == 0) | (adopted == total)).all())

    @cached_property
    def items(self) -> pd.DataFrame:
        """DX items with a share on both sides, the largest difference first."""
        return (
            self.dx_rows.iloc[:0]
            if self.is_alike
            else self.dx_rows.dropna(subset=["difference_ratio"])
        )

    @cached_property
    def methods(self) -> pd.DataFrame:
        """Methods that enough adopters were asked for, the most used first."""
        rows = self.rows[self.rows["item_kind"] == "method"]
        return rows[rows["adopter_count"] >= FEWEST_FOR_SHARE]

    def _label(self, row: Any) -> str:
        if row.item_kind == "dx":
            return dx.label(row.item_code)
        return _of_method(answered.choices(governments.newest())[row.item_code])

    @property
    def item(self) -> str:
        """The chosen item, where those of the size were asked for it."""
        return self._wanted if self._wanted in set(self.rows["item_code"]) else ""

    @property
    def _item_bars(self) -> tuple[Bar, ...]:
        bars = []
        for row in self.items.head(_MOST).itertuples():
            lacks = row.without_adopted_count / row.without_count
            bars.append(
                Bar(
                    self._label(row),
                    row.with_adopted_count / row.with_count,
                    pct(row.with_adopted_count / row.with_count),
                    mark=_mark(row.own_answer),
                    key=row.item_code,
                    remark=t(
                        "peers.size.counts",
                        have=number(row.with_adopted_count),
                        count=number(row.with_count),
                        lacks=_fields(row)["lacks"],
                    ),
                    tick=lacks,
                )
            )
        return tuple(bars)

    @property
    def _method_bars(self) -> tuple[Bar, ...]:
        return tuple(
            Bar(
                self._label(row),
                row.with_adopted_count / row.adopter_count,
                pct(row.with_adopted_count / row.adopter_count),
                mark=_mark(row.own_answer),
                key=row.item_code,
                remark=t(
                    "peers.size.count",
                    have=number(row.with_adopted_count),
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
            return Blank(self.nothing)
        return Bars(
            tuple(groups),
            1.0,
            "%",
            is_ratio=True,
            tick_label=t("peers.size.tick") if self._item_bars else "",
        )

    @property
    def nothing(self) -> str:
        """Why no difference is shown."""
        is_asked = len(self.dx_rows) and self.is_alike
        return t("peers.size.alike" if is_asked else "peers.size.nobody", size=self.size)

    @property
    def headline(self) -> str:
        """The item with the largest difference, with the counts of both sides."""
        return self.nothing if self.items.empty else self._sentence(next(self.items.itertuples()))

    def _sentence(self, row: Any) -> str:
        return t("peers.size.sentence", size=self.size, item=self._label(row), **_fields(row))

    @property
    def few(self) -> str:
        """The names of a side that has fewer than five, item by item; empty where none has."""
        if self.is_alike:
            return ""
        found = [
            t(f"peers.size.few.{side}", item=self._label(row), names=_names(codes))
            for row in self.dx_rows.itertuples()
            for side, codes in (("with", row.with_few_codes), ("without", row.without_few_codes))
            if pd.notna(codes)
        ]
        return "".join(found)

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
        heading = t("peers.size.heading", size=self.size)
        return Figure(heading, self.chart, self.alt, note=note + self.few)

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Every item and method with its counts; the names behind the one that is chosen."""
        name = governments.full_name(self.own)
        rows = self.rows
        shown = pd.DataFrame(
            {
                "item": [self._label(row) for row in rows.itertuples()],
                "own_answer": [_mark(one) for one in rows["own_answer"]],
                **{one: rows[one] for one in (*_COUNTS, "adopter_count", "difference_ratio")},
            }
        )
        found = {"size": Table(t("peers.size.table"), shown, t("peers.size.file", name=name))}
        if self.item:
            heading = t("peers.size.names", size=self.size, item=choices()[self.item])
            found["size_names"] = Table(heading, self.names, heading)
        return found

    @cached_property
    def names(self) -> pd.DataFrame:
        """Who stands behind the chosen item: its answer and status in words, those that have it first."""
        kind, code = self.group
        if self.item in set(self.dx_rows["item_code"]):
            rows = kept(queries.local_indicator_names, self.item, kind, code)
        else:
            rows = answered.names(governments.newest(), self.item, "", kind, code)
            rows = rows.assign(status="adopted")
        rows = rows.sort_values("answer", ascending=False, kind="stable")
        return pd.DataFrame(
            {
                "answer": [_mark(one) for one in rows["answer"]],
                "status": [peer_words.status(one) for one in rows["status"]],
                "code": rows["code"],
                "prefecture_name": rows["prefecture_name"],
                "name": rows["name"],
            }
        ).reset_index(drop=True)

    def _shared(self) -> dict[str, Any]:
        shown = of_round(governments.newest())
        return {
            "condition": governments.full_name(self.own),
            "caution": t("peers.size.caution"),
            "notes": (t("local.dx_source", as_of=t("local.dx_as_of")),),
            "provenance": Provenance(
                denominator=t("peers.size.denominator", size=self.size), **shown
            ),
        }

    @property
    def views(self) -> dict[str, View]:
        """For slides, paper and files: the items; the names behind the chosen one."""
        top = None if self.items.empty else next(self.items.itertuples())
        shown = {
            "size": View(
                title=t("peers.size.heading", size=self.size),
                headline=self.headline,
                key_figure=t("mark.none") if top is None else _points(top.difference_ratio),
                key_label=t("peers.size.key"),
                chart=self.chart,
                rows=self.tables["size"].rows,
                alt=self.alt,
                **self._shared(),
            )
        }
        if self.item:
            shown["item"] = self._item_view()
        return shown

    def _item_view(self) -> View:
        """The chosen item: both sides as bars, everybody by name in the rows."""
        row = next(self.rows[self.rows["item_code"] == self.item].itertuples())
        title = t("peers.size.names", size=self.size, item=self._label(row))
        sides: tuple[tuple[str, int, int], ...]
        if row.item_kind == "dx":
            sides = (
                ("with", row.with_count, row.with_adopted_count),
                ("without", row.without_count, row.without_adopted_count),
            )
            headline, key = self._sentence(row), t("peers.size.key")
            value = (
                t("mark.none") if pd.isna(row.difference_ratio) else _points(row.difference_ratio)
            )
        else:
            sides = (("methods", row.adopter_count, row.with_adopted_count),)
            value = t("view.of", count=number(sides[0][2]), total=number(sides[0][1]))
            headline, key = f"{title} {value}", self._label(row)
        bars = tuple(_side(*side) for side in sides)
        return View(
            title=title,
            headline=headline,
            key_figure=value,
            key_label=key,
            chart=Bars((("", bars),), 1.0, "%", is_ratio=True),
            rows=self.names,
            alt=listed(f"{bar.label} {bar.text}" for bar in bars),
            **self._shared(),
        )


def _side(side: str, count: int, adopted: int) -> Bar:
    """Adopters among those on one side; of fewer than five the count."""
    label = t(f"peers.size.side.{side}")
    rate, text = Rate(adopted, count), t("view.of", count=number(adopted), total=number(count))
    if not rate.has_share:
        return Bar(label, None, text)
    return Bar(label, rate.ratio, rate.words, remark=t("gap.parts") + text)


def _fields(row: Any) -> dict[str, str]:
    """Counts and shares of both sides; a share of five and more only."""
    found = {}
    for side, name in (("with", "has"), ("without", "lacks")):
        adopted, count = getattr(row, f"{side}_adopted_count"), getattr(row, f"{side}_count")
        text = t("view.of", count=number(adopted), total=number(count))
        rate = Rate(adopted, count)
        found[name] = f"{rate.words}{t('mark.brackets', text=text)}" if rate.has_share else text
    return found


def _points(difference: float) -> str:
    return f"{100 * difference:+.1f}".replace("-", "−")


def _names(codes: str) -> str:
    return listed(governments.full_name(governments.row(code)) for code in codes.split(","))


def _mark(answer: Any) -> str:
    return {"yes": t("mark.yes"), "no": t("mark.no")}.get(answer, t("mark.none"))
