"""Barriers and methods of single governments: by prefecture, class and name, blanks left out."""

import pytest

from readiness.data import queries
from tests.support.stored import publish

ROUND = "local-2026-10-01"
ANSWERS = {
    # Tokyo: two without telework, one of which left the question blank
    "131016": {"adoption": "considering", "reason.cost": "yes", "reason.security": "no"},
    "131024": {"adoption": "none_or_undecided"},
    # a prefecture's own answer is not a municipality's
    "130001": {"adoption": "none_or_undecided", "reason.cost": "yes"},
    # Hiroshima: one adopter with a device that reaches the LAN and one that does not have it
    "342084": {"adoption": "formal", "device.loan": "yes", "device.private": "no"}
    | {"lan_access.loan": "yes", "style.home": "yes"},
    "342025": {"adoption": "trial", "device.loan": "no", "style.home": "yes"},
}


@pytest.fixture(autouse=True)
def _published(own_store: str) -> None:
    publish(ROUND, answers=ANSWERS)


def _shares(rows, prefecture: str) -> dict[str, tuple[int, int]]:
    own = rows[rows["prefecture_code"] == prefecture]
    return {row.choice_code: (row.named_count, row.answered_count) for row in own.itertuples()}


def test_who_left_the_question_blank_is_in_no_denominator() -> None:
    shares = _shares(queries.local_reasons_by_prefecture(ROUND), "13")
    assert shares["cost"] == (1, 1)
    assert shares["security"] == (0, 1)


def test_a_prefecture_without_answers_has_no_row() -> None:
    rows = queries.local_reasons_by_prefecture(ROUND)
    assert set(rows["prefecture_code"]) == {"13"}


def test_the_lan_is_asked_of_those_that_have_the_device() -> None:
    shares = _shares(queries.local_methods_by_prefecture(ROUND), "34")
    assert shares["loan"] == (1, 2)
    assert shares["home"] == (2, 2)
    assert shares["lan_access_loan"] == (1, 1)


def test_a_prefecture_has_no_band_of_staff_and_its_own_class() -> None:
    rows = queries.local_reasons_by_class(ROUND)
    cost = rows[rows["choice_code"] == "cost"].set_index("entity_class")
    assert cost.loc["都道府県", ["named_count", "answered_count"]].tolist() == [1, 1]
    assert cost.loc["市区町村", ["named_count", "answered_count"]].tolist() == [1, 1]
    assert cost["staff_band"].isna().tolist() == [True, False]


def test_names_stand_behind_every_choice() -> None:
    names = queries.local_answer_names(ROUND, "loan")
    assert names[["code", "name", "answer"]].to_numpy().tolist() == [
        ["342025", "呉市", "no"],
        ["342084", "府中市", "yes"],
    ]


def test_a_round_with_published_totals_only_has_no_names() -> None:
    assert queries.local_answer_names("local-2020-10-01", "loan").empty
    assert queries.local_reasons_by_prefecture("local-2020-10-01").empty
