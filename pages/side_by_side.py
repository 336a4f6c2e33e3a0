"""団体を並べる: up to four local governments in columns, fact by fact."""

import streamlit as st

from readiness import meeting, queries, ui
from readiness.figures import side_by_side
from readiness.wording import period, t

PAGE, MOST = "side_by_side", 4
local_round = queries.latest_round("local")
governments = queries.local_governments(local_round).set_index("code", drop=False)

ui.title(t("side_by_side.title"))
sentence_place = st.empty()
codes = ui.pick(
    PAGE,
    "codes",
    ui.government_labels(local_round),
    label=t("side_by_side.codes"),
    limit=MOST,
)
chosen = governments.loc[list(codes)]
with sentence_place.container():
    adopted = int((chosen["status"] == "adopted").sum())
    key = "side_by_side.sentence" if codes else "side_by_side.start"
    ui.sentence(t(key, count=len(codes), adopted_count=adopted))
if codes:
    table = side_by_side.table(chosen, queries.local_indicators(",".join(codes)))
    with st.container(key="table_of_chosen"):
        st.table(ui.labelled(table), border="horizontal", hide_index=True)
    for own in chosen.itertuples(index=False):
        st.page_link(
            "pages/peers.py",
            label=t("side_by_side.compare", name=side_by_side.heading(own)),
            query_params={"code": own.code},
        )
ui.round_provenance(
    local_round,
    denominator=t("side_by_side.denominator"),
    note=t("side_by_side.note"),
    more=t("peers.more_sources"),
)
if codes:
    as_of = period(local_round.removeprefix("local-"))
    ui.table(table, key=PAGE, file_name=t("side_by_side.file_name", as_of=as_of))
    meeting.add("side_by_side", codes=",".join(codes))
