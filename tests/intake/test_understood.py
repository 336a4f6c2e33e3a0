"""What an officer sees of a mapping: the first rows as they are understood, before anything is taken."""

from pathlib import Path

import pytest

from readiness import intake
from readiness.language.wording import t
from tests.conftest import visiting
from tests.screen.test_intake_pages import _served
from tests.support.intake_files import received

FOREIGN = (
    "団体CD,自治体の名,テレワーク導入の状況,端末の貸出\n"
    "131016,千代田区,正式に導入している,○\n"
    "131024,中央区,さあ,−\n"
)
COLUMNS = {
    "団体CD": "code",
    "自治体の名": "name",
    "テレワーク導入の状況": "adoption",
    "端末の貸出": "device.loan",
}


def test_the_first_rows_say_what_was_understood() -> None:
    mapping = intake.ColumnMapping("local", COLUMNS)
    result = received(FOREIGN.encode(), mapping=mapping)
    adoption = "テレワークの導入状況"
    device = "実施方法（端末）：テレワーク用の貸出用端末（タブレットを含む）"
    assert intake.first_rows(result) == [
        {"行": "2", "団体": "131016 東京都千代田区", adoption: "正式に導入している", device: "○"},
        {"行": "3", "団体": "131024 東京都中央区", adoption: "（さあ）", device: ""},
    ]


def test_values_nobody_understood_are_offered_and_read_as_the_officer_explains_them() -> None:
    mapping = intake.ColumnMapping("local", COLUMNS)
    (one,) = intake.unread_values(received(FOREIGN.encode(), mapping=mapping))
    assert (one.key, one.text, one.count) == ("adoption", "さあ", 1)
    assert one.offered["formal"] == "正式に導入している"
    explained = intake.ColumnMapping("local", COLUMNS, {"adoption": {"さあ": "formal"}})
    result = received(FOREIGN.encode(), mapping=explained)
    assert intake.unread_values(result) == []
    assert result.answers["131024"]["adoption"] == "formal"
    assert intake.first_rows(result)[1]["テレワークの導入状況"] == "正式に導入している"
    nothing = intake.ColumnMapping("local", COLUMNS, {"adoption": {"さあ": ""}})
    assert "adoption" not in received(FOREIGN.encode(), mapping=nothing).answers.get("131024", {})


def test_what_nobody_answered_has_no_rows() -> None:
    assert intake.first_rows(received(b"x,y\n1,2\n")) == []


def test_a_mapping_suggests_what_is_known_and_leaves_the_rest_open() -> None:
    from readiness.definitions.questionnaire import surveys

    (sheet,) = received(FOREIGN.encode()).sheets
    _, suggested, likeness = intake.suggest_mapping(sheet, surveys()["local"])
    assert suggested["テレワーク導入の状況"] == "adoption"
    assert likeness["テレワーク導入の状況"] >= 60


@pytest.mark.slow
def test_an_officer_corrects_a_mapping_and_sees_what_comes_of_it(
    own_store: str, tmp_path: Path, browser
) -> None:
    path = tmp_path / "県の様式.csv"
    path.write_text(FOREIGN, "utf-8")
    with _served(tmp_path) as server, visiting(browser) as visit:
        page = visit.open(f"{server.url}/intake?step=receive")
        page.locator("input[type=file]").first.set_input_files(path)
        page.get_by_text(t("intake.page.mapping_use")).wait_for(timeout=30_000)
        for head, label in (
            ("団体CD", "団体コード"),
            ("自治体の名", "団体名"),
            ("端末の貸出", "実施方法（端末）：テレワーク用の貸出用端末（タブレットを含む）"),
        ):
            box = page.get_by_test_id("stSelectbox").filter(has_text=head).locator("input")
            box.fill(label)
            box.press("Enter")
            visit.settle()
        assert "回答 1、エラー 2" in page.inner_text("[data-testid=stExpander]")
        box = page.get_by_test_id("stSelectbox").filter(has_text="「さあ」").locator("input")
        box.fill("検討中")
        box.press("Enter")
        visit.settle()
        assert "回答 2、エラー 1" in page.inner_text("[data-testid=stExpander]")  # no date yet
        page.get_by_role("button", name=t("intake.page.mapping_use")).click()
        page.get_by_text("回答は1,788のうち2").wait_for(timeout=30_000)
        assert visit.errors == []
