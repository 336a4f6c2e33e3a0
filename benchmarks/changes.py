"""The changes of a choice that are measured against other ways to build the same: who is asked what."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from readiness.language.wording import said, t
from readiness.subjects.agencies.karte import AgencyKarte
from readiness.subjects.charts import AreaMap, Blank
from readiness.subjects.choices import One
from readiness.subjects.local.methods_and_reasons import MethodsAndReasons
from readiness.subjects.local.peers import Peers
from readiness.subjects.local.prefecture_map import PrefectureMap
from readiness.subjects.subject import Subject


@dataclass(frozen=True)
class Change:
    """Two values in turn of one choice of a subject; ``given``: what else stands in its link.

    ``label``: key of the words by which our screen names the control.
    """

    kind: type[Subject]
    name: str
    values: tuple[str, str]
    label: str
    given: Mapping[str, str] = field(default_factory=dict)

    def subject(self, value: str) -> Subject:
        """With this value chosen."""
        return self.kind.of({**self.given, self.name: value})

    @property
    def link(self) -> str:
        """Where our screen is opened, with the second value, so that the first step changes something."""
        return self.subject(self.values[1]).link

    @property
    def figures(self) -> list[str]:
        """The names of its figures that Plotly can draw, in both values."""
        both = [self.subject(value).content.figures for value in self.values]
        drawn = (
            name
            for name, one in both[0].items()
            if not isinstance(one.chart, AreaMap | Blank) and name in both[1]
        )
        return list(drawn)

    @property
    def words(self) -> tuple[str, str, str]:
        """Of the control and of both values, as they stand on our screen."""
        choice = self.kind.choice(self.name, dict(self.given))
        assert isinstance(choice, One)
        first, second = (said(choice.options[value]) for value in self.values)
        return t(self.label), first, second


CHANGES = {
    "round": Change(
        MethodsAndReasons, "round", ("local-2021-10-01", "local-2022-10-01"), "methods.round"
    ),
    "prefecture": Change(PrefectureMap, "prefecture", ("13", "34"), "prefecture_map.prefecture"),
    "agency": Change(AgencyKarte, "agency", ("13", "22"), "agency_karte.pick"),
    "rule": Change(
        Peers, "rule", ("nearest", "prefecture"), "peers.rule", given={"code": "342084"}
    ),
}
