"""The widgets of the survey desk: its register, what goes out, what comes in, reminders, closing.

Streamlit in, Streamlit out; what they show and do comes from ``readiness.intake``. All of it is for
officers: who has not answered yet is nobody else's business.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from readiness import intake, screen, store
from readiness.data import warehouse
from readiness.definitions.spreadsheets import csv_bytes, file_stem
from readiness.intake import previewing, sending, surveying
from readiness.intake.surveying import STATES, Line
from readiness.language.wording import language, moment, number, pct, period, said, t, today
from readiness.screen import days, desk, turns, uploads
from readiness.screen.findings_list import findings
from readiness.store import surveys
from readiness.store.officers import Officer
from readiness.store.surveys import SurveyEntry
from readiness.subjects.against_today import changes

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN_LINES = 60  # of a register of 1,788: who looks for one body filters


def name_of(entry: SurveyEntry) -> str:
    """``地方公共団体　2026年10月1日時点（受付中）``, for a box to choose from."""
    return t(
        "survey.name",
        subject=t(f"group.{entry.subject}"),
        day=period(entry.survey_date),
        state=t(f"survey.state_of.{entry.state}"),
        code=entry.survey_code,
    )


def _done(work: Callable[[], str]) -> None:
    """Write, say what was done, run again; or say why not, with everything typed still there."""
    try:
        text = work()
    except store.StoreFault as fault:
        st.warning(screen.plain(str(fault)))
        return
    desk.say(text)


def open_form(officer: Officer) -> None:
    """A new survey."""
    with screen.card("survey_open", t("survey.step.open")):
        subject = desk.subject_input("survey_open_subject")
        left, right = st.columns(2)
        with left:
            as_of = _day("survey_as_of", t("survey.as_of"))
        with right:
            due = _day("survey_due", t("survey.due"))
        contact = st.text_input(t("survey.contact"), key="survey_contact")
        note = st.text_input(t("survey.note"), key="survey_note")
        prefecture, bodies = _who_is_asked(subject)
        if not st.button(t("survey.open"), type="primary", key="survey_open"):
            return
        if not as_of or not due:
            st.warning(t("survey.days_first"))
            return

        def work() -> str:
            entry = surveying.open_survey(
                subject,
                as_of=as_of,
                due=due,
                contact=contact,
                note=note,
                prefecture=prefecture,
                bodies=bodies,
                author=officer.author,
            )
            st.query_params["survey"], st.query_params["step"] = entry.survey_code, "register"
            count = number(len(surveying.asked_by(entry)))
            return t("survey.opened", code=entry.survey_code, count=count)

        _done(work)


def _day(key: str, label: str, default: str = "") -> date | None:
    """A day typed in any usual form or taken from a calendar; None while it is none."""
    st.session_state.setdefault(key, default)
    days.field(key, label)
    return intake.parse_day(str(st.session_state[key]))


def _who_is_asked(subject: str) -> tuple[str, list[str]]:
    """Two digits of a prefecture, or the lines of a list; neither for everybody."""
    ways = ["all", "prefecture", "list"] if subject == "local" else ["all", "list"]
    way = st.radio(
        t("survey.asked"),
        ways,
        format_func=lambda way: t(f"survey.asked.{way}"),
        horizontal=True,
        key=f"survey_asked_{subject}",
    )
    if way == "prefecture":
        names = {r.prefecture_code: r.prefecture_name for r in intake.roster("local").respondents}
        code = st.selectbox(
            t("intake.page.prefecture"),
            list(names),
            format_func=lambda code: said(names[code]),
            key="survey_asked_prefecture",
        )
        return str(code), []
    if way == "list":
        text = st.text_area(t("survey.asked_list"), key="survey_asked_list", height=110)
        return "", text.splitlines() or [""]
    return "", []


def deadline_line(entry: SurveyEntry) -> str:
    """Until when, and how many days are left."""
    left = (date.fromisoformat(entry.due_date) - today()).days
    key = "survey.days_left" if left >= 0 else "survey.days_late"
    days = t(key, count=number(abs(left)))
    return t("survey.deadline", due=period(entry.due_date), days=days, contact=entry.contact)


def figures(lines: Sequence[Line]) -> None:
    """How many are asked and in which state."""
    if screen.is_narrow():
        st.markdown(surveying.summary(lines))
        return
    counts = Counter(line.state for line in lines)
    columns = st.columns(len(STATES) + 1)
    columns[0].metric(t("survey.asked_count"), number(len(lines)))
    for column, state in zip(columns[1:], STATES, strict=True):
        column.metric(t(f"survey.state.{state}"), number(counts[state]))


def by_prefecture(lines: Sequence[Line]) -> None:
    """One row for each prefecture: who has answered, and who has not."""
    rows = []
    for code in dict.fromkeys(line.prefecture_code for line in lines):
        own = [line for line in lines if line.prefecture_code == code]
        counts = Counter(line.state for line in own)
        rows.append(
            {
                t("survey.head.prefecture"): said(own[0].prefecture_name),
                t("survey.asked_count"): len(own),
                **{t(f"survey.state.{state}"): counts[state] for state in STATES},
                t("survey.head.share"): pct(1 - counts["missing"] / len(own), 0),
            }
        )
    screen.grid(
        pd.DataFrame(rows),
        most=320,
        key="survey_prefectures",
        alt=t("survey.prefectures_alt"),
    )


def chosen_lines(lines: Sequence[Line], page: str) -> list[Line]:
    """The lines that prefecture, state and words leave; the first two are kept in the URL."""
    names = {line.prefecture_code: line.prefecture_name for line in lines}
    has_places = len(names) > 1
    columns = st.columns([3, 4.4, 2.6] if has_places else [7, 3], vertical_alignment="center")
    state, words = columns[-2:]
    prefecture = ""
    if has_places:
        with columns[0]:
            options = {"all": t("intake.page.all_prefectures")} | names
            prefecture = screen.select(
                page, "place", options, label=t("intake.page.prefecture")
            ).replace("all", "")
    with state:
        options = {"all": t("survey.state.all")} | {s: t(f"survey.state.{s}") for s in STATES}
        wanted = screen.segments(page, "state", options, label=t("survey.column.state"))
    with words:
        text = st.text_input(
            t("survey.find"),
            max_chars=60,
            key=f"{page}_words",
            placeholder=t("survey.find"),
            label_visibility="collapsed",
            persist_state="session",
        )
    return [
        line
        for line in lines
        if prefecture in ("", line.prefecture_code)
        and wanted in ("all", line.state)
        and surveying.matches(line, text or "")
    ]


def listing(entry: SurveyEntry, lines: Sequence[Line], page: str) -> None:
    """Bodies with their state, the first of many, and the history of the chosen one."""
    found = chosen_lines(lines, page)
    rows = _rows(found)
    left, right = st.columns([7, 3], vertical_alignment="center")
    key = "survey.found_first" if len(found) > _SHOWN_LINES else "survey.found"
    left.markdown(t(key, count=number(len(found)), most=number(_SHOWN_LINES)))
    right.download_button(
        t("table.csv"),
        csv_bytes(rows),
        file_name=f"{file_stem(t('survey.register'), entry.survey_code)}.csv",
        mime="text/csv",
        key="survey_register_csv",
        on_click="ignore",
        width="stretch",
    )
    if not found:
        return
    shown = found[:_SHOWN_LINES]
    event = screen.grid(
        rows.head(_SHOWN_LINES),
        most=300,
        key="survey_register",
        alt=t("survey.register_alt"),
        on_select="rerun",
        selection_mode="single-row",
    )
    picked = event["selection"]["rows"]
    if picked and picked[0] < len(shown):
        _history(entry, shown[picked[0]])
    else:
        st.markdown(f":small[:gray[{t('survey.pick')}]]")


def _rows(lines: Sequence[Line]) -> pd.DataFrame:
    head = {name: t(f"survey.column.{name}") for name in ("code", "name", "state")}
    head |= {name: t(f"survey.column.{name}") for name in ("received_at", "version")}
    return pd.DataFrame(
        [
            {
                head["code"]: line.number,
                head["name"]: said(line.name),
                head["state"]: t(f"survey.state.{line.state}"),
                head["received_at"]: line.received_at,
                head["version"]: str(line.version or ""),
                t("survey.column.reminded_at"): line.reminded_at,
            }
            for line in lines
        ],
        columns=[*head.values(), t("survey.column.reminded_at")],
    )


def _history(entry: SurveyEntry, line: Line) -> None:
    """Every file of one body, newest first, each to be had again."""
    files = {one.file_number: one for one in surveys.files(entry.survey_code)}
    answers = surveys.answers(entry.survey_code, with_values=True)
    own = [one for one in answers if one.respondent_code == line.code]
    with screen.card("survey_history", screen.plain(said(line.name))):
        if not own:
            st.markdown(t("survey.nothing_from"))
        for answer in reversed(own):
            file = files[answer.file_number]
            person = " ".join(filter(None, map(answer.texts.get, ("person", "telephone"))))
            st.markdown(
                t(
                    "survey.version_line",
                    version=answer.version_number,
                    at=moment(file.received_at),
                    file=screen.plain(file.file_name),
                    sender=screen.plain(file.sender),
                    author=screen.plain(file.author),
                    state=t("survey.counted_in" if file.is_counted else "survey.not_counted"),
                )
                + (t("survey.person", person=screen.plain(person)) if person else "")
            )
            found = surveying.findings_of(file)
            findings([one for one in found if one.respondent in ("", line.name)])
            _file_downloads(entry, file.file_number, file.file_name, bool(found))


def _file_downloads(entry: SurveyEntry, file_number: int, name: str, has_findings: bool) -> None:
    left, right = st.columns(2)
    left.download_button(
        t("survey.the_file"),
        screen.later(lambda: surveys.content(entry.survey_code, file_number)),
        file_name=name,
        key=f"survey_file_{file_number}",
        on_click="ignore",
        width="stretch",
    )
    if not has_findings:
        return

    def marked() -> bytes:
        upload = intake.Upload(name, surveys.content(entry.survey_code, file_number))
        return intake.report_book(surveying.check_file(entry, upload).received)

    right.download_button(
        t("survey.marked"),
        screen.later(marked),
        file_name=f"{file_stem(t('intake.book.findings'), name.rpartition('.')[0])}.xlsx",
        mime=_XLSX,
        key=f"survey_marked_{file_number}",
        on_click="ignore",
        width="stretch",
    )


def way_input(entry: SurveyEntry, key: str) -> str:
    """A file for each prefecture, or for each body."""
    if entry.subject != "local":
        return sending.EACH
    return str(
        st.radio(
            t("survey.way"),
            (sending.PER_PREFECTURE, sending.EACH),
            format_func=lambda way: t(f"survey.way.{way}"),
            horizontal=True,
            key=key,
        )
    )


def make(
    entry: SurveyEntry,
    kind: str,
    label: str,
    outgoing: Callable[[], list[sending.Outgoing]],
    file_name: str,
    officer: Officer,
) -> None:
    """A button that makes all files under a bar of progress, writes down that they were made, and a
    button to have them.
    """
    kept_key = f"survey_made_{kind}"
    if st.button(label, type="primary", key=f"survey_make_{kind}", width="stretch"):
        st.session_state.pop(kept_key, None)
        bar = st.progress(0.0, text=t("survey.making", done="0", count=t("mark.none")))

        def told(done: int, count: int) -> None:
            words = t("survey.making", done=number(done), count=number(count))
            bar.progress(done / count, text=words)

        try:
            with turns.HEAVY.on_screen():
                files = outgoing()
                content = sending.packed(files, told)
            sending.record(entry, kind, files, officer.author)
        except store.StoreFault as fault:
            bar.empty()
            st.warning(screen.plain(str(fault)))
            return
        bar.empty()
        st.session_state[kept_key] = (entry.survey_code, content, len(files))
    kept = st.session_state.get(kept_key)
    if kept and kept[0] == entry.survey_code:
        size = number(max(1, round(len(kept[1]) / 1024)))
        st.download_button(
            t("survey.have", count=number(kept[2]), size=size),
            kept[1],
            file_name=file_name,
            mime="application/zip",
            key=f"survey_have_{kind}",
            on_click="ignore",
            width="stretch",
        )


def mailings(entry: SurveyEntry, kind: str) -> None:
    """What was made when, newest first."""
    rows = [
        {
            t("survey.column.sent_at"): moment(one.sent_at),
            t("survey.column.bodies"): len(one.respondents),
            t("survey.column.author"): one.author,
        }
        for one in reversed(surveys.mailings(entry.survey_code))
        if one.kind == kind
    ]
    if not rows:
        st.markdown(t("survey.never_sent"))
        return
    screen.grid(
        pd.DataFrame(rows),
        most=220,
        key=f"survey_mailings_{kind}",
        alt=t("survey.mailings_alt"),
    )


def send(entry: SurveyEntry, officer: Officer) -> None:
    """Questionnaires and the letter that goes with them, in one ZIP."""
    left, right = st.columns([6, 4])
    with left, screen.card("survey_send", t("survey.step.send")):
        st.markdown(t("survey.send_lead"))
        way = way_input(entry, "survey_send_way")
        make(
            entry,
            surveys.SENT,
            t("survey.make_forms"),
            lambda: sending.questionnaires(entry, way),
            f"{file_stem(t('survey.file.form'), entry.survey_code)}.zip",
            officer,
        )
    with right, screen.card("survey_sent", t("survey.sent_before")):
        mailings(entry, surveys.SENT)


def remind(entry: SurveyEntry, lines: Sequence[Line], officer: Officer) -> None:
    """Letters to who has not answered, and the text of a mail to copy."""
    waiting = [line for line in lines if line.state in ("missing", "errors")]
    if not waiting:
        st.markdown(t("survey.nobody_waits"))
        mailings(entry, surveys.REMINDED)
        return
    left, right = st.columns([5, 5])
    with left, screen.card("survey_remind", t("survey.step.remind")):
        st.markdown(t("survey.remind_lead", count=number(len(waiting))))
        way = way_input(entry, "survey_remind_way")
        make(
            entry,
            surveys.REMINDED,
            t("survey.make_letters"),
            lambda: sending.reminders(entry, way),
            f"{file_stem(t('survey.file.reminder'), entry.survey_code)}.zip",
            officer,
        )
        mailings(entry, surveys.REMINDED)
    with right, screen.card("survey_mail", t("survey.mail")):
        texts = [one for one in sending.reminders(entry, way) if one.name.endswith(".txt")]
        names = {place: one.name.removesuffix(".txt") for place, one in enumerate(texts)}
        place = st.selectbox(
            t("survey.mail_to"), list(names), format_func=names.__getitem__, key="survey_mail_to"
        )
        text = texts[place or 0].make().decode("utf-8-sig").replace("\r\n", "\n")
        st.code(text, language=None, wrap_lines=True, height=300)


def receive(entry: SurveyEntry, officer: Officer) -> None:
    """Files in: checked at once, kept and counted when the officer says so."""
    uploads.share("survey_desk", uploads.OFFICER)
    screen.japanese_upload(t("intake.page.choose"))
    left, right = st.columns([6, 4])
    round_number = st.session_state.setdefault("survey_upload", 0)
    files = left.file_uploader(
        t("survey.upload"),
        accept_multiple_files=True,
        key=f"survey_files_{round_number}",
        max_upload_size=20,
    )
    sender = right.text_input(t("survey.sender"), key="survey_sender")
    if not files:
        st.markdown(t("survey.receive_lead"))
        _newest_files(entry)
        return
    sent = [intake.Upload(file.name, file.getvalue()) for file in files]
    checks = _checked(entry, sent)
    for place, check in enumerate(checks):
        report = check.report
        with screen.card(f"survey_check_{place}"):
            state = "errors" if report.errors else "warnings" if report.warnings else "answered"
            words = t(
                f"survey.check.{state}",
                file=screen.plain(check.upload.name),
                count=number(len(check.given)),
                errors=number(len(report.errors)),
                warnings=number(len(report.warnings)),
            )
            st.markdown(words)
            findings(report.findings)
            if report.findings and check.received.sheets:
                stem = file_stem(t("intake.book.findings"), check.upload.name.rpartition(".")[0])
                st.download_button(
                    t("survey.marked"),
                    screen.later(lambda check=check: intake.report_book(check.received)),  # type: ignore[misc]
                    file_name=f"{stem}.xlsx",
                    mime=_XLSX,
                    key=f"survey_report_{place}",
                    on_click="ignore",
                )
    label = t("survey.receive", count=number(len(checks)))
    if st.button(label, type="primary", key="survey_receive"):
        _keep(entry, checks, sender, officer)


def _checked(entry: SurveyEntry, sent: Sequence[intake.Upload]) -> list[surveying.Check]:
    """Checked once for the same files; a screen runs often."""
    sums = [f"{one.name}:{hashlib.sha256(one.content).hexdigest()}" for one in sent]
    print_ = "|".join([entry.survey_code, language(), *sums])
    kept = st.session_state.get("survey_checked")
    if kept and kept[0] == print_:
        return list(kept[1])
    checks = [surveying.check_file(entry, one) for one in sent]
    st.session_state["survey_checked"] = (print_, checks)
    return checks


def _keep(
    entry: SurveyEntry, checks: Sequence[surveying.Check], sender: str, officer: Officer
) -> None:
    """Each file by itself: one that somebody else was faster with keeps no other out."""
    kept, refused = [], []
    for check in checks:
        try:
            file, _ = surveying.receive_file(
                entry,
                check.upload,
                author=officer.author,
                sender=sender,
                checked=check,
            )
            kept.append(file)
        except store.StoreFault as fault:
            refused.append(str(fault))
    st.session_state.pop("survey_checked", None)
    for text in refused:
        st.warning(screen.plain(text))
    if not kept:
        return
    counted = sum(file.is_counted for file in kept)
    said_ = t("survey.received_all", count=number(len(kept)), counted=number(counted))
    if refused:
        st.success(screen.plain(said_))
        return
    st.session_state["survey_upload"] += 1
    desk.say(said_)


def _newest_files(entry: SurveyEntry) -> None:
    files = surveys.files(entry.survey_code)[:20]
    if not files:
        return
    rows = [
        {
            t("survey.column.number"): one.file_number,
            t("survey.column.received_at"): moment(one.received_at),
            t("survey.column.file"): one.file_name,
            t("survey.column.sender"): one.sender,
            t("survey.column.state"): t(
                "survey.counted_in" if one.is_counted else "survey.not_counted"
            ),
            t("intake.page.errors"): one.error_count,
            t("intake.page.warnings"): one.warning_count,
            t("survey.column.author"): one.author,
        }
        for one in files
    ]
    screen.grid(
        pd.DataFrame(rows),
        most=320,
        key="survey_newest",
        alt=t("survey.newest_alt"),
    )


def finish(entry: SurveyEntry, officer: Officer) -> None:
    """The draft beside the round before, its publication, another deadline, closing."""
    received = surveying.drafted(entry)
    left, right = st.columns([6, 4])
    with left, screen.card("survey_preview", t("intake.page.preview")):
        findings(received.report.findings)
        if received.answers:
            desk.preview(received)
    if received.answers:
        against_today(entry)
    with right:
        with screen.card("survey_publish", t("intake.page.publish_heading")):
            if received.report.errors:
                st.markdown(t("survey.nothing_yet"))
            else:
                desk.publish_form(received)
        with screen.card("survey_close", t("survey.closing")):
            _closing(entry, officer)


def against_today(entry: SurveyEntry) -> None:
    """The way into every screen with this round in it, and what they say otherwise than today."""
    preview = {"preview": entry.survey_code}
    st.page_link("pages/overview.py", label=t("preview.open"), query_params=preview)
    box = st.expander(t("preview.changes"), key="survey_changes", on_change="rerun")
    if not box.open:
        return
    with box:
        code = entry.survey_code
        name = previewing.name_of(code)
        with st.spinner(t("preview.comparing")):
            rows = changes(warehouse.with_draft(name, lambda: previewing.round_of(code)))
        if rows.empty:
            st.markdown(t("preview.none"))
            return
        st.table(
            screen.worded(rows.drop(columns="page"), is_markup=True),
            border="horizontal",
            hide_index=True,
        )


def _closing(entry: SurveyEntry, officer: Officer) -> None:
    if not entry.is_open:
        st.markdown(t("survey.is_closed_line", at=moment(entry.written_at), who=entry.author))
        if st.button(t("survey.reopen"), key="survey_reopen"):
            _done(
                lambda: t(
                    "survey.reopened",
                    code=surveying.reopen(entry, author=officer.author).survey_code,
                )
            )
        return
    due = _day(f"survey_due_{entry.survey_code}", t("survey.due"), entry.due_date)
    if st.button(t("survey.postpone"), key="survey_postpone"):
        if due is None:
            st.warning(t("survey.days_first"))
        else:
            _done(
                lambda: t(
                    "survey.postponed",
                    code=entry.survey_code,
                    due=surveying.postpone(entry, due, author=officer.author).due_date,
                )
            )
    with st.form("survey_closing"):
        is_meant = st.checkbox(t("survey.close_meant"), key="survey_close_meant")
        if st.form_submit_button(t("survey.close")):
            if is_meant:
                _done(
                    lambda: t(
                        "survey.closed",
                        code=surveying.close(entry, author=officer.author).survey_code,
                    )
                )
            else:
                st.warning(t("survey.close_first"))
