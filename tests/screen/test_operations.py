"""稼働状況 tells officers how everything is, and nobody else; /metrics says the same in numbers."""

import os
from pathlib import Path

import pytest

from readiness import store
from readiness.data import observed, warehouse
from readiness.language.wording import LANGUAGES, speaking, t
from readiness.screen import live, page_frame, watching
from tests.support.screens import opened
from tests.support.stored import entry


@pytest.fixture(autouse=True)
def _fresh(own_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observed, "here", observed.Observed())


@pytest.fixture
def _as_officer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READINESS_LOCAL_OFFICER", "担当B")
    monkeypatch.setattr(live, "_connection", lambda: ({"Host": "127.0.0.1:8501"}, ""))
    monkeypatch.setattr(page_frame, "enter", lambda: None)


def test_it_is_for_officers_alone() -> None:
    page = opened("operations")
    assert [one.value for one in page.info] == [t("intake.role.none")]
    assert len(page.dataframe) == 0


def _backup(at: float) -> None:
    directory = watching.backup_directory()
    assert directory
    directory.mkdir()
    for name, when in (
        ("store-20261125-023000-1.sqlite", 1),
        ("store-20261126-023000-1.sqlite", at),
    ):
        (directory / name).touch()
        os.utime(directory / name, (when, when))


@pytest.mark.slow
@pytest.mark.usefixtures("_as_officer")
def test_officers_see_version_data_replicas_store_backup_and_errors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watching.time, "time", lambda: 1_795_700_000.0)
    store.publish(entry(), seen=0)
    warehouse.refresh()
    _backup(1_795_700_000.0 - 5 * 3600)
    token = observed.request.set("f" * 32)
    observed.here.erred("1a2b3c4d", "KeyError")
    observed.request.reset(token)
    page = opened("operations")
    (sentence, *others) = [one.value for one in page.markdown if one.value.startswith(("**", "- "))]
    assert sentence == "**複製はすべて動き（1つ）、画面は保管先の最新の内容を見せています。**"
    lines = next(one for one in others if one.startswith("- ")).replace("\\", "")
    assert "保管先：SQLite（表の改訂 " in lines
    assert "地方公共団体の調査：令和8年10月1日（2026年）の回を見せています。" in lines
    assert "府省庁の調査：平成29年3月（2017年）の回を見せています。" in lines
    assert "（5時間前、store-20261126-023000-1.sqlite）" in lines
    replicas, errors = (one.value for one in page.dataframe)
    assert replicas.iloc[0].tolist()[:3] == ["この複製", "○ 正常", watching.__version__]
    assert errors.iloc[0].tolist()[1:] == ["1a2b3c4d", "KeyError", "この複製", "f" * 32]


def _numbers(text: str) -> dict[str, str]:
    return dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))


@pytest.mark.slow
def test_the_numbers_are_counted_since_the_start(tmp_path: Path) -> None:
    for seconds in (0.004, 0.01, 0.2, 30.0):
        observed.here.ran(seconds)
    observed.here.stopped("time")
    observed.here.erred("1a2b3c4d", "KeyError")
    store.publish(entry(), seen=0)
    warehouse.refresh()
    found = _numbers(watching.exposition().decode())
    assert found['readiness_rerun_seconds_bucket{le="0.01"}'] == "2.0"
    assert found['readiness_rerun_seconds_bucket{le="0.25"}'] == "3.0"
    assert found['readiness_rerun_seconds_bucket{le="+Inf"}'] == "4.0"
    assert found["readiness_rerun_seconds_count"] == "4.0"
    assert float(found["readiness_rerun_seconds_sum"]) == pytest.approx(30.214)
    assert found['readiness_queries_stopped_total{reason="time"}'] == "1.0"
    assert found['readiness_queries_stopped_total{reason="memory"}'] == "0.0"
    assert found['readiness_errors_total{kind="KeyError"}'] == "1.0"
    assert found["readiness_store_shown"] == "1.0"
    assert float(found["readiness_store_last_entry_timestamp_seconds"]) > 1.7e9
    assert found["readiness_backup_timestamp_seconds"] == "0.0"
    # What the dashboard does not yet show is told.
    store.publish(entry("訂正"), seen=1)
    assert _numbers(watching.exposition().decode())["readiness_store_shown"] == "0.0"


@pytest.mark.slow
def test_no_word_of_a_person_goes_into_the_numbers() -> None:
    store.publish(entry("秘密の理由", author="担当A"), seen=0)
    store.add_advice(store.Advice("総務省", "2026-10-01", "面談", "予算の件", "担当A"))
    warehouse.refresh()
    text = watching.exposition().decode()
    assert text.isascii()
    assert store.url() not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worst_is_said_first(language: str) -> None:
    well = watching.Replica("8511", is_up=True, is_store_reachable=True, is_shown=True)
    behind = watching.Replica("8512", is_up=True, is_store_reachable=True)
    alone = watching.Replica("8513", is_up=True)
    gone = watching.Replica("8514")
    with speaking(language):
        assert watching.summary([well, gone, alone]) == t("operations.sentence.down", all=3, up=2)
        assert watching.summary([behind, alone]) == t("operations.sentence.unreachable")
        assert watching.summary([well, behind]) == t("operations.sentence.behind")
        assert watching.summary([well]) == t("operations.sentence.good", all=1)
        states = [row["state"] for row in watching.replica_rows([well, behind, alone, gone])]
        assert len(set(states)) == 4


def test_a_replica_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READINESS_REPLICAS", "1,2 x9")
    assert watching.replicas() == [watching.Replica("1"), watching.Replica("2")]
