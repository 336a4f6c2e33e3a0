"""区分・規模と導入率: how much of a prefecture's place is chance, class and size."""

import streamlit as st

from readiness import meeting, queries, ui
from readiness.figures import local_funnel
from readiness.wording import listed, number, pct, period, said, t

PAGE = "local_structure"
local_round = queries.latest_round("local")
prefectures = queries.local_adoption_by_prefecture(local_round)
groups = queries.local_adoption_by_class_and_staff(local_round)
nation = float(prefectures["adopted_count"].sum() / prefectures["municipality_count"].sum())
by_type = groups[groups["staff_band"].isna()]
by_band = groups[groups["entity_type"].isna()]

ui.title(t("local_structure.title"))
outside = local_funnel.outside_funnel(prefectures, nation)["prefecture_name"]
names = listed(outside) or t("local_structure.nobody")
small, large = (pct(by_band["adoption_ratio"].iloc[place]) for place in (0, -1))
key = "local_structure.sentence" if len(outside) else "local_structure.sentence_none"
ui.sentence(t(key, small=small, large=large, count=len(outside)))


@ui.cached
def funnel(local_round: str):
    return local_funnel.funnel(prefectures, nation)


@ui.cached
def bars(local_round: str, kind: str):
    rows, labels = (by_type, types) if kind == "type" else (by_band, bands)
    return local_funnel.bars_by_group(labels, rows)


types = [said(entity_type) for entity_type in by_type["entity_type"]]
bands = [t(f"peers.band.{band}") for band in by_band["staff_band"]]
left, right = st.columns(2)
with left, ui.card("structure_funnel", t("local_structure.funnel")):
    ui.chart(
        funnel(local_round),
        key=f"{PAGE}_funnel",
        alt=t("local_structure.funnel_alt", nation=pct(nation), names=names),
    )
    st.markdown(f":small[{t('local_structure.funnel_how', names=names)}]")
with right, ui.card("structure_groups"):
    for kind, rows, labels in (
        ("type", by_type, types),
        ("band", by_band, bands),
    ):
        heading = t(f"local_structure.by_{kind}")
        st.subheader(heading, anchor=False)
        values = listed(
            f"{label} {pct(ratio)}"
            for label, ratio in zip(labels, rows["adoption_ratio"], strict=True)
        )
        ui.chart(
            bars(local_round, kind),
            key=f"{PAGE}_{kind}",
            alt=t("local_structure.bars_alt", heading=heading, values=values),
        )
ui.round_provenance(
    local_round,
    denominator=t(
        "prefecture_map.denominator", count=number(prefectures["municipality_count"].sum())
    ),
    note=t("local_structure.note"),
)
shown = groups.assign(
    staff_band=[
        "" if band != band else t(f"peers.band.{band:.0f}")
        for band in groups["staff_band"].astype("float")
    ]
)
ui.table(
    shown,
    key=PAGE,
    file_name=t("local_structure.file_name", as_of=period(local_round.removeprefix("local-"))),
)
meeting.add("local_structure")
