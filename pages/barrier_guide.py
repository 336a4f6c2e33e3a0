"""壁の越え方: one barrier, what to do about it, what others use and whom to ask."""

import pandas as pd
import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.drawing.figures import barriers as figures
from readiness.language.wording import apart, headed, is_japanese, said, t
from readiness.screen import meeting
from readiness.subjects import barriers

PAGE = "barrier_guide"
choices_of = screen.cached(barriers.choices)


def measure_lines(measures: pd.DataFrame, state: pd.Series) -> None:
    """What to do, whom to ask for it and whether that programme still runs; one line each."""
    for row in measures.itertuples():
        ask = (
            t("barrier.ask", name=row.programme, state=state[row.programme_code])
            if isinstance(row.programme_code, str)
            else ""
        )
        # What a party proposed says so, also where it is for all barriers.
        is_common = row.is_for_any and row.origin != "政党の提言"
        origin = "any" if is_common else row.origin
        origin = apart([t(f"barrier.origin.{origin}"), row.source_id])
        title = f"**{apart([said(row.kind), screen.plain(row.title)])}**"
        st.markdown(
            f":small[{headed(title, screen.plain(row.detail))}"
            f"{screen.plain(ask)} :gray[{screen.plain(origin)}]]"
        )


def support_line(row: pd.Series) -> str:
    what = apart(
        [f"**{screen.plain(row['programme'])}**", row["period_state"], screen.plain(row["summary"])]
    )
    origin = apart(map(said, row[["kind", "provider", "period_text", "source_id"]]))
    return f"- :small[{what} :gray[{screen.plain(origin)}]]"


def support_lines(support: pd.DataFrame) -> None:
    for column, part in zip(st.columns(2), (support.iloc[::2], support.iloc[1::2]), strict=True):
        column.markdown("\n".join(support_line(row) for _, row in part.iterrows()))


def bars(key: str, rows: pd.DataFrame, kind: str, gutter: int, tail: int) -> None:
    figure = figures.bars(rows, kind, gutter=gutter, tail=tail)
    screen.chart(figure, key=key, alt=figures.in_words(rows))


@screen.cached
def guide(subject: str, barrier: str) -> None:
    measures = queries.policy_counter_measures(subject, barrier)
    support = barriers.support(subject, measures)
    history = barriers.naming_history(subject, barrier)
    screen.sentence(
        t(
            "barrier.sentence",
            barrier=barriers.choices(subject)[barrier],
            named=history["words"].iloc[-1],
            count=int((~measures["is_for_any"]).sum()),
            first=measures["title"].iloc[0],
        )
    )
    left, right = st.columns([5.8, 4.2])
    with left, screen.card("barrier_measures", t("barrier.measures"), gap="xsmall"):
        measure_lines(measures, support.set_index("programme_code")["period_state"])
    with right:
        with screen.card("barrier_history", t(f"barrier.named_{subject}"), gap="xsmall"):
            bars("barrier_history", history, "obstacle", 84, 118)
        with screen.card("barrier_used", t("barrier.peers"), gap="xsmall"):
            used, note = barriers.used_by_others(subject)
            bars("barrier_used", used, "value", 184, 70)
            st.markdown(f":small[:gray[{note}]]")
    with screen.card("barrier_support", t("barrier.programmes"), gap="xsmall"):
        support_lines(support)
    screen.provenance(
        as_of=t("barrier.as_of"),
        published="",
        denominator="",
        basis=t("barrier.basis"),
        note=t("barrier.note"),
        source=t("barrier.source"),
    )


who, what = screen.title(t("barrier.title"), 2.8 if is_japanese() else 3.4, 4.6)
with who:
    subjects = {code: t(f"barrier.subject.{code}") for code in ("local", "agency")}
    subject = screen.segments(PAGE, "subject", subjects, label=t("barrier.subject"))
choices = choices_of(subject)
with what:
    barrier = screen.select(PAGE, "barrier", choices, label=t("barrier.barrier"))
guide(subject, barrier)
screen.table(
    queries.policy_counter_measures(subject, barrier),
    key="barrier_measures",
    file_name=t("barrier.file_name", barrier=choices[barrier]),
)
meeting.add_view("barrier_guide", barrier=f"{subject}-{barrier}")
