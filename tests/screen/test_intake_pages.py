"""The screens of the reception: who may publish, what is said, and open screens that follow."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from readiness import intake, store
from readiness.data import queries, warehouse
from readiness.definitions.questionnaire import surveys
from readiness.language.wording import t
from readiness.store.officers import SECRET_HEADER, officer
from tests.support import ROOT
from tests.support.screens import opened
from tests.support.stored import entry, publish
from tests.support.visits import Visit, serve, visiting


@pytest.fixture(autouse=True)
def _own_store(own_store: str) -> None:
    """Every test here publishes for itself."""


def _who(environment: dict[str, str], **request) -> tuple[str, str]:
    values = {
        "claims": {},
        "headers": {},
        "server_address": "127.0.0.1",
        "peer": "",
        "can_sign_in": False,
    } | request
    found = officer(environment, **values)
    return found.author, found.reason.removeprefix("intake.role.")


def test_nobody_may_publish_where_nothing_tells_who_it_is() -> None:
    assert _who({}) == ("", "none")


def test_the_local_flag_counts_on_this_machine_only() -> None:
    flag = {"READINESS_LOCAL_OFFICER": "担当A"}
    here = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}
    assert _who(flag, headers=here) == ("担当A", "")
    assert _who(flag, headers={"host": "[::1]:8501"}) == ("担当A", "")
    assert _who(flag, headers=here, server_address="0.0.0.0") == ("", "not_local")  # noqa: S104
    assert _who(flag, headers=here, peer="10.0.0.7") == ("", "not_local")
    for header in (
        {"Host": "dashboard.example"},
        {"Host": ""},
        {"Host": "["},
        {"Origin": "https://dashboard.example"},
        {"Origin": "null"},
        # What a proxy on this machine sends, whatever Host it sends with it.
        {"X-Forwarded-For": "10.0.0.7"},
        {"x-forwarded-host": ""},
        {"Forwarded": "for=10.0.0.7"},
        {"Via": "1.1 proxy"},
        {"X-Real-IP": "127.0.0.1"},
        {"X-Request-Id": "1"},
    ):
        assert _who(flag, headers=here | header) == ("", "not_local"), header
    assert _who(flag, headers={}) == ("", "not_local")


def test_a_user_header_counts_only_with_the_proxys_secret_and_a_listed_name() -> None:
    proxy = {
        "READINESS_PROXY_USER_HEADER": "X-Forwarded-User",
        "READINESS_PROXY_SECRET": "s3cret",
        "READINESS_OFFICERS": "tanaka, suzuki",
        "READINESS_LOCAL_OFFICER": "担当A",
    }
    right = {SECRET_HEADER: "s3cret", "X-Forwarded-User": "suzuki"}
    assert _who(proxy, headers=right) == ("suzuki", "")
    assert _who(proxy, headers=right | {"X-Forwarded-User": "sato"}) == ("", "missing")
    assert _who(proxy, headers=right | {SECRET_HEADER: "guess"}) == ("", "proxy")
    assert _who(proxy, headers={"X-Forwarded-User": "suzuki"}) == ("", "proxy")
    assert _who(proxy | {"READINESS_PROXY_SECRET": ""}, headers=right) == ("", "proxy")


def test_a_signed_in_person_needs_the_role() -> None:
    person = {
        "is_logged_in": True,
        "sub": "s-1",
        "name": "鈴木",
        "roles": ["reader", "readiness-officer"],
    }
    assert _who({}, can_sign_in=True, claims=person) == ("鈴木 (s-1)", "")
    assert _who({}, can_sign_in=True, claims=person | {"sub": None}) == ("", "no_subject")
    assert _who({}, can_sign_in=True, claims=person | {"roles": ["reader"]}) == ("", "missing")
    assert _who({}, can_sign_in=True, claims=person | {"roles": None}) == ("", "missing")
    assert _who({}, can_sign_in=True, claims={"is_logged_in": False}) == ("", "sign_in")
    named = {"READINESS_ROLES_CLAIM": "groups", "READINESS_OFFICER_ROLE": "jinji"}
    assert _who(named, can_sign_in=True, claims=person | {"groups": "jinji x"}) == (
        "鈴木 (s-1)",
        "",
    )


def test_two_of_one_name_are_two_and_a_name_does_not_pass_for_an_identity() -> None:
    roles = {"is_logged_in": True, "roles": "readiness-officer"}

    def author(**claims: str) -> str:
        return _who({}, can_sign_in=True, claims=roles | claims)[0]

    assert author(sub="s-1", name="鈴木") != author(sub="s-2", name="鈴木")
    assert author(sub="s-2", name="鈴木 (s-1)") == "鈴木  s-1  (s-2)"
    assert author(sub="s-2", name="鈴木\u202e") == "鈴木 (s-2)"
    assert author(sub="s-2") == "s-2"


def test_the_history_says_that_nothing_was_published_yet() -> None:
    assert any(t("publish.none") == one.value for one in opened("publish").markdown)


@pytest.mark.slow
def test_without_a_role_the_pages_say_who_may_and_how() -> None:
    store.publish(entry(), seen=0)
    for name in ("publish", "advice_log"):
        page = opened(name)
        assert [one.value for one in page.info] == [t("intake.role.none")]


def _texts(page: AppTest) -> str:
    frames = [one.value.to_csv() for one in page.dataframe]
    return "\n".join([*frames, *(one.value for one in page.markdown), *_options(page)])


def _options(page: AppTest) -> list[str]:
    return [text for box in page.selectbox for text in box.options]


def _withdrawn_and_advised() -> str:
    """What only officers may read; the instant at which the withdrawn round stood."""
    version = store.publish(entry(label="取り下げた回"), seen=0)
    store.withdraw("local-2026-10-01", author="担当A", note="数字の誤り", seen=1)
    publish("local-2027-10-01", label="いまの回")
    store.add_advice(store.Advice("総務省", "2026-10-02", "面談", "予算の件", "担当A"))
    warehouse.refresh()
    return version.published_at


@pytest.mark.slow
def test_withdrawn_rounds_names_and_advice_are_not_for_everybody() -> None:
    stood = _withdrawn_and_advised()
    shown = _texts(opened("publish"))
    assert "いまの回" in shown
    for secret in ("取り下げた回", "数字の誤り", "担当A"):
        assert secret not in shown
    assert "予算の件" not in _texts(opened("advice_log"))
    # Nor by asking for the time at which it stood.
    assert "取り下げた回" not in _texts(opened("local_rounds", as_of=stood))


@pytest.mark.slow
@pytest.mark.usefixtures("as_officer")
def test_officers_read_withdrawn_rounds_names_and_advice() -> None:
    stood = _withdrawn_and_advised()
    shown = _texts(opened("publish"))
    for known in ("取り下げた回", "数字の誤り", "担当A", "いまの回"):
        assert known in shown
    assert "予算の件" in _texts(opened("advice_log"))
    warehouse.pin(stood, with_withdrawn=True)
    assert queries.latest_round("local") == "local-2026-10-01"
    warehouse._pinned.set(None)


@pytest.mark.slow
@pytest.mark.usefixtures("as_officer")
def test_an_officer_withdraws_a_named_round_with_a_reason_and_nothing_stays_armed() -> None:
    store.publish(entry(), seen=0)
    store.publish(entry(round_code="local-2027-10-01", survey_date="2027-10-01"), seen=0)
    warehouse.refresh()
    page = opened("publish")
    # No round is chosen beforehand, and no button withdraws one.
    assert page.selectbox(key="publish_withdraw_round").value is None
    assert not any(b.key == "publish_withdraw_do" for b in page.button)
    page = page.selectbox(key="publish_withdraw_round").select("local-2026-10-01").run()
    shown = "\n".join(one.value for one in page.markdown).replace("\\", "")
    assert "令和8年10月1日時点（local-2026-10-01）の第1版" in shown
    assert "回答2）を画面から外します。" in shown
    assert "概況・地図・比較の数字は" in shown
    page = page.button(key="publish_withdraw_do").click().run()
    assert page.warning[0].value == t("publish.reason_first")
    assert len(store.rounds()) == 2
    page.text_input(key="publish_withdraw_note").input("誤り")
    page = page.button(key="publish_withdraw_do").click().run()
    assert [one.round_code for one in store.rounds()] == ["local-2027-10-01"]
    last = store.history()[0]
    assert (last.round_code, last.author, last.note) == ("local-2026-10-01", "担当B", "誤り")
    assert page.selectbox(key="publish_withdraw_round").value is None
    assert not any(b.key == "publish_withdraw_do" for b in page.button)


@pytest.mark.slow
@pytest.mark.usefixtures("as_officer")
def test_of_two_officers_who_withdraw_the_second_is_told_and_starts_again() -> None:
    store.publish(entry(), seen=0)
    store.publish(entry(round_code="local-2027-10-01", survey_date="2027-10-01"), seen=0)
    warehouse.refresh()
    page = opened("publish")
    page = page.selectbox(key="publish_withdraw_round").select("local-2026-10-01").run()
    store.withdraw("local-2026-10-01", author="担当A", note="先に", seen=1)
    page.text_input(key="publish_withdraw_note").input("あとから")
    page = page.button(key="publish_withdraw_do").click().run()
    assert len(page.warning) == 1
    assert page.selectbox(key="publish_withdraw_round").value is None
    assert [one.note for one in store.history() if one.is_withdrawn] == ["先に"]


def test_the_six_rounds_of_the_software_are_listed_without_a_store() -> None:
    tables = [one.value for one in opened("publish").table]
    assert len(tables) == 1
    assert len(tables[0]) == 6
    assert tables[0].iloc[0, 0] == "平成29年3月調査"


@pytest.mark.slow
def test_practice_data_put_a_banner_on_every_screen() -> None:
    for one in intake.practice_rounds():
        store.publish(one, seen=0)
    warehouse.refresh()
    for name in ("overview", "roadmap", "prefecture_map"):
        assert any("練習用データを表示しています" in one.value for one in opened(name).markdown)


@pytest.mark.slow
def test_an_earlier_state_is_shown_with_a_way_back() -> None:
    version = store.publish(entry(), seen=0)
    store.publish(entry(label="直した回"), seen=1)
    warehouse.refresh()
    page = opened("publish", as_of=version.published_at)
    assert any("公表されていた内容" in one.value for one in page.markdown)
    page = next(b for b in page.button if b.label == t("live.today")).click().run()
    assert not any("公表されていた内容" in one.value for one in page.markdown)
    assert not opened("publish", as_of="いつか").exception


def _served(tmp_path: Path):
    return serve(
        tmp_path,
        READINESS_STORE_URL=os.environ["READINESS_STORE_URL"],
        READINESS_LOCAL_OFFICER="担当A",
    )


def _upload(visit: Visit, path: Path) -> None:
    visit.page.locator("input[type=file]").first.set_input_files(path)
    visit.page.get_by_text(t("intake.page.report_json")).wait_for()
    visit.settle()


@pytest.mark.slow
def test_files_go_in_are_refused_or_published_and_every_open_screen_follows(
    tmp_path: Path, browser
) -> None:
    tokyo = intake.roster("local").of_prefecture("13")
    cells = {one.code: {"adoption": "正式に導入している"} for one in tokyo.respondents}
    from datetime import date

    def sheet(name: str) -> Path:
        path = tmp_path / name
        content = intake.collecting_sheet(surveys()["local"], tokyo, date(2026, 10, 1), cells)
        path.write_bytes(content)
        return path

    good = sheet("東京都.xlsx")
    cells["131016"] = {"adoption": "さあ"}
    bad = sheet("誤り.xlsx")
    with (
        _served(tmp_path) as first,
        _served(tmp_path) as second,
        visiting(browser) as officer_visit,
        visiting(browser) as reader_visit,
    ):
        reader_visit.open(f"{second.url}/publish")  # another process, open all the time
        page = officer_visit.open(f"{first.url}/intake?step=receive")
        _upload(officer_visit, bad)
        assert "エラーがあります" in page.inner_text("body")
        assert not page.get_by_role("button", name="版を公表する").count()
        page = officer_visit.open(f"{first.url}/intake?step=receive")
        _upload(officer_visit, good)
        page.get_by_text(t("intake.page.confirmed")).click()
        page.get_by_label(t("publish.reason_publish")).fill("全団体の回答がそろった")
        page.get_by_role("button", name="第1版を公表する").click()
        page.get_by_text("第1版を公表しました").wait_for()
        # In the box, which is in the page whether or not the browser has drawn the table's canvas.
        versions = reader_visit.page.get_by_label(t("publish.as_of"))
        expect(versions).to_have_value(re.compile("令和8年10月1日時点 第1版$"))
        assert officer_visit.outside == reader_visit.outside == []
        assert officer_visit.errors == []
        for word in ("Upload", "per file", "Browse", "Drag"):
            assert word not in page.inner_text("[data-testid=stMain]").replace("Upload\n", "")


@pytest.mark.slow
def test_a_hostile_upload_leaves_the_server_up(tmp_path: Path, browser) -> None:
    from tests.intake.test_hostile import HOSTILE

    with _served(tmp_path) as server, visiting(browser) as visit:
        visit.open(f"{server.url}/intake?step=receive")
        path = tmp_path / "爆弾.xlsx"
        path.write_bytes(HOSTILE["bomb"][1]())
        _upload(visit, path)
        assert (
            "広げると151MBになるため開きません" in visit.page.inner_text("body")
            or visit.page.locator("canvas").count()
        )
        assert server.process.poll() is None
        visit.open(f"{server.url}/publish")
        assert t("publish.title") in visit.page.inner_text("h1")


@pytest.mark.slow
def test_the_shell_of_another_process_is_seen_by_a_refresh() -> None:
    assert not warehouse.refresh()
    code = "from tests.support.stored import entry; from readiness import store; store.publish(entry(), seen=0)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    assert warehouse.refresh()
