"""地方公共団体の比較: one local government among its peers, what it lacks, and whom to call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.language.wording import listed, number, t
from readiness.subjects import numbers
from readiness.subjects.agencies import provisional
from readiness.subjects.charts import Bars, Blank
from readiness.subjects.choices import Choice, One, Several, Whole
from readiness.subjects.kept import kept
from readiness.subjects.local import adopters_alike, draft, governments, peer_words, rates
from readiness.subjects.local.adopters_alike import AdoptersAlike
from readiness.subjects.local.comparison import NEAREST, RULES, Comparison, usual_rule
from readiness.subjects.local.governments import OneGovernment, SeveralGovernments
from readiness.subjects.local.neighbours import Neighbours
from readiness.subjects.local.peer_figures import PeerFigures
from readiness.subjects.local.plan_words import peer_plan_sentence
from readiness.subjects.memo import Memo
from readiness.subjects.model import (
    Content,
    Figure,
    KeyFigure,
    Line,
    Passage,
    Provenance,
    Table,
    View,
)
from readiness.subjects.provenance import if_estimated, of_attributes, of_round, said
from readiness.subjects.subject import Subject

EXAMPLES = ("342084", "132063", "073644", "141003", "131016", "340006")
CALLS = 5  # the first to call, on screen and paper
_MOST_CHOSEN = 20


@dataclass(frozen=True)
class Peers(Subject):
    """A government, the rule by which its peers are found, and what was changed about them.

    ``codes``: the own list, of the rule ``own`` only; ``removed``: peers left out; ``item``: of those of its
    size, the item whose names are told.
    """

    page: ClassVar[str] = "peers"
    code: str = ""
    k: int = NEAREST
    rule: str = RULES[0]
    codes: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    item: str = ""

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice | None:
        """The own list belongs to its rule; peers can be removed where there are any."""
        code = chosen.get("code", "")
        if name == "code":
            return OneGovernment(governments.labels())
        if name == "k":
            return Whole(5, 50, NEAREST)
        if name == "rule":
            options = peer_words.rule_choices(code, chosen.get("k", NEAREST))
            return One(options, usual_rule(code))
        if name == "codes":
            is_own = bool(code) and chosen.get("rule") == "own"
            return SeveralGovernments(governments.labels(), limit=_MOST_CHOSEN) if is_own else None
        if not code:
            return None
        if name == "item":
            return One({"": t("peers.size.names_of")} | kept(adopters_alike.choices))
        everyone = Comparison(
            code, chosen["k"], chosen["rule"], chosen.get("codes", ()), ()
        ).members["code"]
        if everyone.empty:
            return None
        labels = governments.labels()
        return Several({peer: labels[peer] for peer in everyone}, limit=len(everyone))

    def say(self) -> Content:
        """Everything said."""
        if not self.code:
            return _start()
        return _Said(self._comparison, self.item).content

    def alone(self) -> Mapping[str, Callable[[], View]]:
        """The sheet, and those of its size."""
        if not self.code or self.item:
            return {}
        return {
            "sheet": lambda: _Said(self._comparison, self.item).view,
            "size": lambda: AdoptersAlike(self.code).views["size"],
        }

    @property
    def _comparison(self) -> Comparison:
        return Comparison(self.code, self.k, self.rule, self.codes, self.removed)

    def draft(self) -> Memo | None:
        """For the mayor or governor of a government that is chosen."""
        if not self.code:
            return None
        return draft.memo(self._comparison, self.content, self.link)

    def draft_with(self, answers: Mapping[str, str], link: str) -> Memo:
        """The same with the government's own answers, of the self-check at ``link``."""
        return draft.memo(self._comparison, self.content, link, answers)


def _with_items(members: pd.DataFrame) -> pd.DataFrame:
    """Rows of peer_members for reading: the items each has in words, no coordinates."""
    rows = members.drop(columns=["latitude", "longitude"])
    items = [
        "" if pd.isna(codes) else listed(map(peer_words.item, codes.split(",")))
        for codes in rows["held_codes"]
    ]
    place = rows.columns.get_loc("held_codes")
    rows = rows.drop(columns=["held_codes"])
    rows.insert(int(place), "held_items", items)
    return rows


def _start() -> Content:
    """Before a government is chosen: how to choose, and examples."""
    labels, title = governments.labels(), t("peers.title")
    examples = tuple(
        Line(labels[code], link=Peers(code).link) for code in EXAMPLES if code in labels
    )
    provenance = _provenance()
    empty = pd.DataFrame({"code": [], "name": []})
    return Content(
        title=title,
        headline=t("peers.start"),
        key_figures=(KeyFigure(t("view.peer.key"), t("mark.none")),),
        passages={
            "how": Passage("", (Line(t("peers.start_how")),)),
            "examples": Passage(t("peers.start_examples"), examples),
        },
        views={
            "sheet": View(
                title=title,
                headline=t("peers.start"),
                key_figure=t("mark.none"),
                key_label=t("view.peer.key"),
                chart=Blank(t("peers.start")),
                rows=empty,
                alt=t("peers.start"),
                provenance=provenance,
            )
        },
        notes=(t("peers.note"),),
        provenance=provenance,
    )


def _provenance() -> Provenance:
    shown = of_round(governments.newest())
    source = listed(filter(None, (shown["source"], of_attributes())))
    return Provenance(denominator=t("peers.denominator"), **(shown | {"source": source}))


class _Said:
    """What is said of one comparison."""

    def __init__(self, of: Comparison, item: str) -> None:
        self.of, self.item, self.figures = of, item, PeerFigures(of)
        self.name = governments.full_name(of.own)
        self.title = t("peers.title")

    @property
    def content(self) -> Content:
        """Everything said."""
        of, figures, view = self.of, self.figures, self.view
        alike, near = AdoptersAlike(of.code, self.item), Neighbours(of.code)
        return Content(
            title=self.title,
            headline=view.headline,
            key_figures=(KeyFigure(view.key_label, view.key_figure),),
            figures={
                "shares": Figure(
                    t("peers.shares"),
                    figures.shares,
                    "".join(self.readings),
                    note=self.plan_line,
                ),
                "step": figures.step,
                "size": alike.figure,
                "neighbours": near.figure,
                "strips": figures.position,
                "map": Figure("", figures.map, t("peers.map_alt", count=len(of.members))),
            },
            passages={
                "calls": self.calls,
                "numbers": Passage("", self.number_lines),
                "ways": Passage("", self.ways),
                "readings": Passage("", tuple(map(Line, self.readings))),
                "method": Passage(
                    "",
                    (
                        Line(t("peers.average")),
                        Line(t("peers.method"), label=t("peers.method_label")),
                    ),
                ),
            },
            tables=self.tables | alike.tables,
            views={"sheet": view} | alike.views | {"neighbours": near.view},
            caution=view.caution,
            notes=view.notes,
            provenance=view.provenance,
        )

    @property
    def view(self) -> View:
        """The sheet for slides and paper."""
        round_code = governments.newest()
        return View(
            title=t("view.peer.title", name=self.name),
            headline=peer_words.headline(self.of),
            key_figure=peer_words.status(self.of.own.status),
            key_label=t("view.peer.key"),
            chart=Bars(self.figures.bar_groups, maximum=1.0, unit="%", is_ratio=True),
            rows=self.figures.summary,
            alt="".join(self.readings),
            condition=self.name,
            caution=t("view.peer.caution"),
            notes=said(
                rates.told_apart(round_code),
                provisional.note("local"),
                t("local.dx_source", as_of=t("local.dx_as_of")),
                if_estimated(round_code, "view.local_trend.note"),
                governments.latin_note(),
            ),
            aside_heading=self.call_heading,
            aside=((self.call_names, ""),),
            provenance=_provenance(),
        )

    @cached_property
    def readings(self) -> list[str]:
        """Every group in words."""
        return [peer_words.reading(self.of, group) for group in self.of.groups]

    @property
    def call_heading(self) -> str:
        """How many can be called and in which order they stand."""
        order = self.of.order if len(self.of.asked) else "none"
        return t(f"peers.ask.{order}", count=len(self.of.asked))

    @property
    def call_names(self) -> str:
        """The first to call, by name."""
        asked = self.of.asked
        names = listed(governments.full_name(one) for one in asked.head(CALLS).itertuples())
        rest = len(asked) - CALLS
        if rest > 0:
            return t("view.names_and_more", names=names, rest=rest)
        return names or t("peers.ask.nobody")

    @property
    def calls(self) -> Passage:
        """The first to call, each the way to its own screen."""
        of = self.of
        lines = []
        for one in of.asked.head(CALLS).itertuples():
            facts = [
                t("peers.call.items", count=one.lacked_item_count, total=len(of.lacked))
                if len(of.lacked)
                else "",
                t("peers.call.population", count=number(one.population)),
                t("peers.call.distance", count=number(one.distance_km)),
            ]
            lines.append(
                Line(
                    t("gap.parts").join(filter(None, facts)),
                    label=governments.full_name(one),
                    link=f"{Peers.page}?code={one.code}",
                )
            )
        return Passage(self.call_heading, tuple(lines) or (Line(t("peers.ask.nobody")),))

    @property
    def plan_line(self) -> str:
        """When the peers plan to begin, if the round asked for it."""
        plans = peer_plan_sentence(self.of.plans)
        return t("peers.plans_line", line=plans) if plans else ""

    @property
    def number_lines(self) -> tuple[Line, ...]:
        """Answers that are numbers."""
        as_of = of_round(governments.newest())["as_of"]
        return tuple(map(Line, numbers.lines(self.of.numbers, "peers", as_of)))

    @property
    def ways(self) -> tuple[Line, ...]:
        """Where more is: beside each other, the self-check, the plans."""
        of = self.of
        beside = ",".join([of.code, *of.asked["code"].head(3)])
        found = [
            Line(t("peers.compare_link"), link=f"side_by_side?codes={beside}"),
            Line(t("peers.check_link"), link="self_check"),
        ]
        if self.plan_line:
            found.append(
                Line(t("peers.plans_link"), link=f"local_rounds?view=peers&code={of.code}")
            )
        return tuple(found)

    @property
    def tables(self) -> dict[str, Table]:
        """The rows under the figures."""
        of = self.of
        found = {
            "ask": _with_items(of.asked),
            "members": _with_items(of.members),
            "indicators": peer_words.indicator_table(of.indicators),
        }
        rule = peer_words.rule_choices(of.code, of.k)[of.rule]
        as_of = of_round(governments.newest())["as_of"]
        return {
            name: Table(
                t(f"peers.table.{name}", count=len(rows)),
                rows,
                t(f"peers.file.{name}", as_of=as_of, name=self.name, rule=rule),
            )
            for name, rows in found.items()
        }
