"""The survey desk on the screen: for officers only, and what was typed is not lost."""

import pytest
from streamlit.testing.v1 import AppTest

from readiness import store
from readiness.language.wording import t
from readiness.screen import live, page_frame
from readiness.store import surveys
from tests.support.screens import opened
from tests.support.surveyed import answer, file, survey


@pytest.fixture(autouse=True)
def _own_store(own_store: str) -> None:
    """Every test here opens surveys of its own."""


@pytest.fixture
def _as_officer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READINESS_LOCAL_OFFICER", "担当B")
    monkeypatch.setattr(live, "_connection", lambda: ({"Host": "127.0.0.1:8501"}, ""))
    monkeypatch.setattr(page_frame, "enter", lambda: None)


def _said(page: AppTest) -> str:
    return " ".join(str(one.value) for one in (*page.markdown, *page.info, *page.warning))


def test_who_has_not_answered_is_for_officers_only() -> None:
    surveys.open_survey(survey(definition=_definition()))
    page = opened("survey_desk")
    assert t("intake.role.none") in _said(page)
    assert not page.dataframe
    assert not page.selectbox


def _definition() -> str:
    from readiness.definitions.questionnaire import definition_of

    return definition_of("local")


@pytest.mark.slow
@pytest.mark.usefixtures("_as_officer")
def test_a_slip_keeps_what_was_typed_and_a_survey_is_opened_once() -> None:
    page = opened("survey_desk")
    page.text_input(key="survey_as_of").set_value("令和8年10月1日")
    page.text_input(key="survey_contact").set_value("総務省 03-0000-0000")
    page.text_input(key="survey_due").set_value("いつか").run()
    page.button(key="survey_open").click().run()
    assert t("survey.days_first") in _said(page)
    assert page.text_input(key="survey_contact").value == "総務省 03-0000-0000"
    assert surveys.surveys() == []
    page.text_input(key="survey_due").set_value("2026/11/5").run()
    page.button(key="survey_open").click().run()
    assert not page.exception
    (stored,) = surveys.surveys()
    assert (stored.survey_date, stored.due_date, stored.author) == (
        "2026-10-01",
        "2026-11-05",
        "担当B",
    )


@pytest.mark.slow
@pytest.mark.usefixtures("_as_officer")
@pytest.mark.parametrize("step", ["register", "send", "receive", "remind", "texts", "finish"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_step_of_a_survey_is_shown(step: str, lang: str) -> None:
    surveys.open_survey(survey(definition=_definition()))
    page = opened("survey_desk", step=step, lang=lang)
    assert not page.error
    assert page.selectbox(key="survey_desk_survey").value == "local-2026-10-01"


@pytest.mark.slow
@pytest.mark.usefixtures("_as_officer")
def test_after_publishing_the_draft_nothing_stays_filled_in_for_the_next_version() -> None:
    code = surveys.open_survey(survey(definition=_definition())).survey_code
    surveys.receive(code, file(), b"", [answer("131016")], seen=0)
    page = opened("survey_desk", step="finish")
    page.checkbox(key=f"intake_confirmed_{code}_0").check()
    page.text_input(key=f"intake_note_{code}_0").set_value("途中の集計")
    page.button(key="intake_publish").click().run()
    assert not page.exception
    (published,) = store.rounds()
    assert (published.answers, published.note) == ({"131016": {"adoption": "formal"}}, "途中の集計")
    assert not page.checkbox(key=f"intake_confirmed_{code}_1").value
    assert not page.text_input(key=f"intake_note_{code}_1").value
