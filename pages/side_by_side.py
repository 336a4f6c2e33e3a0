"""団体を並べる: up to four local governments in columns, fact by fact."""

import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.drawing.figures import side_by_side
from readiness.language.wording import period, t
from readiness.screen import meeting
from readiness.subjects.local import governments

PAGE, MOST = "side_by_side", 4
local_round = queries.latest_round("local")


@screen.cached
def headline(local_round: str, codes: tuple[str, ...]) -> None:
    adopted = int((chosen(local_round, codes)["status"] == "adopted").sum())
    key = "side_by_side.sentence" if codes else "side_by_side.start"
    screen.sentence(t(key, count=len(codes), adopted_count=adopted))


def chosen(local_round: str, codes: tuple[str, ...]):
    governments = queries.local_governments(local_round).set_index("code", drop=False)
    return governments.loc[list(codes)]


@screen.cached
def columns(local_round: str, codes: tuple[str, ...]):
    """Draw the governments beside each other, each with a way to its peers; the rows."""
    governments = chosen(local_round, codes)
    table = side_by_side.table(governments, queries.local_indicators(",".join(codes)))
    with st.container(key="table_of_chosen"):
        st.table(screen.labelled(table), border="horizontal", hide_index=True)
    for own in governments.itertuples(index=False):
        st.page_link(
            "pages/peers.py",
            label=t("side_by_side.compare", name=side_by_side.heading(own)),
            query_params={"code": own.code},
        )
    return table


screen.title(t("side_by_side.title"))
sentence_place = st.empty()
codes = screen.pick(
    PAGE,
    "codes",
    governments.labels(),
    label=t("side_by_side.codes"),
    limit=MOST,
)
with sentence_place.container():
    headline(local_round, codes)
if codes:
    table = columns(local_round, codes)
screen.round_provenance(
    local_round,
    denominator=t("side_by_side.denominator"),
    note=t("side_by_side.note"),
    more=t("peers.more_sources"),
)
if codes:
    as_of = period(local_round.removeprefix("local-"))
    screen.table(table, key=PAGE, file_name=t("side_by_side.file_name", as_of=as_of))
    meeting.add_view("side_by_side", codes=",".join(codes))
