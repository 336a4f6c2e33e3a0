"""壁の越え方: one barrier, what to do about it, what others use and whom to ask."""

import plotly.graph_objects as go
import streamlit as st

from readiness import queries, ui
from readiness.figures import barriers as figures
from readiness.guidance import barriers
from readiness.wording import t

PAGE = "barrier_guide"

who, what = ui.title(t("barrier.title"), 2.8, 4.6)
with who:
    subject = ui.segments(
        PAGE,
        "subject",
        {code: t(f"barrier.subject.{code}") for code in ("local", "agency")},
        label=t("barrier.subject"),
    )
choices = barriers.choices(subject)
with what:
    barrier = ui.select(PAGE, "barrier", choices, label=t("barrier.barrier"))

measures = queries.policy_counter_measures(subject, barrier)
support = barriers.support(subject, measures)
state = support.set_index("programme_code")["period_state"]
history = barriers.naming_history(subject, barrier)
used, used_note = barriers.used_by_others(subject)


@ui.cached
def history_figure(subject: str, barrier: str) -> go.Figure:
    return figures.bars(barriers.naming_history(subject, barrier), "obstacle", gutter=84, tail=118)


@ui.cached
def used_figure(subject: str) -> go.Figure:
    return figures.bars(barriers.used_by_others(subject)[0], "value", gutter=184, tail=70)


ui.sentence(
    t(
        "barrier.sentence",
        barrier=choices[barrier],
        named=history["words"].iloc[-1],
        count=int((~measures["is_for_any"]).sum()),
        first=measures["title"].iloc[0],
    )
)
left, right = st.columns([5.8, 4.2])
with left, ui.card("barrier_measures", t("barrier.measures"), gap="xsmall"):
    for row in measures.itertuples():
        ask = (
            t("barrier.ask", name=row.programme, state=state[row.programme_code])
            if isinstance(row.programme_code, str)
            else ""
        )
        origin = "any" if row.is_for_any else row.origin
        origin = f"{t(f'barrier.origin.{origin}')}　{row.source_id}"
        st.markdown(
            f":small[**{row.kind}　{ui.plain(row.title)}**　{ui.plain(row.detail)}"
            f"{ui.plain(ask)} :gray[{ui.plain(origin)}]]"
        )
with right:
    with ui.card("barrier_history", t(f"barrier.named_{subject}"), gap="xsmall"):
        alt = figures.in_words(history)
        ui.chart(history_figure(subject, barrier), key="barrier_history", alt=alt)
    with ui.card("barrier_used", t("barrier.peers"), gap="xsmall"):
        ui.chart(used_figure(subject), key="barrier_used", alt=figures.in_words(used))
        st.markdown(f":small[:gray[{used_note}]]")

with ui.card("barrier_support", t("barrier.programmes"), gap="xsmall"):
    for column, part in zip(st.columns(2), (support.iloc[::2], support.iloc[1::2]), strict=True):
        column.markdown(
            "\n".join(
                f"- :small[**{ui.plain(row.programme)}**　{row.period_state}　{ui.plain(row.summary)}"
                f" :gray[{ui.plain(f'{row.kind}　{row.provider}　{row.period_text}　{row.source_id}')}]]"
                for row in part.itertuples()
            )
        )
ui.provenance(
    as_of=t("barrier.as_of"),
    published="",
    denominator="",
    basis=t("barrier.basis"),
    note=t("barrier.note"),
    source=t("barrier.source"),
)
ui.table(
    measures,
    key="barrier_measures",
    file_name=t("barrier.file_name", barrier=choices[barrier]),
)
