"""A hand-out for every town: of a prefecture, of all Japan, and nothing of what is cancelled."""

import io
import os
import signal
import weakref
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from readiness import exports
from readiness.__main__ import main
from readiness.exports import each
from readiness.language.wording import speaking
from readiness.screen import each_town


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of one byte: what is in them is tried elsewhere."""
    monkeypatch.setattr(exports, "make", lambda _, form: exports.Made(f"x.{form}", "", b"x"))
    monkeypatch.setattr(each, "_items", lambda _: ())
    monkeypatch.setattr(each.comparison, "ask_ahead", lambda _: None)
    monkeypatch.setattr(each, "_MANY", 2000)  # by this process


@pytest.mark.usefixtures("quickly")
def test_all_of_japan_is_one_zip_with_a_folder_for_each_prefecture() -> None:
    target, told = io.BytesIO(), []
    each.write(target, each.JAPAN, "pdf", lambda done, name: told.append((done, name)))
    names = zipfile.ZipFile(target).namelist()
    assert len(names) == len(told) == 1741
    assert names[0] == "01_北海道/011002_札幌市.pdf"
    assert names[-1].startswith("47_沖縄県/")
    assert len({name.partition("/")[0] for name in names}) == 47
    assert told[0] == (1, "札幌市")
    assert each.file_name(each.JAPAN, "pdf") == "市区町村別資料_全国_pdf.zip"


@pytest.mark.usefixtures("quickly")
def test_ctrl_c_leaves_no_file_and_what_was_there_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(form: str) -> exports.Made:
        os.kill(os.getpid(), signal.SIGINT)
        return exports.Made(f"x.{form}", "", b"x")

    out = tmp_path / "towns.zip"
    out.write_bytes(b"before")
    monkeypatch.setattr(exports, "make", lambda _, form: interrupt(form))
    # What is started in the background of a shell ignores the signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        command = ["export", "--each", "prefecture=all", "--format", "pdf", "--out", str(out)]
        assert main(command) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert list(tmp_path.iterdir()) == [out]
    assert out.read_bytes() == b"before"
    assert "中止しました" in capsys.readouterr().err


def _offer() -> None:
    from readiness.screen import each_town

    each_town.hand_outs("")


def _keys(page: AppTest) -> set[str | None]:
    return {one.key for one in page.button}


@pytest.mark.usefixtures("quickly")
def test_all_of_japan_is_made_once_and_saved_by_the_next_visitor_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(each_town, "_of_japan", weakref.WeakKeyDictionary())
    first = AppTest.from_function(_offer).run()
    assert _keys(first) == {"each_japan_make"}
    first.button(key="each_japan_make").click().run(timeout=60)
    assert not first.exception
    other = AppTest.from_function(_offer).run()
    for page in (first, other):
        (file,) = page.get("download_button")
        assert "市区町村別資料_全国" in file.proto.label
    assert _keys(other) == set()  # no cancel of what is done


@pytest.mark.usefixtures("quickly")
def test_a_run_that_is_given_up_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(each_town.tempfile, "tempdir", str(tmp_path))

    def cancelled(done: int, _: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        each_town._written(cancelled)
    assert list(tmp_path.iterdir()) == []


def _of(prefecture: str) -> bytes:
    return each.of_prefecture(prefecture, "csv", lambda *_: None).content


@pytest.mark.slow
def test_files_of_several_processes_are_those_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with speaking("en"):
        alone = _of("18")
        monkeypatch.setattr(each, "_MANY", 1)
        monkeypatch.setattr(each, "_TOGETHER", 3)
        monkeypatch.setattr(each, "_processors", lambda: 2)
        assert _of("18") == alone


@pytest.mark.slow
def test_what_a_process_that_fell_does_not_answer_is_made_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = _of("18")
    monkeypatch.setattr(each, "_MANY", 1)
    monkeypatch.setattr(each, "_processors", lambda: 1)
    begin = each._worker

    def fallen(*given: object) -> object:
        worker = begin(*given)  # type: ignore[arg-type]
        worker.kill()
        return worker

    monkeypatch.setattr(each, "_worker", fallen)
    assert _of("18") == alone
