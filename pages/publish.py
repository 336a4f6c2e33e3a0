"""公表と履歴: every version of every round that stands, seen again; for officers also what was
withdrawn, by whom and why, and who did what.
"""

import pandas as pd
import streamlit as st

from readiness import screen, store
from readiness.language.wording import moment, number, t
from readiness.screen import desk
from readiness.store.officers import Officer


def show() -> None:
    officer = screen.officer()
    versions = desk.versions(officer)
    standing = {v.round_code for v in versions} - desk.withdrawn(versions)
    screen.sentence(
        t("publish.sentence", standing=number(len(standing)), versions=number(len(versions)))
    )
    if versions:
        published(versions, officer)
    else:
        st.markdown(t("publish.none"))
    with screen.card("publish_built_in", t("publish.built_in"), "xsmall"):
        built_in(tuple(sorted({version.round_code for version in versions})))
        st.markdown(f":small[:gray[{t('publish.built_in_note')}]]")
    if versions and officer.name:
        log()


@screen.cached
def built_in(published: tuple[str, ...]) -> None:
    """The rounds of data/ that none of those ``published`` stands for."""
    rows = desk.built_in(set(published))
    if screen.is_narrow():
        rows = rows[["round_label", "published_period", "basis"]]
    st.table(screen.worded(rows, is_markup=True), border="horizontal", hide_index=True)


def published(versions: list[store.Version], officer: Officer) -> None:
    left, right = st.columns([6.4, 3.6])
    with left, screen.card("publish_history", t("publish.history")):
        rows = desk.history_rows(versions, officer)
        shown = rows.drop(columns=["file_sha256", "round_code"])
        screen.grid(
            screen.worded(shown),
            most=340,
            key="publish_history",
            alt=t("publish.history_alt"),
        )
        labels = {
            v.published_at: t(
                "publish.version",
                at=moment(v.published_at),
                label=v.label,
                version=v.version_number,
            )
            for v in versions
        }
        at = st.selectbox(
            t("publish.as_of"), list(labels), format_func=labels.__getitem__, key="publish_as_of"
        )
        st.page_link("pages/overview.py", label=t("publish.see_as_of"), query_params={"as_of": at})
    with right, screen.card("publish_withdraw", t("publish.withdraw_heading")):
        desk.withdraw_form()
    coded = rows.rename(columns={"round_code": "audit_subject"})
    screen.table(coded, key="publish_versions", file_name=t("publish.file_name"))


def log() -> None:
    events = pd.DataFrame([vars(event) for event in store.audit()]).drop(columns="event_id")
    events["at"] = events["at"].map(moment)
    events["action"] = [t(f"intake.action.{action}") for action in events["action"]]
    screen.table(
        events.rename(columns={"subject": "audit_subject", "detail": "audit_detail"}),
        key="publish_audit",
        file_name=t("publish.audit_file_name"),
        heading=t("publish.audit"),
    )


screen.only()
screen.title(t("publish.title"))
desk.what_was_done()
desk.guarded(show)
