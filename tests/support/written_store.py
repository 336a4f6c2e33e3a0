"""A store with one of everything, as the program of its time wrote it, and what must be read from it.

``python -m tests.support.written_store`` writes it for the present revision; it is kept for ever in
tests/store/written, and every later program has to open it.
"""

import os
from dataclasses import replace
from pathlib import Path
from unittest import mock

from readiness import store
from readiness.store import PublishedRound, database, minutes, surveys, tables
from tests.support.surveyed import answer, file, survey

DIRECTORY = Path(__file__).parents[1] / "store" / "written"
_PLACE = {"author": "担当A", "file_names": "回答.csv", "file_sha256": "1" * 64}


def _local(day: str, label: str, note: str = "", **fields: object) -> PublishedRound:
    answers = {
        "131016": {"adoption": "formal", "device.loan": "yes", "dx.cio": "yes"},
        "131024": {"adoption": "considering", "planned_quarter": "2027q2", "reason.cost": "yes"},
    }
    values = {
        "round_code": f"local-{day}",
        "subject": "local",
        "label": label,
        "survey_date": day,
        "citation": "総務省「テレワークの取組状況」",
        "note": note,
        "answers": answers,
    }
    return PublishedRound(**(values | _PLACE | fields))  # type: ignore[arg-type]


FIRST = _local("2026-10-01", "令和8年10月1日時点", "初版")
CORRECTED = replace(
    FIRST, note="訂正", author="担当B", answers={"131016": {"adoption": "trial"}}, version_number=2
)
TAKEN_BACK = _local("2025-10-01", "令和7年10月1日時点", "誤って公表")
AGAIN = replace(TAKEN_BACK, note="再公表", version_number=3)
PROVISIONAL = _local("2027-04-01", "令和9年4月1日時点", "途中の集まり", state="provisional")
PRACTICE = _local("2024-10-01", "令和6年10月1日時点", is_practice=True)
AGENCIES = PublishedRound(
    round_code="agency-2027-03-31",
    subject="agency",
    label="令和9年3月31日時点",
    survey_date="2027-03-31",
    citation="内閣官房「リモートアクセスの整備状況」",
    plan_first_fiscal_year=2026,
    plan_last_fiscal_year=2029,
    deadline_date="2031-03-31",
    asked=("総務省", "法務省", "新しい庁"),
    answers={
        "総務省": {"remote_access.all_staff": "yes", "barrier.budget": "no"},
        "法務省": {"remote_access.all_staff": "no", "plan": "2028q1", "teleworker_count": "120"},
    },
    **_PLACE,  # type: ignore[arg-type]
)
FOLLOWUP = PublishedRound(
    round_code="followup-2026",
    subject="followup",
    label="2026年度",
    survey_date="2027-03-31",
    citation="デジタル庁「移行の状況」",
    answers={"法務省": {"gss.status": "done", "gss.month": "2026-10", "days_per_person": "12.5"}},
    **_PLACE,  # type: ignore[arg-type]
)
ADVICE = store.Advice(
    "総務省", "2026-10-01", "面談", "予算の段取り\n「要求」へ", "担当A", due_date="2026-12-01"
)
DONE = replace(ADVICE, state="done", author="担当B")
OPEN = store.Advice("法務省", "2026-10-02", "電話", "時期の確認", "担当A")
# Since revision 0005: the survey desk.
SURVEY = survey(survey_code="local-2026-10-01", survey_date="2026-10-01", definition="問い\n")
CLOSED = replace(SURVEY, state=surveys.CLOSED, author="担当B", version_number=2)
FILE = file(findings='[{"row": 3}]', warning_count=1)
ANSWERS = [
    replace(answer(), texts={"contact": "情報課"}),
    answer("131024", adoption="considering", planned_quarter="2027q2"),
]
MAILING = surveys.Mailing(surveys.REMINDED, ("131024",), "担当A")
REASON = surveys.Reason("local", "reason", "paper", "紙の書類が多い", "2026-10-01", "担当A")
CODING = surveys.Coding("131016", "reason", "紙の決裁が多い", ("paper",), "担当A")
# Since revision 0006: the minutes, with the advice that a task on an agency is.
DECISION = minutes.Minute(
    *("第3回", "2026-11-20", "roadmap", minutes.DECISION, "期限を据え置く", "担当A")
)
TASK = minutes.Minute(
    *("第3回", "2026-11-20", "agency_karte?agency=13", minutes.TASK, "予算の案を出す", "担当A"),
    body="agency:宮内庁",
    responsible="情報課",
    due_date="2027-01-31",
)
ADVICE_OF_TASK = store.Advice(
    "宮内庁", "2026-11-20", "第3回", "予算の案を出す", "担当A", due_date="2027-01-31"
)

# The last version of each round, by its code; the entries of the log, oldest first.
STANDING = [
    AGENCIES,
    FOLLOWUP,
    PRACTICE,
    AGAIN,
    CORRECTED,
    PROVISIONAL,
]
LOG = [
    ("担当A", "publish", "local-2026-10-01", f"1 {'1' * 64} 初版"),
    ("担当B", "publish", "local-2026-10-01", f"2 {'1' * 64} 訂正"),
    ("担当A", "publish", "local-2025-10-01", f"1 {'1' * 64} 誤って公表"),
    ("担当B", "withdraw", "local-2025-10-01", "2 誤り"),
    ("担当A", "publish", "local-2025-10-01", f"3 {'1' * 64} 再公表"),
    ("担当A", "publish", "local-2027-04-01", f"1 {'1' * 64} 途中の集まり"),
    ("担当A", "publish", "local-2024-10-01", f"1 {'1' * 64} "),
    ("担当A", "publish", "agency-2027-03-31", f"1 {'1' * 64} "),
    ("担当A", "publish", "followup-2026", f"1 {'1' * 64} "),
    ("担当A", "advice", "総務省", "1-1 open"),
    ("担当B", "advice", "総務省", "1-2 done"),
    ("担当A", "advice", "法務省", "2-1 open"),
]
LOG_OF_THE_DESK = [
    ("担当A", "survey_open", "local-2026-10-01", "1 2026-11-05"),
    ("担当A", "survey_file", "local-2026-10-01", f"1 {'0' * 64} 回答.xlsx"),
    ("担当A", "survey_remind", "local-2026-10-01", "1 1"),
    ("担当A", "survey_reason", "local", "reason paper 紙の書類が多い"),
    ("担当A", "survey_coding", "local-2026-10-01", "131016 reason 1 paper"),
    ("担当B", "survey_closed", "local-2026-10-01", "2 2026-11-05"),
]
LOG_OF_THE_MINUTES = [
    ("担当A", "minute_decision", "第3回", "1-1 open"),
    ("担当A", "advice", "宮内庁", "3-1 open"),
    ("担当A", "minute_task", "第3回", "2-1 open"),
]


def at(place: int) -> str:
    """The time of the entry at a place of the log, from 0."""
    return f"2026-11-20T{place:02}:15:00.000000+00:00"


def fill() -> None:
    """Write everything into the store of READINESS_STORE_URL."""
    store.publish(FIRST, seen=0)
    store.publish(CORRECTED, seen=1)
    store.publish(TAKEN_BACK, seen=0)
    store.withdraw(TAKEN_BACK.round_code, author="担当B", note="誤り", seen=1)
    store.publish(AGAIN, seen=2)
    for entry in (PROVISIONAL, PRACTICE, AGENCIES, FOLLOWUP):
        store.publish(entry, seen=0)
    first = store.add_advice(ADVICE)
    store.add_advice(replace(first, state=DONE.state, author=DONE.author))
    store.add_advice(OPEN)
    opened = surveys.open_survey(SURVEY)
    surveys.receive(opened.survey_code, FILE, b"one", ANSWERS, seen=0)
    surveys.record_mailing(opened.survey_code, MAILING)
    surveys.code_text(opened.survey_code, CODING, REASON)
    surveys.revise(replace(opened, state=CLOSED.state, author=CLOSED.author))
    minutes.write(DECISION)
    minutes.write(TASK)


def main() -> None:
    """The file of the present revision; one that is there is the witness of its time, and stays."""
    target = DIRECTORY / f"{tables.REVISION}.sqlite"
    if target.exists():
        raise SystemExit(f"{target.name} is there")
    DIRECTORY.mkdir(exist_ok=True)
    with (
        mock.patch.dict(os.environ, READINESS_STORE_URL=f"sqlite:///{target}"),
        mock.patch.object(
            database,
            "_now",
            side_effect=map(at, range(len([*LOG, *LOG_OF_THE_DESK, *LOG_OF_THE_MINUTES]))),
        ),
    ):
        fill()


if __name__ == "__main__":
    main()
