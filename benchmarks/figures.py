"""A measured figure, the goal it is held against, and the table and file of one run."""

import json
import os
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass
class Figure:
    """One line of the table: what was measured, its value, and the goal it is held against."""

    name: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def verdict(self) -> str:
        """``ok`` or ``over`` where there is a goal."""
        if self.goal is None:
            return ""
        return "ok" if self.value <= self.goal else "over"

    def __str__(self) -> str:
        goal = "" if self.goal is None else f"goal {self.goal:g}"
        return f"{self.name:<62} {self.value:9.2f} {self.unit:<5} {goal:<10} {self.verdict}"


def p95(values: Sequence[float]) -> float:
    """The value that 95 % of the measurements do not exceed."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def write(report: Path, figures: Sequence[Figure], load_before: float) -> None:
    """All figures with the load of the machine, as JSON."""
    content = {
        "load_average_before": load_before,
        "load_average_after": os.getloadavg()[0],
        "cores": os.cpu_count(),
        "figures": [asdict(figure) | {"verdict": figure.verdict} for figure in figures],
    }
    report.parent.mkdir(exist_ok=True)
    report.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
