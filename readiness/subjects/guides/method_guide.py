"""方式と対策: device, place and LAN lead to a telework method and its measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.definitions import rounds
from readiness.language.wording import apart, listed, number, pct, period, t
from readiness.subjects import origins
from readiness.subjects.charts import Bar, Bars, Blank, Chart
from readiness.subjects.choices import Choice, One
from readiness.subjects.guides.policy_parts import Groups
from readiness.subjects.local import shares
from readiness.subjects.model import Content, KeyFigure, Line, Passage, Provenance, Table, View
from readiness.subjects.provenance import by_publisher
from readiness.subjects.subject import Subject

OPTIONS = {
    "device": ("loan", "desk", "private"),
    "place": ("home", "satellite", "mobile"),
    "lan": ("yes", "no"),
}
# Devices as the survey of local governments names them.
_SURVEYED = {"private": "private", "desk": "desk_takeout", "loan": "loan"}
_FIRST = "◎"


@dataclass(frozen=True)
class MethodGuide(Subject):
    """One way of working: device, place, and whether the office LAN is reached."""

    page: ClassVar[str] = "method_guide"
    device: str = OPTIONS["device"][0]
    place: str = OPTIONS["place"][0]
    lan: str = OPTIONS["lan"][0]

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice:
        """Opens on a supplied device, which the notice is about."""
        codes = OPTIONS[name]
        return One({code: t(f"method.{name}.{code}") for code in codes}, default=codes[0])

    def say(self) -> Content:
        """The method, why, who uses the device, and the measures."""
        return _Guide(self.device, self.place, self.lan).content()


@dataclass(frozen=True)
class _Guide:
    device: str
    place: str
    lan: str

    @property
    def way(self) -> str:
        """Device, place and office LAN in words."""
        chosen = {name: t(f"method.{name}.{getattr(self, name)}") for name in OPTIONS}
        return t("view.method_guide.choice", **chosen)

    @cached_property
    def method(self) -> pd.Series:
        return queries.policy_method(self.device, self.place, self.lan).iloc[0]

    @cached_property
    def measures(self) -> pd.DataFrame:
        return queries.policy_method_measures(self.device, self.place, self.lan)

    @property
    def is_as_noticed(self) -> bool:
        """The notice is about supplied devices: a private one in the office LAN does not fit it."""
        return self.device != "private" or self.lan == "no"

    @property
    def answer(self) -> str:
        return self.method["name"] if self.is_as_noticed else t("method.unfit")

    @property
    def first_count(self) -> int:
        return int((self.measures["priority"] == _FIRST).sum())

    @property
    def headline(self) -> str:
        key = "method.sentence" if self.is_as_noticed else "method.sentence_unfit"
        counts = {"first_count": self.first_count, "count": len(self.measures)}
        return t(key, way=self.way, name=self.method["name"], **counts)

    @cached_property
    def used_round(self) -> str:
        held = queries.local_published_questions()
        return rounds.shown_round(held, ["lan_access"], rounds.LATEST)

    @cached_property
    def used(self) -> pd.DataFrame:
        if not self.used_round:
            return pd.DataFrame()
        return queries.local_access_methods(self.used_round).set_index("access_method_code")

    @property
    def used_by(self) -> str:
        """How many adopters use the device, and how many of them reach the LAN with it."""
        code = _SURVEYED[self.device]
        if self.used.empty or code not in self.used.index:
            return t("method.not_held")
        row = self.used.loc[code]
        asked = row["government_count"]
        return t(
            "method.published",
            round=shares.short_day(self.used_round),
            device=t(f"method.device.{self.device}"),
            ratio=shares.share(row["method_ratio"], asked),
            count=number(asked),
            lan_ratio=t("share.unknown")
            if pd.isna(row["lan_access_ratio"])
            else pct(row["lan_access_ratio"]),
        )

    @property
    def bars(self) -> Groups:
        """Adopters that use each device; of the device the part that reaches the LAN."""
        if self.used.empty:
            return ()
        bars = []
        for device in OPTIONS["device"]:
            code = _SURVEYED[device]
            if code in self.used.index and pd.notna(self.used.loc[code, "method_ratio"]):
                row = self.used.loc[code]
                lan = row["lan_access_ratio"]
                bars.append(
                    Bar(
                        label=t(f"method.device.{device}"),
                        value=float(row["method_ratio"]),
                        text=shares.share(row["method_ratio"], row["government_count"]),
                        role="has" if device == self.device else "others",
                        remark=""
                        if pd.isna(lan)
                        else t("gap.parts") + t("methods.lan", ratio=pct(lan)),
                    )
                )
        asked = number(self.used["government_count"].iloc[0])
        day = shares.short_day(self.used_round)
        return ((t("view.method_guide.group", round=day, count=asked), tuple(bars)),)

    def content(self) -> Content:
        """Everything said."""
        title = t("method.title_of", name=self.answer)
        key = KeyFigure(
            t("view.method_guide.key", count=len(self.measures)), f"{_FIRST} {self.first_count}"
        )
        notes = (t("method.priority_note"), t("origin.key"))
        shared: dict[str, Any] = {"notes": notes, "provenance": self.provenance}
        groups = self.bars
        chart: Chart = Blank(t("method.not_held"))
        if groups and groups[0][1]:
            chart = Bars(groups, 1.0, "%", is_ratio=True)
        return Content(
            title=title,
            headline=self.headline,
            key_figures=(key,),
            passages={"answer": self.answer_lines, "measures": self.measure_lines},
            tables={"measures": Table("", self.rows, t("method.file_name", name=self.answer))},
            views={
                "method": View(
                    title=title,
                    headline=self.headline,
                    key_figure=key.value,
                    key_label=key.label,
                    condition=self.way,
                    chart=chart,
                    rows=self.rows,
                    alt=listed(f"{bar.label} {bar.words}" for _, bars in groups for bar in bars)
                    or t("method.not_held"),
                    aside_heading=t("view.method_guide.aside"),
                    # Eleven measures leave room for the mark; the notes say what it means.
                    aside=tuple(
                        (f"{row.priority} {row.title} {origins.of_statement(row.origin)[0]}", "")
                        for row in self.measures.itertuples()
                    ),
                    **shared,
                )
            },
            **shared,
        )

    @property
    def answer_lines(self) -> Passage:
        """The method and its document; why, which is our arrangement; who uses the device."""
        origin = origins.of_statement("資料", self.method["source_id"])
        unfit = (
            ()
            if self.is_as_noticed
            else (Line(t("method.unfit_why"), label=t("method.unfit"), remark=_ours()),)
        )
        name = self.method["name"]
        label = name if self.is_as_noticed else t("method.example", name=name)
        return Passage(
            t("method.answer"),
            (
                *unfit,
                Line(self.method["summary"], label=label, remark=origin),
                Line(self.method["reason"], label=t("method.reason"), remark=_ours()),
                Line(self.used_by, label=t("method.others")),
            ),
        )

    @property
    def measure_lines(self) -> Passage:
        lines = tuple(
            Line(
                row.detail,
                label=f"{row.priority} {row.title}",
                remark=origins.of_statement(row.origin, row.source_id),
            )
            for row in self.measures.itertuples()
        )
        return Passage(t("method.measures"), lines, is_small=True)

    @property
    def rows(self) -> pd.DataFrame:
        rows = self.measures
        return pd.DataFrame(
            {
                "priority": rows["priority"],
                "title": rows["title"],
                "detail": rows["detail"],
                "origin": [origins.of_statement(one) for one in rows["origin"]],
                "source_id": rows["source_id"],
            }
        )

    @property
    def provenance(self) -> Provenance:
        used = [self.method["source_id"], *self.measures["source_id"].dropna()]
        if self.used_round:
            used += list(self.used["source_id"])
        sources = queries.data_sources().set_index("source_id")
        days = sources.loc[list(dict.fromkeys(used)), "published_period"].dropna().sort_values()
        return Provenance(
            as_of=t("barrier.as_of", first=period(days.iloc[0]), last=period(days.iloc[-1])),
            published="",
            denominator=""
            if self.used.empty
            else t("method.denominator", count=number(self.used["government_count"].iloc[0])),
            basis=t("method.basis"),
            **by_publisher(used),
        )


def _ours() -> str:
    return apart([origins.of_statement("整理")])
