"""Screens of local governments in English: with rounds of the survey, and labels inside their gutters."""

import re
from collections.abc import Iterator

import plotly.graph_objects as go
import pytest

from readiness import intake, store
from readiness.data import warehouse
from readiness.drawing import maps
from readiness.drawing.figures.draw import drawn
from readiness.language import lettering
from readiness.language.wording import said, speaking
from readiness.store.database import Store
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Bars
from readiness.subjects.local.peers import Peers
from readiness.subjects.local.prefecture_map import PrefectureMap
from readiness.subjects.local.self_check import SelfCheck
from readiness.subjects.local.self_check_answers import STATUSES
from readiness.subjects.local.structure import LocalStructure
from tests.support.english import japanese_in, words_of

ROUND = "local-2023-10-01"
WITH_ROUNDS: list[tuple[str, dict[str, str]]] = [
    ("local_rounds", {"view": "quarters", "round": "local-2024-10-01"}),
    ("local_rounds", {"view": "quarters", "round": "local-2024-10-01", "by": "entity_class"}),
    ("local_rounds", {"view": "transitions"}),
    ("local_rounds", {"view": "peers", "code": "342084"}),
    ("local_rounds", {"view": "peers", "code": "342084", "rule": "class_staff"}),
    ("prefecture_map", {}),
    ("prefecture_map", {"prefecture": "13"}),
    ("local_structure", {}),
    ("peers", {"code": "342084"}),
    ("side_by_side", {"codes": "342084,130001"}),
    ("self_check", {"adoption": "not_adopted", "reason": "cost"}),
    ("methods_and_reasons", {}),
    ("methods_and_reasons", {"round": "local-2024-10-01"}),
]


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    address = f"sqlite:///{tmp_path_factory.mktemp('store')}/store.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READINESS_STORE_URL", address)
        patch.setattr(warehouse, "_current", None)
        for one in intake.practice_rounds():
            store.publish(one, seen=0)
        warehouse.refresh()
        yield
        Store.at(address)._engine.dispose()
    warehouse._current = None


@pytest.mark.slow
@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(("page", "parameters"), WITH_ROUNDS)
def test_with_rounds_of_the_survey_no_string_is_left(page: str, parameters: dict[str, str]) -> None:
    assert japanese_in(words_of(page, **parameters)) == set()


def _peers(code: str) -> Iterator[go.Figure]:
    figures = Peers(code).content.figures
    yield drawn(figures["shares"].chart)
    for narrow in (False, True):
        yield drawn(figures["step"].chart, narrow=narrow)
    yield drawn(figures["strips"].chart)


def _methods(choice: str) -> Iterator[go.Figure]:
    link = "methods_and_reasons" + (f"?round={choice}" if choice else "")
    for figure in subject_of(link)[0].content.figures.values():
        if isinstance(figure.chart, Bars):
            yield drawn(figure.chart)


def _self_check() -> Iterator[go.Figure]:
    for status in STATUSES:
        for figure in SelfCheck(adoption=status).content.figures.values():
            yield drawn(figure.chart)


def _local() -> Iterator[go.Figure]:
    for narrow in (False, True):
        yield drawn(PrefectureMap().content.figures["ranking"].chart, narrow=narrow)
    for figure in LocalStructure().content.figures.values():
        yield drawn(figure.chart)


def _figures() -> Iterator[go.Figure]:
    for code in ("342084", "132063", "012025", "012033"):
        yield from _peers(code)
    for choice in ("", "local-2020-10-01"):
        yield from _methods(choice)
    yield from _self_check()
    yield from _local()


def _overhang(figure: go.Figure) -> list[tuple[str, float]]:
    """Labels left of the axis that stick out of their gutter, and by how many pixels."""
    gutter, out = figure.layout.margin.l, []
    scale = figure.layout.yaxis
    for text in scale.ticktext or ():
        lines = text.split("<br>")
        needed = max(map(lettering.em, lines)) * scale.tickfont.size + (
            scale.ticklabelstandoff or 0
        )
        if needed > gutter + 1:
            out.append((text, needed - gutter))
    for names in figure.data:
        if names.type == "scatter" and names.textposition == "middle left":
            # Left of the names stand the ranks, if any, whose last digit ends 20 px from the edge.
            room = gutter - (20 if scale.ticktext else 0)
            for name in names.text:
                needed = lettering.em(re.sub("<.*?>", "", name)) * names.textfont.size
                if needed > room + 2:
                    out.append((name, needed - room))
    return out


@pytest.mark.slow
def test_labels_in_english_stay_inside_their_gutters() -> None:
    with speaking("en"):
        figures = list(_figures())
        assert len(figures) > 20
        assert [found for figure in figures for found in _overhang(figure)] == []


def test_a_gutter_that_is_too_narrow_is_found() -> None:
    with speaking("en"):
        (figure, *_) = _self_check()
        figure.update_layout(margin_l=60)
        assert _overhang(figure)


def test_the_map_names_its_prefectures_in_english_and_none_over_another() -> None:
    with speaking("en"):
        deck = maps.drawn(PrefectureMap().content.figures["map"].chart)
        text = deck.to_json()
    assert "prefectures.en.geojson" in text
    assert '"Hokkaido"' in text
    assert '"Tokyo"' in text
    assert japanese_in([text]) == set()


def test_a_municipality_keeps_its_name_after_an_english_prefecture() -> None:
    for text, expected in (
        ("東京都府中市", "Tokyo 府中市"),
        ("広島県 府中市", "Hiroshima 府中市"),
        ("京都府京都市", "Kyoto 京都市"),
        ("神奈川県横浜市", "Kanagawa 横浜市"),
        ("三重県四日市市", "Mie 四日市市"),
    ):
        assert said(text) == text
        with speaking("en"):
            assert said(text) == expected
