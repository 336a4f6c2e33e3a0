"""How this replica and its neighbours are: what /metrics says, read again for the screen of officers.

The text is Prometheus's, by its own client. Numbers, versions and classes of errors go into it; names,
addresses, words of readers and texts of errors do not.
"""

import os
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from readiness import __version__, store
from readiness.data import observed, queries, warehouse
from readiness.definitions.questionnaire import SUBJECTS
from readiness.language.wording import moment, number, period, t
from readiness.screen.streamlit_internals import open_sessions, version
from readiness.store.instants import instant

_ANSWER_SECONDS = 2.0
_LONGEST_BYTES = 1_000_000
_BACKUPS = ("store-*.sqlite", "store-*.dump")


def _condition() -> tuple[bool, store.Condition]:
    try:
        return True, store.condition()
    except store.StoreFault:
        return False, store.Condition()


def backup_directory() -> Path | None:
    """READINESS_BACKUPS, else ``backups`` beside a store that is a file; None if nobody said where."""
    given = os.environ.get("READINESS_BACKUPS", "")
    prefix = "sqlite:///"
    if given:
        return Path(given)
    if store.url().startswith(prefix):
        return Path(store.url().removeprefix(prefix)).parent / "backups"
    return None


def last_backup() -> tuple[str, float]:
    """Name and time (seconds since 1970) of the newest backup; "" and 0 if there is none."""
    directory = backup_directory()
    try:
        found = [path for one in _BACKUPS for path in directory.glob(one)] if directory else []
        newest = max(found, key=lambda path: path.name, default=None)
        return (newest.name, newest.stat().st_mtime) if newest else ("", 0.0)
    except OSError:
        return "", 0.0


class _Here:
    """Collector of Prometheus's client: this process, asked anew each time."""

    def describe(self) -> list[Any]:
        """Not asked for names beforehand."""
        return []

    def collect(self) -> Iterator[Any]:
        """One family of numbers after the other."""
        from prometheus_client.core import (
            CounterMetricFamily,
            GaugeMetricFamily,
            HistogramMetricFamily,
            InfoMetricFamily,
        )

        is_reachable, condition = _condition()
        yield InfoMetricFamily(
            "readiness_build",
            "Version of the dashboard and of Streamlit.",
            {"version": __version__, "streamlit": version()},
        )
        yield InfoMetricFamily(
            "readiness_store",
            "Kind of the store, revision of its tables, its state and the one on the screens.",
            {
                "kind": condition.kind,
                "revision": condition.revision,
                "state": condition.token,
                "shown": warehouse.shared().token,
            },
        )
        for name, says, value in (
            ("readiness_sessions", "Screens that are open.", open_sessions()),
            ("readiness_store_reachable", "1 if the store answers or there is none.", is_reachable),
            (
                "readiness_store_shown",
                "1 if the screens show the store's last state.",
                is_reachable and condition.token == warehouse.shared().token,
            ),
            (
                "readiness_store_last_entry_timestamp_seconds",
                "When something was last published, withdrawn or advised; 0 if never.",
                instant(condition.last_at).timestamp() if condition.last_at else 0,
            ),
            (
                "readiness_backup_timestamp_seconds",
                "When the last backup was made; 0 if there is none.",
                last_backup()[1],
            ),
        ):
            yield GaugeMetricFamily(name, says, float(value))
        yield self._runs(HistogramMetricFamily)
        stopped = CounterMetricFamily(
            "readiness_queries_stopped",
            "Queries stopped for their time or memory.",
            labels=["reason"],
        )
        for reason, count in observed.here.queries_stopped().items():
            stopped.add_metric([reason], count)
        yield stopped
        yield from self._faults(CounterMetricFamily, GaugeMetricFamily)

    @staticmethod
    def _runs(histogram: Any) -> Any:
        counts, seconds = observed.here.runs()
        ends = [*map(str, observed.BUCKETS), "+Inf"]
        sums = [float(sum(counts[: place + 1])) for place in range(len(counts))]
        return histogram(
            "readiness_rerun_seconds",
            "Seconds per run of a screen.",
            buckets=list(zip(ends, sums, strict=True)),
            sum_value=seconds,
        )

    @staticmethod
    def _faults(counter: Any, gauge: Any) -> Iterator[Any]:
        counts, last = observed.here.faults()
        errors = counter(
            "readiness_errors", "Errors that readers were told the number of.", labels=["kind"]
        )
        for kind, count in sorted(counts.items()):
            errors.add_metric([kind], count)
        yield errors
        when = gauge(
            "readiness_error_timestamp_seconds",
            "The last errors by the number that the reader was told, and of the request.",
            labels=["number", "kind", "request"],
        )
        for fault in last:
            when.add_metric([fault.number, fault.kind, fault.request], fault.at)
        yield when


def exposition() -> bytes:
    """The text of /metrics."""
    # The client is read when somebody watches.
    from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest

    registry = CollectorRegistry()
    registry.register(_Here())
    ProcessCollector(registry=registry)
    return generate_latest(registry)


@dataclass(frozen=True)
class Replica:
    """One server as it describes itself; ``is_up`` is False for one that does not answer."""

    port: str
    is_up: bool = False
    version: str = ""
    sessions: int = 0
    runs: int = 0
    mean_seconds: float = 0.0
    memory_bytes: int = 0
    is_store_reachable: bool = False
    is_shown: bool = False
    revision: str = ""
    faults: list[observed.Fault] = field(default_factory=list)


def _described(port: str, text: str) -> Replica:
    from prometheus_client.parser import text_string_to_metric_families

    samples = [s for family in text_string_to_metric_families(text) for s in family.samples]
    numbers = {one.name: one.value for one in samples if not one.labels}
    labels = {one.name: one.labels for one in samples if one.name.endswith("_info")}
    runs = int(numbers["readiness_rerun_seconds_count"])
    return Replica(
        port=port,
        is_up=True,
        version=labels["readiness_build_info"]["version"],
        sessions=int(numbers["readiness_sessions"]),
        runs=runs,
        mean_seconds=numbers["readiness_rerun_seconds_sum"] / max(runs, 1),
        memory_bytes=int(numbers.get("process_resident_memory_bytes", 0)),
        is_store_reachable=bool(numbers["readiness_store_reachable"]),
        is_shown=bool(numbers["readiness_store_shown"]),
        revision=labels["readiness_store_info"]["revision"],
        faults=[
            observed.Fault(
                one.labels["number"], one.labels["kind"], one.labels["request"], one.value
            )
            for one in samples
            if one.name == "readiness_error_timestamp_seconds"
        ],
    )


def _asked(port: str) -> Replica:
    base = os.environ.get("READINESS_BASE_PATH", "").rstrip("/")
    address = f"http://127.0.0.1:{port}{base}/metrics"
    # Nobody's proxy stands between two servers of one machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with closing(opener.open(address, timeout=_ANSWER_SECONDS)) as answer:
            return _described(port, answer.read(_LONGEST_BYTES).decode())
    except (OSError, ValueError, KeyError):
        return Replica(port)


def replicas() -> list[Replica]:
    """The servers on the ports of READINESS_REPLICAS (``8511,8512``), else this process alone."""
    given = os.environ.get("READINESS_REPLICAS", "").replace(",", " ").split()
    ports = [port for port in given if port.isascii() and port.isdecimal()][:16]
    if not ports:
        return [_described("", exposition().decode())]
    with ThreadPoolExecutor(len(ports)) as asking:
        return list(asking.map(_asked, ports))


def _moment(at: float) -> str:
    return moment(datetime.fromtimestamp(at, UTC).isoformat())


def summary(found: list[Replica]) -> str:
    """Everything in one sentence, the worst first."""
    up = [one for one in found if one.is_up]
    numbers = {"all": number(len(found)), "up": number(len(up))}
    if len(up) < len(found):
        return t("operations.sentence.down", **numbers)
    if not all(one.is_store_reachable for one in up):
        return t("operations.sentence.unreachable", **numbers)
    if not all(one.is_shown for one in up):
        return t("operations.sentence.behind", **numbers)
    return t("operations.sentence.good", **numbers)


def _state(one: Replica) -> str:
    if not one.is_up:
        return t("operations.state.down")
    if not one.is_store_reachable:
        return t("operations.state.unreachable")
    return t("operations.state.good" if one.is_shown else "operations.state.behind")


def replica_rows(found: list[Replica]) -> list[dict[str, str]]:
    """One row per replica, in words."""
    return [
        {
            "replica": one.port or t("operations.this_one"),
            "state": _state(one),
            "version": one.version or t("mark.none"),
            "sessions": number(one.sessions) if one.is_up else t("mark.none"),
            "runs": number(one.runs) if one.is_up else t("mark.none"),
            "mean": t("operations.milliseconds", value=number(one.mean_seconds * 1000))
            if one.runs
            else t("mark.none"),
            "memory": t("operations.megabytes", value=number(one.memory_bytes / 1e6))
            if one.memory_bytes
            else t("mark.none"),
        }
        for one in found
    ]


def data_lines(found: list[Replica]) -> list[str]:
    """Store, its last entry, what is on the screens, and the last backup, a sentence each."""
    is_reachable, condition = _condition()
    lines = []
    if not is_reachable:
        lines.append(t("operations.store.unreachable"))
    elif condition.kind:
        lines.append(
            t(f"operations.store.{condition.kind}", revision=condition.revision or t("mark.none"))
        )
    else:
        lines.append(t("operations.store.none"))
    if condition.last_at:
        lines.append(t("operations.last_entry", at=moment(condition.last_at)))
    for subject in SUBJECTS:
        code = queries.latest_round(subject)
        lines.append(t(f"operations.shown.{subject}", day=period(code.removeprefix(f"{subject}-"))))
    revisions = {one.revision for one in found if one.is_up}
    if len(revisions) > 1:
        lines.append(t("operations.revisions_differ"))
    name, at = last_backup()
    if name:
        hours = int(max(0.0, time.time() - at) // 3600)
        lines.append(t("operations.backup", at=_moment(at), hours=number(hours), name=name))
    elif condition.kind:
        lines.append(
            t("operations.no_backup" if backup_directory() else "operations.backup_unknown")
        )
    return lines


def fault_rows(found: list[Replica]) -> list[dict[str, str]]:
    """The last errors of all replicas, newest first: the number that the reader was told, in words."""
    faults = [(fault, one) for one in found for fault in one.faults]
    return [
        {
            "at": _moment(fault.at),
            "number": fault.number,
            "kind": fault.kind,
            "replica": one.port or t("operations.this_one"),
            "request": fault.request or t("mark.none"),
        }
        for fault, one in sorted(faults, key=lambda pair: -pair[0].at)
    ]
