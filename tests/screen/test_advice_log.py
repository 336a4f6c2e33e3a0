"""The advice log on the screen: mistakes keep what was written, the agency stays, due days are seen."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from readiness import store
from readiness.language.wording import t, today
from readiness.subjects.agencies import proposals
from tests.support.screens import opened, pressed


@pytest.fixture(autouse=True)
def _own_store(own_store: str) -> None:
    """Every test here logs for itself."""


def _shown(page: AppTest) -> str:
    return "\n".join(one.value for one in page.markdown)


def _links(page: AppTest) -> list[str]:
    return [f"{link.proto.page}?{link.proto.query_string}" for link in page.get("page_link")]


def _labels(page: AppTest) -> list[str]:
    return [link.proto.label.replace("\\", "") for link in page.get("page_link")]


def _logged(due: str = "2020-01-01", name: str = "宮内庁") -> store.Advice:
    return store.add_advice(
        store.Advice(name, "2019-12-01", "面談", "予算の時期", "担当A", due_date=due)
    )


@pytest.mark.slow
@pytest.mark.usefixtures("as_officer")
def test_a_mistake_keeps_everything_that_was_written() -> None:
    page = opened("advice_log", agency="12")
    page.text_area(key="advice_content_12").input("予算の時期を確認した")
    page.text_input(key="advice_channel_12").input("面談")
    page.text_input(key="advice_due_12").input("12月10日まで")
    page = pressed(page, "advice_save")
    assert "「12月10日まで」は日付として読めません" in page.warning[0].value
    assert page.text_area(key="advice_content_12").value == "予算の時期を確認した"
    assert page.text_input(key="advice_channel_12").value == "面談"
    assert page.text_input(key="advice_due_12").value == "12月10日まで"
    assert store.advice() == []
    page.text_input(key="advice_due_12").input("令和8年12月10日")
    page = pressed(page, "advice_save")
    (logged,) = store.advice("総務省")
    assert (logged.content, logged.channel, logged.due_date, logged.author) == (
        "予算の時期を確認した",
        "面談",
        "2026-12-10",
        "担当B",
    )
    assert page.text_area(key="advice_content_12").value == ""
    # The agency is the one of before.
    assert page.selectbox(key="advice_log_agency").value == "12"


@pytest.mark.usefixtures("as_officer")
def test_what_is_written_for_one_agency_waits_while_another_is_looked_at() -> None:
    page = opened("advice_log", agency="12")
    page.text_area(key="advice_content_12").input("書きかけ").run()
    page.selectbox(key="advice_log_agency").select("05").run()
    assert page.text_area(key="advice_content_05").value == ""
    page.selectbox(key="advice_log_agency").select("12").run()
    assert page.text_area(key="advice_content_12").value == "書きかけ"


@pytest.mark.slow
@pytest.mark.usefixtures("as_officer")
def test_the_way_from_a_karte_fills_the_proposals_in_and_overwrites_nothing() -> None:
    assert "advice_log?agency=05&draft=1" in _links(opened("agency_karte", agency="05"))
    page = opened("advice_log", agency="05", draft="1")
    assert page.text_area(key="advice_content_05").value == (
        "働き方の見直し（6）：制度の照会に答え好事例を示す（窓口 内閣人事局、先行 環境省）\n"
        "予算（5）：予算ヒアリングの場で助言（窓口 デジタル庁、先行 外務省）\n"
        "その他（14＋2）：個別の状況を聞き助言（窓口 デジタル庁、先行 3（内容の記載なし））\n"
        "次の段階に要ること　私用端末か1人1台の業務用PCで全職員が使えるようにする"
    )
    assert page.query_params == {"agency": "05"}
    page.text_area(key="advice_content_05").input("書きかけ").run()
    page.query_params["draft"] = "1"
    page = page.run()
    assert page.text_area(key="advice_content_05").value == "書きかけ"
    assert [one.value for one in page.info] == [t("advice_log.draft_kept")]
    page = pressed(page, "advice_take")
    assert page.text_area(key="advice_content_05").value.startswith("書きかけ\n働き方の見直し")


@pytest.mark.usefixtures("as_officer")
def test_an_entry_is_closed_opened_again_and_revised_and_a_second_officer_is_told() -> None:
    entry = _logged()
    page = pressed(opened("advice_log", agency="05"), "advice_state")
    assert [one.state for one in store.advice()] == ["done"]
    page = pressed(page, "advice_state")
    assert [one.state for one in store.advice()] == ["open"]
    page = pressed(page, "advice_revise")
    assert page.text_area(key="advice_content_05").value == "予算の時期"
    page.text_area(key="advice_content_05").input("予算の時期と額")
    (now,) = store.advice()
    store.add_advice(replace(now, content="別の担当者の訂正"))
    page = pressed(page, "advice_save")
    assert page.warning[0].value
    assert page.text_area(key="advice_content_05").value == "予算の時期と額"
    assert store.advice()[0].content == "別の担当者の訂正"
    assert entry.revision_number == 1


@pytest.mark.slow
@pytest.mark.usefixtures("as_officer")
def test_officers_see_what_is_due_at_home_and_on_the_karte() -> None:
    _logged()
    _logged(today().isoformat(), "外務省")
    _logged("", "外務省")
    late, soon = (t(f"advice_log.reminder.{kind}", count=1) for kind in ("late", "soon"))
    labels = _labels(opened("overview"))
    assert any(late in label and "宮内庁　令和2年1月1日（2020年）" in label for label in labels)
    assert any(soon in label and "外務省" in label for label in labels)
    labels = _labels(opened("agency_karte", agency="05"))
    assert any(late in label for label in labels)
    assert not any(soon in label for label in labels)


@pytest.mark.slow
def test_readers_see_the_proposals_and_nothing_of_the_log() -> None:
    _logged()
    page = opened("advice_log")
    (rows,) = page.table
    assert len(rows.value) == 22
    assert rows.value.iloc[4, 0] == "宮内庁"
    assert not page.text_area
    one = opened("advice_log", agency="05", draft="1")
    assert "予算の時期" not in _shown(one)
    assert not one.text_area
    for name in ("overview", "agency_karte"):
        shown = opened(name, **({"agency": "05"} if name == "agency_karte" else {}))
        assert not any("advice_log" in link for link in _links(shown))


@pytest.mark.slow
def test_every_agency_has_a_proposal_or_its_next_step() -> None:
    rows = proposals.everybody().set_index("agency_name")
    assert len(rows) == 22
    assert rows.loc["消費者庁", "advice_summary"] == "個別の状況を聞き助言"
    assert rows.loc["国土交通省", "advice_summary"] == "次の段階に要ること　整備の予定と時期を示す"
    assert (rows["advice_summary"] != t("mark.none")).sum() >= 20
