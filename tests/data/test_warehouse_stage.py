"""A further round is added to what was built before; the outcome is that of building all anew."""

import errno
import shutil
from pathlib import Path
from unittest.mock import Mock

import pytest

from readiness import store
from readiness.data import queries, warehouse
from tests.support.stored import entry, publish

FIRST, SECOND = "local-2026-10-01", "local-2027-10-01"


@pytest.fixture(autouse=True)
def _loaded(own_store: str) -> None:
    warehouse.shared()


def _tables(of: warehouse.Warehouse) -> dict[str, list[tuple[object, ...]]]:
    cursor = of.cursor()
    names = [row[0] for row in cursor.execute("show tables").fetchall()]
    return {n: cursor.execute(f"from {n} order by all").fetchall() for n in names}


@pytest.mark.slow
def test_rounds_added_one_by_one_give_what_building_anew_gives(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # data/ is not read again for a round that is only added, nor for a past state or a draft.
    monkeypatch.setattr(warehouse, "load", lambda *_: pytest.fail("read data/ again"))
    assert publish(FIRST)
    assert publish(SECOND)
    beside = warehouse.open_warehouse(warehouse.DATA_DIRECTORY, store.rounds(), "beside")
    (tmp_path / "anew").mkdir()
    warehouse.build(warehouse.DATA_DIRECTORY, tmp_path / "anew/file.duckdb", store.rounds())
    expected = _tables(warehouse.Warehouse(tmp_path / "anew/file.duckdb"))
    assert _tables(warehouse.shared()) == expected
    assert _tables(beside) == expected


def test_a_file_of_data_that_is_written_is_read_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(warehouse.DATA_DIRECTORY, data, ignore=shutil.ignore_patterns("sources"))
    opened = warehouse.open_warehouse(data)
    assert len(opened.cursor().execute("from agencies").fetchall()) == 22
    with (data / "agencies.csv").open("a", encoding="utf-8") as file:
        file.write("23,新しい庁,新\n")
    with pytest.raises(warehouse.DataFault, match=r"agencies\.csv"):
        warehouse.open_warehouse(data)


@pytest.mark.slow
def test_a_round_that_is_replaced_or_withdrawn_leaves_nothing_behind() -> None:
    assert publish(FIRST)
    assert publish(FIRST, seen=1, answers={"131016": {"adoption": "none_or_undecided"}})
    rows = queries.local_governments(FIRST).set_index("code")
    assert rows.loc["131016", "status"] == "not_adopted"
    assert rows.loc["131024", "status"] == "not_answered"
    store.withdraw(FIRST, author="担当A", note="誤り", seen=2)
    assert warehouse.refresh()
    assert FIRST not in set(queries.data_rounds()["round_code"])


@pytest.mark.slow
def test_a_round_that_cannot_be_loaded_does_not_spoil_the_next_one() -> None:
    assert publish(FIRST)
    day = SECOND.removeprefix("local-")
    plan = {"131016": {"adoption": "considering", "planned_quarter": "1066q1"}}
    broken = entry(round_code=SECOND, survey_date=day, answers=plan)
    version = store.publish(broken, seen=0)
    assert not warehouse.refresh()
    store.publish(entry(round_code=SECOND, survey_date=day), seen=version.version_number)
    assert warehouse.refresh()
    assert SECOND in set(queries.data_rounds()["round_code"])


@pytest.mark.slow
def test_a_store_that_falls_silent_while_it_is_first_read_is_read_when_it_speaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store.publish(entry(round_code=FIRST), seen=0)
    monkeypatch.setattr(warehouse, "_current", None)
    with monkeypatch.context() as patch:
        # It has said where it stands, and nothing after that.
        patch.setattr(store, "rounds", Mock(side_effect=store.StoreUnreachable("weg")))
        assert FIRST not in set(queries.data_rounds()["round_code"])
    assert warehouse.refresh()
    assert FIRST in set(queries.data_rounds()["round_code"])


@pytest.mark.slow
def test_a_round_for_which_there_was_no_room_is_tried_again_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    warehouse.shared()
    store.publish(entry(round_code=FIRST), seen=0)
    full = Mock(side_effect=OSError(errno.ENOSPC, "no space"))
    with monkeypatch.context() as patch:
        patch.setattr(warehouse, "_stage", full)
        assert not warehouse.refresh()
        assert not warehouse.refresh()
    full.assert_called_once()
    assert not warehouse.refresh()
    monkeypatch.setattr(warehouse, "_REFUSED_SECONDS", 0)
    assert warehouse.refresh()
    assert FIRST in set(queries.data_rounds()["round_code"])
