"""稼働状況: for officers, whether everything runs: replicas, data, store, backup, last errors."""

import pandas as pd
import streamlit as st

from readiness import __version__, screen
from readiness.language.wording import t
from readiness.screen import desk, watching

AT_ONCE = 20  # errors on the screen


def _table(rows: list[dict[str, str]], alt: str) -> None:
    """Rows under the catalogue's headings, in the height they need."""
    shown = pd.DataFrame(rows).rename(columns=lambda name: t(f"operations.column.{name}"))
    screen.grid(shown, most=38 + 35 * AT_ONCE, key=alt, alt=t(alt))


def everything() -> None:
    found = watching.replicas()
    screen.sentence(watching.summary(found))
    left, right = st.columns([6.4, 3.6])
    with left, screen.card("operations_replicas", t("operations.replicas")):
        _table(watching.replica_rows(found), "operations.replicas_alt")
    with right, screen.card("operations_data", t("operations.data")):
        st.markdown("\n".join(f"- {screen.plain(line)}" for line in watching.data_lines(found)))
    with screen.card("operations_errors", t("operations.errors")):
        rows = watching.fault_rows(found)[:AT_ONCE]
        if rows:
            _table(rows, "operations.errors_alt")
        st.markdown(t("operations.errors_hint" if rows else "operations.no_errors"))
    st.markdown(f":small[:gray[{t('operations.note', version=__version__)}]]")


(control,) = screen.title(t("operations.title"), 2)
officer = screen.officer()
if officer.name:
    with control:
        st.button(t("operations.again"), key="operations_again", width="stretch")
    desk.guarded(everything)
else:
    desk.not_allowed(officer.reason)
