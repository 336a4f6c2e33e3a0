"""What a program keeps for the next one: a server starts on the database that an earlier one finished."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import state
from tests.support import ROOT


def test_the_place_is_the_one_that_systemd_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATE_DIRECTORY", "/var/lib/readiness")
    assert state.directory() == Path("/var/lib/readiness")
    monkeypatch.delenv("STATE_DIRECTORY")
    assert state.directory() == ROOT / "var"


@pytest.mark.slow
def test_a_server_takes_the_database_that_an_earlier_one_finished(tmp_path: Path) -> None:
    load = (
        "from deploy import dashboard; from readiness.data import warehouse;"
        "built = []; build = warehouse.build;"
        "warehouse.build = lambda *given: (built.append(1), build(*given));"
        "assert dashboard._load(); print(len(built))"
    )

    def built() -> str:
        store = f"sqlite:///{tmp_path}/store.sqlite"
        return subprocess.run(
            [sys.executable, "-c", load],
            cwd=ROOT,
            env=os.environ | {"STATE_DIRECTORY": str(tmp_path), "READINESS_STORE_URL": store},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert [built(), built()] == ["1\n", "0\n"]
