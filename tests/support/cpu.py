"""Plugin of make quick: names the tests that take so much CPU that they belong to the whole suite.

CPU, not time on the clock: a busy machine changes little about it.
"""

import time
from collections.abc import Iterator

import pytest

MOST_SECONDS = 2.0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Note the CPU of this process for each test; the note travels with its report."""
    before = time.process_time()
    try:
        return (yield)
    finally:
        item.user_properties.append(("cpu", time.process_time() - before))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The sum, and who should be marked ``slow``."""
    spent = {
        report.nodeid: seconds
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, seconds in report.user_properties
        if name == "cpu"
    }
    terminalreporter.write_line(f"{sum(spent.values()):.0f} s of CPU in {len(spent)} tests")
    for test, seconds in sorted(spent.items(), key=lambda pair: -pair[1]):
        if seconds > MOST_SECONDS:
            terminalreporter.write_line(f"mark it slow ({seconds:.1f} s of CPU): {test}")
