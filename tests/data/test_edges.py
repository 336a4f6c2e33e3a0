"""Every query over rounds at the edges: no error, no share of nobody, no count beyond those who could."""

import inspect
import math
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import pytest

from readiness.data import queries, warehouse
from readiness.language.wording import speaking
from tests.support import rounds
from tests.support.rounds import NEW_AGENCY, NEW_BARRIER, Published

# A village, a prefecture, a designated city and nobody.
CODES = ("073644", "120006", "121002", "999999")
RULES = ("prefecture", "class_staff", "similar_group", "nearest", "own", "none")
ASKED = {  # what a query may be asked; the rounds and agencies come from the data
    "slip_quarters": (0, 4),
    "prefecture_code": ("12", "39", "99"),
    "choice_code": ("loan", "cost", NEW_BARRIER, "lan_access_loan"),
    "indicator_code": ("policy", "online_26"),
    "codes": ("073644,121002",),
    "code": CODES,
    "removed": ("121002",),
    "peer_rule": RULES,
    "k": (15,),
    "until_fiscal_year": (2027,),
    "until_quarter": (4,),
    "question_code": ("reason", "device", "utilisation", "department", "part_time", "none"),
    "other_question": ("plan", "device"),
    "other_code": ("", "cost"),
    "group_kind": ("entity_class", "size_band"),
    "group_code": ("市区町村",),
    "topic": ("telework_days",),
    "subject": ("agency", "local"),
    "barrier_code": ("security", NEW_BARRIER),
    "device": ("loan",),
    "place": ("home",),
    "lan": ("yes",),
    "earlier": ("2023-08", "2024"),
    "later": ("2025",),
}
# Ratio -> what it is a share of, in the same row.
SHARES = {
    "agency_ratio": "answered_count",
    "adoption_ratio": "answered_count",
    "nation_ratio": "nation_answered_count",
    "answer_share": "asked_count",
    "peer_ratio": "answered_count",
    "plan_ratio": "not_adopted_count",
    "reached_ratio": "answered_count",
}
# Never more of the first than of the second.
BOUNDS = (
    ("agency_count", "answered_count"),
    ("uncertain_count", "answered_count"),
    ("stage_count", "answered_count"),
    ("adopted_count", "answered_count"),
    ("possible_count", "answered_count"),
    ("compared_count", "answered_count"),
    ("planned_count", "answered_count"),
    ("observed_count", "answered_count"),
    ("nation_adopted_count", "nation_answered_count"),
    ("nation_answered_count", "nation_municipality_count"),
    ("answered_count", "asked_count"),
    ("answered_count", "entity_count"),
    ("answered_count", "municipality_count"),
    ("certain_count", "covered_count"),
    ("covered_count", "possible_count"),
)


def _concerned(made: Published) -> list[str]:
    """Queries that a round of the kind's subject can change."""
    others = {"agency": ("local", "peer", "policy"), "local": ("agency", "policy")}
    subject = made.kind.split("_")[0]
    return [name for name in queries.names() if not name.startswith(others.get(subject, ("-",)))]


def _rounds_of(name: str, made: Published) -> list[str]:
    subject = "agency" if name.startswith("agency") else "local"
    return queries.round_codes(subject)[-2:]


def _agencies() -> list[str]:
    names = list(queries.data_table("agencies")["agency_name"])
    return [name for name in names if name in ("総務省", "内閣官房", "国土交通省", NEW_AGENCY)]


def _arguments(name: str, made: Published) -> Iterator[dict[str, Any]]:
    values: dict[str, Any] = {}
    for key in inspect.signature(getattr(queries, name)).parameters:
        if key in ("round_code", "earlier_round_code", "earlier_round"):
            values[key] = _rounds_of(name, made)
        elif key == "agency_name":
            values[key] = _agencies()
        else:
            values[key] = ASKED[key]
    for chosen in product(*values.values()):
        yield dict(zip(values, chosen, strict=True))


def _rows(name: str, given: dict[str, Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Columns and rows as DuckDB gives them: null is None there, and NaN is not."""
    found = warehouse.shared().cursor().execute(queries.sql_text(name), given)
    return [column[0] for column in found.description], found.fetchall()


def _faults(heads: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    columns = dict(zip(heads, zip(*rows, strict=True), strict=True)) if rows else {}
    for name, values in columns.items():
        known = [value for value in values if value is not None]
        yield from (
            f"{name} is {value}"
            for value in known
            if isinstance(value, float) and not math.isfinite(value)
        )
        if name.endswith("_count") and name != "lost_count":
            yield from (f"{name} is {value}" for value in known if value < 0)
        if name.endswith(("_ratio", "_share")) and name != "standardised_ratio":
            lowest = -1.0 if name in ("change_ratio", "difference_ratio") else 0.0
            yield from (f"{name} is {value}" for value in known if not lowest <= value <= 1.0)
    for ratio, whole in SHARES.items():
        for share, of in zip(columns.get(ratio, ()), columns.get(whole, ()), strict=False):
            if of is not None and (share is None) != (of == 0):
                yield f"{ratio} is {share} of {of}"
    for part, whole in BOUNDS:
        for few, many in zip(columns.get(part, ()), columns.get(whole, ()), strict=False):
            if few is not None and many is not None and few > many:
                yield f"{part} {few} > {whole} {many}"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"adopted_count": 3, "answered_count": 2}, "adopted_count 3 > answered_count 2"),
        ({"adoption_ratio": 0.0, "answered_count": 0}, "adoption_ratio is 0.0 of 0"),
        ({"adoption_ratio": None, "answered_count": 2}, "adoption_ratio is None of 2"),
        ({"late_count": -1}, "late_count is -1"),
        ({"late_share": 1.5}, "late_share is 1.5"),
        ({"months": math.inf}, "months is inf"),
        ({"change_ratio": -1.0, "lost_count": -3, "late_count": None, "name": "x"}, None),
    ],
)
def test_a_fault_of_a_row_is_found(row: dict[str, Any], fault: str | None) -> None:
    assert list(_faults(list(row), [tuple(row.values())])) == ([fault] if fault else [])


@pytest.mark.slow
@pytest.mark.parametrize("kind", rounds.KINDS)
def test_every_query_survives_every_round_that_may_be_published(kind: str) -> None:
    with rounds.shown(kind) as made:
        faults = {
            f"{name} {given}: {fault}"
            for name in _concerned(made)
            for given in _arguments(name, made)
            for fault in _faults(*_rows(name, given))
        }
        assert not faults
        for name in _concerned(made):  # and as pandas has them
            getattr(queries, name)(**next(_arguments(name, made)))


def _readiness(round_code: str) -> dict[str, int]:
    found = queries.agency_stage(round_code)["readiness"].value_counts()
    return {str(name): int(count) for name, count in found.items()}


def test_three_of_22_answers_say_nothing_about_the_other_nineteen() -> None:
    with rounds.shown("agency_three"):
        code = queries.latest_round("agency")
        assert _readiness(code) == {"not_answered": 19, "ready": 1, "planned": 1, "silent": 1}
        stages = queries.agency_stage(code)
        assert set(stages["answered_count"]) == {3}
        assert set(stages["asked_count"]) == {22}
        items = queries.agency_item_counts(code).set_index("choice_code")
        assert items.loc["all_staff", "agency_ratio"] == pytest.approx(1 / 3)
        assert set(queries.agency_coverage_by_quarter(code)["answered_count"]) == {3}
        changes = queries.agency_changes("agency-2017-03", code)
        assert set(changes["compared_count"]) == {3}
        assert list(changes.loc[changes["is_compared"], "agency_name"]) == [
            "内閣官房",
            "総務省",
            "防衛省",
        ]
        # 内閣官房 planned 2018Q4 in 2017, now 2028Q1; nobody who did not answer dropped anything.
        assert changes["plan_outcome"].dropna().to_dict() == {0: "slipped"}
        patterns = queries.agency_patterns(code)
        assert patterns.groupby("kind")["agency_count"].sum().to_dict() == {
            "barrier": 3,
            "equipment": 3,
        }
        profile = queries.agency_profile(code).set_index("agency_name")
        assert profile.loc["財務省", ["stage", "has_count", "barrier_count"]].isna().all()
        assert queries.agency_advisers(code, "財務省").empty


def test_one_number_answers_no_other_question() -> None:
    with rounds.shown("agency_one_number"):
        code = queries.latest_round("agency")
        assert _readiness(code) == {"not_answered": 22}
        assert set(queries.agency_answers(code)["answer"]) == {"not_answered"}
        assert queries.agency_item_counts(code)["agency_ratio"].isna().all()
        (row,) = queries.agency_numbers(code, "総務省").itertuples()
        assert (row.value, row.answered_count, row.asked_count) == (120, 1, 22)


def test_a_new_agency_is_asked_in_its_round_alone() -> None:
    with rounds.shown("agency_new"):
        now, then = (
            queries.agency_stage("agency-2027-03-31"),
            queries.agency_stage("agency-2017-03"),
        )
        assert (len(now), len(then)) == (23, 22)
        assert now["agency_name"].iloc[-1] == NEW_AGENCY
        assert set(now["asked_count"]) == {23}
        changes = queries.agency_changes("agency-2017-03", "agency-2027-03-31")
        new = changes.set_index("agency_name").loc[NEW_AGENCY]
        assert (len(changes), new["is_compared"], new["compared_count"]) == (23, False, 22)
        history = queries.agency_history("総務省")
        assert "rules_2015" in set(history["survey"])


def test_a_round_without_years_is_told_by_its_marks() -> None:
    with rounds.shown("agency_blank_years"):
        code = queries.latest_round("agency")
        coverage = queries.agency_coverage_by_quarter(code)
        assert coverage["fiscal_year"].unique().tolist() == [2028]
        assert queries.agency_stage(code)["deadline_fiscal_year"].isna().all()
        assert queries.agency_critical(code).empty
        assert queries.data_rounds().set_index("round_code")["deadline_date"].isna()[code]
    with rounds.shown("agency_blank_years_without_plans"):
        assert queries.agency_coverage_by_quarter(queries.latest_round("agency")).empty


def test_one_village_is_no_nation() -> None:
    with rounds.shown("local_one_village"):
        code = queries.latest_round("local")
        statuses = queries.local_governments(code)["status"].value_counts().to_dict()
        assert statuses == {"not_answered": 1787, "not_adopted": 1}
        now = queries.local_adoption_by_round().set_index(["round_code", "entity_class"]).loc[code]
        assert now["answered_count"].to_dict() == {
            "都道府県": 0,
            "指定都市": 0,
            "市区町村": 1,
            "全団体": 1,
        }
        assert now["adoption_ratio"].isna().tolist() == [True, True, False, False]
        # It answered in 2023 too and had none then: no change, of one.
        assert now.loc["市区町村", ["compared_count", "change_ratio"]].tolist() == [1, 0.0]
        (prefecture,) = queries.local_adoption_by_prefecture(code).itertuples()
        assert (prefecture.answered_count, prefecture.municipality_count) == (1, 59)
        (peers,) = queries.peer_summary("073644", "nearest").itertuples()
        assert (peers.peer_count, peers.answered_count) == (15, 0)
        assert math.isnan(peers.adoption_ratio)


def test_a_provisional_round_stands_beside_the_final_one() -> None:
    with rounds.shown("local_provisional"):
        final, early = "local-2026-10-01", "local-2027-10-01"
        assert (queries.latest_round("local"), queries.provisional_round("local")) == (final, early)
        found = queries.data_rounds().set_index("round_code").loc[early]
        assert (found["state"], found["answered_count"]) == ("provisional", 35)
        assert found["label"].endswith("（速報）")
        with speaking("en"):
            assert queries.survey(early)["label"] == "2027-10-01 (provisional)"
        (peers,) = queries.peer_summary("342084", "nearest").itertuples()
        assert peers.answered_count == 15
        assert set(queries.local_question_distribution("reason")["round_code"]) == {final}
        rows = queries.local_adoption_by_round().set_index(["round_code", "entity_class"])
        early_rows = rows.loc[early]
        assert set(early_rows["previous_round_code"]) == {final}
        assert early_rows.loc["市区町村", "compared_count"] == 34
        # Of the 34 those that had adopted before are not counted again: 11 or 12 of each in turn.
        before = queries.local_governments(final)
        was = before[(before["prefecture_code"] == "39") & (before["entity_class"] == "市区町村")]
        assert early_rows.loc["市区町村", "change_ratio"] == pytest.approx(
            1 - (was["status"] == "adopted").mean()
        )


@pytest.mark.slow
def test_changes_compare_who_answered_both_and_say_how_many() -> None:
    with rounds.shown("local_halves"):
        rows = queries.local_transitions("local-2026-10-01", "local-2027-10-01")
        assert (len(rows), rows["is_compared"].sum()) == (1788, 10)
        assert set(rows["compared_count"]) == {10}
        assert set(rows.loc[~rows["is_compared"], "plan_outcome"]) == {"none"}
        whole = queries.local_adoption_by_round().set_index(["round_code", "entity_class"])
        assert whole.loc[("local-2027-10-01", "全団体"), "compared_count"] == 10
    with rounds.shown("agency_halves"):
        changes = queries.agency_changes("agency-2027-03-31", "agency-2028-03-31")
        assert set(changes["compared_count"]) == {2}


def test_the_later_version_of_a_day_stands() -> None:
    with rounds.shown("local_two_versions"):
        (tokyo,) = queries.local_adoption_by_prefecture("local-2026-10-01").itertuples()
        assert (tokyo.prefecture_code, tokyo.adopted_count, tokyo.answered_count) == ("13", 62, 62)


@pytest.mark.slow
def test_a_barrier_asked_for_the_first_time_is_none_of_the_rounds_before() -> None:
    with rounds.shown("agency_new_barrier"):
        now = queries.agency_barrier_counts("agency-2027-03-31").set_index("barrier_code")
        assert now.loc[NEW_BARRIER, ["agency_count", "answered_count"]].tolist() == [11, 22]
        then = queries.agency_barrier_counts("agency-2017-03")
        assert NEW_BARRIER not in set(then["barrier_code"])
    with rounds.shown("local_new_barrier"):
        now, then = (
            set(queries.local_reasons(code)["reason_code"])
            for code in ("local-2026-10-01", "local-2025-10-01")
        )
        assert now - then == {NEW_BARRIER}
