"""What a link asks for and does not get is said as long as something else stands in its place."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from readiness.language.links import without_ending
from readiness.subjects import catalogue

ROOT = Path(__file__).parents[2]


def _open(page: str, **link: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in link.items():
        app.query_params[name] = value
    opened = app.switch_page(f"pages/{page}.py").run()
    assert not opened.exception
    return opened


def _said(app: AppTest) -> list[str]:
    return [one.value.replace("\\", "") for one in app.warning]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("slip=4。", "slip=4"),
        ("01」", "01"),
        ("roadmap）をご覧ください。", "roadmap"),
        ("en>", "en"),
        ("05),", "05"),
        ("2026-10-01T09:00+09:00", "2026-10-01T09:00+09:00"),
    ],
)
def test_what_a_mail_put_behind_a_link_is_taken_off(text: str, meant: str) -> None:
    assert without_ending(text) == meant


@pytest.mark.parametrize(
    "link", ["roadmap?slip=4。", "roadmap?slip=4）をご覧", "http://any.lg.jp/roadmap?slip=4>,"]
)
def test_a_link_out_of_a_mail_means_what_was_meant(link: str) -> None:
    assert catalogue.subject_of(link)[0].link == "roadmap?slip=4"


def test_an_unknown_agency_is_named_until_another_is_chosen() -> None:
    app = _open("agency_karte", agency="99")
    assert _said(app)[0].startswith("リンクの agency=99 は選べないため、「1　内閣官房」を")
    assert len(_said(app.run())) == 1  # the address is clean now, the sentence stays
    app.selectbox(key="agency_karte_agency").select("05").run()
    assert _said(app) == []


def test_a_name_that_no_choice_has_is_named_with_those_there_are() -> None:
    app = _open("roadmap", slop="4")
    assert _said(app) == [
        "この画面に、リンクの「slop」という選択はないため、無視しました。使えるもの：slip。"
    ]
    assert "slop" not in app.query_params


def test_a_page_without_a_subject_names_them_too() -> None:
    assert len(_said(_open("intake", step="9", other="1"))) == 2


@pytest.mark.parametrize("as_of", ["2026-13-45", "yesterday", "2026-10-01T25:00"])
def test_a_damaged_time_is_said_and_the_way_to_the_times_there_are(as_of: str) -> None:
    (said,) = _said(_open("roadmap", as_of=as_of))
    assert said.startswith("リンクの as_of が時点として読めないため、最新の内容を表示しています。")
    assert f"「{as_of}」" in said


@pytest.mark.parametrize("as_of", ["2026-10-01", "2026-10-01。", "2026-10-01T09:00 09:00"])
def test_a_day_and_a_time_whose_plus_became_a_space_are_understood(as_of: str) -> None:
    app = _open("roadmap", as_of=as_of)
    assert _said(app) == []
    assert any("に公表されていた内容を表示しています" in one.value for one in app.markdown)


def test_a_language_that_is_not_spoken_is_said() -> None:
    assert _said(_open("roadmap", lang="fr")) == [
        "リンクの lang=fr という言語はありません。使えるもの：ja, en。"
    ]
    assert _said(_open("roadmap", lang="en。")) == []


def test_a_browser_without_cookies_is_told_why_no_file_can_be_sent() -> None:
    app = AppTest.from_function(_upload)
    app.run()
    assert _said(app)[0].startswith("ブラウザーが Cookie を受け付けないため、ファイルを送れません")


def _upload() -> None:
    from readiness.screen import uploads, window

    window._without_cookies.set(True)
    uploads.share("meeting", uploads.READER)


def test_a_room_that_there_is_not_is_said_before_the_show() -> None:
    said = _said(_open("show", agenda="liaison", room="blue"))
    assert said[0].startswith("リンクの room=blue は選べないため、「暗い部屋」を")
