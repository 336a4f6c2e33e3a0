"""Which tests share a process when several run side by side: a file is never parted."""

import subprocess
import sys

import pytest

from tests.support import ROOT


@pytest.mark.slow
def test_the_tests_of_one_file_share_a_process() -> None:
    """Asked of pytest itself: marks of groups had lost their effect without a word."""
    files = sorted((ROOT / "tests/language").glob("test_*.py"))[:3]
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadscope", "-v", "-v"]
    told = subprocess.run(
        [*command, "--no-loadscope-reorder", "-m", "not slow", *map(str, files)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    seen: dict[str, set[str]] = {}
    for line in told.splitlines():
        process, _, rest = line.partition("] ")
        if process in ("[gw0", "[gw1") and "::" in rest:
            name = next(word for word in rest.split() if "::" in word).partition("::")[0]
            seen.setdefault(name, set()).add(process)
    assert len(seen) == len(files)
    assert {len(processes) for processes in seen.values()} == {1}
