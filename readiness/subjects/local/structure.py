"""区分・規模と導入割合: how much of a prefecture's place is chance, and how much class and size.

The limits of the funnel are those within which prefectures would lie if nothing but chance told them
apart; the test for over-dispersion says whether they do. What class and staff explain is taken out by
indirect standardisation.
"""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.language.wording import listed, number, pct, said, t
from readiness.subjects.agencies import provisional
from readiness.subjects.charts import Bar, Bars, Blank, Chart, Funnel, FunnelPoint, Limit
from readiness.subjects.choices import Choice
from readiness.subjects.kept import kept
from readiness.subjects.local import governments, peer_words, rates
from readiness.subjects.local.rates import FEWEST_FOR_SHARE, Rate
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
from readiness.subjects.provenance import if_estimated, of_round
from readiness.subjects.provenance import said as said_notes
from readiness.subjects.subject import Subject

_Z_95, _Z_998 = 1.959964, 3.090232
_Z_ONE_SIDED_95 = 1.644854
_FEWEST_FOR_FUNNEL = 10  # prefectures; of fewer nobody can say how widely they scatter
_NAMED_LARGEST = 2
_MOST_NAMED = 10  # of one type; more of them stand in the table only
_MEMBER_COLUMNS = ["status", "code", "prefecture_name", "name", "entity_type", "staff_band"]


@dataclass(frozen=True)
class Scatter:
    """How the prefectures lie around the nation's share; ``rows`` of at least five answers each."""

    rows: pd.DataFrame
    nation: float

    @property
    def z(self) -> "pd.Series[float]":
        """Distance of each from the nation in standard errors of chance."""
        spread = (self.nation * (1 - self.nation) / self.rows["answered_count"]) ** 0.5
        return (self.rows["adoption_ratio"] - self.nation) / spread

    def outside(self, limit: float) -> pd.DataFrame:
        """Those beyond the limits."""
        return self.rows[self.z.abs() > limit]

    @property
    def chi_square(self) -> float:
        """Sum of the squared distances: about ``degrees`` if nothing but chance is at work."""
        return float((self.z**2).sum())

    @property
    def degrees(self) -> int:
        """Degrees of freedom."""
        return len(self.rows) - 1

    @property
    def critical(self) -> float:
        """What chi square passes by chance one time in twenty (Wilson and Hilferty)."""
        part = 2 / (9 * self.degrees)
        return float(self.degrees * (1 - part + _Z_ONE_SIDED_95 * sqrt(part)) ** 3)

    @property
    def is_wide(self) -> bool:
        """Whether the prefectures differ more than chance would have them."""
        return self.chi_square > self.critical


@dataclass(frozen=True)
class LocalStructure(Subject):
    """Adoption by class and staff, and what they leave of the prefectures' differences; no choices."""

    page: ClassVar[str] = "local_structure"

    @classmethod
    def choice(cls, name: str, chosen: Any) -> Choice | None:
        """Nothing to choose."""
        raise KeyError(name)

    @cached_property
    def round_code(self) -> str:
        """The round it rests on."""
        return governments.newest()

    @cached_property
    def groups(self) -> pd.DataFrame:
        """Rows of local_adoption_by_class_and_staff."""
        return kept(queries.local_adoption_by_class_and_staff, self.round_code)

    @cached_property
    def prefectures(self) -> pd.DataFrame:
        """Rows of local_adoption_by_prefecture."""
        return kept(queries.local_adoption_by_prefecture, self.round_code)

    @cached_property
    def standardised(self) -> pd.DataFrame:
        """Rows of local_adoption_standardised with their distance ``z`` from what is expected."""
        rows = kept(queries.local_adoption_standardised, self.round_code)
        rows = rows[(rows["answered_count"] >= FEWEST_FOR_SHARE) & (rows["expected_variance"] > 0)]
        z = (rows["observed_count"] - rows["expected_count"]) / rows["expected_variance"] ** 0.5
        return rows.assign(z=z)

    @cached_property
    def rate(self) -> Rate:
        """The nation's share."""
        return rates.of_rows(self.prefectures)

    @cached_property
    def scatter(self) -> Scatter | None:
        """The prefectures around the nation; None where there is nothing to scatter."""
        rows = self.prefectures[self.prefectures["answered_count"] >= FEWEST_FOR_SHARE]
        nation = self.rate.ratio
        if nation is None or not 0 < nation < 1 or len(rows) < _FEWEST_FOR_FUNNEL:
            return None
        return Scatter(rows, nation)

    @property
    def bands(self) -> pd.DataFrame:
        """Bands of staff."""
        return self.groups[self.groups["entity_type"].isna()]

    @property
    def types(self) -> pd.DataFrame:
        """Types of municipality."""
        return self.groups[self.groups["staff_band"].isna()]

    @property
    def headline(self) -> str:
        """The screen in one sentence."""
        if not self.rate.answered:
            return t("local_structure.no_answer")
        known = self.bands[self.bands["answered_count"] >= FEWEST_FOR_SHARE]
        words = ""
        if len(known) > 1:
            first, last = known.iloc[0], known.iloc[-1]
            words = t(
                "local_structure.bands",
                small=_band(first["staff_band"]),
                small_ratio=pct(first["adoption_ratio"]),
                large=_band(last["staff_band"]),
                large_ratio=pct(last["adoption_ratio"]),
            )
        if self.scatter is None:
            return words + self.no_funnel
        return words + self.spread + self.left

    @property
    def no_funnel(self) -> str:
        """Why chance is not spoken of."""
        if self.rate.ratio in (0, 1):
            return t("local_structure.all_alike", ratio=pct(self.rate.ratio or 0.0))
        return t("local_structure.too_few", least=_FEWEST_FOR_FUNNEL)

    @property
    def spread(self) -> str:
        """Whether the prefectures differ more than chance, by the limits and by the test."""
        scatter = self.scatter
        assert scatter is not None
        return t(
            f"local_structure.spread.{'wide' if scatter.is_wide else 'chance'}",
            outside=len(scatter.outside(_Z_95)),
            count=len(scatter.rows),
            expected=f"{len(scatter.rows) * 0.05:.1f}",
        )

    @property
    def far_after(self) -> pd.DataFrame:
        """Prefectures beyond the 99.8 % limits once class and staff are accounted for."""
        rows = self.standardised
        return rows[rows["z"].abs() > _Z_998]

    @property
    def left(self) -> str:
        """What class and staff leave unexplained."""
        names = listed(self.far_after["prefecture_name"])
        if not names:
            return t("local_structure.left.nobody")
        return t("local_structure.left", names=names)

    @property
    def test(self) -> str:
        """The test for over-dispersion in words."""
        scatter = self.scatter
        if scatter is None:
            return ""
        return t(
            f"local_structure.test.{'wide' if scatter.is_wide else 'chance'}",
            chi=f"{scatter.chi_square:.0f}",
            degrees=scatter.degrees,
            critical=f"{scatter.critical:.0f}",
        )

    @property
    def funnel(self) -> Chart:
        """Share by number of municipalities with the limits of chance."""
        scatter = self.scatter
        if scatter is None:
            return Blank(self.no_funnel if self.rate.answered else t("local_structure.no_answer"))
        nation = scatter.nation
        named = {
            *scatter.outside(_Z_998)["prefecture_code"],
            *scatter.rows.nlargest(_NAMED_LARGEST, "answered_count")["prefecture_code"],
            *self.far_after["prefecture_code"],
        }
        points = tuple(
            FunnelPoint(
                key=row.prefecture_code,
                label=row.prefecture_name,
                size=int(row.answered_count),
                ratio=row.adoption_ratio,
                hint=t(
                    "prefecture_map.pointer",
                    name=row.prefecture_name,
                    ratio=pct(row.adoption_ratio),
                    adopted_count=row.adopted_count,
                    municipality_count=row.answered_count,
                    missing="",
                ),
                is_named=row.prefecture_code in named,
            )
            for row in scatter.rows.itertuples()
        )
        least, most = (getattr(scatter.rows["answered_count"], end)() for end in ("min", "max"))
        sizes = tuple(range(max(FEWEST_FOR_SHARE, int(least) - 5), int(most) + 6))
        return Funnel(
            points=points,
            sizes=sizes,
            limits=(
                _limit(t("local_structure.limit_95"), _Z_95, nation, sizes),
                _limit(t("local_structure.limit_998"), _Z_998, nation, sizes),
            ),
            reference=nation,
            reference_label=t("prefecture_map.nation_tick", value=pct(nation)),
            axis_label=t("local_structure.funnel_axis"),
        )

    @property
    def funnel_alt(self) -> str:
        """The funnel in words."""
        scatter = self.scatter
        if scatter is None:
            return self.headline
        return t(
            "local_structure.funnel_alt",
            nation=pct(scatter.nation),
            outside=_names(scatter.outside(_Z_95)),
            far=_names(scatter.outside(_Z_998)),
        )

    @property
    def reading(self) -> Passage:
        """What the limits mean, what the test says, and what is left after standardisation."""
        scatter = self.scatter
        if scatter is None:
            return Passage("", ())
        after = self.far_after
        lines = [
            Line(
                t(
                    "local_structure.outside_998",
                    names=_names(scatter.outside(_Z_998)),
                    names_95=_names(scatter.outside(_Z_95)),
                    count_95=len(scatter.outside(_Z_95)),
                ),
                label=t("local_structure.limits"),
            ),
            Line(self.test, label=t("local_structure.test")),
            Line(
                t(
                    "local_structure.after",
                    names=listed(
                        t(
                            "local_structure.after_one",
                            name=row.prefecture_name,
                            observed=row.observed_count,
                            expected=f"{row.expected_count:.1f}",
                            z=f"{row.z:+.1f}".replace("-", "−"),
                        )
                        for row in after.itertuples()
                    )
                    or t("local_structure.nobody"),
                ),
                label=t("local_structure.standardised"),
            ),
        ]
        return Passage("", tuple(lines), is_small=True)

    @cached_property
    def members(self) -> pd.DataFrame:
        """Every municipality with its type, band of staff and status: what the bars count."""
        rows = kept(queries.local_governments, self.round_code)
        rows = rows[rows["entity_class"] != rates.PREFECTURES]
        bands = [
            "" if pd.isna(count) else governments.staff_band(count) for count in rows["staff_count"]
        ]
        return rows.assign(staff_band=bands)[_MEMBER_COLUMNS].reset_index(drop=True)

    @property
    def not_adopted(self) -> Passage:
        """The names of those that have not adopted, of each type where they are few."""
        lines = []
        for row in self.types.itertuples():
            missing = self.members[
                (self.members["entity_type"] == row.entity_type)
                & (self.members["status"] == "not_adopted")
            ]
            if not 0 < len(missing) <= _MOST_NAMED:
                continue
            count = t(
                "local_structure.not_adopted_one",
                count=len(missing),
                total=number(row.answered_count),
            )
            names = listed(map(governments.named, missing["code"]))
            lines.append(Line(names, label=f"{said(row.entity_type)} {count}"))
        return Passage(t("local_structure.not_adopted") if lines else "", tuple(lines))

    def _bars(self, rows: pd.DataFrame, column: str) -> tuple[Bar, ...]:
        found = []
        for row in rows.to_dict("records"):
            label = _band(row[column]) if column == "staff_band" else said(row[column])
            rate = Rate(int(row["adopted_count"]), int(row["answered_count"]))
            count = t("view.of", count=number(rate.adopted), total=number(rate.answered))
            if not rate.has_share:
                found.append(Bar(label, None, count))
                continue
            found.append(
                Bar(
                    label,
                    rate.ratio,
                    rate.words,
                    remark=t("gap.parts") + count,
                    low=float(row["ratio_low"]),
                    high=float(row["ratio_high"]),
                )
            )
        return tuple(found)

    def _figure(self, kind: str, rows: pd.DataFrame, column: str) -> Figure:
        heading, bars = t(f"local_structure.by_{kind}"), self._bars(rows, column)
        if not bars:
            reason = t("local_structure.no_answer")
            return Figure(heading, Blank(reason), reason)
        values = listed(f"{bar.label} {bar.text}{bar.remark}" for bar in bars)
        alt = t("local_structure.bars_alt", heading=heading, values=values)
        return Figure(heading, Bars(((heading, bars),), 1.0, "%", is_ratio=True), alt)

    def say(self) -> Content:
        """Everything said."""
        types = self._figure("type", self.types, "entity_type")
        bands = self._figure("band", self.bands, "staff_band")
        provenance = Provenance(
            denominator=t(
                "prefecture_map.denominator"
                if self.rate.answered == int(self._asked)
                else "prefecture_map.denominator.answered",
                count=number(self.rate.answered),
                answered=number(self.rate.answered),
                asked=number(self._asked),
            ),
            **of_round(self.round_code),
        )
        caution = if_estimated(self.round_code, "view.local.caution")
        notes = said_notes(
            t("local_structure.note"),
            rates.told_apart(self.round_code),
            provisional.note("local"),
            if_estimated(self.round_code, "view.local_trend.note"),
        )
        title, headline = t("local_structure.title"), self.headline
        label = t(
            f"prefecture_map.key.{'share' if self.rate.answered else 'no_answer'}",
            measure=t("prefecture_map.measure.ratio"),
            have=number(self.rate.adopted),
            total=number(self.rate.answered),
        )
        rows = self.groups.assign(
            staff_band=["" if pd.isna(band) else _band(band) for band in self.groups["staff_band"]],
            entity_type=self.groups["entity_type"].fillna(""),
        )
        # No share under five answers, in no table either.
        shares = ["adoption_ratio", "ratio_low", "ratio_high"]
        rows[shares] = rows[shares].where(rows["answered_count"] >= FEWEST_FOR_SHARE)
        shared: dict[str, Any] = {
            "headline": headline,
            "key_figure": self.rate.words,
            "key_label": label,
            "provenance": provenance,
            "caution": caution,
            "notes": notes,
        }
        groups = [
            group
            for figure in (types, bands)
            if isinstance(figure.chart, Bars)
            for group in figure.chart.groups
        ]
        chart: Chart = Blank(headline)
        if groups:
            chart = Bars(tuple(groups), 1.0, "%", is_ratio=True)
        reading, named = self.reading, self.not_adopted
        members = self.members.assign(status=self.members["status"].map(peer_words.status))
        return Content(
            title=title,
            headline=headline,
            key_figures=(KeyFigure(label, self.rate.words),),
            figures={
                "funnel": Figure(t("local_structure.funnel"), self.funnel, self.funnel_alt),
                "types": types,
                "bands": bands,
            },
            passages={"reading": reading, "not_adopted": named},
            tables={
                "groups": Table(
                    t("table.heading"),
                    rows,
                    t("local_structure.file_name", as_of=provenance.as_of),
                ),
                "names": Table(
                    t("local_structure.names"),
                    members,
                    t("local_structure.names_file", as_of=provenance.as_of),
                ),
            },
            views={
                "groups": View(
                    title=t("view.local_structure"),
                    chart=chart,
                    rows=rows,
                    alt=types.alt + bands.alt,
                    aside_heading=t("local_structure.standardised") if reading.lines else "",
                    aside=((reading.lines[-1].text, ""),) if reading.lines else (),
                    **shared,
                ),
                "funnel": View(
                    title=t("local_structure.funnel"),
                    chart=self.funnel,
                    rows=self.prefectures,
                    alt=self.funnel_alt,
                    aside_heading=t("local_structure.test") if reading.lines else "",
                    aside=tuple((line.text, "") for line in reading.lines[1:]),
                    **shared,
                ),
                "names": View(
                    title=t("local_structure.names"),
                    chart=types.chart,
                    rows=members,
                    alt=types.alt,
                    aside_heading=named.heading,
                    aside=tuple((line.label, line.text) for line in named.lines),
                    **shared,
                ),
            },
            caution=caution,
            notes=notes,
            provenance=provenance,
        )

    @property
    def _asked(self) -> int:
        rows = kept(queries.local_response_by_prefecture, self.round_code)
        return int(rows["municipality_count"].sum())


def _band(band: Any) -> str:
    return t(f"peers.band.{int(band)}")


def _names(rows: pd.DataFrame) -> str:
    return listed(rows["prefecture_name"]) or t("local_structure.nobody")


def _limit(label: str, z: float, nation: float, sizes: tuple[int, ...]) -> Limit:
    spread = [z * sqrt(nation * (1 - nation) / size) for size in sizes]
    return Limit(
        label,
        tuple(max(nation - each, 0.0) for each in spread),
        tuple(min(nation + each, 1.0) for each in spread),
    )
