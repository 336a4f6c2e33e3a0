"""都道府県マップ: the regional pattern with its uncertainty, then down to the names not yet there."""

import streamlit as st

from readiness import maps, meeting, queries, ui
from readiness.figures import local_measures, local_ranking
from readiness.wording import number, pct, period, t

PAGE = "prefecture_map"
local_round = queries.latest_round("local")
prefectures = queries.local_adoption_by_prefecture(local_round)
names = dict(zip(prefectures["prefecture_code"], prefectures["prefecture_name"], strict=True))
municipality_count = int(prefectures["municipality_count"].sum())
nation_ratio = prefectures["adopted_count"].sum() / municipality_count
as_of = period(local_round.removeprefix("local-"))

prefecture_box, measure_box = ui.title(t("prefecture_map.title"), 2.6, 3.4)
with prefecture_box:
    chosen = ui.select(
        PAGE,
        "prefecture",
        {"": t("prefecture_map.nation")} | names,
        label=t("prefecture_map.prefecture"),
    )


def closing(rows, file_name: str, key: str, note: str = "") -> None:
    ui.round_provenance(
        local_round,
        denominator=t("prefecture_map.denominator", count=number(municipality_count)),
        note=note or t("prefecture_map.note"),
    )
    st.markdown(f":small[:gray[{t('prefecture_map.absent')}]]")
    st.page_link("pages/local_structure.py", label=t("prefecture_map.structure_link"))
    ui.table(rows, key=key, file_name=file_name)
    with st.container(horizontal=True):
        meeting.add("prefecture_map")
        meeting.add("prefecture_ranking")
        if chosen:
            meeting.add("prefecture", prefecture=chosen)


def adoption_sentence(ranked) -> str:
    first, last = ranked.iloc[0], ranked.iloc[-1]
    return t(
        "prefecture_map.sentence",
        municipality_count=number(municipality_count),
        adopted_count=number(prefectures["adopted_count"].sum()),
        ratio=pct(nation_ratio),
        first=first["prefecture_name"],
        first_ratio=pct(first["value"]),
        last=last["prefecture_name"],
        last_ratio=pct(last["value"]),
        overlap=local_ranking.mutually_overlapping(ranked),
    )


def whole_country(code: str) -> None:
    drawn = local_measures.ADOPTION if code == local_measures.POINTS else code
    source = prefectures
    if code == local_measures.STANDARDISED:
        source = queries.local_adoption_standardised(local_round)
    elif code.startswith("dx_"):
        source = queries.local_indicator_by_prefecture(code.removeprefix("dx_"))
    measure, nation = local_measures.measure(drawn), local_measures.reference(drawn, source)
    ranked = local_measures.rows(drawn, source)
    is_adoption = drawn == local_measures.ADOPTION
    ui.sentence(
        adoption_sentence(ranked) if is_adoption else local_measures.sentence(drawn, ranked, nation)
    )

    @ui.cached
    def country(local_round: str, code: str, narrow: bool):
        if code == local_measures.POINTS:
            governments = queries.local_governments(local_round)
            municipal = governments[governments["entity_class"] != "都道府県"]
            return maps.nation_of_points(maps.placed(municipal), narrow=narrow)
        classes = {row.prefecture_code: measure.class_of(row.value) for row in ranked.itertuples()}
        words = dict(zip(ranked["prefecture_code"], ranked["words"], strict=True))
        return maps.nation(classes, words, narrow=narrow)

    @ui.cached
    def ranking(local_round: str, code: str, first: int, last: int):
        return local_ranking.ranking(ranked.iloc[first:last], measure, nation)

    left, right = st.columns([5.1, 4.9])
    with left, st.container(gap="xsmall"):
        ui.map_pair(
            country(local_round, code, False),
            country(local_round, code, True),
            key=PAGE,
            alt=t(f"prefecture_map.{'points' if code != drawn else 'map'}_alt"),
            page=PAGE,
            control="prefecture",
        )
        if code == local_measures.POINTS:
            st.markdown(f":small[{t('prefecture_map.points_marks')}]")
        else:
            legend([measure.class_of(value) for value in ranked["value"]], measure)
    with right:
        for column, (first, last) in zip(st.columns(2), ((0, 24), (24, 47)), strict=True):
            best = t("list.separator").join(ranked["words"].iloc[first:last])
            with column:
                ui.chart(
                    ranking(local_round, drawn, first, last),
                    key=f"{PAGE}_ranking_{first}",
                    alt=t("prefecture_map.ranking_alt", names=best),
                )
    kind = "dx" if drawn.startswith("dx_") else drawn
    closing(
        source,
        t("prefecture_map.file_name", as_of=as_of, measure=local_measures.title(drawn)),
        PAGE,
        note="" if is_adoption else t(f"prefecture_map.note.{kind}"),
    )


def legend(classes, measure) -> None:
    labels = measure.class_labels()
    counts = [classes.count(place) for place in range(len(labels))]
    shares = [
        t("prefecture_map.legend_item", label=label, count=count)
        for label, count in zip(labels, counts, strict=True)
    ]
    ui.chart(
        local_ranking.legend(labels, counts),
        key=f"{PAGE}_legend",
        alt=t("prefecture_map.legend_alt", classes=t("list.separator").join(shares)),
    )


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
    shares = {"ratio": pct(row["adoption_ratio"]), "nation_ratio": pct(nation_ratio)}
    ui.sentence(t("prefecture_map.sentence_prefecture", **counts, **shares))
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
    shown = municipalities.drop(columns=["latitude", "longitude"])
    shown["status"] = [t(f"status.{status}") for status in shown["status"]]
    with right:
        adopted, interval, rank = st.columns([4, 4, 3])
        adopted.metric(t("prefecture_map.metric_adopted", **counts), shares["ratio"])
        low, high = (pct(row[end], 0)[:-1] for end in ("ratio_low", "ratio_high"))
        interval.metric(
            t("prefecture_map.metric_interval"), t("prefecture_map.interval", low=low, high=high)
        )
        rank.metric(t("prefecture_map.metric_rank"), number(row["adoption_rank"]))
        picked = picked or ui.pick_row(
            shown,
            key=f"{PAGE}_municipalities_{code}",
            height=360,
            alt=t("prefecture_map.table_alt", **counts),
        )
    if picked:
        st.switch_page("pages/peers.py", query_params={"code": picked})
    file_name = t("prefecture_map.file_name_prefecture", as_of=as_of, **counts)
    closing(shown, file_name, f"{PAGE}_{code}")


if chosen:
    one_prefecture(chosen)
else:
    with measure_box:
        options = {code: local_measures.title(code) for code in local_measures.CODES}
        shown_measure = ui.select(PAGE, "measure", options, label=t("prefecture_map.measure"))
    whole_country(shown_measure)
