"""Views of what goes together: barriers of agencies, type and size of municipalities."""

import pandas as pd

from readiness.data import queries
from readiness.drawing.figures import local_funnel
from readiness.language import wording
from readiness.language.wording import number, pct, t
from readiness.subjects.kept import kept
from readiness.subjects.model import Bar, Bars, Provenance, View
from readiness.subjects.provenance import if_estimated, joined, of_round, said


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
