"""What somebody waits for at the shell, and how much processor it takes: each verb, one after the other in
turns, with nothing but the interpreter as the floor.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.servers import ROOT

FLOOR = "the interpreter alone"
_TOWNS = ("--each", "prefecture=18")
_QUERY = ("query", "agency_stage", "-p", "round_code=agency-2017-03")


@contextmanager
def _place() -> Iterator[Path]:
    """A directory with the answers of all 1,788 governments as a collecting sheet."""
    from datetime import date

    from readiness import intake
    from readiness.definitions.questionnaire import surveys
    from readiness.intake.practice import practice_rounds

    local = next(one for one in practice_rounds() if one.subject == "local")
    day = date.fromisoformat(local.survey_date)
    survey, everybody = surveys(day)["local"], intake.roster("local")
    with tempfile.TemporaryDirectory() as directory:
        book = intake.collecting_sheet(survey, everybody, day, local.answers)
        (Path(directory) / "answers.xlsx").write_bytes(book)
        yield Path(directory)


def verbs(place: Path) -> Mapping[str, tuple[str, ...]]:
    """What is asked of ``python -m readiness``, by name."""
    out = str(place)
    kartes = [f"--link=agency_karte?agency={number:02}" for number in range(1, 23)]
    return {
        "--help": ("--help",),
        "query": _QUERY,
        "read": ("read", "roadmap?slip=4"),
        "export --help": ("export", "--help"),
        "check of 1,788 rows": ("check", f"{out}/answers.xlsx"),
        "22 kartes as PPTX": ("export", *kartes, "--format=pptx", f"--out={out}/k.pptx"),
        "22 kartes as PDF": ("export", *kartes, "--format=pdf", f"--out={out}/k.pdf"),
        "17 towns as PDF": ("export", *_TOWNS, "--format=pdf", f"--out={out}/t.zip"),
    }


def _spent(command: list[str], environment: Mapping[str, str]) -> tuple[float, float]:
    """(seconds of the clock, seconds of processors) of a process of its own."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0  # waited for above
    return time.perf_counter() - began, used.ru_utime + used.ru_stime


def seconds(times: int) -> dict[str, list[tuple[float, float]]]:
    """Name -> (clock, processor) of each time; the first, which fills caches, does not count."""
    with _place() as place:
        asked = {
            FLOOR: [sys.executable, "-c", "pass"],
            **{n: [sys.executable, "-m", "readiness", *v] for n, v in verbs(place).items()},
        }
        environment = os.environ | {
            "READINESS_STORE_URL": f"sqlite:///{place}/store.sqlite",
            "PYTHONDONTWRITEBYTECODE": "",
        }
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
        for step in range(times + 1):
            for name, command in asked.items():
                spent = _spent(command, environment)
                if step:
                    found[name].append(spent)
    return found
