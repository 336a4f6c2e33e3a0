"""都道府県マップ: the regional pattern with its uncertainty, then down to the names not yet there."""

import streamlit as st

from readiness import maps, meeting, queries, ui
from readiness.figures import local_measures, local_ranking
from readiness.guidance import prefectures
from readiness.wording import listed, number, pct, period, t

PAGE = "prefecture_map"


@ui.cached
def names(local_round: str) -> dict[str, str]:
    rows = queries.local_adoption_by_prefecture(local_round)
    codes = zip(rows["prefecture_code"], rows["prefecture_name"], strict=True)
    return {"": t("prefecture_map.nation")} | dict(codes)


@ui.cached
def provenance(local_round: str, note: str) -> None:
    rows = queries.local_adoption_by_prefecture(local_round)
    count = number(rows["municipality_count"].sum())
    denominator = t("prefecture_map.denominator", count=count)
    ui.round_provenance(local_round, denominator=denominator, note=note)
    st.markdown(f":small[:gray[{t('prefecture_map.absent')}]]")


def closing(rows, file_name: str, key: str, note: str) -> None:
    provenance(local_round, note)
    st.page_link("pages/local_structure.py", label=t("prefecture_map.structure_link"))
    ui.table(rows, key=key, file_name=file_name)
    with st.container(horizontal=True):
        meeting.add("prefecture_map")
        meeting.add("prefecture_ranking")
        if chosen:
            meeting.add("prefecture", prefecture=chosen)


@ui.cached
def nation_sentence(local_round: str, measure: str) -> None:
    ui.sentence(prefectures.sentence(measure, prefectures.source(local_round, measure)))


@ui.cached
def country(local_round: str, code: str, narrow: bool):
    if code == local_measures.POINTS:
        governments = queries.local_governments(local_round)
        municipal = governments[governments["entity_class"] != "都道府県"]
        return maps.nation_of_points(maps.placed(municipal), narrow=narrow)
    ranked = local_measures.rows(code, prefectures.source(local_round, code))
    shape = local_measures.measure(code)
    classes = {row.prefecture_code: shape.class_of(row.value) for row in ranked.itertuples()}
    words = dict(zip(ranked["prefecture_code"], ranked["words"], strict=True))
    return maps.nation(classes, words, narrow=narrow)


@ui.cached
def legend(local_round: str, code: str) -> None:
    if code == local_measures.POINTS:
        st.markdown(f":small[{t('prefecture_map.points_marks')}]")
        return
    ranked = local_measures.rows(code, prefectures.source(local_round, code))
    shape = local_measures.measure(code)
    classes, labels = [shape.class_of(value) for value in ranked["value"]], shape.class_labels()
    counts = [classes.count(place) for place in range(len(labels))]
    alt = prefectures.legend_alt(labels, counts)
    ui.chart(local_ranking.legend(labels, counts), key=f"{PAGE}_legend", alt=alt)


@ui.cached
def rankings(local_round: str, measure: str) -> None:
    source = prefectures.source(local_round, measure)
    ranked, nation = local_measures.rows(measure, source), local_measures.reference(measure, source)
    shape = local_measures.measure(measure)
    for column, (first, last) in zip(st.columns(2), ((0, 24), (24, 47)), strict=True):
        part = ranked.iloc[first:last]
        with column:
            ui.chart(
                local_ranking.ranking(part, shape, nation),
                key=f"{PAGE}_ranking_{first}",
                alt=t(
                    "prefecture_map.ranking_alt",
                    names=listed(part["words"]),
                ),
            )


def whole_country(code: str) -> None:
    measure = prefectures.drawn(code)
    nation_sentence(local_round, measure)
    left, right = st.columns([5.1, 4.9])
    with left, st.container(gap="xsmall"):
        ui.map_pair(
            country(local_round, code, False),
            country(local_round, code, True),
            key=PAGE,
            alt=t(f"prefecture_map.{'points' if code != measure else 'map'}_alt"),
            page=PAGE,
            control="prefecture",
        )
        legend(local_round, code)
    with right:
        rankings(local_round, measure)
    file_name = t("prefecture_map.file_name", as_of=as_of, measure=local_measures.title(measure))
    source = prefectures.source(local_round, measure)
    closing(source, file_name, PAGE, prefectures.note(measure))


@ui.cached
def words_of(local_round: str, code: str) -> dict[str, str]:
    rows = queries.local_adoption_by_prefecture(local_round)
    nation_ratio = local_measures.reference(local_measures.ADOPTION, rows)
    row = rows.set_index("prefecture_code").loc[code]
    municipalities = queries.local_municipalities_of_prefecture(local_round, code)
    return prefectures.words(row, municipalities) | {"nation_ratio": pct(nation_ratio)}


@ui.cached
def deck(local_round: str, code: str, narrow: bool):
    municipalities = queries.local_municipalities_of_prefecture(local_round, code)
    named, placed = prefectures.named(municipalities), maps.placed(municipalities)
    return maps.prefecture(code, placed, named=named, narrow=narrow)


@ui.cached
def marks(local_round: str, code: str) -> None:
    placed = maps.placed(queries.local_municipalities_of_prefecture(local_round, code))
    far = listed(place.name for place in maps.outside_view(placed))
    outside = t("prefecture_map.outside_view", names=far) if far else ""
    st.markdown(f":small[{t('prefecture_map.marks')}{outside}]")


@ui.cached
def metrics(local_round: str, code: str) -> None:
    words = words_of(local_round, code)
    adopted, interval, rank = st.columns([4, 4, 3])
    adopted.metric(t("prefecture_map.metric_adopted", **words), words["ratio"])
    interval.metric(t("prefecture_map.metric_interval"), t("prefecture_map.interval", **words))
    rank.metric(t("prefecture_map.metric_rank"), words["rank"])


@ui.cached
def municipal_rows(local_round: str, code: str):
    return prefectures.table(queries.local_municipalities_of_prefecture(local_round, code))


def one_prefecture(code: str) -> None:
    words, rows = words_of(local_round, code), municipal_rows(local_round, code)
    ui.sentence(t("prefecture_map.sentence_prefecture", **words))
    left, right = st.columns([5.1, 4.9])
    with left, st.container(gap="xsmall"):
        picked = ui.map_pair(
            deck(local_round, code, False),
            deck(local_round, code, True),
            key=f"{PAGE}_{code}",
            alt=t("prefecture_map.prefecture_alt", **words),
            page=PAGE,
            control="prefecture",
        )
        marks(local_round, code)
    with right:
        metrics(local_round, code)
        key, alt = f"{PAGE}_municipalities_{code}", t("prefecture_map.table_alt", **words)
        picked = picked or ui.pick_row(rows, key=key, height=360, alt=alt)
    if picked:
        st.switch_page("pages/peers.py", query_params={"code": picked})
    file_name = t("prefecture_map.file_name_prefecture", as_of=as_of, **words)
    closing(rows, file_name, f"{PAGE}_{code}", t("prefecture_map.note"))


local_round = queries.latest_round("local")
as_of = period(local_round.removeprefix("local-"))
prefecture_box, measure_box = ui.title(t("prefecture_map.title"), 2.6, 3.4)
with prefecture_box:
    label = t("prefecture_map.prefecture")
    chosen = ui.select(PAGE, "prefecture", names(local_round), label=label)
if chosen:
    one_prefecture(chosen)
else:
    with measure_box:
        options = {code: local_measures.title(code) for code in local_measures.CODES}
        shown_measure = ui.select(PAGE, "measure", options, label=t("prefecture_map.measure"))
    whole_country(shown_measure)
