"""The minutes on the screen: with a role in the store, without one in a file, and what is due next time."""

import io
from dataclasses import replace

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from readiness import store
from readiness.agenda import agenda as agendas
from readiness.agenda import minutes as words
from readiness.agenda.agenda import AgendaFault
from readiness.exports import minutes as document
from readiness.language.wording import t
from readiness.store import minutes
from readiness.store.minutes import Minute
from tests.support.screens import opened, pressed

BEFORE = Minute(
    *("第2回", "2026-10-01", "roadmap", minutes.TASK, "計画の案を示す"),
    body="government:342084",
    responsible="企画課",
    due_date="2026-11-01",
)


@pytest.fixture(autouse=True)
def _own_store(own_store: str) -> None:
    """Every test here writes for itself."""


def _shown(page: AppTest) -> str:
    return "\n".join(one.value for one in page.markdown)


@pytest.mark.slow
@pytest.mark.usefixtures("as_officer")
def test_a_decision_and_a_task_are_written_on_their_slides_and_kept() -> None:
    page = opened("minutes", agenda="agencies", slide="3")
    page.text_area(key="minutes_content").input("期限を据え置く")
    page = pressed(page, "minutes_save")
    assert page.text_area(key="minutes_content").value == ""
    page.get("button_group")[0].set_value(minutes.TASK).run()
    page.text_area(key="minutes_content").input("予算の案を出す")
    page.selectbox(key="minutes_body").set_value("agency:宮内庁")
    page.text_input(key="minutes_due").input("令和9年1月31日")
    page = pressed(page, "minutes_save")
    decision, task = minutes.minutes()
    assert (decision.kind, decision.content, decision.link, decision.author) == (
        "decision",
        "期限を据え置く",
        "agency_karte?agency=01",
        "担当B",
    )
    assert (task.body, task.due_date) == ("agency:宮内庁", "2027-01-31")
    # The agency's own log has it, and with it the reminders of its karte.
    assert [one.content for one in store.advice("宮内庁")] == ["予算の案を出す"]


@pytest.mark.slow
@pytest.mark.usefixtures("as_officer")
def test_a_mistake_keeps_everything_that_was_written() -> None:
    page = opened("minutes")
    page.get("button_group")[0].set_value(minutes.TASK).run()
    page.text_area(key="minutes_content").input("案を出す")
    page.text_input(key="minutes_due").input("来月ごろ")
    page = pressed(page, "minutes_save")
    assert "期限「来月ごろ」は日付として読めません" in page.warning[0].value
    assert page.text_area(key="minutes_content").value == "案を出す"
    assert minutes.minutes() == []


@pytest.mark.slow
@pytest.mark.usefixtures("as_officer")
def test_the_next_meeting_opens_with_what_is_due_and_closes_it() -> None:
    minutes.write(BEFORE)
    assert t("minutes.before_short", count=1, late=1) in _shown(opened("meeting"))
    page = opened("minutes")
    assert t("minutes.before", count=1, late=1) in [one.value for one in page.header]
    page = pressed(page, "minutes_state_due")
    assert [one.state for one in minutes.minutes()] == ["done"]
    assert t("minutes.before", count=1, late=1) not in [one.value for one in page.header]


@pytest.mark.slow
def test_without_a_role_nothing_is_stored_and_the_file_is_continued() -> None:
    page = opened("minutes")
    page.text_area(key="minutes_content").input("期限を据え置く")
    page = pressed(page, "minutes_save")
    assert not store.exists()
    assert t("minutes.sentence", decided=1, tasks=0, open=0) in _shown(page)
    own = page.session_state["minutes_own"]
    again = words.from_json(words.as_json(own))
    assert [replace(one, author="") for one in again] == [replace(one, author="") for one in own]


@pytest.mark.slow
def test_readers_see_nothing_of_what_officers_wrote() -> None:
    minutes.write(BEFORE)
    assert "計画の案を示す" not in _shown(opened("minutes"))
    assert t("minutes.before_short", count=1, late=1) not in _shown(opened("meeting"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"content": " "}, "content"),
        ({"content": "長" * 1001}, "content"),
        ({"kind": "order"}, "kind"),
        ({"due_date": "2026-13-01"}, "due_date"),
        ({"meeting_date": ""}, "meeting_date"),
        ({"body": "agency:無い庁"}, "body"),
        ({"state": "lost"}, "state"),
    ],
)
def test_a_file_that_is_no_minutes_is_refused_with_its_place(
    change: dict[str, str], field: str
) -> None:
    text = words.as_json([BEFORE, replace(BEFORE, **change)])  # type: ignore[arg-type]
    with pytest.raises(AgendaFault) as fault:
        words.from_json(text)
    assert f"2番目の記録の「{t(f'minutes.field.{field}')}」" in str(fault.value)


@pytest.mark.slow
def test_the_summary_has_agenda_figures_sources_decisions_tasks_and_what_is_due() -> None:
    agenda = agendas.ready_made("liaison")
    decided = Minute("第3回", "2026-11-26", "roadmap", minutes.DECISION, "期限を据え置く")
    task = replace(BEFORE, meeting="第3回", meeting_date="2026-11-26", content="調査に答える")
    every = [BEFORE, decided, task]
    made = document.build(
        agenda,
        "第3回",
        "2026-11-26",
        words.of_meeting(every, "第3回", "2026-11-26"),
        words.due(every, "第3回", "2026-11-26"),
    )
    opened = Document(io.BytesIO(made))
    text = "\n".join(one.text for one in opened.paragraphs)
    due, slides, tasks = opened.tables
    assert "期限を据え置く" in text
    assert "（4　整備ロードマップ）" in text
    assert [cell.text for cell in due.rows[1].cells][:5] == [
        "計画の案を示す",
        words.body_name("government:342084"),
        "企画課",
        "令和8年11月1日（2026年）",
        "期限超過",
    ]
    assert len(slides.rows) == 1 + 13
    first = [cell.text for cell in slides.rows[1].cells]
    assert first[3] == "全職員が利用可能　8 / 22"
    assert first[4] == "※1"
    assert "※1 調査時点 平成29年3月（2017年）、分母 22府省庁" in text
    assert tasks.rows[1].cells[0].text == "調査に答える"
    assert document.build(agenda, "第3回", "2026-11-26", [], words.due([], "第3回", "2026-11-26"))
