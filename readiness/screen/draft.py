"""A draft for a decision (起案) on the screen: read under its subject, and saved as a Word file."""

from collections.abc import Callable

import streamlit as st

from readiness import exports
from readiness.language.wording import t
from readiness.screen.live import later
from readiness.screen.plain import plain
from readiness.subjects.memo import Memo
from readiness.subjects.subject import Subject

_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draft(made: Subject, choose: Callable[[], None] | None = None) -> None:
    """The draft of a subject, folded until somebody asks; nothing is computed before. ``choose`` draws
    the controls that only the draft has.
    """
    box = st.expander(t("memo.heading"), key=f"draft_{made.page}", on_change="rerun")
    if not box.open:
        return
    with box:
        if choose:
            choose()
        memo = made.memo
        if memo is None:
            return
        _save(made, memo)
        st.markdown(f"**{plain(memo.title)}**")
        for name, lines in (
            ("stand", memo.stand),
            ("reasons", memo.reasons),
            ("others", memo.others),
            ("proposals", tuple(f"{one.text}\t{one.origin}" for one in memo.proposals)),
            ("sources", (*memo.sources, *filter(None, memo.notes))),
        ):
            _part(t(f"memo.part.{name}"), lines, is_proposal=name == "proposals")


def _save(made: Subject, memo: Memo) -> None:
    # The subject is asked again when the file is made: by then a round may have been published.
    st.download_button(
        t("memo.save"),
        later(lambda: exports.draft([made.memo or memo]).content),
        file_name=exports.draft_name([memo]),
        mime=_MIME,
        key=f"draft_save_{made.page}",
        icon=":material/description:",
        help=t("memo.save_hint"),
        on_click="ignore",
    )


def _part(heading: str, lines: tuple[str, ...], *, is_proposal: bool) -> None:
    shown = []
    for line in lines:
        first, _, second = line.partition("\t")
        if is_proposal:
            shown.append(f"- {plain(first)} :small[:gray[{plain(second)}]]")
        elif second:
            shown.append(f"- **{plain(first)}**{t('gap.heading')}{plain(second)}")
        else:
            shown.append(f"- {plain(first)}")
    st.markdown(f"**{plain(heading)}**\n" + "\n".join(shown))
