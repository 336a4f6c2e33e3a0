"""都道府県マップ: the regional pattern with its uncertainty, then down to the names not yet there."""

import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.drawing.figures import local_measures
from readiness.language.wording import period, t
from readiness.screen import meeting
from readiness.subjects import prefectures
from readiness.subjects.country import Country, measures, until_labels, usual_until

PAGE = "prefecture_map"
words_of = screen.cached(prefectures.words)
municipal_rows = screen.cached(prefectures.table)
prefecture_deck = screen.cached(prefectures.deck)
marks = screen.cached(prefectures.marks)


@screen.cached
def facts(local_round: str, measure: str, until: str):
    """Denominator, note, rows and name of their file."""
    country = Country(local_round, measure, until)
    return country.denominator, country.note, country.source, country.file_name


@screen.cached
def country_deck(local_round: str, measure: str, until: str, narrow: bool):
    return Country(local_round, measure, until).deck(narrow)


@screen.cached
def headline(local_round: str, measure: str, until: str) -> None:
    screen.sentence(Country(local_round, measure, until).sentence)


@screen.cached
def legend(local_round: str, measure: str, until: str) -> None:
    if measure == local_measures.POINTS:
        st.markdown(f":small[{t('prefecture_map.points_marks')}]")
        return
    figure, alt = Country(local_round, measure, until).legend(screen.is_narrow())
    screen.chart(figure, key=f"{PAGE}_legend", alt=alt)


@screen.cached
def rankings(local_round: str, measure: str, until: str) -> None:
    country = Country(local_round, measure, until)
    figures = country.rankings()
    columns = st.columns(max(1, len(figures)))
    for place, (figure, alt) in enumerate(figures):
        with columns[place]:
            screen.chart(figure, key=f"{PAGE}_ranking_{place}", alt=alt)
    for line in country.not_ranked:
        st.markdown(f":small[:gray[{screen.plain(line)}]]")


def closing(denominator: str, note: str, rows, file_name: str, key: str) -> None:
    screen.round_provenance(local_round, denominator=denominator, note=note)
    st.markdown(f":small[:gray[{t('prefecture_map.absent')}]]")
    st.page_link("pages/local_structure.py", label=t("prefecture_map.structure_link"))
    screen.table(rows, key=key, file_name=file_name)
    with st.container(horizontal=True):
        meeting.add_view("prefecture_map")
        meeting.add_view("prefecture_ranking")
        if chosen:
            meeting.add_view("prefecture", prefecture=chosen)


def whole_country(measure: str, until: str) -> None:
    headline(local_round, measure, until)
    left, right = st.columns([5.1, 4.9])
    with left, st.container(gap="xsmall"):
        deck = country_deck(local_round, measure, until, screen.is_narrow())
        alt = t(f"prefecture_map.{'points' if measure == local_measures.POINTS else 'map'}_alt")
        screen.map_chart(deck, key=PAGE, alt=alt, page=PAGE, control="prefecture")
        legend(local_round, measure, until)
    with right:
        rankings(local_round, measure, until)
    denominator, note, rows, name = facts(local_round, measure, until)
    file_name = t("prefecture_map.file_name", as_of=as_of, measure=name)
    closing(denominator, note, rows, file_name, PAGE)


def one_prefecture(code: str) -> None:
    words, rows = words_of(local_round, code), municipal_rows(local_round, code)
    screen.sentence(prefectures.sentence(words))
    left, right = st.columns([5.1, 4.9])
    with left, st.container(gap="xsmall"):
        deck = prefecture_deck(local_round, code, screen.is_narrow())
        alt, key = t("prefecture_map.prefecture_alt", **words), f"{PAGE}_{code}"
        picked = screen.map_chart(deck, key=key, alt=alt, page=PAGE, control="prefecture")
        st.markdown(f":small[{screen.plain(marks(local_round, code))}]")
    with right:
        adopted, interval, rank = st.columns([4, 4, 3])
        adopted.metric(t("prefecture_map.metric_adopted", **words), words["ratio"])
        interval.metric(t("prefecture_map.metric_interval"), words["interval"])
        rank.metric(t("prefecture_map.metric_rank", **words), words["rank"])
        key, alt = f"{PAGE}_municipalities_{code}", t("prefecture_map.table_alt", **words)
        picked = picked or screen.pick_row(rows, key=key, height=360, alt=alt)
    if picked:
        st.switch_page("pages/peers.py", query_params={"code": picked})
    file_name = t("prefecture_map.file_name_prefecture", as_of=as_of, **words)
    denominator, note, *_ = facts(local_round, local_measures.ADOPTION, "")
    closing(denominator, note, rows, file_name, f"{PAGE}_{code}")


local_round = queries.latest_round("local")
as_of = period(local_round.removeprefix("local-"))
options = screen.cached(measures)(local_round)
asks_when = screen.chosen(PAGE, "measure", options) in local_measures.PLANS
boxes = screen.title(t("prefecture_map.title"), *((2.4, 3.2, 2.6) if asks_when else (2.6, 3.4)))
with boxes[0]:
    names = screen.cached(prefectures.names)(local_round)
    chosen = screen.select(PAGE, "prefecture", names, label=t("prefecture_map.prefecture"))
if chosen:
    one_prefecture(chosen)
else:
    with boxes[1]:
        measure, until = (
            screen.select(PAGE, "measure", options, label=t("prefecture_map.measure")),
            "",
        )
    if measure in local_measures.PLANS:
        with boxes[2]:
            ends, usual = until_labels(local_round), usual_until(local_round)
            until = screen.select(
                PAGE, "until", ends, label=t("prefecture_map.until"), default=usual
            )
    whole_country(measure, until)
