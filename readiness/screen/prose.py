"""Sentences on the screen: the page in one sentence, where figures come from, names from outside."""

import streamlit as st

from readiness.data import queries
from readiness.definitions.contracts import ESTIMATED
from readiness.language.typesetting import text_width
from readiness.language.wording import apart, listed, period, t
from readiness.screen.live import cached
from readiness.screen.plain import plain as plain

_BESIDE = 1000  # pixels of a source that stands beside the rest, in three lines


def sentence(text: str) -> None:
    """The page in one sentence, computed from the data."""
    st.markdown(f"**{plain(text)}**")


@cached
def provenance(
    *, as_of: str, published: str, denominator: str, basis: str, source: str, note: str = ""
) -> None:
    """The line under every figure: 調査時点, 公表, 分母, 基準, 注, and 出典 beside them or, if it is long,
    below."""
    parts = {
        "as_of": as_of,
        "published": published,
        "denominator": denominator,
        "basis": basis,
        "note": note,
    }
    line = apart(f"**{t(f'provenance.{k}')}** {plain(v)}" for k, v in parts.items() if v)
    origin = f"**{t('provenance.source')}** {plain(source)}"
    if text_width(source, 14) > _BESIDE:
        st.markdown(f":small[:gray[{line}]]  \n:small[:gray[{origin}]]")
        return
    left, right = st.columns([7.2, 2.8])
    left.markdown(f":small[:gray[{line}]]")
    right.markdown(f":small[:gray[{origin}]]", text_alignment="right")


@cached
def round_provenance(round_code: str, *, denominator: str, note: str = "", more: str = "") -> None:
    """``provenance`` of figures made from one round; ``more`` names further sources."""
    survey = queries.survey(round_code)
    sources = queries.data_sources().set_index("source_id")
    estimated = survey["basis"] == ESTIMATED
    day = period(survey["survey_period"])
    published = survey["published_period"]
    provenance(
        as_of=t("view.estimated_as_of", as_of=day) if estimated else day,
        published=period(published) if isinstance(published, str) else "",
        denominator=denominator,
        basis=str(survey["basis"]),
        note=note,
        source=listed(filter(None, (str(sources.loc[survey["source_id"], "citation"]), more))),
    )
