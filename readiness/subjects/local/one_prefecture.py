"""One prefecture and its municipalities: how many have adopted, who has not, who has not answered."""

from functools import cached_property

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import UNANSWERED
from readiness.definitions.geography import far_from_the_others
from readiness.language import wording
from readiness.language.wording import listed, number, pct, t
from readiness.subjects.charts import Bar, Bars, Blank, Chart, SpotMap
from readiness.subjects.kept import kept
from readiness.subjects.local import governments, peer_words, rates
from readiness.subjects.local.measures import ADOPTION, Measure
from readiness.subjects.local.rates import Rate
from readiness.subjects.model import KeyFigure, Provenance
from readiness.subjects.provenance import of_round

_NOT_THERE = ("not_adopted", "considering")
_NAMED_ON_MAP, _NAMED_ON_SLIDE = 12, 12


class OnePrefecture:
    """One prefecture of one round."""

    def __init__(self, round_code: str, code: str) -> None:
        self.round_code, self.code = round_code, code
        self.measure = Measure(round_code, ADOPTION)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Its municipalities, those that have not answered or adopted first."""
        return kept(queries.local_municipalities_of_prefecture, self.round_code, self.code)

    @cached_property
    def name(self) -> str:
        """Its name."""
        rows = self.measure.response.set_index("prefecture_code")
        return str(rows.loc[self.code, "prefecture_name"])

    @property
    def asked(self) -> int:
        """All its municipalities."""
        return len(self.rows)

    @cached_property
    def rate(self) -> Rate:
        """How many of those that answered have adopted."""
        is_answered = ~self.rows["status"].isin(UNANSWERED)
        adopted = int((self.rows["status"] == "adopted").sum())
        return Rate(adopted, int(is_answered.sum()))

    @property
    def missing(self) -> pd.DataFrame:
        """Those that answered and have not adopted."""
        return self.rows[self.rows["status"].isin(_NOT_THERE)]

    @property
    def unanswered(self) -> pd.DataFrame:
        """Those that have not answered."""
        return self.rows[self.rows["status"].isin(UNANSWERED)]

    @property
    def headline(self) -> str:
        """The prefecture in one sentence; a part that has not answered is named."""
        rate = self.rate
        fields = {
            "prefecture": self.name,
            "asked": number(self.asked),
            "answered": number(rate.answered),
            "adopted": number(rate.adopted),
            "share": t("mark.brackets", text=rate.words) if rate.has_share else "",
            "missing": number(len(self.missing)),
            "unanswered": number(len(self.unanswered)),
        }
        if not rate.answered:
            return t("prefecture_map.one.no_answer", **fields)
        key = "partial" if len(self.unanswered) else "whole"
        words = t(f"prefecture_map.one.{key}", **fields)
        nation = self.measure.overall
        if nation is None or not rate.has_share:
            return words
        return words + t("prefecture_map.one.nation", ratio=pct(nation))

    @property
    def key_figures(self) -> tuple[KeyFigure, ...]:
        """Share, interval and rank; a dash where there is none."""
        rate, none = self.rate, t("mark.none")
        own = next((one for one in self.measure.values if one.code == self.code), None)
        fields = {"adopted": number(rate.adopted), "answered": number(rate.answered)}
        interval = rank = none
        if own is not None and own.low is not None and own.high is not None:
            interval = t("prefecture_map.interval", low=pct(own.low, 0)[:-1], high=pct(own.high, 0))
            rank = number(own.rank)
        ranked = number(len(self.measure.values))
        adopted = f"prefecture_map.metric_{'adopted' if rate.answered else 'no_answer'}"
        return (
            KeyFigure(t(adopted, **fields), rate.words),
            KeyFigure(t("prefecture_map.metric_interval"), interval),
            KeyFigure(t("prefecture_map.metric_rank", count=ranked), rank),
        )

    @property
    def map(self) -> SpotMap:
        """Its offices; those not there yet carry their names, unless they are too many."""
        missing = tuple(self.missing["code"])
        named = missing if len(missing) <= _NAMED_ON_MAP else ()
        return SpotMap(governments.spots(self.rows), prefecture=self.code, named=named)

    @property
    def marks(self) -> str:
        """What the marks mean, and who lies outside the map."""
        places = {
            row.name: (row.longitude, row.latitude) for row in self.rows.itertuples(index=False)
        }
        far = listed(far_from_the_others(places))
        outside = t("prefecture_map.outside_view", names=far) if far else ""
        unknown = t("prefecture_map.mark_unknown") if len(self.unanswered) else ""
        return t("prefecture_map.marks") + unknown + outside

    @property
    def map_alt(self) -> str:
        """The map in words."""
        return t(
            "prefecture_map.prefecture_alt",
            prefecture=self.name,
            adopted=number(self.rate.adopted),
            missing=number(len(self.missing)),
            unanswered=number(len(self.unanswered)),
        )

    @property
    def table(self) -> pd.DataFrame:
        """Its municipalities for reading: status in words, no coordinates."""
        shown = self.rows.drop(columns=["latitude", "longitude"])
        return shown.assign(status=[peer_words.status(code) for code in shown["status"]])

    @cached_property
    def types(self) -> pd.DataFrame:
        """Rows of local_adoption_by_type."""
        return kept(queries.local_adoption_by_type, self.round_code, self.code)

    @property
    def chart(self) -> Chart:
        """Types of municipality here beside those of the nation."""
        if not self.rate.answered:
            return Blank(self.headline)
        every = rates.of_classes(self.round_code, rates.DESIGNATED, rates.MUNICIPALITIES)
        here = [_bar(t("view.whole"), self.rate, "has")]
        nation = [_bar(t("view.whole"), every, "others")]
        for row in self.types.itertuples():
            here.append(_bar(row.entity_type, Rate(row.adopted_count, row.answered_count), "has"))
            whole = Rate(row.nation_adopted_count, row.nation_answered_count)
            nation.append(_bar(row.entity_type, whole, "others"))
        groups = ((self.name, tuple(here)), (t("view.prefecture.nation"), tuple(nation)))
        return Bars(groups, maximum=1.0, unit="%", is_ratio=True)

    @property
    def alt(self) -> str:
        """The chart in words."""
        chart = self.chart
        if not isinstance(chart, Bars):
            return self.headline
        return listed(
            f"{wording.said(heading)} {wording.said(bar.label)} {bar.text}"
            for heading, bars in chart.groups
            for bar in bars
        )

    @property
    def missing_names(self) -> str:
        """The names of those that have not adopted, as many as a slide holds."""
        names = list(self.missing["name"])
        if not names:
            return t("view.nobody")
        shown = listed(names[:_NAMED_ON_SLIDE])
        rest = len(names) - _NAMED_ON_SLIDE
        return t("view.names_and_more", names=shown, rest=rest) if rest > 0 else shown

    @property
    def provenance(self) -> Provenance:
        """Who is counted here."""
        key = "partial" if len(self.unanswered) else "whole"
        denominator = t(
            f"prefecture_map.one.denominator.{key}",
            name=self.name,
            answered=number(self.rate.answered),
            asked=number(self.asked),
        )
        return Provenance(denominator=denominator, **of_round(self.round_code))


def _bar(label: str, rate: Rate, role: str) -> Bar:
    """A share of five and more; of fewer the count."""
    if not rate.answered:
        return Bar(label, None, t("status.not_answered"), role)
    count = t("view.of", count=number(rate.adopted), total=number(rate.answered))
    if not rate.has_share:
        return Bar(label, None, count, role)
    return Bar(label, rate.ratio, count + t("mark.brackets", text=rate.words), role)
