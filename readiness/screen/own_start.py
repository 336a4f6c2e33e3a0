"""A visitor's own start: the screen to begin with, the agenda and the open work of the desk, kept in this
browser if the visitor asks for it. No account; nothing is kept on the server.

It is one cookie of links, never of texts or answers: the first run knows it at once, without a start page
that is drawn and thrown away. What it holds came from outside: it is read as any link is.
"""

import base64
import binascii
import json
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from readiness.agenda import agenda as agendas
from readiness.agenda.agenda import AgendaFault
from readiness.language.wording import t
from readiness.screen import window
from readiness.screen.plain import plain
from readiness.subjects.catalogue import subject_of
from readiness.subjects.choices import UnknownChoice
from readiness.subjects.subject import READERS_OWN, Subject

AGENDA = "meeting_agenda"  # the session's, as a link spells it
_COOKIE, _KEPT, _WRITE, _OPENED = "own_start", "own_start", "own_start_write", "own_start_opened"
_LONGEST = 3500  # letters: a browser keeps 4,096 of a cookie
_PAGES = Path(__file__).parents[2] / "pages"
# Screens of the desk, and what of their address says where the work stood.
_WORK = {
    "intake": ("step",),
    "advice_log": ("agency",),
    "survey_desk": ("survey", "step"),
    "minutes": (),
    "publish": (),
}
_VALUE = re.compile("[a-z0-9_-]{1,60}")
_write = st.components.v2.component(
    "own_start",
    js="""
export default function ({ data }) {
  const secure = location.protocol === "https:" ? ";Secure" : "";
  const age = data.value ? 31536000 : 0;
  document.cookie = `own_start=${data.value};path=/;max-age=${age};SameSite=Strict${secure}`;
}
""",
)


@dataclass(frozen=True)
class Own:
    """What is kept: links, "" for none. ``start`` says the own body and its peers."""

    start: str = ""
    agenda: str = ""
    work: str = ""


def as_cookie(own: Own) -> str:
    """As the cookie holds it; an agenda that is too long for it is left out."""
    text = base64.urlsafe_b64encode(json.dumps(asdict(own)).encode()).decode().rstrip("=")
    return text if len(text) <= _LONGEST else as_cookie(replace(own, agenda=""))


def from_cookie(text: str) -> Own:
    """What a cookie says that can be followed today; of anything else nothing."""
    if not text or len(text) > _LONGEST:
        return Own()
    try:
        given = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, UnicodeDecodeError, ValueError, RecursionError):
        return Own()
    if not isinstance(given, dict):
        return Own()
    texts = {name: one for name, one in given.items() if isinstance(one, str)}
    return Own(
        _start(texts.get("start", "")),
        _agenda(texts.get("agenda", "")),
        _work(texts.get("work", "")),
    )


def _start(link: str) -> str:
    try:
        return subject_of(link)[0].start_link if link else ""
    except UnknownChoice:
        return ""


def _agenda(link: str) -> str:
    try:
        return agendas.to_link(agendas.from_link(link)) if link else ""
    except AgendaFault:
        return ""


def _work(link: str) -> str:
    """The address of a screen of the desk with nothing but codes in it."""
    page, _, query = link.partition("?")
    if page not in _WORK or not (_PAGES / f"{page}.py").is_file():
        return ""
    known = {
        name: value
        for name, value in parse_qsl(query)
        if name in _WORK[page] and _VALUE.fullmatch(value)
    }
    return f"{page}?{urlencode(known)}" if known else page


def _cookie() -> str:
    return str(st.context.cookies.get(_COOKIE, ""))


def _own() -> Own:
    kept: Own = st.session_state.get(_KEPT, Own())
    return kept


def _keep(own: Own) -> None:
    st.session_state[_KEPT] = own
    st.session_state[_WRITE] = as_cookie(own) if own != Own() else ""


def enter(page: str) -> None:
    """Before each page is drawn: a visit to the start page without choices opens the own start; what is
    kept follows the agenda and the work of the desk. ``page`` is "" for the start page.
    """
    if _KEPT not in st.session_state:
        own = st.session_state[_KEPT] = from_cookie(_cookie())
        if own.agenda:
            st.session_state.setdefault(AGENDA, own.agenda)
        if own.start and not page and not set(st.query_params) - READERS_OWN:
            _open(own.start)
    _follow(page)
    _said(page)
    if _WRITE in st.session_state:
        _write(key=f"{_KEPT}_cookie", data={"value": st.session_state[_WRITE]})


def _open(link: str) -> None:
    start, _, query = link.partition("?")
    if start == "overview":
        return
    st.session_state[_OPENED] = start
    lang = {"lang": st.query_params["lang"]} if "lang" in st.query_params else {}
    st.switch_page(f"pages/{start}.py", query_params={**dict(parse_qsl(query)), **lang})


def _follow(page: str) -> None:
    own = _own()
    if own == Own():
        return
    now = replace(own, agenda=str(st.session_state.get(AGENDA, own.agenda)))
    if page in _WORK:
        chosen = {name: st.query_params.get(name, "") for name in _WORK[page]}
        now = replace(now, work=_work(f"{page}?{urlencode(chosen)}"))
    if now != own:
        _keep(now)


def _said(page: str) -> None:
    """Where one is and why, while on the screen that was opened, with the ways on."""
    if st.session_state.get(_OPENED) != page:
        st.session_state.pop(_OPENED, None)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="own_start_said"):
        st.markdown(f":small[{t('own.opened')}]", width="content")
        st.page_link("pages/overview.py", label=t("own.to_overview"))
        if _own().agenda:
            st.page_link("pages/meeting.py", label=t("own.to_agenda"))
        if _own().work:
            work, _, query = _own().work.partition("?")
            st.page_link(
                f"pages/{work}.py", label=t("own.to_work"), query_params=dict(parse_qsl(query))
            )
        st.button(t("own.forget"), key="own_forget_here", type="tertiary", on_click=_forget)


def offer(made: Subject) -> None:
    """Keep this screen as the own start, see what is kept, forget it."""
    box = st.popover(
        t("own.label"), icon=":material/home_pin:", key="own_start_box", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        st.markdown(t("own.how"))
        if window.is_without_cookies():
            st.markdown(t("own.no_cookies"))
            return
        st.button(t("own.keep"), key="own_keep", on_click=_keep_start, args=(made.start_link,))
        _show_kept()


def _show_kept() -> None:
    own = _own()
    if own == Own():
        return
    lines = []
    if own.start:
        content = subject_of(own.start)[0].content
        title = next((view.title for view in content.views.values()), content.title)
        lines.append(t("own.kept.start", title=plain(title)))
    if own.agenda:
        count = len(agendas.from_link(own.agenda).items)
        is_kept = from_cookie(as_cookie(own)).agenda
        lines.append(t("own.kept.agenda" if is_kept else "own.kept.agenda_too_long", count=count))
    if own.work:
        lines.append(t("own.kept.work", title=t(f"page.{own.work.partition('?')[0]}")))
    st.markdown(f"**{t('own.kept')}**\n" + "\n".join(f"- {line}" for line in lines))
    st.button(t("own.forget"), key="own_forget", on_click=_forget)


def _keep_start(link: str) -> None:
    _keep(replace(_own(), start=link, agenda=str(st.session_state.get(AGENDA, ""))))


def _forget() -> None:
    st.session_state.pop(_OPENED, None)
    _keep(Own())
