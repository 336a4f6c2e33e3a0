"""What is made once for all visitors has a limit in bytes, however many different links they write."""

import pytest

from readiness.screen import live


@pytest.fixture(autouse=True)
def _few_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    live.forget()
    monkeypatch.setattr(live, "KEPT_BYTES", 1_000_000)


def _held() -> int:
    return sum(keeper.size for keeper in live._keepers.values())


def test_a_thousand_different_choices_keep_no_more_than_the_limit() -> None:
    made: list[int] = []

    @live.cached
    def figure(number: int) -> str:
        made.append(number)
        return str(number) * 20_000

    for number in range(1000, 2000):
        assert figure(number) == str(number) * 20_000
        assert _held() <= 1_000_000 + 81_000
    assert len(made) == 1_000
    figure(1999)
    assert len(made) == 1_000  # the newest is still there


def test_small_results_do_not_pile_up_either() -> None:
    made: list[int] = []

    def small(number: int) -> int:
        made.append(number)
        return number

    few = live.cached_up_to(10)(small)
    for number in range(200):
        few(number)
    assert len(made) == 200
    # Streamlit keeps a lock for every key that there ever was, until all are let go.
    (keeper,) = [one for one in live._keepers.values() if one.max_entries == 10 and one.count]
    assert keeper.count <= 41


def test_the_function_that_has_most_begins_anew_and_the_others_keep_theirs() -> None:
    made: list[str] = []

    @live.cached
    def little(name: str) -> str:
        made.append(name)
        return name

    @live.cached
    def much(name: str) -> str:
        made.append(name)
        return name * 100_000

    little("a")
    for place in range(30):
        much(chr(0x4E00 + place))
    little("a")
    assert made.count("a") == 1
