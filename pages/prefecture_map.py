"""都道府県マップ: the regional pattern with its uncertainty, then down to the names not yet there."""

import streamlit as st

from readiness import maps, queries, ui
from readiness.figures import local_ranking
from readiness.wording import number, pct, period, t

PAGE = "prefecture_map"
local_round = queries.latest_round("local")
prefectures = queries.local_adoption_by_prefecture(local_round)
names = dict(zip(prefectures["prefecture_code"], prefectures["prefecture_name"], strict=True))
nation = prefectures[["adopted_count", "municipality_count"]].sum()
nation_ratio = float(nation["adopted_count"] / nation["municipality_count"])
as_of = period(local_round.removeprefix("local-"))

(box,) = ui.title(t("prefecture_map.title"), 3)
with box:
    chosen = ui.select(
        PAGE,
        "prefecture",
        {"": t("prefecture_map.nation")} | names,
        label=t("prefecture_map.prefecture"),
    )


def provenance() -> None:
    ui.round_provenance(
        local_round,
        denominator=t("prefecture_map.denominator", count=number(nation["municipality_count"])),
        note=t("prefecture_map.note"),
    )
    st.markdown(f":small[:gray[{t('prefecture_map.absent')}]]")


def whole_country() -> None:
    ranked = prefectures.sort_values(["adoption_rank", "prefecture_code"])
    classes = [local_ranking.class_of(ratio) for ratio in prefectures["adoption_ratio"]]
    counts = [classes.count(place) for place in range(6)]
    labels = [t(f"prefecture_map.class.{place}") for place in range(6)]
    ui.sentence(
        t(
            "prefecture_map.sentence",
            municipality_count=number(nation["municipality_count"]),
            adopted_count=number(nation["adopted_count"]),
            ratio=pct(nation_ratio),
            first=ranked["prefecture_name"].iloc[0],
            first_ratio=pct(ranked["adoption_ratio"].iloc[0]),
            last=ranked["prefecture_name"].iloc[-1],
            last_ratio=pct(ranked["adoption_ratio"].iloc[-1]),
            overlap=local_ranking.mutually_overlapping(ranked),
        )
    )

    @ui.cached
    def country(local_round: str, narrow: bool):
        words = {
            row.prefecture_code: t(
                "prefecture_map.pointer",
                name=row.prefecture_name,
                ratio=pct(row.adoption_ratio),
                adopted_count=row.adopted_count,
                municipality_count=row.municipality_count,
            )
            for row in prefectures.itertuples()
        }
        by_code = dict(zip(prefectures["prefecture_code"], classes, strict=True))
        return maps.nation(by_code, words, narrow=narrow)

    @ui.cached
    def ranking(local_round: str, first: int, last: int):
        return local_ranking.ranking(ranked.iloc[first:last], nation_ratio)

    left, right = st.columns([5.1, 4.9])
    with left, st.container(gap="xsmall"):
        ui.map_pair(
            country(local_round, False),
            country(local_round, True),
            key=PAGE,
            alt=t("prefecture_map.map_alt"),
            page=PAGE,
            control="prefecture",
        )
        shares = [
            t("prefecture_map.legend_item", label=label, count=count)
            for label, count in zip(labels, counts, strict=True)
        ]
        ui.chart(
            local_ranking.legend(labels, counts),
            key=f"{PAGE}_legend",
            alt=t("prefecture_map.legend_alt", classes=t("list.separator").join(shares)),
        )
    with right:
        for column, (first, last) in zip(st.columns(2), ((0, 24), (24, 47)), strict=True):
            best = t("list.separator").join(ranked["prefecture_name"].iloc[first:last])
            with column:
                ui.chart(
                    ranking(local_round, first, last),
                    key=f"{PAGE}_ranking_{first}",
                    alt=t("prefecture_map.ranking_alt", names=best),
                )
    provenance()
    ui.table(prefectures, key=PAGE, file_name=t("prefecture_map.file_name", as_of=as_of))


def one_prefecture(code: str) -> None:
    row = prefectures.set_index("prefecture_code").loc[code]
    municipalities = queries.local_municipalities_of_prefecture(local_round, code)
    missing = municipalities[municipalities["status"] == "not_adopted"]
    counts = {
        "prefecture": row["prefecture_name"],
        "adopted_count": number(row["adopted_count"]),
        "municipality_count": number(row["municipality_count"]),
        "not_adopted_count": number(len(missing)),
    }
    ui.sentence(
        t(
            "prefecture_map.sentence_prefecture",
            ratio=pct(row["adoption_ratio"]),
            nation_ratio=pct(nation_ratio),
            **counts,
        )
    )
    placed = maps.placed(municipalities)
    named = tuple(missing["code"]) if len(missing) <= 12 else ()

    @ui.cached
    def deck(local_round: str, code: str, narrow: bool):
        return maps.prefecture(code, placed, named=named, narrow=narrow)

    left, right = st.columns([5.1, 4.9])
    with left, st.container(gap="xsmall"):
        picked = ui.map_pair(
            deck(local_round, code, False),
            deck(local_round, code, True),
            key=f"{PAGE}_{code}",
            alt=t("prefecture_map.prefecture_alt", **counts),
            page=PAGE,
            control="prefecture",
        )
        far = t("list.separator").join(place.name for place in maps.outside_view(placed))
        outside = t("prefecture_map.outside_view", names=far) if far else ""
        st.markdown(f":small[{t('prefecture_map.marks')}{outside}]")
    with right:
        adopted, interval, rank = st.columns([4, 4, 3])
        adopted.metric(t("prefecture_map.metric_adopted", **counts), pct(row["adoption_ratio"]))
        interval.metric(
            t("prefecture_map.metric_interval"),
            t(
                "prefecture_map.interval",
                low=pct(row["ratio_low"], 0)[:-1],
                high=pct(row["ratio_high"], 0)[:-1],
            ),
        )
        rank.metric(t("prefecture_map.metric_rank"), number(row["adoption_rank"]))
        shown = municipalities.drop(columns=["latitude", "longitude"])
        shown["status"] = [t(f"status.{status}") for status in shown["status"]]
        ui.rows(
            ui.labelled(shown),
            key=f"{PAGE}_municipalities_{code}",
            height=360,
            alt=t("prefecture_map.table_alt", **counts),
        )
    if picked:
        st.switch_page("pages/peers.py", query_params={"code": picked})
    provenance()
    ui.table(
        shown,
        key=f"{PAGE}_{code}",
        file_name=t("prefecture_map.file_name_prefecture", as_of=as_of, **counts),
    )


if chosen:
    one_prefecture(chosen)
else:
    whole_country()
