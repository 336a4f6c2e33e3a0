"""区分・規模と導入率: how much of a prefecture's place is chance, class and size."""

import pandas as pd
import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.drawing.figures import local_funnel
from readiness.language.wording import listed, number, pct, period, said, t
from readiness.screen import meeting

PAGE = "local_structure"


def funnel_card(prefectures: pd.DataFrame, nation: float, names: str) -> None:
    with screen.card("structure_funnel", t("local_structure.funnel")):
        screen.chart(
            local_funnel.funnel(prefectures, nation),
            key=f"{PAGE}_funnel",
            alt=t("local_structure.funnel_alt", nation=pct(nation), names=names),
        )
        st.markdown(f":small[{t('local_structure.funnel_how', names=names)}]")


def bars(kind: str, rows: pd.DataFrame, labels: list[str]) -> None:
    heading = t(f"local_structure.by_{kind}")
    st.subheader(heading, anchor=False)
    values = listed(
        f"{label} {pct(ratio)}" for label, ratio in zip(labels, rows["adoption_ratio"], strict=True)
    )
    screen.chart(
        local_funnel.bars_by_group(labels, rows),
        key=f"{PAGE}_{kind}",
        alt=t("local_structure.bars_alt", heading=heading, values=values),
    )


@screen.cached
def show(local_round: str) -> pd.DataFrame:
    """Draw the page; the rows it shows."""
    prefectures = queries.local_adoption_by_prefecture(local_round)
    groups = queries.local_adoption_by_class_and_staff(local_round)
    nation = float(prefectures["adopted_count"].sum() / prefectures["answered_count"].sum())
    by_type = groups[groups["staff_band"].isna()]
    by_band = groups[groups["entity_type"].isna()]
    outside = local_funnel.outside_funnel(prefectures, nation)["prefecture_name"]
    names = listed(outside) or t("local_structure.nobody")
    small, large = (pct(by_band["adoption_ratio"].iloc[place]) for place in (0, -1))
    key = "local_structure.sentence" if len(outside) else "local_structure.sentence_none"
    screen.sentence(t(key, small=small, large=large, count=len(outside)))
    left, right = st.columns(2)
    with left:
        funnel_card(prefectures, nation, names)
    with right, screen.card("structure_groups"):
        bars("type", by_type, [said(one) for one in by_type["entity_type"]])
        bars("band", by_band, [t(f"peers.band.{band}") for band in by_band["staff_band"]])
    count = number(prefectures["answered_count"].sum())
    screen.round_provenance(
        local_round,
        denominator=t("prefecture_map.denominator", count=count),
        note=t("local_structure.note"),
    )
    bands = groups["staff_band"].astype("float")
    words = ["" if band != band else t(f"peers.band.{band:.0f}") for band in bands]
    return groups.assign(staff_band=words)


screen.title(t("local_structure.title"))
local_round = queries.latest_round("local")
as_of = period(local_round.removeprefix("local-"))
file_name = t("local_structure.file_name", as_of=as_of)
screen.table(show(local_round), key=PAGE, file_name=file_name)
meeting.add_view("local_structure")
