"""自己点検: answers go to a file and come back, and nothing else is kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from readiness.data import queries
from readiness.subjects.local import self_check_answers as self_check
from tests.support import ROOT

CHOICES = {"adoption": ("adopted", "not_adopted"), "reason": ("cost", "security", "field_work")}


def _run(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.switch_page("pages/self_check.py").run()


def test_answers_come_back_from_the_file_as_they_went() -> None:
    answers = {"adoption": ("not_adopted",), "reason": ("cost", "field_work")}
    assert self_check.from_file(self_check.as_file(answers), CHOICES) == answers


@given(st.sets(st.sampled_from(CHOICES["reason"])))
def test_any_choice_of_reasons_survives_the_file(reasons: set[str]) -> None:
    content = self_check.as_file({"reason": sorted(reasons)})
    assert set(self_check.from_file(content, CHOICES)["reason"]) == reasons


def test_choices_that_the_survey_no_longer_has_are_left_out() -> None:
    content = self_check.as_file({"reason": ("cost", "gone"), "no_such_question": ("x",)})
    assert self_check.from_file(content, CHOICES) == {"adoption": (), "reason": ("cost",)}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ファイルを読めません"),
        (b"\xff\xfe\x00", "ファイルを読めません"),
        (b"[" * 9_000, "ファイルを読めません"),
        (b"[1, 2]", "自己点検の答えのファイルではありません"),
        (b'{"format": "other"}', "自己点検の答えのファイルではありません"),
        (b'{"format": "telework-self-check", "version": 2, "answers": {}}', "この版では開けない"),
        (b'{"format": "telework-self-check", "version": 1, "answers": []}', "この版では開けない"),
        (b" " * 20_001, "大きすぎます"),
    ],
)
def test_a_file_that_holds_no_answers_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(self_check.AnswerFault, match=said):
        self_check.from_file(content, CHOICES)


@given(st.binary(max_size=200))
def test_any_bytes_are_answers_or_a_fault(content: bytes) -> None:
    try:
        found = self_check.from_file(content, CHOICES)
    except self_check.AnswerFault:
        return
    assert set(found) == set(CHOICES)


@given(
    st.dictionaries(
        st.sampled_from(["adoption", "reason"]),
        st.one_of(st.none(), st.integers(), st.text(), st.lists(st.integers() | st.text())),
    )
)
def test_any_answers_in_a_file_of_the_right_form_are_only_known_codes(answers: object) -> None:
    content = json.dumps({"format": self_check.FORMAT, "version": 1, "answers": answers}).encode()
    found = self_check.from_file(content, CHOICES)
    assert all(set(codes) <= set(CHOICES[question]) for question, codes in found.items())


@pytest.mark.parametrize(
    ("question", "round_code", "ratios"),
    [
        ("device", "local-2020-10-01", [0.623, 0.362, 0.300]),
        ("lan_access", "local-2020-10-01", [0.763, 0.354, 0.320]),
        ("part_time", "local-2020-10-01", [0.461, 0.537]),
        ("utilisation", "local-2022-10-01", [0.623, 0.023, 0.017, 0.007, 0.330]),
        ("plan", "local-2020-10-01", [157 / 1379, 149 / 1379, 46 / 1379, 1027 / 1379]),
    ],
)
def test_each_question_is_compared_with_the_last_round_that_asked_it(
    question: str, round_code: str, ratios: list[float]
) -> None:
    rows = queries.local_question_distribution(question)
    assert set(rows["round_code"]) == {round_code}
    assert rows["choice_ratio"].tolist() == pytest.approx(ratios)


def test_every_question_has_a_published_distribution() -> None:
    for question in self_check.QUESTIONS:
        assert not queries.local_question_distribution(question.code).empty


def test_the_screen_keeps_answers_in_the_url_and_leads_reasons_to_measures() -> None:
    app = _run(adoption="not_adopted", reason="counter_work,cost", plan="none_or_undecided")
    assert not app.exception
    assert app.query_params["reason"] == "counter_work,cost"
    text = " ".join(item.value for item in app.markdown)
    assert "89" in text
    assert "業務の流れを分ける" in text
    assert "S01" in text


def test_adopters_are_not_asked_for_reasons() -> None:
    app = _run(adoption="adopted", reason="cost", device="loan")
    assert not app.exception
    assert [box.label for box in app.multiselect] == ["端末", "庁内LANに接続できる端末", "形態"]


def test_nothing_is_asked_before_the_status_is_known() -> None:
    app = _run()
    assert not app.multiselect
    assert not app.exception
