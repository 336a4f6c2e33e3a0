"""Guides and search as a person uses them: choices stay in the address, results lead on."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.visits import Visit

pytestmark = pytest.mark.slow


def test_a_search_result_leads_to_its_screen_and_back(visit: Visit, app_url: str):
    page = visit.open(f"{app_url}/search")

    page.get_by_role("textbox").first.fill("防衛省")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="防衛省").first.click()
    page.wait_for_url("**/agency_karte?agency=22")
    # What a page puts into the address while it is drawn would land on the page one went back to.
    page.locator(".st-key-agency_karte_days_figure .main-svg").first.wait_for()
    visit.settle()
    page.go_back()
    # Streamlit may have written the parameter of the other page into this address: it has no effect.
    page.wait_for_url(re.compile(r"/search\?(agency=22&)?q="))
    page.get_by_role("link", name="防衛省").first.wait_for()
    expect(page.get_by_role("textbox").first).to_have_value("防衛省")
    assert visit.outside == []


def test_a_round_without_answers_offers_the_rounds_that_have_them(visit: Visit, app_url: str):
    page = visit.open(f"{app_url}/methods_and_reasons?round=local-2022-10-01")

    page.get_by_role("button", name="令和3年10月1日時点を見る").first.click()
    page.wait_for_url("**/methods_and_reasons?round=local-2021-10-01")
    page.get_by_text("−1.3※").first.wait_for()


def test_the_kinds_of_information_stay_in_the_address(visit: Visit, app_url: str):
    page = visit.open(f"{app_url}/lgwan_guide")

    page.get_by_role("button", name="住民の個人情報").first.click()
    page.wait_for_url("**/lgwan_guide?kinds=policy")
    page.reload()
    visit.settle()
    assert page.get_by_test_id("stMetricValue").inner_text() == "留意して運用"
