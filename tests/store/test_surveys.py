"""The survey desk in the store: nothing is half-written, lost or overwritten, on both databases."""

import signal
import subprocess
from dataclasses import replace

import psycopg
import pytest
import sqlalchemy as sa

from readiness import store
from readiness.store import minutes, surveys
from readiness.store.database import Store
from readiness.store.minutes import Minute
from tests.store.test_rounds import _migrate, postgres, url  # noqa: F401
from tests.support.officers import at_once, officer
from tests.support.stored import entry
from tests.support.surveyed import answer, file, survey
from tests.support.waiting import SECONDS


def test_a_survey_is_opened_revised_and_closed_and_every_version_stays(url: str) -> None:  # noqa: F811
    opened = surveys.open_survey(survey())
    assert (opened.survey_code, opened.version_number) == ("local-2026-10-01", 1)
    later = surveys.revise(replace(opened, due_date="2026-11-20", author="担当B"))
    closed = surveys.revise(replace(later, state=surveys.CLOSED))
    (read,) = surveys.surveys()
    assert read == closed
    assert (read.opened_by, read.author, read.version_number) == ("担当A", "担当B", 3)
    assert read.asked == ("131016", "131024")
    assert [(e.action, e.author, e.detail) for e in store.audit()] == [
        ("survey_closed", "担当B", "3 2026-11-20"),
        ("survey_open", "担当B", "2 2026-11-20"),
        ("survey_open", "担当A", "1 2026-11-05"),
    ]


def test_who_saw_an_older_version_is_told_and_nothing_is_written(url: str) -> None:  # noqa: F811
    opened = surveys.open_survey(survey())
    surveys.revise(replace(opened, due_date="2026-11-20", author="担当B"))
    with pytest.raises(store.Conflict, match="担当B"):
        surveys.revise(replace(opened, state=surveys.CLOSED))
    assert surveys.survey("local-2026-10-01").due_date == "2026-11-20"


def test_the_same_bodies_are_not_asked_twice_and_others_get_a_code_of_their_own(url: str) -> None:  # noqa: F811
    surveys.open_survey(survey())
    for asked in ((), ("131024", "131032")):
        with pytest.raises(store.StoreFault, match="local-2026-10-01"):
            surveys.open_survey(survey(asked=asked))
    other = surveys.open_survey(survey(asked=("341002",)))
    assert other.survey_code == "local-2026-10-01-2"
    with pytest.raises(store.StoreFault, match=r"local-2030-10-01.*local-2026-10-01-2"):
        surveys.survey("local-2030-10-01")


def test_a_corrected_file_comes_after_the_first_and_both_stay(url: str) -> None:  # noqa: F811
    code = surveys.open_survey(survey()).survey_code
    first = surveys.receive(code, file("初.xlsx"), b"one", [answer()], seen=0)
    second = surveys.receive(
        code,
        file("訂正.xlsx"),
        b"two",
        [answer("131016", adoption="trial"), answer("131024")],
        seen=first.file_number,
    )
    given = surveys.answers(code, with_values=True)
    assert [
        (one.respondent_code, one.version_number, one.answers["adoption"]) for one in given
    ] == [
        ("131016", 1, "formal"),
        ("131016", 2, "trial"),
        ("131024", 1, "formal"),
    ]
    assert [one.file_name for one in surveys.files(code)] == ["訂正.xlsx", "初.xlsx"]
    assert surveys.content(code, first.file_number) == b"one"
    assert surveys.content(code, second.file_number) == b"two"


def test_of_two_who_receive_the_same_city_one_is_told_and_other_cities_go_on(url: str) -> None:  # noqa: F811
    code = surveys.open_survey(survey()).survey_code
    surveys.receive(code, file(author="担当B"), b"", [answer()], seen=0)
    with pytest.raises(store.Conflict, match=r"担当B.*131016"):
        surveys.receive(code, file(), b"", [answer()], seen=0)
    surveys.receive(code, file(), b"", [answer("131024")], seen=0)
    assert len(surveys.files(code)) == 2


def test_a_closed_survey_receives_nothing(url: str) -> None:  # noqa: F811
    opened = surveys.open_survey(survey())
    surveys.revise(replace(opened, state=surveys.CLOSED))
    with pytest.raises(store.StoreFault, match="締め切"):
        surveys.receive(opened.survey_code, file(), b"", [answer()], seen=0)
    assert surveys.files(opened.survey_code) == []


def test_mailings_codings_and_reasons_are_kept_and_a_coding_is_revised(url: str) -> None:  # noqa: F811
    code = surveys.open_survey(survey()).survey_code
    surveys.record_mailing(code, surveys.Mailing(surveys.REMINDED, ("131024",), "担当A"))
    (mailing,) = surveys.mailings(code)
    assert (mailing.kind, mailing.respondents, mailing.mailing_number) == (
        "remind",
        ("131024",),
        1,
    )
    reason = surveys.Reason("local", "reason", "paper", "紙の書類が多い", "2026-10-01", "担当A")
    coding = surveys.Coding("131016", "reason", "紙の決裁が多い", ("paper",), "担当A")
    first = surveys.code_text(code, coding, reason)
    with pytest.raises(store.Conflict, match="担当A"):
        surveys.code_text(code, replace(coding, choice_codes=("cost",)))
    surveys.code_text(code, replace(first, choice_codes=("paper", "cost"), author="担当B"))
    (read,) = surveys.codings(code)
    assert (read.choice_codes, read.written_text) == (("paper", "cost"), "紙の決裁が多い")
    (known,) = surveys.reasons("local")
    assert replace(known, added_at="") == reason
    assert surveys.reasons("agency") == []


def test_the_work_of_the_desk_does_not_renew_the_screens_of_readers(url: str) -> None:  # noqa: F811
    store.publish(entry(), seen=0)
    before = store.token()
    code = surveys.open_survey(survey()).survey_code
    surveys.receive(code, file(), b"", [answer()], seen=0)
    assert store.token() == before
    assert len(store.audit()) == 3
    store.withdraw("local-2026-10-01", author="担当A", note="", seen=1)
    assert store.token() != before


_RECEIVE = """
import sys
from readiness import store
from readiness.store import surveys
from tests.support.officers import ready_to_write
from tests.support.surveyed import answer, file
ready_to_write(sys.argv[2:])
given = [answer("131016"), answer("131024")]
try:
    surveys.receive("local-2026-10-01", file(author=sys.argv[1]), b"x" * 100_000, given, seen=0)
except store.Conflict as fault:
    print(f"conflict {fault}", flush=True)
else:
    print("received", flush=True)
"""


def _receiver(author: str, *killed_after: str) -> subprocess.Popen[str]:
    return officer(_RECEIVE, author, *killed_after)


@pytest.mark.slow
def test_of_two_officers_at_once_one_receives_and_the_other_is_told(url: str) -> None:  # noqa: F811
    surveys.open_survey(survey())
    officers = [_receiver("担当A"), _receiver("担当B")]
    said = at_once(officers)
    assert sorted(line.split()[0] for line in said) == ["conflict", "received"]
    assert len(surveys.files("local-2026-10-01")) == 1


# Revision, lock, survey, number, earlier answers, file, answers, commit: eight to fourteen statements.
@pytest.mark.slow
@pytest.mark.parametrize("statements", [0, 6, 8, 9, 99])
def test_a_killed_process_leaves_all_of_a_file_or_nothing(url: str, statements: int) -> None:  # noqa: F811
    code = surveys.open_survey(survey()).survey_code
    writer = _receiver("担当B", str(statements))
    said, _ = writer.communicate("go\n", timeout=SECONDS)
    is_killed = writer.returncode == -signal.SIGKILL
    assert is_killed is ("received" not in said)
    assert not (is_killed and statements == 99)
    found = len(surveys.files(code)), len(surveys.answers(code)), len(store.audit())
    assert found == ((0, 0, 1) if is_killed else (1, 2, 2))
    again = surveys.receive(code, file(), b"", [answer()], seen=found[0])
    assert again.file_number == found[0] + 1


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_or_delete_a_row_of_the_desk(url: str, verb: str) -> None:  # noqa: F811
    code = surveys.open_survey(survey()).survey_code
    surveys.receive(code, file(), b"", [answer()], seen=0)
    surveys.record_mailing(code, surveys.Mailing(surveys.SENT, ("131024",), "担当A"))
    reason = surveys.Reason("local", "reason", "paper", "紙", "2026-10-01", "担当A")
    surveys.code_text(code, surveys.Coding("131016", "reason", "紙", ("paper",), "担当A"), reason)
    columns = {
        "survey": "note",
        "survey_file": "sender",
        "survey_answer": "answers",
        "survey_mailing": "kind",
        "survey_coding": "choice_codes",
        "survey_reason": "label",
    }
    for table, column in columns.items():
        statement = (
            f"delete from {table}" if verb == "delete" else f"update {table} set {column} = 'x'"
        )
        with (
            pytest.raises(sa.exc.DBAPIError, match="append-only"),
            Store.at(url)._engine.begin() as connection,
        ):
            connection.execute(sa.text(statement))


def test_the_role_of_the_dashboard_may_only_add_and_gets_its_rights_by_the_migration(
    postgres: str,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("create database desk")
        connection.execute("create role desk_officer login")
    owner = postgres.replace("/postgres", "/desk")
    monkeypatch.setenv("READINESS_STORE_APP_ROLE", "desk_officer")
    _migrate(owner, "0004")
    # The role that was named once is not named again.
    monkeypatch.delenv("READINESS_STORE_APP_ROLE")
    _migrate(owner, "head")
    address = owner.replace("owner@", "desk_officer@")
    monkeypatch.setenv("READINESS_STORE_URL", address)
    code = surveys.open_survey(survey()).survey_code
    surveys.receive(code, file(), b"x", [answer()], seen=0)
    for statement in (
        "update survey set state = 'closed'",
        "delete from survey_file",
        "truncate survey_answer",
        "update minute set state = 'done'",
        "delete from minute",
        "insert into survey values ('a', 1, 'open', 'local', '', '', '', '', '', '', 'x', '2020')",
        # What a file said is whole: nothing can be put into it afterwards.
        f"insert into survey_answer values ('{code}', 1, '131024', 1, 0, 0, '{{}}', '{{}}')",
    ):
        with (
            psycopg.connect(address) as connection,
            pytest.raises(psycopg.Error, match=r"permission denied|append-only"),
        ):
            connection.execute(statement)
    assert [(e.action, e.written_by) for e in store.audit()] == [
        ("survey_file", "desk_officer"),
        ("survey_open", "desk_officer"),
    ]
    minutes.write(Minute("第3回", "2026-11-26", "roadmap", "task", "案", "A", body="agency:宮内庁"))
    assert [(e.action, e.written_by) for e in store.audit()][:2] == [
        ("minute_task", "desk_officer"),
        ("advice", "desk_officer"),
    ]
