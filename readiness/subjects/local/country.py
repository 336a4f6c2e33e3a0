"""The whole country by prefecture: what one measure says, as words, map and ranking."""

import pandas as pd

from readiness.data import queries
from readiness.language.wording import listed, number, pct, t
from readiness.subjects.agencies import provisional
from readiness.subjects.charts import (
    Area,
    AreaKey,
    AreaMap,
    Blank,
    Chart,
    Ranking,
    RankRow,
    SpotMap,
)
from readiness.subjects.kept import kept
from readiness.subjects.local import answered, classes, dx, governments, measures, rates
from readiness.subjects.local.measures import Measure, Until
from readiness.subjects.model import Provenance
from readiness.subjects.provenance import if_estimated, of_round, said

_MARKS = {
    "few": "mark.few",
    "finished": "mark.yes",
    "not_asked": "mark.none",
    "not_answered": "mark.not_answered",
}
_ROLES = {"few": "few", "finished": "paper", "not_asked": "paper", "not_answered": "not_answered"}


class Country:
    """One measure in words and charts."""

    def __init__(self, of: Measure) -> None:
        self.of = of

    @property
    def counts(self) -> dict[str, str]:
        """How many prefectures and municipalities answered, as fields of sentences."""
        of = self.of
        return {
            "prefectures": number((of.response["answered_count"] > 0).sum()),
            "all_prefectures": number(len(of.response)),
            "answered": number(of.answered),
            "asked": number(of.asked),
        }

    @property
    def headline(self) -> str:
        """The screen in one sentence."""
        of = self.of
        if of.choice is not None:
            return self._answers(of.choice)
        if not of.answered:
            return t("prefecture_map.sentence.no_answer", asked=number(of.asked)) + self._offices()
        told = self._told()
        if of.is_partial:
            return t("prefecture_map.sentence.response", **self.counts) + told
        return told

    def _answers(self, choice: answered.Choice) -> str:
        """How many of those that answered mark the choice, and how far the prefectures lie apart."""
        have, total = self.of.fraction
        rate = rates.Rate(have, total)
        words = t(
            f"answered.sentence.map.{choice.question}",
            choice=choice.short,
            named=number(have),
            answered=number(total),
            share=t("mark.brackets", text=rate.words) if rate.has_share else "",
        )
        return words + (self._range() or t("prefecture_map.sentence.nobody"))

    def _offices(self) -> str:
        """What the prefectures themselves answered, where no municipality did."""
        rate = rates.of_classes(self.of.round_code, rates.PREFECTURES)
        if not rate.answered:
            return ""
        fields = {"adopted": number(rate.adopted), "answered": number(rate.answered)}
        return t("prefecture_map.sentence.offices", **fields)

    def _told(self) -> str:
        of = self.of
        if of.code in measures.PLANS:
            return self._plans() + self._range()
        if of.code == measures.ADOPTION:
            return self._adoption()
        if not of.values:
            return t("prefecture_map.sentence.nobody")
        if of.code in (measures.COUNT, measures.STANDARDISED):
            return t(f"prefecture_map.sentence.{of.code}", **self._ends()) if self._spread else ""
        if of.is_median:
            item = measures.title(of.code)
            return t("prefecture_map.sentence.median", item=item, **self._ends())
        overall = "" if of.overall is None else pct(of.overall)
        first = t(
            "prefecture_map.sentence.dx",
            item=measures.title(of.code),
            nation=overall,
            answered=number(of.answered),
        )
        return first + self._range()

    @property
    def _spread(self) -> bool:
        """Whether the prefectures differ."""
        values = self.of.values
        return len(values) > 1 and values[0].printed != values[-1].printed

    def _ends(self) -> dict[str, str]:
        first, last = self.of.values[0], self.of.values[-1]
        return {
            "first": first.name,
            "first_value": first.printed,
            "last": last.name,
            "last_value": last.printed,
        }

    def _range(self) -> str:
        values = self.of.values
        if self._spread:
            return t("prefecture_map.sentence.range", **self._ends())
        if len(values) > 1:
            fields = {"count": len(values), "value": values[0].printed}
            return t("prefecture_map.sentence.all_same", **fields)
        return ""

    def _adoption(self) -> str:
        of = self.of
        have, total = of.fraction
        rate = rates.Rate(have, total)
        fields = {"municipality_count": number(total), "adopted_count": number(have)}
        key = "answered" if of.is_partial else "whole"
        share = t("mark.brackets", text=rate.words) if rate.has_share else ""
        overlap = self.overlapping
        words = t(f"prefecture_map.sentence.{key}", share=share, **fields) + self._range()
        if not of.is_partial and self._spread and overlap > 1:
            words += t("prefecture_map.sentence.overlap", overlap=overlap)
        return words

    @property
    def overlapping(self) -> int:
        """How many prefectures, from the top of the ranking, have intervals that all overlap."""
        rows = pd.DataFrame(
            {"low": [v.low for v in self.of.values], "high": [v.high for v in self.of.values]}
        )
        shared = rows["low"].cummax() <= rows["high"].cummin()
        return int(shared.cummin().sum())

    def _plans(self) -> str:
        of, totals = self.of, self.of.totals
        have, total = of.fraction
        rate = rates.Rate(have, total)
        counted = {
            name: number(totals[f"{name}_count"])
            for name in "answered adopted not_adopted planned later undated".split()
        }
        rest = totals["not_adopted_count"] - sum(
            totals[f"{name}_count"] for name in ("planned", "later", "undated")
        )
        return t(
            f"prefecture_map.sentence.{of.code}",
            until=Until.of(of.until).words,
            share=t("mark.brackets", text=rate.words) if rate.has_share else "",
            rest=number(rest),
            reached=number(have),
            **counted,
        )

    @property
    def key_figure(self) -> tuple[str, str]:
        """The number to be seen first and its label."""
        of = self.of
        name = measures.title(of.code)
        if not of.answered or not (of.values or of.overall):
            have, total = of.fraction if of.answered else (0, 0)
            value = (
                t("view.of", count=number(have), total=number(total)) if total else t("mark.none")
            )
            return value, name
        if of.code == measures.COUNT:
            have, total = of.fraction
            return number(have), t("prefecture_map.key.count", asked=number(total))
        if of.is_median or of.code == measures.STANDARDISED:
            low, high = of.values[-1].printed, of.values[0].printed
            return t("span", low=low, high=high), t("prefecture_map.key.span", measure=name)
        have, total = of.fraction
        rate = rates.Rate(have, total)
        return rate.words, t(
            "prefecture_map.key.share", measure=name, have=number(have), total=number(total)
        )

    @property
    def provenance(self) -> Provenance:
        """Where it comes from and who is counted."""
        of = self.of
        if of.is_dx:
            return dx.provenance(dx.denominator(of.answered, of.asked))
        return Provenance(denominator=self.denominator, **of_round(of.round_code))

    @property
    def denominator(self) -> str:
        """Who is counted."""
        of = self.of
        if of.choice is not None:
            return t(f"answered.denominator.map.{of.choice.question}", count=number(of.answered))
        if of.code == measures.PLANNED and of.answered:
            count = number(of.totals["not_adopted_count"])
            return t("prefecture_map.denominator.planned", count=count)
        if of.is_partial or of.code == measures.REACHED:
            return t("prefecture_map.denominator.answered", **self.counts)
        return t("prefecture_map.denominator", count=number(of.answered))

    @property
    def caution(self) -> str:
        """What has to be known before the numbers are used."""
        if self.of.is_dx:
            return t("prefecture_map.caution.dx")
        if self.of.choice is not None:
            return t("answered.caution")
        return if_estimated(self.of.round_code, "view.local.caution")

    @property
    def notes(self) -> tuple[str, ...]:
        """The caveats of the measure."""
        of = self.of
        key = of.code
        if of.choice is not None:
            return said(t("answered.note"), t("answered.note.few"), t("prefecture_map.absent"))
        if of.is_dx:
            key = "dx_median" if of.is_median else "dx"
        rate = "" if of.is_dx else rates.told_apart(of.round_code)
        estimated = "" if of.is_dx else if_estimated(of.round_code, "view.local_trend.note")
        newer = "" if of.is_dx else provisional.note("local")
        return said(
            t(f"prefecture_map.note.{key}"), rate, estimated, newer, t("prefecture_map.absent")
        )

    @property
    def keys(self) -> tuple[AreaKey, ...]:
        """The classes, then the states that occur."""
        of = self.of
        states = [
            AreaKey(
                t(f"prefecture_map.state.{state}"),
                t(f"prefecture_map.state_short.{state}"),
                _ROLES[state],
                t(_MARKS[state]),
            )
            for state in measures.STATES
            if state in of.states.values()
        ]
        return (*(classes.keys(of.limits, of.words) if of.values else ()), *states)

    @property
    def areas(self) -> AreaMap:
        """The map: every prefecture with its class or its state."""
        of, keys = self.of, self.keys
        first_state = len(keys) - len(set(of.states.values()))
        order = [state for state in measures.STATES if state in of.states.values()]
        areas = [
            Area(
                one.code,
                one.name,
                one.value,
                one.printed,
                classes.class_of(one.value, of.limits),
                one.hint,
            )
            for one in of.values
        ]
        for row in of.response.itertuples():
            state = of.states.get(row.prefecture_code)
            if state is None:
                continue
            name = row.prefecture_name
            hint = t(f"prefecture_map.pointer_{state}", name=name)
            if state == "few":
                hint = of.few_words(row.prefecture_code)
            text = t(_MARKS[state])
            place = first_state + order.index(state)
            areas.append(Area(row.prefecture_code, name, None, text, place, hint))
        areas.sort(key=lambda area: area.code)
        return AreaMap(tuple(areas), keys, t("view.prefecture_map.islands"))

    @property
    def map(self) -> Chart:
        """What the screen draws: the prefectures, or all municipalities as points."""
        if self.of.shown != measures.POINTS:
            return self.areas
        rows = governments.rows()
        return SpotMap(governments.spots(rows[rows["entity_type"] != governments.PREFECTURE]))

    @property
    def legend(self) -> str:
        """The classes and states with their numbers, in words."""
        areas = self.areas
        return listed(
            t("prefecture_map.legend_item", label=key.label, count=len(areas.of_key(place)))
            for place, key in enumerate(areas.keys)
        )

    @property
    def ranking(self) -> Chart:
        """The prefectures that have a value, in order; one alone is no ranking."""
        of = self.of
        if len(of.values) < 2:
            return Blank(t("prefecture_map.no_ranking"))
        rows = tuple(
            RankRow(v.code, v.name, v.value, v.low, v.high, v.printed, v.rank, v.hint)
            for v in of.values
        )
        label = ""
        if of.overall is not None:
            key = "answered_tick" if of.is_partial else "nation_tick"
            label = t(f"prefecture_map.{key}", value=of.words.printed(of.overall))
        return Ranking(rows, of.ticks, of.overall, label, is_ratio=of.words.is_share)

    @property
    def not_ranked(self) -> tuple[str, ...]:
        """Who is missing from the ranking and why, a line for each state."""
        of, lines = self.of, []
        for state in reversed(measures.STATES):
            rows = of.in_state(state)
            if rows.empty:
                continue
            names = rows["prefecture_name"]
            if state == "few":
                names = rows["prefecture_code"].map(of.few_words)
            lines.append(
                t(
                    f"prefecture_map.not_ranked.{state}",
                    mark=t(_MARKS[state]),
                    count=len(rows),
                    names=listed(names),
                )
            )
        return tuple(lines)

    @property
    def alt(self) -> str:
        """The map in words: its legend, then every prefecture's value."""
        values = listed(area.hint for area in self.areas.areas)
        return t(
            "prefecture_map.alt",
            measure=measures.title(self.of.code),
            legend=self.legend,
            values=values,
        )

    @property
    def rows(self) -> pd.DataFrame:
        """The rows of the measure, highest first."""
        order = {one.code: place for place, one in enumerate(self.of.values)}
        rows = self.of.source
        places = rows["prefecture_code"].map(order).fillna(len(order))
        return rows.loc[places.sort_values(kind="stable").index].reset_index(drop=True)


def prefecture_names(round_code: str) -> dict[str, str]:
    """Code -> name of the prefectures of a round, the whole country first."""
    rows = kept(queries.local_response_by_prefecture, round_code)
    codes = zip(rows["prefecture_code"], rows["prefecture_name"], strict=True)
    return {"": t("prefecture_map.nation")} | dict(codes)
