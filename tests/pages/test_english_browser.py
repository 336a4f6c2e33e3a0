"""The menu's language entry: it changes the language and leaves the reader where he or she was."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.support.visits import Visit

pytestmark = pytest.mark.slow


def _switch(visit: Visit, entry: str) -> None:
    visit.page.get_by_role("link", name=entry, exact=True).click()
    visit.settle()


def _heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def _choices(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize(
    ("path", "japanese", "english", "choices"),
    [
        ("", "概況", "Overview", {}),
        (
            "agency_patterns?view=outcome",
            "回答の傾向",
            "Answer patterns",
            {"view": ["outcome"]},
        ),
        (
            "agency_karte?agency=14",
            "府省庁カルテ　外務省",
            "Agency profile: Ministry of Foreign Affairs",
            {"agency": ["14"]},
        ),
        (
            "agency_compare?agencies=03,14",
            "府省庁の比較",
            "Agency comparison",
            {"agencies": ["03,14"]},
        ),
        ("roadmap?slip=4", "整備ロードマップ", "Provision roadmap", {"slip": ["4"]}),
        (
            "agency_status?order=plan&item=security",
            "府省庁の整備状況",
            "Provision by agency",
            {"order": ["plan"], "item": ["security"]},
        ),
        ("peers?code=342084", None, None, {"code": ["342084"]}),
        ("search?q=LGWAN", None, None, {"q": ["LGWAN"]}),
    ],
)
def test_the_entry_changes_the_language_and_keeps_page_and_choices(
    stroll: Visit,
    path: str,
    japanese: str | None,
    english: str | None,
    choices: dict[str, list[str]],
) -> None:
    page = stroll.go(f"{path}{'&' if '?' in path else '?'}lang=ja")
    before = page.get_by_role("heading", level=1).inner_text()
    if japanese:
        assert before == japanese
    _switch(stroll, "English")
    if english:
        _heading(page, english)
    expect(page.get_by_role("link", name="日本語", exact=True)).to_be_visible()
    assert urlsplit(page.url).path == f"/{path.split('?')[0]}"
    assert _choices(page) == choices | {"lang": ["en"]}
    _switch(stroll, "日本語")
    _heading(page, before)
    assert urlsplit(page.url).path == f"/{path.split('?')[0]}"
    assert _choices(page) | {"lang": ["ja"]} == choices | {"lang": ["ja"]}
    assert not stroll.outside
    assert not stroll.errors


def test_changing_the_language_is_one_step_to_go_back_and_forward(
    visit: Visit, app_url: str
) -> None:
    visit.without_webgl()
    page = visit.open(f"{app_url}/prefecture_map?prefecture=16")
    steps = page.evaluate("history.length")
    _switch(visit, "English")
    _heading(page, "Prefecture map")
    visit.settle()
    assert page.evaluate("history.length") == steps + 1
    page.go_back()
    _heading(page, "都道府県マップ")
    assert _choices(page) == {"prefecture": ["16"], "lang": ["ja"]}
    page.go_forward()
    _heading(page, "Prefecture map")
    assert _choices(page) == {"prefecture": ["16"], "lang": ["en"]}


def test_the_language_stays_from_page_to_page(visit: Visit, app_url: str) -> None:
    page = visit.open(f"{app_url}/?lang=en")
    page.get_by_test_id("stMain").get_by_role("link", name="profile").click()
    _heading(page, "Agency profile: Cabinet Secretariat")
    visit.settle()
    assert _choices(page)["lang"] == ["en"]
    # The address handed on opens the same language for a person who never chose one.
    page.context.clear_cookies()
    page.goto(page.url)
    _heading(page, "Agency profile: Cabinet Secretariat")


def test_one_reader_s_language_is_not_another_s(
    visit: Visit, visit_narrow: Visit, app_url: str
) -> None:
    visit.open(f"{app_url}/agency_rounds?lang=en")
    _heading(visit.page, "Survey comparison")
    visit_narrow.open(f"{app_url}/agency_rounds")
    _heading(visit_narrow.page, "調査の比較")
    visit.page.reload()
    _heading(visit.page, "Survey comparison")


# Labels of the figures on the screen that are cut off or lie on one another.
_MISPLACED = """() => {
  const found = [];
  for (const plot of document.querySelectorAll(".js-plotly-plot")) {
    const edge = plot.getBoundingClientRect();
    if (edge.width < 1) continue;
    const before = [];
    for (const label of plot.querySelectorAll("text")) {
      const box = label.getBoundingClientRect(), words = label.textContent.trim();
      if (box.width < 1 || !words) continue;
      if (box.left < edge.left - 2 || box.right > edge.right + 2
        || box.top < edge.top - 3 || box.bottom > edge.bottom + 3) found.push(["cut", words]);
      for (const [other, text] of before) {
        const across = Math.min(other.right, box.right) - Math.max(other.left, box.left);
        const down = Math.min(other.bottom, box.bottom) - Math.max(other.top, box.top);
        if (across > 3 && down > 5) found.push(["over", text, words]);
      }
      before.push([box, words]);
    }
  }
  return found;
}"""
FIGURES = (
    "",
    "agency_status?order=plan",
    "agency_karte?agency=03",
    "agency_karte?agency=14",
    "roadmap?slip=4",
    "agency_patterns?view=pairs",
    "agency_patterns?view=stages",
    "agency_patterns?view=outcome",
)


@pytest.mark.parametrize("path", FIGURES)
def test_no_english_label_of_a_figure_is_cut_or_covered(
    stroll: Visit, stroll_narrow: Visit, path: str
) -> None:
    for window in (stroll, stroll_narrow):
        page = window.go(f"{path}{'&' if '?' in path else '?'}lang=en")
        expect(page.get_by_role("link", name="日本語", exact=True)).to_be_attached()
        expect(page.locator(".js-plotly-plot text").first).to_be_attached()
        assert page.evaluate(_MISPLACED) == []
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"]


def test_the_entry_is_in_the_menu_of_a_telephone(visit_narrow: Visit, app_url: str) -> None:
    page = visit_narrow.open(f"{app_url}/agency_patterns?view=outcome")
    page.get_by_test_id("stExpandSidebarButton").click()
    _switch(visit_narrow, "English")
    _heading(page, "Answer patterns")
    assert _choices(page) == {"view": ["outcome"], "lang": ["en"]}
