"""What a check found, one line for each. A long line goes on in the next row of the screen, never cut."""

from collections.abc import Sequence

import streamlit as st

from readiness.intake.findings import ERROR, Finding
from readiness.language.wording import number, t
from readiness.screen.plain import plain

_SHOWN = 500
_FEW = 4  # beyond it they stand in a box of their own that scrolls


def findings(found: Sequence[Finding]) -> None:
    """Errors first; beyond five hundred the rest is counted and stands in the workbook."""
    ordered = sorted(found, key=lambda one: one.severity != ERROR)
    lines = []
    for one in ordered[:_SHOWN]:
        colour = "red" if one.severity == ERROR else "orange"
        severity = t(f"intake.severity.{one.severity}")
        lines.append(f"- :{colour}[**{severity}**] {plain(str(one))}")
    if len(ordered) > _SHOWN:
        lines.append(f"- {t('intake.report.more', count=number(len(ordered) - _SHOWN))}")
    if lines:
        with st.container(height=250 if len(lines) > _FEW else "content"):
            st.markdown("\n".join(lines))
