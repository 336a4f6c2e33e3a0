"""Damaged files get a report, never an error: a fixed part of the fuzz, and what it once found."""

from pathlib import Path

import pytest

from readiness import intake
from tests.support import fuzz
from tests.support.intake_files import local_csv, received

pytestmark = pytest.mark.slow

FORM_WITH_ITS_HEAD_BELOW = (
    "adoption,,,正式に導入している\ncode,,,131016\nname,,,千代田区\n".encode()
)
FOUND = {
    "item above the form's head": ("a.csv", FORM_WITH_ITS_HEAD_BELOW),
}


def test_the_reception_answers_to_whatever_comes(tmp_path: Path) -> None:
    tried, kinds, failed = fuzz.run(300, seed=8, keep=tmp_path, limit=300)
    assert (tried, failed) == (300, 0)
    assert kinds > 40  # the damage reaches the checks, not only the gate


def test_the_fuzz_notices_an_unhandled_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("code")

    monkeypatch.setattr(intake, "receive", broken)
    assert fuzz.run(60, seed=1, keep=tmp_path, limit=3) == (3, 0, 3)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("case", FOUND)
def test_what_the_fuzz_found_stays_mended(case: str) -> None:
    name, content = FOUND[case]
    assert received(content, name=name).report.exit_code == 2


def test_signs_that_a_terminal_obeys_are_not_said_again() -> None:
    result = received(local_csv("131016,,千代田区,\x1b[31m赤\x07,,\u202e府市\u202c,,,"))
    text = result.report.as_text()
    assert "[31m赤" in text
    assert "府市" in text
    assert not set("\x1b\x07\u202e\u202c") & set(text + str(result.report.errors[0]))
