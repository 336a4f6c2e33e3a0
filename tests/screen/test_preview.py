"""A round that is not published: officers look at every screen with it, marked everywhere; others see today's."""

import io
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from readiness import exports
from readiness.agenda.agenda import Agenda, Item
from readiness.data import queries, warehouse
from readiness.definitions.questionnaire import definition_of
from readiness.drawing.slides.slide import WIDE, Place, slide
from readiness.intake import PublishRefused, previewing
from readiness.language.wording import speaking, t
from readiness.store import surveys
from readiness.subjects.against_today import changes
from readiness.subjects.catalogue import subject_of, view_of
from tests.support.screens import opened
from tests.support.surveyed import answer, file, survey

MARK = "未公表"
ROUND = "local-2026-10-01"
ROUNDS_LINK = "local_rounds"


@pytest.fixture(autouse=True)
def _own_store(own_store: str) -> None:
    """Every test here has surveys of its own."""


@pytest.fixture
def code() -> str:
    """A survey to which two cities have answered."""
    opened = surveys.open_survey(survey(definition=definition_of("local"))).survey_code
    answers = [
        answer("131016", adoption="formal"),
        answer("131024", **{"adoption": "considering", "reason.cost": "yes"}),
    ]
    surveys.receive(opened, file(), b"x", answers, seen=0)
    return opened


def _draft(code: str) -> warehouse.Warehouse:
    return warehouse.with_draft(previewing.name_of(code), lambda: previewing.round_of(code))


def _shown(page: AppTest) -> str:
    texts = [one.value for one in (*page.markdown, *page.warning, *page.table, *page.dataframe)]
    return "\n".join(map(str, texts))


@pytest.mark.slow
def test_the_draft_is_a_round_of_its_own_state_and_of_no_other(code: str) -> None:
    with warehouse.holding(_draft(code)):
        row = queries.data_rounds().set_index("round_code").loc[ROUND]
        assert (row["label"], row["basis"]) == ("【未公表】令和8年10月1日時点（速報）", MARK)
        assert (row["answered_count"], row["asked_count"]) == (2, 1788)
    assert ROUND not in queries.round_codes("local")
    assert not warehouse.shared().is_draft
    # The same draft is built once; a further answer makes another.
    first = _draft(code)
    assert _draft(code) is first
    surveys.receive(code, file("訂正.xlsx"), b"y", [answer("131016", adoption="none")], seen=1)
    assert _draft(code) is not first


@pytest.mark.slow
def test_every_slide_page_and_file_of_a_draft_is_marked(code: str) -> None:
    agenda = Agenda("会議", (Item("roadmap"), Item("prefecture_map")))
    with warehouse.holding(_draft(code)):
        for link in ("roadmap", "prefecture_map", "agency_karte?agency=05", ROUNDS_LINK):
            view = view_of(link)
            assert view.provenance.mark == MARK
            assert MARK in slide(view, Place(1, 1), WIDE).svg(view.alt)
        for form in exports.FORMATS[:3]:
            assert MARK in exports.make(agenda, form).name
        book = exports.make(agenda, "xlsx").content
        with zipfile.ZipFile(io.BytesIO(book)) as archive:
            sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
            assert all(MARK in archive.read(name).decode() for name in sheets)
        memo = subject_of("agency_karte?agency=05")[0].memo
        assert memo is not None
        assert MARK in exports.draft_name([memo])
    assert view_of("roadmap").provenance.mark == ""


@pytest.mark.usefixtures("as_officer")
def test_an_officer_sees_every_screen_with_the_draft_and_goes_back(code: str) -> None:
    page = opened("local_rounds", preview=code)
    assert MARK in _shown(page)
    assert "令和8年10月1日時点" in _shown(page) + str([box.options for box in page.selectbox])
    page = page.switch_page("pages/roadmap.py").run()
    assert page.query_params["preview"] == code
    assert any(t("live.preview", code="local\\-2026\\-10\\-01") == m.value for m in page.markdown)
    page = page.button(key="live_preview").click().run()
    assert MARK not in _shown(page)
    assert "preview" not in page.query_params


def test_others_are_told_and_see_todays_screens(code: str) -> None:
    page = opened("local_rounds", preview=code)
    assert page.warning[0].value == t("live.preview_not")
    assert "令和8年10月1日" not in _shown(page)
    assert "preview" not in page.query_params


@pytest.mark.usefixtures("as_officer")
def test_an_unknown_survey_or_one_without_answers_is_said(code: str) -> None:
    assert len(opened("roadmap", preview="local-2031-10-01").warning) == 1
    empty = surveys.open_survey(
        survey(survey_date="2027-10-01", due_date="2027-11-05", definition=definition_of("local"))
    )
    with pytest.raises(PublishRefused):
        previewing.round_of(empty.survey_code)
    assert len(opened("roadmap", preview=empty.survey_code).warning) == 1


@pytest.mark.slow
def test_what_changes_against_today_is_named_screen_by_screen(code: str) -> None:
    rows = changes(_draft(code)).set_index("page")
    assert "roadmap" not in rows.index  # nothing of the agencies
    assert {"overview", "local_rounds"} & set(rows.index)
    for row in rows.itertuples():
        assert row.today_text != row.draft_text
    assert not warehouse.shared().is_draft


def test_the_name_of_a_draft_is_japanese_whoever_looks_first(code: str) -> None:
    with speaking("en"):
        draft = _draft(code)
    with warehouse.holding(draft):
        assert queries.data_rounds()["label"].iloc[-1] == "【未公表】令和8年10月1日時点（速報）"
