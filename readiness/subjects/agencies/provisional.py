"""A newer round that is still coming in: shown beside the final one with its n, never instead."""

from readiness.data import queries
from readiness.language.wording import number, t
from readiness.subjects.kept import kept
from readiness.subjects.model import Line


def lines(subject: str) -> tuple[Line, ...]:
    """One line on the newer provisional round of ``agency`` or ``local``; none without one."""
    code = queries.provisional_round(subject)
    if code is None:
        return ()
    row = kept(queries.data_rounds).set_index("round_code").loc[code]
    text = t(
        f"provisional.{subject}",
        label=row["label"],
        answered=number(row["answered_count"]),
        asked=number(row["asked_count"]),
    )
    found = _agency(code) if subject == "agency" else ""
    return (Line(text + found, label=t("round_state.provisional"), remark=t("provisional.beside")),)


def note(subject: str) -> str:
    """The same as a note; empty without one."""
    return "".join(
        f"{line.label}{t('gap.parts')}{line.text}{line.remark}" for line in lines(subject)
    )


def _agency(code: str) -> str:
    """How many of those that answered have it, as counts."""
    states = kept(queries.agency_stage, code)["readiness"]
    return t("provisional.agency.found", ready=int((states == "ready").sum()))
