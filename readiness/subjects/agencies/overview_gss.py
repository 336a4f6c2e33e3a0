"""Today on the home page: where the agencies stand on GSS, and what changed since the sheets before."""

from readiness.language import lettering
from readiness.language.wording import listed, t
from readiness.subjects.agencies.chapter import Chapter
from readiness.subjects.agencies.gss import DONE, Gss, Move
from readiness.subjects.charts import Part, Parts
from readiness.subjects.model import Figure, KeyFigure, Line, Passage, View

# State on the screen -> statuses of the data, in the order of the bar.
STATES = {
    "done": DONE,
    "under_way": ("in_progress",),
    "plan": ("planned",),
    "not_stated": ("not_stated",),
}
_ROLES = {"done": "has", "under_way": "under_way", "plan": "planned", "not_stated": "paper"}


def chapter() -> Chapter:
    """What the newest review sheets say."""
    move = Move.newest()
    headline = t("overview.gss.headline", **move.counts)
    figures = tuple(
        KeyFigure(f"{_mark(state)} {t(f'gss.state.{state}')}", _of(move, state)) for state in STATES
    )
    notes = (t("gss.what"), t("gss.caution"), t("gss.note.not_stated"))
    alt = listed(
        t("overview.gss.alt", state=t(f"gss.state.{state}"), names=listed(_names(move, state)))
        for state in STATES
    )
    shown = Figure(t("overview.gss"), _parts(move), alt, detail=move.provenance.as_of)
    return Chapter(
        label=t("overview.gss.label"),
        headline=headline,
        provenance=move.provenance,
        key_figures=figures,
        figures={"gss": shown},
        passages={"gss": _passage(move), "gss_change": _change()},
        views={
            "gss": View(
                title=t("gss.title"),
                headline=headline,
                key_figure=figures[0].value,
                key_label=t("gss.key"),
                chart=_parts(move),
                rows=move.rows,
                alt=alt,
                caution=t("gss.caution"),
                notes=notes,
                provenance=move.provenance,
            )
        },
        notes=notes,
    )


def _mark(state: str) -> str:
    return t(f"overview.gss.mark.{state}")


def _names(move: Move, state: str) -> list[str]:
    return list(move.named(*STATES[state])["agency_name"])


def _of(move: Move, state: str) -> str:
    return t("view.of", count=len(_names(move, state)), total=len(move.agencies))


def _parts(move: Move) -> Parts:
    return Parts(
        parts=tuple(
            Part(
                label=t(f"gss.state.{state}"),
                count=len(_names(move, state)),
                role=_ROLES[state],
                mark=_mark(state),
                names=tuple(_names(move, state)),
                short=t(f"overview.gss.short.{state}"),
            )
            for state in STATES
        ),
        unit=t("view.unit.agencies"),
    )


def _passage(move: Move) -> Passage:
    """The names of each state; those within the Cabinet Office group carry the sign of their note."""
    within = set(move.named(DONE[1])["agency_name"])
    lines = []
    for state in STATES:
        names = _names(move, state)
        marked = [
            lettering.short(name) + (t("overview.has_marks") if name in within else "")
            for name in names
        ]
        tail = t("overview.gss.within") if within & set(names) else ""
        if names:
            lines.append(Line(_mark(state), remark=t("list.separator").join(marked) + tail))
    return Passage("", tuple(lines), lettering.spelled_out(move.agencies["agency_name"]) or "")


def _change() -> Passage:
    """How many more than on the sheets before, and who."""
    content = Gss.of({}).content
    counts, *newly = content.passages["changes"].lines
    return Passage(
        "",
        (
            Line(
                counts.text,
                label=t("overview.gss.change"),
                remark=content.views["changes"].headline if newly else "",
            ),
        ),
    )
