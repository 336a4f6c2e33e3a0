"""The survey desk in English: findings and history are said, what is stored or sent out stays Japanese."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from readiness import intake, store
from readiness.data import warehouse
from readiness.definitions.questionnaire import surveys
from readiness.language.wording import said, speaking, t
from readiness.subjects.guides import barriers
from tests.support.english import japanese_in, words_of

DAY = date(2026, 10, 1)


@pytest.fixture
def _practice(own_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The practice rounds, published in Japanese."""
    for entry in intake.practice_rounds(1):
        intake.publish(replace(entry, note=""), seen=0)
    monkeypatch.setattr(warehouse, "_current", None)


def _filled(subject: str, *answers: str) -> intake.Received:
    """The collecting sheet with these answers by turns in every cell; one answer only in the first."""
    head, *rows = intake.collecting_table(surveys(DAY)[subject], intake.roster(subject))
    for place, row in enumerate(rows):
        cells = len(head) - 3 if len(answers) > 1 else 1
        row[3 : 3 + cells] = [answers[(place + n) % len(answers)] for n in range(cells)]
    file = io.StringIO()
    csv.writer(file).writerows([head, *rows])
    upload = intake.Upload("answers.csv", file.getvalue().encode("utf-8-sig"))
    return intake.receive([upload], subject=subject, survey_date=DAY)


@pytest.mark.slow
@pytest.mark.parametrize("subject", ["agency", "local"])
def test_findings_are_said(subject: str) -> None:
    with speaking("en"):
        report = _filled(subject, "maybe", "○", "×", "2020年度第1四半期", "-5").report
        found = [text for one in report.findings for text in (one.reason, one.suggestion)]
    assert len(set(found)) > 5
    assert japanese_in(found) == set()


def test_a_refusal_is_said_and_what_is_stored_stays_japanese() -> None:
    with speaking("en"):
        with pytest.raises(intake.PublishRefused) as refused:
            intake.draft(_filled("agency", "maybe"), author="x")
        entry = intake.draft(_filled("agency", "×"), author="x")
        preview = intake.preview(_filled("agency", "×"))
        shown = [said(str(row[name])) for row in preview for name in ("item", "answer")]
    assert japanese_in([str(refused.value)]) == set()
    assert (entry.label, "の回答を集計" in entry.citation) == ("令和8年10月1日時点", True)
    assert japanese_in(shown) == set()
    with speaking("en"):
        assert japanese_in([said(entry.label), said(entry.citation)]) == set()


@pytest.mark.slow
@pytest.mark.usefixtures("_practice")
def test_screens_of_a_published_round_leave_no_japanese() -> None:
    assert len(store.history()) >= 2
    for page in ("publish", "barrier_guide", "show"):
        parameters = {"subject": "agency"} if page == "barrier_guide" else {}
        assert japanese_in(words_of(page, **parameters)) == set(), page


@pytest.mark.slow
@pytest.mark.usefixtures("_practice")
def test_a_barrier_of_a_round_without_printed_totals_has_its_count() -> None:
    history = barriers.naming_history("agency", "security")
    assert len(history) >= 2
    assert t("mark.plus") not in history[-1].bar.text
