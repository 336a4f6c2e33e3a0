"""The widgets of the minutes: writing on a slide, revising, what is due, the files.

Who has a role writes into the store; who has none writes into the session, and saves a file.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from readiness import intake, screen
from readiness.agenda import minutes
from readiness.agenda.agenda import Agenda, AgendaFault
from readiness.definitions.spreadsheets import csv_bytes, file_stem
from readiness.language.wording import headed, t, today
from readiness.screen import days, uploads
from readiness.store import StoreFault
from readiness.store import minutes as stored
from readiness.store.minutes import DECISION, DONE, OPEN, STRUCK, TASK, Minute

_OWN = "minutes_own"  # entries of a session without a role
_REVISED = "minutes_revised"
_FAULT = "minutes_fault"
_FILE_LIMIT = 300_000  # bytes; 300 entries of usual length are well below
_CLEARED = {"content": "", "responsible": "", "due": "", "body": None}

# Tells which slide the show in another window of this browser has come to, but never while somebody
# is writing here.
_slide = st.components.v2.component(
    "minutes_slide",
    js="""
export default function ({ setStateValue }) {
  const show = new BroadcastChannel("meeting-beside");
  let told = 0;
  show.onmessage = (event) => {
    const number = event.data.number;
    const isWriting = document.activeElement?.closest?.("input, textarea");
    if (!number || number === told || isWriting) return;
    told = number;
    setStateValue("number", number);
  };
  show.postMessage({ hello: true });
  return () => show.close();
}
""",
)


def is_stored() -> bool:
    """True for who may write into the store."""
    return bool(screen.officer().name)


def entries() -> list[Minute]:
    """Everything that is recorded; without a role what this session wrote. Raises StoreUnreachable."""
    if is_stored():
        return stored.minutes()
    return [one for one in st.session_state.get(_OWN, []) if one.state != STRUCK]


def _write(entry: Minute) -> bool:
    """Into the store or the session; False, and the reason said, if it could not be."""
    officer = screen.officer()
    if not officer.name:
        own: list[Minute] = st.session_state.setdefault(_OWN, [])
        if entry.minute_id:
            own[:] = [entry if one.minute_id == entry.minute_id else one for one in own]
        elif len(own) < minutes.ENTRY_LIMIT:
            own.append(replace(entry, minute_id=max((o.minute_id for o in own), default=0) + 1))
        else:
            st.session_state[_FAULT] = t("minutes.too_many", limit=minutes.ENTRY_LIMIT)
            return False
        return True
    try:
        stored.write(replace(entry, author=officer.author))
    except StoreFault as fault:
        st.session_state[_FAULT] = screen.plain(str(fault))
        return False
    return True


def meeting(agenda: Agenda) -> tuple[str, str]:
    """Two fields: the name of the meeting and its day. Today where the day cannot be read."""
    name, day = st.columns(2)
    key = f"minutes_meeting_{agenda.title}"
    st.session_state.setdefault(key, agenda.title)
    named = name.text_input(
        t("minutes.meeting"),
        key=key,
        max_chars=minutes.LIMITS["meeting"],
        persist_state="session",
    )
    st.session_state.setdefault("minutes_day", today().isoformat())
    with day:
        days.field("minutes_day", t("minutes.day"))
    found = intake.parse_day(st.session_state["minutes_day"] or "")
    return (named or "").strip() or agenda.title, (found or today()).isoformat()


def form(agenda: Agenda, meeting_name: str, day: str) -> None:
    """A new entry on a slide, or a known one revised. What was written stays until it is saved."""
    revised: Minute | None = st.session_state.get(_REVISED)
    place = _pick_slide(agenda)
    kind = st.segmented_control(
        t("minutes.kind"),
        [DECISION, TASK],
        default=DECISION,
        required=True,
        format_func=lambda code: t(f"minutes.kind.{code}"),
        key="minutes_kind",
        persist_state="session",
    )
    st.text_area(
        t("minutes.content"),
        key="minutes_content",
        height=110,
        max_chars=minutes.LIMITS["content"],
        placeholder=t("minutes.content_hint"),
        persist_state="session",
    )
    if kind == TASK:
        _task_fields()
    if fault := st.session_state.pop(_FAULT, ""):
        st.warning(screen.plain(fault))
    link = agenda.items[place].link if agenda.items else ""
    with st.container(horizontal=True):
        st.button(
            t("minutes.revise_save" if revised else "minutes.add"),
            key="minutes_save",
            type="primary",
            on_click=_save,
            args=(meeting_name, day, link),
        )
        if revised:
            st.button(t("minutes.revise_stop"), key="minutes_stop", on_click=_clear)


def _pick_slide(agenda: Agenda) -> int:
    """The slide to write on: the one of the show in another window, of the link, or chosen here."""
    titles = [headed(str(place), one.title) for place, one in enumerate(agenda.views(), start=1)]
    told = _slide(key="minutes_slide", on_number_change=lambda: None)
    number = told.get("number") if told else None
    asked = st.query_params.get("slide", "")
    if number is None and asked.isdecimal() and len(asked) < 4:
        number = int(asked)
    if isinstance(number, int) and number != st.session_state.get("minutes_told"):
        st.session_state["minutes_told"] = number
        if 1 <= number <= len(titles) and not st.session_state.get("minutes_content"):
            st.session_state["minutes_place"] = number - 1
    if st.session_state.get("minutes_place", 0) >= len(titles):
        st.session_state["minutes_place"] = 0
    if not titles:
        return 0
    chosen: int = st.selectbox(
        t("minutes.slide"),
        range(len(titles)),
        format_func=titles.__getitem__,
        key="minutes_place",
        persist_state="session",
    )
    return chosen


def _task_fields() -> None:
    options = minutes.bodies()
    st.selectbox(
        t("minutes.body"),
        list(options),
        index=None,
        format_func=lambda code: minutes.body_name(code),
        placeholder=t("minutes.body_hint"),
        key="minutes_body",
        persist_state="session",
    )
    if is_stored():
        st.markdown(f":small[:gray[{t('minutes.body_advice')}]]")
    who, when = st.columns(2)
    who.text_input(
        t("minutes.responsible"),
        key="minutes_responsible",
        max_chars=minutes.LIMITS["responsible"],
        persist_state="session",
    )
    with when:
        days.field("minutes_due", t("minutes.due"))


def _text(name: str) -> str:
    return str(st.session_state.get(f"minutes_{name}") or "").strip()


def _clear() -> None:
    st.session_state.pop(_REVISED, None)
    for name, value in _CLEARED.items():
        st.session_state[f"minutes_{name}"] = value


def _save(meeting_name: str, day: str, link: str) -> None:
    screen.take_up_language()
    if fault := _fault():
        st.session_state[_FAULT] = fault
        return
    kind = st.session_state.get("minutes_kind") or DECISION
    due = intake.parse_day(_text("due")) if kind == TASK else None
    revised: Minute | None = st.session_state.get(_REVISED)
    entry = replace(
        revised or Minute(meeting_name, day, link, kind, ""),
        kind=kind,
        link=link,
        content=_text("content"),
        body=_text("body") if kind == TASK else "",
        responsible=_text("responsible") if kind == TASK else "",
        due_date=due.isoformat() if due else "",
    )
    if _write(entry):
        st.session_state["desk_said"] = t("minutes.saved", entry=minutes.brief(entry))
        _clear()


def _fault() -> str:
    """What is wrong with the form, in words; nothing if nothing is."""
    if not _text("content"):
        return t("minutes.content_first")
    for name, key in (("day", "minutes.bad_day"), ("due", "minutes.bad_due")):
        text = _text(name)
        if text and intake.parse_day(text) is None:
            return screen.plain(t(key, text=text[:30]))
    return ""


def listing(found: list[Minute], day: str, *, key: str, with_meeting: bool) -> None:
    """Entries as a table, and one of them to be changed."""
    if not found:
        st.markdown(t("minutes.none"))
        return
    screen.grid(
        screen.worded(minutes.rows(found, with_meeting=with_meeting, day=day)),
        most=300,
        key=f"minutes_rows_{key}",
        alt=t("minutes.alt"),
    )
    known = {one.minute_id: one for one in found}
    chosen = st.selectbox(
        t("minutes.entry"),
        list(known),
        index=len(known) - 1,
        format_func=lambda number: minutes.brief(known[number]),
        key=f"minutes_entry_{key}_{len(known)}",
    )
    entry = known[chosen]
    st.markdown("  \n".join(map(screen.plain, entry.content.splitlines())))
    with st.container(horizontal=True):
        if entry.kind == TASK:
            other = DONE if entry.state == OPEN else OPEN
            _button(f"state_{key}", t(f"minutes.make.{other}"), partial(_set_state, entry, other))
        _button(f"revise_{key}", t("minutes.revise"), partial(_revise, entry))
        _button(f"strike_{key}", t("minutes.strike"), partial(_set_state, entry, STRUCK))


def _button(key: str, label: str, press: Callable[[], None]) -> None:
    st.button(label, key=f"minutes_{key}", on_click=press)


def _set_state(entry: Minute, state: str) -> None:
    """A further revision of the entry as it was seen: of two note takers one is told."""
    screen.take_up_language()
    if _write(replace(entry, state=state)):
        said = {"entry": minutes.brief(entry), "state": t(f"minutes.state.{state}")}
        done = "minutes.struck" if state == STRUCK else "minutes.changed"
        st.session_state["desk_said"] = t(done, **said)


def _revise(entry: Minute) -> None:
    """The entry in the form. What was being written would be lost: that has to be saved first."""
    screen.take_up_language()
    if _text("content") and not st.session_state.get(_REVISED):
        st.session_state[_FAULT] = t("minutes.revise_first")
        return
    st.session_state[_REVISED] = entry
    st.session_state["minutes_kind"] = entry.kind
    values = (entry.content, entry.responsible, entry.due_date, entry.body or None)
    for name, value in zip(_CLEARED, values, strict=True):
        st.session_state[f"minutes_{name}"] = value


def files(
    agenda: Agenda, meeting_name: str, day: str, found: list[Minute], due: minutes.Due
) -> None:
    """The minutes to hand out and to keep."""

    def document() -> bytes:
        # What builds a file is imported when one is made.
        from readiness.exports.minutes import build

        return build(agenda, meeting_name, day, found, due)

    docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def table() -> bytes:
        return csv_bytes(screen.labelled(minutes.rows(found, with_meeting=True, day=day)))

    offers = {
        "docx": (t("minutes.document_name"), "docx", docx, screen.later(document)),
        "csv": (t("minutes.csv"), "csv", "text/csv", screen.later(table)),
    }
    if not is_stored():
        text = minutes.as_json(found)
        offers["file"] = (t("minutes.file_name"), "json", "application/json", lambda: text.encode())
    with st.container(horizontal=True):
        for name, (stem, ending, mime, content) in offers.items():
            st.download_button(
                t(f"minutes.{name}"),
                content,
                file_name=f"{file_stem(stem, meeting_name, day)}.{ending}",
                mime=mime,
                key=f"minutes_save_{name}",
                on_click="ignore",
            )
    if not is_stored():
        _open_file()


def _open_file() -> None:
    screen.japanese_upload(t("minutes.choose_file"))
    uploads.share("minutes", uploads.READER)
    opened = st.file_uploader(t("minutes.open_file"), type="json", key="minutes_open")
    if opened is None or opened.file_id == st.session_state.get("minutes_opened"):
        return
    st.session_state["minutes_opened"] = opened.file_id
    content = opened.getvalue()
    try:
        if len(content) > _FILE_LIMIT:
            raise AgendaFault(t("minutes.too_large"))
        found = minutes.from_json(content.decode("utf-8-sig"))
    except (AgendaFault, UnicodeDecodeError) as fault:
        is_ours = isinstance(fault, AgendaFault)
        st.error(screen.plain(str(fault) if is_ours else t("minutes.not_json")))
        return
    st.session_state[_OWN] = found
    st.session_state["desk_said"] = t("minutes.opened", count=len(found))
    st.rerun()
