"""Views of what goes together: barriers of agencies, type and size of municipalities."""

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import COUNTED
from readiness.drawing.figures import local_funnel
from readiness.language import wording
from readiness.language.wording import number, pct, t
from readiness.subjects.agency_words import short_barrier
from readiness.subjects.kept import kept
from readiness.subjects.model import Bar, Bars, Provenance, View
from readiness.subjects.provenance import if_estimated, joined, of_round, of_this_round, said


def barrier_pairs() -> View:
    """How many agencies name two barriers together, the pairs with 「その他」 apart."""
    round_code = kept(queries.latest_round, "agency")
    rows = kept(queries.agency_barrier_pairs, round_code)
    asked = len(kept(queries.agency_stage, round_code))
    found = rows[(rows["agency_count"] > 0) | (rows["uncertain_count"] > 0)]
    found = found.sort_values("agency_count", ascending=False, kind="stable")
    is_other = (found[["barrier_code", "other_barrier_code"]] == "other").any(axis=1)
    clear, with_other = found[~is_other], found[is_other]
    top = clear.iloc[0] if len(clear) else None
    groups = tuple(
        (t(f"view.agency_pairs.{name}"), tuple(_pair(row, asked) for row in part.itertuples()))
        for name, part in (("clear", clear), ("with_other", with_other))
        if len(part)
    )
    return View(
        code="agency_pairs",
        title=t("view.agency_pairs"),
        headline=t("view.agency_pairs.none")
        if top is None
        else t(
            "view.agency_pairs.headline",
            barrier=short_barrier(top["barrier_code"], top["barrier"]),
            other=short_barrier(top["other_barrier_code"], top["other_barrier"]),
            count=top["agency_count"],
        ),
        key_figure=f"{0 if top is None else top['agency_count']} / {asked}",
        key_label=t("view.agency_pairs.key"),
        chart=Bars(groups=groups, maximum=float(asked), unit=t("view.unit.agencies")),
        rows=rows[["barrier", "other_barrier", "agency_count", "uncertain_count", "agency_names"]],
        alt=joined(*(f"{bar.label} {bar.text}" for _, bars in groups for bar in bars)),
        caution=t("view.agency_pairs.caution"),
        notes=said(of_this_round(round_code, "lost_pairs"), t("view.note.no_mark")),
        aside_heading=t("view.agency_pairs.aside"),
        aside=tuple((_label(row), row.agency_names) for row in clear.itertuples()),
        provenance=Provenance(
            denominator=t("view.denominator.agencies", total=asked),
            **(of_round(round_code) | {"basis": COUNTED}),
        ),
    )


def _label(row: object) -> str:
    return t(
        "view.agency_pairs.pair",
        barrier=short_barrier(row.barrier_code, row.barrier),  # type: ignore[attr-defined]
        other=short_barrier(row.other_barrier_code, row.other_barrier),  # type: ignore[attr-defined]
    )


def _pair(row: object, asked: int) -> Bar:
    count, lost = int(row.agency_count), int(row.uncertain_count)  # type: ignore[attr-defined]
    shown = t("view.total_with_lost", count=count, lost=lost) if lost else str(count)
    return Bar(_label(row), float(count), t("view.of", count=shown, total=asked), "obstacle")


def by_type_and_size() -> View:
    """Adoption by type of municipality and by staff, and which prefectures chance does not explain."""
    round_code = kept(queries.latest_round, "local")
    rows = kept(queries.local_adoption_by_class_and_staff, round_code)
    prefectures = kept(queries.local_adoption_by_prefecture, round_code)
    adopted = int(prefectures["adopted_count"].sum())
    asked = int(prefectures["answered_count"].sum())
    outside = local_funnel.outside_funnel(prefectures, adopted / asked)["prefecture_name"]
    types, bands = rows[rows["staff_band"].isna()], rows[rows["entity_type"].isna()]
    groups = (
        (
            t("local_structure.by_type"),
            tuple(_share(row, wording.said(row.entity_type)) for row in types.itertuples()),
        ),
        (
            t("local_structure.by_band"),
            tuple(_share(row, _band(row.staff_band)) for row in bands.itertuples()),
        ),
    )
    small, large = (pct(bands["adoption_ratio"].iloc[place]) for place in (0, -1))
    return View(
        code="local_structure",
        title=t("view.local_structure"),
        headline=t("view.local_structure.headline", small=small, large=large, count=len(outside)),
        key_figure=pct(adopted / asked),
        key_label=t("view.prefecture_map.key", adopted=number(adopted), asked=number(asked)),
        chart=Bars(groups=groups, maximum=1.0, unit="%", is_ratio=True),
        rows=rows.assign(staff_band=[_band(band) for band in rows["staff_band"]]),
        alt=joined(*(f"{bar.label} {bar.text}" for _, bars in groups for bar in bars)),
        caution=if_estimated(round_code, "view.local.caution"),
        notes=said(
            if_estimated(round_code, "view.local_trend.note"), t("view.local_structure.note")
        ),
        aside_heading=t("view.local_structure.aside"),
        aside=((joined(*outside) or t("view.nobody"), ""),),
        provenance=Provenance(
            denominator=t("view.denominator.all_municipalities", total=number(asked)),
            **of_round(round_code),
        ),
    )


def _band(band: object) -> str:
    return "" if pd.isna(band) else t(f"peers.band.{int(band)}")  # type: ignore[call-overload]


def _share(row: object, label: str) -> Bar:
    ratio = float(row.adoption_ratio)  # type: ignore[attr-defined]
    count, total = number(row.adopted_count), number(row.answered_count)  # type: ignore[attr-defined]
    return Bar(label, ratio, t("view.share", count=count, total=total, ratio=pct(ratio)))
