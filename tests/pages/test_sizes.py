"""Size gate: bytes, questions to the database and CPU in relation to an empty page, view by view.

Limits are in benchmarks/limits.yaml. Nothing here looks at a clock on the wall.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks import sizes
from benchmarks.servers import Target, targets
from benchmarks.site import site
from deploy import compressed

pytestmark = pytest.mark.slow

VIEWS = sizes.views()


@pytest.fixture(scope="module")
def counted() -> Iterator[Target]:
    with targets("counted") as running:
        yield running["counted"]


@pytest.fixture(scope="module")
def ratios() -> dict[str, float]:
    """View -> CPU of a rerun / that of a page that does nothing."""
    with targets("ours", "bare") as running:
        allowed = {view: sizes.limits()["views"][view]["cpu"] for view in VIEWS}
        return sizes.cpu_ratios(running["ours"], running["bare"], allowed)


def test_a_page_without_limits_of_its_own_has_the_usual_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pages").mkdir()
    for name in ("overview", "roadmap", "new"):
        (tmp_path / f"pages/{name}.py").touch()
    monkeypatch.setattr(sizes, "ROOT", tmp_path)
    found = sizes.limits.__wrapped__()
    assert found["views"]["new"] == found["usual"]
    assert "overview" not in found["views"]
    assert found["views"]["roadmap"] != found["usual"]


@pytest.mark.parametrize("view", VIEWS)
def test_messages_maps_and_questions_stay_within_their_limits(counted: Target, view: str) -> None:
    found = sizes.size(counted, view)
    assert sizes.over(vars(found), sizes.limits()["views"][view]) == {}


@pytest.mark.parametrize("view", VIEWS)
def test_a_rerun_costs_no_more_than_its_multiple_of_an_empty_page(
    ratios: dict[str, float], view: str
) -> None:
    assert sizes.over({"cpu": ratios[view]}, sizes.limits()["views"][view]) == {}


def test_a_first_load_behind_nginx_stays_small(tmp_path: Path, browser: Browser) -> None:
    compressed.make()
    with site(tmp_path) as served:
        assert sizes.first_load_mb(served, browser, "") <= sizes.limits()["first_load_mb"]


def test_the_gate_can_fail(counted: Target) -> None:
    found = vars(sizes.size(counted, "prefecture_map"))
    for name, value in found.items():
        if value:
            assert sizes.over(found, {name: value / 2}) == {name: (value, value / 2)}
    # A page that reads a file for itself and draws it with no cache, as the naive version does.
    limits = sizes.limits()["views"]["methods_and_reasons"]
    with targets("naive", "bare") as running:
        slow = sizes.cpu_ratios(running["naive"], running["bare"], {"": limits["cpu"]}, attempts=2)
    assert "cpu" in sizes.over({"cpu": slow[""]}, limits)
