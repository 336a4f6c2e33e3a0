"""Asking for several at once gives each what it gets when asked for alone."""

from typing import Any

import pandas as pd
import pytest

from readiness.data import queries, warehouse

ROUND = {"round_code": "agency-2017-03"}
NEAR = {"peer_rule": "nearest", "k": 15}
# A silent town, an evacuated one, a prefecture, a great city, and nobody.
CODES = ["132063", "073644", "131016", "340006", "141003", "999999"]
NAMES = ["内閣官房", "経済産業省", "復興庁", "誰でもない"]


@pytest.mark.parametrize(
    ("name", "several", "others"),
    [
        ("agency_gap", NAMES, ROUND),
        ("agency_advisers", NAMES, ROUND),
        ("agency_numbers", NAMES, ROUND),
        ("agency_plan", NAMES, ROUND),
        ("agency_history", NAMES, {}),
        ("agency_outcome", NAMES, {}),
        ("agency_network_spending", NAMES, {}),
        *((f"peer_{name}", CODES, NEAR) for name in ("members", "summary", "numbers", "plans")),
        *((f"peer_{name}", CODES, NEAR) for name in ("answers", "indicators")),
        ("peer_members", CODES, {"peer_rule": "neighbours", "k": 10}),
        ("peer_summary", CODES, {"peer_rule": "class_staff"}),
        ("peer_nearest", CODES, {"k": 1}),
        ("peer_adopters", CODES, {}),
    ],
)
def test_rows_asked_for_together_are_those_asked_for_alone(
    name: str, several: list[str], others: dict[str, Any]
) -> None:
    query = getattr(queries, name)
    parameter = "code" if several is CODES else "agency_name"
    warehouse.shared().forget()
    alone = [query(**{parameter: one}, **others) for one in several]
    warehouse.shared().forget()
    queries.ahead(query, several, **others)
    query(**{parameter: several[0]}, **others)  # the round it names is looked up
    asked = len(warehouse.shared()._rows)
    together = [query(**{parameter: one}, **others) for one in several]
    assert len(warehouse.shared()._rows) == asked  # nothing was asked again
    for one, other in zip(alone, together, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_several_parted_by_commas_say_whose_a_row_is() -> None:
    rows = queries.agency_outcome("内閣官房,復興庁")
    assert set(rows["asked_for"]) <= {"内閣官房", "復興庁"}
    assert "asked_for" not in queries.agency_outcome("内閣官房")
