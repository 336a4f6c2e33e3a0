"""The widgets of the advice log: what is due, the entries of one agency, writing and revising them.

What is being written is kept for each agency, through mistakes, conflicts and changes of page, until it
is saved. The agency written to is the one the page is about.
"""

from dataclasses import replace

import streamlit as st

from readiness import intake, screen, store
from readiness.definitions.spreadsheets import file_stem
from readiness.language.wording import number, period, said, t, today
from readiness.screen import days
from readiness.store import Advice
from readiness.subjects.agencies import advised, proposals

_FIELDS = ("day", "due", "channel", "content")


def _key(code: str, name: str) -> str:
    return f"advice_{name}_{code}"


def _field(code: str, name: str) -> str:
    return str(st.session_state.get(_key(code, name)) or "").strip()


def open_draft(code: str, name: str) -> None:
    """Take up ``?draft=1``, the way from a karte: its proposals stand in an empty text. A text that
    somebody began stays, and this is said.
    """
    if st.query_params.pop("draft", ""):
        if _field(code, "content"):
            st.info(t("advice_log.draft_kept"))
        else:
            st.session_state[_key(code, "content")] = proposals.draft(name)


def calendar(logged: list[Advice]) -> None:
    """The days by which something is due, for a calendar of the officer's."""
    waiting = [one for one in logged if one.state == "open" and one.due_date]
    if waiting:
        st.download_button(
            t("advice_log.calendar", count=number(len(waiting))),
            screen.later(lambda: _calendar(waiting)),
            file_name=f"{file_stem(t('advice_log.calendar_name'), today().isoformat())}.ics",
            mime="text/calendar",
            key="advice_calendar",
            icon=":material/event:",
            help=t("advice_log.calendar_hint"),
            on_click="ignore",
        )


def _calendar(waiting: list[Advice]) -> bytes:
    # What builds a file is imported when one is made.
    from readiness.exports.calendar import advice_calendar

    return advice_calendar(waiting)


def listing(logged: list[Advice], *, with_agency: bool) -> None:
    """Entries, open ones first, by due date."""
    if not logged:
        st.markdown(t("advice_log.none"))
        return
    screen.grid(
        screen.worded(advised.rows(logged, with_agency=with_agency)),
        most=300,
        key=f"advice_rows_{with_agency}",
        alt=t("advice_log.alt"),
    )


def effects(logged: list[Advice]) -> None:
    """What the next round of the agency says of each advice."""
    lines = advised.effects(logged)
    if not lines:
        return
    with screen.card("advice_effects", t("advice_log.effect"), "xsmall"):
        for line in lines:
            label = f"**{screen.plain(line.label)}**{t('gap.heading')}" if line.label else ""
            st.markdown(label + screen.plain(line.text))
        st.markdown(f":small[:gray[{t('advice_log.effect.caution')}]]")


def form(code: str, name: str) -> None:
    """A new entry for the agency, or a known one revised. Fields commit as they are left, so that a
    mistake costs nothing.
    """
    revised = st.session_state.get(_key(code, "revised"))
    st.session_state.setdefault(_key(code, "day"), today().isoformat())
    given, due = st.columns(2)
    with given:
        days.field(_key(code, "day"), t("advice_log.date"))
    with due:
        days.field(_key(code, "due"), t("advice_log.due"))
    st.text_input(
        t("advice_log.channel"),
        key=_key(code, "channel"),
        placeholder=t("advice_log.channel_example"),
        persist_state="session",
    )
    st.text_area(
        t("advice_log.content"), key=_key(code, "content"), height=140, persist_state="session"
    )
    fault = st.session_state.pop("advice_fault", "")
    if fault:
        st.warning(screen.plain(fault))
    with st.container(horizontal=True):
        st.button(
            t("advice_log.revise_save" if revised else "advice_log.add", name=said(name)),
            key="advice_save",
            type="primary",
            on_click=_save,
            args=(code, name),
        )
        st.button(
            t("advice_log.take_draft"), key="advice_take", on_click=_take_draft, args=(code, name)
        )
        if revised:
            st.button(t("advice_log.revise_stop"), key="advice_stop", on_click=_clear, args=(code,))


def _take_draft(code: str, name: str) -> None:
    """The karte's proposals below what is written."""
    screen.take_up_language()
    parts = [_field(code, "content"), proposals.draft(name)]
    st.session_state[_key(code, "content")] = "\n".join(part for part in parts if part)


def _clear(code: str) -> None:
    """An empty form with today's day."""
    st.session_state.pop(_key(code, "revised"), None)
    for field in _FIELDS:
        st.session_state[_key(code, field)] = ""
    st.session_state[_key(code, "day")] = today().isoformat()


def _save(code: str, name: str) -> None:
    """Write what stands in the form; whatever is wrong with it, it stays there."""
    screen.take_up_language()
    officer = screen.officer()
    entry = _written(code, name, officer.author)
    if not officer.name or entry is None:
        return
    if _wrote(entry):
        due = t("advice_log.saved_due", day=period(entry.due_date)) if entry.due_date else ""
        st.session_state["desk_said"] = t("advice_log.saved", name=said(name), due=due)
        _clear(code)


def _written(code: str, name: str, author: str) -> Advice | None:
    """The entry as the form has it; None, and the reason said, where something is missing."""
    found = {field: intake.parse_day(_field(code, field)) for field in ("day", "due")}
    for field, day in found.items():
        if day is None and _field(code, field):
            label = t("advice_log.date" if field == "day" else "advice_log.due")
            st.session_state["advice_fault"] = f"{label}{t('gap.heading')}" + days.bad(
                _field(code, field)
            )
            return None
    given, due = found["day"], found["due"]
    if given is None or not _field(code, "content"):
        st.session_state["advice_fault"] = t("advice_log.content_first")
        return None
    if due and due < given:
        st.session_state["advice_fault"] = t("advice_log.due_before")
        return None
    revised: Advice | None = st.session_state.get(_key(code, "revised"))
    entry = revised or Advice(name, "", "", "", author)
    return replace(
        entry,
        advice_date=given.isoformat(),
        due_date=due.isoformat() if due else "",
        channel=_field(code, "channel"),
        content=_field(code, "content"),
        author=author,
    )


def _wrote(entry: Advice) -> bool:
    try:
        store.add_advice(entry)
    except store.StoreFault as fault:
        st.session_state["advice_fault"] = screen.plain(str(fault))
        return False
    return True


def change(code: str, logged: list[Advice]) -> None:
    """One entry of the agency: done, open again, or into the form to be revised."""
    known = {one.advice_id: one for one in logged}
    chosen = st.selectbox(
        t("advice_log.entry"),
        list(known),
        format_func=lambda number: advised.brief(known[number]),
        key=f"advice_entry_{code}",
    )
    entry = known[chosen]
    st.markdown("  \n".join(map(screen.plain, entry.content.splitlines())))
    other = "done" if entry.state == "open" else "open"
    with st.container(horizontal=True):
        st.button(
            t(f"advice_log.make.{other}"),
            key="advice_state",
            on_click=_set_state,
            args=(entry, other),
        )
        st.button(t("advice_log.revise"), key="advice_revise", on_click=_revise, args=(code, entry))


def _set_state(entry: Advice, state: str) -> None:
    """A further revision of the entry as it was seen: of two officers at once one is told."""
    screen.take_up_language()
    officer = screen.officer()
    if officer.name and _wrote(replace(entry, state=state, author=officer.author)):
        key = f"advice_log.made.{state}"
        st.session_state["desk_said"] = t(key, entry=advised.brief(entry))


def _revise(code: str, entry: Advice) -> None:
    """The entry in the form. What was being written would be lost: that has to be saved first."""
    screen.take_up_language()
    is_other = not st.session_state.get(_key(code, "revised")) and _field(code, "content")
    if is_other:
        st.session_state["advice_fault"] = t("advice_log.revise_first")
        return
    st.session_state[_key(code, "revised")] = entry
    values = (entry.advice_date, entry.due_date, entry.channel, entry.content)
    for field, value in zip(_FIELDS, values, strict=True):
        st.session_state[_key(code, field)] = value


@screen.cached
def every_proposal() -> None:
    """The agencies with what their kartes propose; to be read at once, so its lines are broken, not cut."""
    rows = proposals.everybody().drop(columns="code")
    if screen.is_narrow():
        rows = rows[["agency_name", "advised_barrier", "advice_summary"]]
    st.table(screen.worded(rows, is_markup=True), border="horizontal", hide_index=True)
