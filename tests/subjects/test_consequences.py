"""What publishing and withdrawing name before they are done."""

from dataclasses import replace

import pytest

from readiness import store
from readiness.data import warehouse
from readiness.subjects import consequences
from tests.support.stored import entry, publish

NEWEST = "令和5年10月1日時点（推定）"


def _publishing(**fields) -> list[str]:
    lines = consequences.of_publishing(entry(**fields), None, answered=2, asked=1788)
    return list(lines[1:-1])


def test_a_newer_final_round_takes_over_a_provisional_one_stands_beside_an_older_one_joins() -> (
    None
):
    assert _publishing() == [f"概況・地図・比較の数字は、{NEWEST}からこの回に替わります。"]
    assert _publishing(state="provisional") == [
        f"概況・地図・比較の数字は{NEWEST}のままで、この回は速報として横に出ます。"
    ]
    assert _publishing(survey_date="2019-10-01", round_code="local-2019-10-01") == [
        f"より新しい{NEWEST}があるため、概況・地図・比較の数字は替わりません。この回は推移に加わります。"
    ]


@pytest.mark.slow
def test_replacing_names_the_version_that_stands(own_store: str) -> None:
    store.publish(entry(), seen=0)
    (standing,) = store.rounds()
    first, second, *_ = consequences.of_publishing(entry(), standing, answered=3, asked=1788)
    assert first == (
        "令和8年10月1日時点（local-2026-10-01）の第2版を確報として公表します。回答は1,788のうち3です。"
    )
    assert second.startswith("いま出ている第1版（")
    assert "担当A、回答2）に替わります。" in second


@pytest.mark.slow
def test_withdrawing_says_where_the_figures_go(own_store: str) -> None:
    publish("local-2026-10-01")
    publish("local-2027-10-01", label="いまの回")
    warehouse.refresh()
    older, newer = sorted(store.rounds(), key=lambda one: one.round_code)
    assert consequences.of_withdrawing(newer)[1] == (
        "概況・地図・比較の数字は、令和8年10月1日時点に戻ります。"
    )
    assert consequences.of_withdrawing(older)[1] == "概況・地図・比較の数字はいまの回のままです。"
    yearly = replace(older, subject="followup", round_code="followup-2026")
    assert consequences.of_withdrawing(yearly)[1] == "この回にもとづく年度の値が画面から消えます。"
