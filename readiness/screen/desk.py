"""The widgets of the survey reception: questionnaires, upload, mapping, report, publishing.

Streamlit in, Streamlit out; what they show comes from ``readiness.intake``.
"""

import hashlib
import time
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from readiness import intake, screen, store
from readiness.data import queries, warehouse
from readiness.definitions.contracts import ROUND_STATES
from readiness.definitions.questionnaire import SUBJECTS, Question, Survey, surveys
from readiness.definitions.spreadsheets import csv_bytes, file_stem
from readiness.language.wording import (
    headed,
    known,
    label_period,
    language,
    listed,
    moment,
    number,
    period,
    said,
    saying,
    signed,
    t,
    today,
)
from readiness.screen import mapping_desk, uploads
from readiness.screen.findings_list import findings
from readiness.store.officers import Officer
from readiness.subjects import consequences
from readiness.subjects.kept import kept

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN_FINDINGS = 500
_SAID_SECONDS = 20.0


def day_input(key: str, label: str, default: str = "") -> date | None:
    """A day typed in any usual form."""
    text = st.text_input(label, default, key=key, placeholder=t("intake.page.day_placeholder"))
    day = intake.parse_day(text) if text.strip() else None
    if text.strip() and day is None:
        st.markdown(f":red[{t('command.bad_day', text=screen.plain(text[:20]))}]")
    return day


def subject_input(key: str) -> str:
    """agency or local."""
    names = {subject: t(f"group.{subject}") for subject in SUBJECTS}
    return str(
        st.segmented_control(
            t("intake.page.subject"),
            list(names),
            format_func=names.__getitem__,
            default="local",
            required=True,
            key=key,
        )
    )


def questionnaires() -> None:
    """Step 1: questionnaires to send out."""
    left, right = st.columns(2)
    with left, screen.card("intake_form", t("intake.page.form")):
        subject = subject_input("intake_form_subject")
        day = day_input("intake_form_day", t("intake.page.survey_date"), f"{today().year}-10-01")
        everybody = intake.roster(subject)
        if subject == "local":
            names = {r.prefecture_code: r.prefecture_name for r in everybody.respondents}
            options = {"": t("intake.page.all_prefectures")} | names
            code = st.selectbox(
                t("intake.page.prefecture"),
                list(options),
                format_func=saying(options),
                key="intake_form_prefecture",
            )
            everybody = everybody.of_prefecture(code) if code else everybody
        respondents = everybody.full_names
        one_code = st.selectbox(
            t("intake.page.respondent"),
            list(respondents),
            format_func=saying(respondents),
            key=f"intake_form_one_{subject}",
        )
        if day:
            _form_downloads(surveys(day)[subject], everybody, everybody.by_code[one_code], day)
    with right, screen.card("intake_questions", t("intake.page.questions")):
        _questions(surveys(day)[subject])


def _form_downloads(
    survey: Survey, everybody: intake.Roster, one: intake.Respondent, day: date
) -> None:
    stem = file_stem(t("command.collecting_name"), day.isoformat(), f"{len(everybody)}")
    st.download_button(
        t("intake.page.collecting", count=number(len(everybody))),
        screen.later(lambda: intake.collecting_sheet(survey, everybody, day)),
        file_name=f"{stem}.xlsx",
        mime=_XLSX,
        on_click="ignore",
        type="primary",
        width="stretch",
    )
    st.download_button(
        t("intake.page.one_form", name=one.full_name),
        screen.later(lambda: intake.form(survey, one, day)),
        file_name=f"{file_stem(t('command.form_name'), day.isoformat(), one.full_name)}.xlsx",
        mime=_XLSX,
        on_click="ignore",
        width="stretch",
    )

    def table() -> bytes:
        head, *rows = intake.collecting_table(survey, everybody)
        return csv_bytes(pd.DataFrame(rows, columns=head))

    st.download_button(
        t("intake.page.collecting_csv"),
        screen.later(table),
        file_name=f"{stem}.csv",
        mime="text/csv",
        on_click="ignore",
        width="stretch",
    )


def _questions(survey: Survey) -> None:
    lines = [
        "- "
        + headed(f"**{screen.plain(question.label)}**", t(f"dictionary.kind.{question.kind}"))
        + _count_of(question)
        for question in survey.asked
    ]
    st.markdown("\n".join(lines))
    st.markdown(f":small[:gray[{t('intake.page.definition')}]]")


def _count_of(question: Question) -> str:
    count = len(question.asked_choices)
    return t("mark.brackets", text=number(count)) if count else ""


def receive() -> intake.Received | None:
    """Step 2: files in; the checked answers, None before there are any. For officers: a file takes
    memory and minutes, and what comes of it is only for who may publish it.
    """
    who = screen.officer()
    if not who.name:
        uploads.share("intake", uploads.NOTHING)
        not_allowed(who.reason)
        return None
    uploads.share("intake", uploads.OFFICER)
    screen.japanese_upload(t("intake.page.choose"))
    left, middle, right = st.columns([4.4, 2.8, 2.8])
    files = left.file_uploader(
        t("intake.page.upload"),
        accept_multiple_files=True,
        key="intake_files",
        max_upload_size=20,
    )
    with middle:
        day = day_input("intake_day", t("intake.page.survey_date_if_missing"))
    saved = right.file_uploader(t("intake.page.mapping_file"), key="intake_mapping_file")
    if not files:
        return None
    sent = [intake.Upload(file.name, file.getvalue()) for file in files]
    text = mapping_desk.given(saved.getvalue() if saved else None)
    if text is None:
        return None
    received = _received(sent, day, text)
    mapping_desk.correct(received, day)
    return received


def _received(uploads: list[intake.Upload], day: date | None, mapping: str) -> intake.Received:
    """Checked once for the same files, day, mapping, state of the data and language of the findings;
    a screen runs often.
    """
    parts = [f"{upload.name}:{hashlib.sha256(upload.content).hexdigest()}" for upload in uploads]
    print_ = "|".join([*parts, str(day), mapping, warehouse.shared().token, language()])
    kept: tuple[str, intake.Received] | None = st.session_state.get("intake_received")
    if kept and kept[0] == print_:
        return kept[1]
    columns = intake.read_mapping(mapping, surveys()) if mapping else None
    received = intake.receive(uploads, survey_date=day, mapping=columns)
    st.session_state["intake_received"] = (print_, received)
    return received


def _findings_table(found: Sequence[intake.Finding]) -> None:
    """The same to sort and to search in; cells of a table are cut."""
    rows = pd.DataFrame([vars(finding) for finding in found[:_SHOWN_FINDINGS]])
    rows["severity"] = [t(f"intake.severity.{one}") for one in rows["severity"]]
    rows["row"] = rows["row"].map(lambda row: str(row) if row else "")
    order = "severity file sheet row column respondent question value reason suggestion".split()
    screen.grid(
        rows[order].rename(columns={name: t(f"intake.book.{name}") for name in order}),
        most=250,
        key="intake_findings",
        alt=t("intake.page.findings_alt"),
    )


def report(received: intake.Received) -> None:
    """What the check found, who is missing, and the report to send back."""
    found = received.report
    counts = {
        "answered": f"{number(found.answered_count)} / {number(found.asked_count)}",
        "errors": number(len(found.errors)),
        "warnings": number(len(found.warnings)),
        "missing": number(sum(map(len, found.missing.values()))),
    }
    with screen.card("intake_report"):
        for column, (name, value) in zip(st.columns(4), counts.items(), strict=True):
            column.metric(t(f"intake.page.{name}"), value)
        findings(found.findings)
        if found.findings:
            with st.expander(t("intake.page.findings_table"), key="intake_findings_area"):
                _findings_table(found.findings)
        left, right = st.columns(2)
        left.download_button(
            t("intake.page.report_xlsx"),
            screen.later(lambda: intake.report_book(received)),
            file_name=f"{file_stem(t('intake.book.findings'), str(received.survey_date or ''))}.xlsx",
            mime=_XLSX,
            on_click="ignore",
            width="stretch",
        )
        right.download_button(
            t("intake.page.report_json"),
            found.as_json(),
            file_name=f"{file_stem(t('intake.book.findings'), str(received.survey_date or ''))}.json",
            mime="application/json",
            on_click="ignore",
            width="stretch",
        )
    if found.missing and found.answered_count:
        rows = pd.DataFrame(
            [
                {
                    "prefecture_name": place,
                    "unanswered_count": len(names),
                    "names": listed(names),
                }
                for place, names in found.missing.items()
            ]
        )
        screen.table(
            rows,
            key="intake_missing",
            file_name=file_stem(t("intake.book.missing"), str(received.survey_date or "")),
            heading=t("intake.page.missing_table"),
        )


def preview(received: intake.Received) -> None:
    """What the screens will show, beside the round before, and whether it adds up."""
    rows = pd.DataFrame(intake.preview(received))
    found = received.report
    missing = sum(map(len, found.missing.values()))
    line = t(
        "intake.page.reconciled",
        answered=number(found.answered_count),
        missing=number(missing),
        asked=number(found.asked_count),
    )
    st.markdown(line)
    for name, form in (("now_count", number), ("previous_count", number), ("difference", signed)):
        rows[name] = [t("mark.none") if pd.isna(one) else form(one) for one in rows[name]]
    for name in ("item", "answer"):
        rows[name] = rows[name].map(said)
    words = {name: t(f"intake.preview.{name}") for name in rows.columns}
    screen.grid(
        rows.rename(columns=words),
        most=300,
        key="intake_preview",
        alt=t("intake.page.preview_alt"),
    )


def publish_form(received: intake.Received) -> None:
    """Step 3: publish what was checked. What will be done is named; it asks for a reason once, and
    afterwards nothing is filled in.
    """
    officer = screen.officer()
    if not officer.name:
        not_allowed(officer.reason)
        return
    seen_key = f"intake_seen_{received.round_code}"
    seen = st.session_state.setdefault(seen_key, intake.seen_version(received.round_code))
    standing = intake.standing(received.round_code) if seen else None
    st.markdown(t("intake.page.publish_as", officer=screen.plain(officer.name), version=seen + 1))
    st.text_input(t("intake.page.citation"), key="intake_citation")
    st.text_input(t("intake.page.deadline"), key="intake_deadline")
    upon = _join_input(received) if seen else None
    state = _state_input(intake.joined(received, upon) if upon else received)
    _will(
        consequences.of_publishing(
            store.PublishedRound(
                round_code=received.round_code,
                subject=received.subject,
                label=_label_of(received),
                survey_date=str(received.survey_date),
                citation="",
                author="",
                file_names="",
                file_sha256="",
                state=state,
                version_number=seen,
            ),
            standing,
            answered=received.report.answered_count,
            asked=received.report.asked_count,
        )
    )
    if standing:
        label = t("publish.replace_too", version=standing.version_number)
        st.checkbox(label, key=_armed("replaced", received, seen))
    st.checkbox(t("intake.page.confirmed"), key=_armed("confirmed", received, seen))
    st.text_input(t("publish.reason_publish"), key=_armed("note", received, seen))
    fault()
    st.button(
        t("publish.do.publish", label=_label_of(received), version=seen + 1),
        type="primary",
        key="intake_publish",
        on_click=_publish,
        args=(received, seen, state, upon, bool(standing)),
    )


def _label_of(received: intake.Received) -> str:
    """The round by its day, as its label will have it."""
    return t("intake.publish.label", day=label_period(str(received.survey_date)))


def _will(lines: tuple[str, ...]) -> None:
    """What is about to happen, before it is asked for."""
    with st.container(key="card_will", gap="xxsmall"):
        st.markdown(f"**{t('publish.will')}**")
        st.markdown("\n".join(f"- {screen.plain(line)}" for line in lines))


def fault() -> None:
    """What was wrong with the last press of a button; what was written stays."""
    text = st.session_state.pop("desk_fault", "")
    if text:
        st.warning(screen.plain(text))


def _armed(name: str, received: intake.Received, seen: int) -> str:
    """Key of what leads to publishing: the next version has keys of its own, so that nothing stays filled
    in. Emptying the old ones is not enough: a browser sends what it shows once more.
    """
    return f"intake_{name}_{received.round_code}_{seen}"


def _publish(
    received: intake.Received,
    seen: int,
    state: str,
    upon: store.PublishedRound | None,
    replaces: bool,
) -> None:
    screen.take_up_language()
    officer, filled = screen.officer(), st.session_state
    deadline = str(filled.get("intake_deadline", "")).strip()
    day = intake.parse_day(deadline) if deadline else None
    confirmed, replaced, note = (
        filled.get(_armed(name, received, seen)) for name in ("confirmed", "replaced", "note")
    )
    note = str(note or "").strip()
    missing = (
        (not confirmed, t("intake.page.confirm_first")),
        (replaces and not replaced, t("publish.replace_first")),
        (not note, t("publish.reason_first")),
        (bool(deadline) and day is None, t("command.bad_day", text=deadline[:20])),
    )
    reason = next((text for is_missing, text in missing if is_missing), "")
    if reason or not officer.name:
        filled["desk_fault"] = reason
        return
    filled.pop(f"intake_seen_{received.round_code}", None)
    try:
        entry = intake.draft(
            received,
            author=officer.author,
            note=note,
            citation=str(filled.get("intake_citation", "")),
            deadline_date=day.isoformat() if day else "",
            state=state,
            upon=upon,
        )
        version = intake.publish(entry, seen=seen)
    except (store.StoreFault, intake.PublishRefused) as refused:
        filled["desk_fault"] = str(refused)
        return
    filled["desk_said"] = published_words(version)
    screen.published()


def published_words(version: store.Version) -> str:
    """What was published, by whom and when, with how many answers."""
    return t(
        "command.published",
        round_code=version.round_code,
        version=version.version_number,
        author=version.author,
        at=moment(version.published_at),
        count=number(version.respondent_count),
        state=t(f"round_state.{version.state}"),
    )


def _join_input(received: intake.Received) -> store.PublishedRound | None:
    """The round that stands, if these answers are to be added to it; asked where there is one."""
    upon = intake.standing(received.round_code)
    if upon is None or not set(upon.answers) - {*received.answers, *received.indicators}:
        return None
    words = {
        "add": t("intake.page.join.add"),
        "replace": t("intake.page.join.replace"),
    }
    is_part = not intake.answered_twice(received, upon)
    chosen = st.radio(
        t("intake.page.join", version=upon.version_number, count=number(len(upon.answers))),
        list(words),
        index=0 if is_part else 1,
        format_func=words.__getitem__,
        key="intake_join",
    )
    return upon if chosen == "add" else None


def _state_input(received: intake.Received) -> str:
    """確報 or 速報, with the proposal from the share answered chosen beforehand and its reason."""
    proposed = intake.proposal(received)
    return str(
        st.radio(
            t("intake.page.state"),
            ROUND_STATES,
            index=ROUND_STATES.index(proposed.state),
            format_func=lambda state: t(f"round_state.{state}"),
            captions=[t(f"round_state.caption.{state}") for state in ROUND_STATES],
            help=proposed.reason,
            key=f"intake_state_{proposed.state}",
        )
    )


def say(text: str) -> None:
    """Writing makes every screen run again, this one too: what was done is said after that."""
    st.session_state["desk_said"] = text
    screen.published()
    st.rerun()


def what_was_done() -> None:
    """What the last run did, once."""
    text = st.session_state.pop("desk_said", "")
    if text:
        st.session_state["desk_saying"] = (text, time.monotonic())
    text, since = st.session_state.get("desk_saying", ("", 0.0))
    if text and time.monotonic() - since < _SAID_SECONDS:
        st.success(screen.plain(text))


def not_allowed(reason: str) -> None:
    """Who may, and how; with a way to sign in where there is one."""
    st.info(t(reason))
    if reason == "intake.role.sign_in":
        st.button(t("intake.page.sign_in"), on_click=st.login, key="intake_sign_in")


def withdrawn(versions: list[store.Version]) -> set[str]:
    """Rounds whose last version is a withdrawal."""
    last = {one.round_code: one for one in sorted(versions, key=lambda one: one.version_number)}
    return {code for code, one in last.items() if one.is_withdrawn}


def versions(officer: Officer) -> list[store.Version]:
    """Every version, newest first; of rounds that were taken back only for an officer."""
    every = store.history()
    gone = set() if officer.name else withdrawn(every)
    return [one for one in every if one.round_code not in gone]


def history_rows(versions: list[store.Version], officer: Officer) -> pd.DataFrame:
    """Versions in words; who published them and with which note is for officers."""
    rows = [
        {
            "published_at": moment(version.published_at),
            "round_label": version.label,
            "round_code": version.round_code,
            "round_state": t("mark.none")
            if version.is_withdrawn
            else t(f"round_state.{version.state}"),
            "version_number": version.version_number,
            "action": t(f"intake.action.{'withdraw' if version.is_withdrawn else 'publish'}"),
            "author": version.author,
            "respondents": version.respondent_count,
            "note": version.note,
            "file_sha256": version.file_sha256,
        }
        for version in versions
    ]
    return pd.DataFrame(rows).drop(columns=[] if officer.name else ["author", "note"])


def built_in(published: set[str]) -> pd.DataFrame:
    """Rounds of data/ that no version of the reception stands for."""
    rounds = kept(queries.data_rounds)
    rounds = rounds[~rounds["round_code"].isin(published)]
    sources = kept(queries.data_sources).set_index("source_id")["citation"]
    return pd.DataFrame(
        {
            "round_label": rounds["label"],
            "survey_period": rounds["survey_period"].map(period),
            "published_period": [
                period(one) if isinstance(one, str) else t("mark.none")
                for one in rounds["published_period"]
            ],
            "basis": [known(f"basis.{one}", one) for one in rounds["basis"]],
            "citation": [said(str(sources.get(one, one))) for one in rounds["source_id"]],
        }
    )


def withdraw_form() -> None:
    """Take a round that stands off the screens: none is chosen beforehand, what will happen is named, and
    it asks for a reason once.
    """
    officer = screen.officer()
    standing = {entry.round_code: entry for entry in store.rounds()}
    if not standing:
        st.markdown(t("publish.nothing_to_withdraw"))
        return
    if not officer.name:
        not_allowed(officer.reason)
        return
    labels = {code: entry.label for code, entry in standing.items()}
    labels |= queries.data_rounds().set_index("round_code")["label"].to_dict()
    code = st.selectbox(
        t("publish.round"),
        list(standing),
        index=None,
        placeholder=t("publish.choose_round"),
        format_func=lambda code: said(str(labels[code])) + t("mark.brackets", text=code),
        key="publish_withdraw_round",
    )
    fault()
    if code is None:
        st.markdown(f":small[:gray[{t('publish.choose_first')}]]")
        return
    entry = standing[code]
    _will(consequences.of_withdrawing(entry))
    st.text_input(t("publish.reason"), key="publish_withdraw_note")
    st.button(
        t("publish.do.withdraw", label=said(str(labels[code]))),
        key="publish_withdraw_do",
        on_click=_withdraw,
        args=(code, entry.version_number),
    )


def _withdraw(code: str, seen: int) -> None:
    screen.take_up_language()
    officer = screen.officer()
    note = str(st.session_state.get("publish_withdraw_note", "")).strip()
    if not note or not officer.name:
        st.session_state["desk_fault"] = t("publish.reason_first")
        return
    try:
        store.withdraw(code, author=officer.author, note=note, seen=seen)
    except store.StoreFault as refused:
        st.session_state["desk_fault"] = str(refused)
    else:
        said_text = t("command.withdrawn", round_code=code, author=officer.name)
        st.session_state["desk_said"] = said_text
        screen.published()
    # Done or refused: nothing stays armed.
    st.session_state["publish_withdraw_round"] = None
    st.session_state["publish_withdraw_note"] = ""


def guarded(show: Any) -> None:
    """Run a part that reads the store; say so in words when it does not answer."""
    try:
        show()
    except store.StoreUnreachable as fault:
        st.warning(screen.plain(str(fault)))
