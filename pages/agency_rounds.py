"""調査の比較: what became of stages, plans and barriers between two rounds."""

import plotly.graph_objects as go
import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.definitions.contracts import FINAL
from readiness.drawing.figures import agency_changes
from readiness.language.wording import t
from readiness.subjects import agency_words as words

PAGE = "agency_rounds"
rounds = queries.data_rounds()
rounds = rounds[rounds["subject"] == "agency"].set_index("round_code")
labels = dict(rounds["label"])
OUTCOMES = ("done", "kept", "slipped", "dropped", "unreadable", "new")


@screen.cached
def transitions(earlier: str, later: str) -> go.Figure:
    return agency_changes.stage_transitions(queries.agency_changes(earlier, later))


def show(earlier: str, later: str) -> None:
    changes = queries.agency_changes(earlier, later)
    both = changes.dropna(subset=["earlier_stage", "stage"])
    members = {
        name: list(changes.loc[changes["plan_outcome"] == name, "agency_name"]) for name in OUTCOMES
    }
    screen.sentence(
        t(
            "agency_rounds.sentence",
            raised=int((both["stage"] > both["earlier_stage"]).sum()),
            lowered=int((both["stage"] < both["earlier_stage"]).sum()),
            planned=sum(len(names) for name, names in members.items() if name != "new"),
            **{name: len(members[name]) for name in ("done", "slipped", "dropped")},
        )
    )
    left, right = st.columns([5.6, 4.4])
    with left, screen.card(f"{PAGE}_stages", t("agency_rounds.stages")):
        moves = both.groupby(["earlier_stage", "stage"]).size()
        values = words.joined(
            t("agency_rounds.move", earlier=then, now=now, count=count)
            for (then, now), count in moves.items()
        )
        alt = t("agency_rounds.stages_alt", values=values)
        screen.chart(transitions(earlier, later), key=f"{PAGE}_stages", alt=alt)
    with right, screen.card(f"{PAGE}_plans", t("agency_rounds.plans"), "xsmall"):
        for name in OUTCOMES:
            st.markdown(
                t(
                    "agency_rounds.plan",
                    outcome=t(f"agency_rounds.outcome.{name}"),
                    count=len(members[name]),
                    names=words.joined(members[name]) or t("mark.none"),
                )
            )
    first, last = map(queries.survey_date, (earlier, later))
    screen.provenance(
        as_of=t("agency_rounds.as_of", earlier=first, later=last),
        published="",
        denominator=t("agency_status.denominator", asked=int(changes["is_compared"].sum())),
        basis=words.joined(dict.fromkeys(rounds.loc[[earlier, later], "basis"])),
        source=t("agency_status.source"),
        note=t("agency_rounds.note"),
    )
    named = {name: t(f"agency_rounds.outcome.{name}") for name in OUTCOMES}
    rows = changes.assign(plan_outcome=changes["plan_outcome"].map(named))
    rows = rows.drop(
        columns=[
            "agency_order",
            "earlier_quarter",
            "later_quarter",
            "is_compared",
            "compared_count",
        ]
    )
    file_name = t("agency_rounds.file_name", earlier=first, later=last)
    screen.table(rows, key=PAGE, file_name=file_name)


if len(finals := rounds.index[rounds["state"] == FINAL]) < 2:
    screen.title(t("agency_rounds.title"))
    screen.sentence(t("agency_rounds.one", label=rounds["label"].iloc[0]))
    with screen.card(PAGE, t("agency_rounds.will_show")):
        for name in ("stages", "plans", "barriers"):
            st.markdown(t(f"agency_rounds.will_show.{name}"))
    asked = len(queries.agency_stage(rounds.index[0]))
    denominator = t("agency_status.denominator", asked=asked)
    screen.round_provenance(rounds.index[0], denominator=denominator, note=t("agency_rounds.note"))
else:
    left, right = screen.title(t("agency_rounds.title"), 3, 3)
    default = list(finals)[-2:]
    with left:
        earlier = screen.select(
            PAGE, "earlier", labels, label=t("agency_rounds.earlier"), default=default[0]
        )
    with right:
        later = screen.select(
            PAGE, "later", labels, label=t("agency_rounds.later"), default=default[1]
        )
    if list(labels).index(earlier) >= list(labels).index(later):
        screen.sentence(t("agency_rounds.same"))
    else:
        show(earlier, later)
