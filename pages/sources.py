"""データと出典: where every figure comes from, what words mean, what adds up, and the data itself."""

import pandas as pd
import streamlit as st

from readiness import __version__, screen
from readiness.data import queries
from readiness.definitions.contracts import TABLES
from readiness.definitions.spreadsheets import csv_bytes, file_stem
from readiness.language import glossary
from readiness.language.wording import headed, listed, number, t
from readiness.subjects import sources

VIEWS = ("reconciliation", "sources", "terms", "dictionary", "files")
rows = screen.cached(sources.rows)


@screen.cached
def counts() -> None:
    found = {key: number(value) for key, value in sources.counts().items()}
    screen.sentence(t("sources.sentence", **found))
    with (
        screen.card("sources_counts"),
        st.container(horizontal=True, horizontal_alignment="distribute"),
    ):
        for key, value in found.items():
            st.metric(t(f"sources.{key}"), value, width=150)


def wide_table(view: str, height: int = 400) -> None:
    st.dataframe(
        screen.labelled(sources.rows(view)),
        hide_index=True,
        height=height,
        key=f"sources_{view}",
        alt=t(f"sources.view.{view}"),
    )


@screen.cached
def listing(view: str) -> None:
    """The rows of one view, and beside the compared totals what is known to be odd."""
    if view == "reconciliation":
        left, right = st.columns([6, 4])
        with left, screen.card("sources_compared", t("sources.compared"), gap="xsmall"):
            wide_table(view, 520)
            st.markdown(f":small[:gray[{t('sources.compared_note')}]]")
        with right, screen.card("sources_quirks", t("sources.quirks"), gap="xsmall"):
            st.markdown(
                "\n".join(
                    f"- :small[{headed('**' + quirk['subject'] + '**', quirk['note'])}]"
                    for quirk in glossary.quirks()
                )
            )
    elif view in ("sources", "terms"):
        st.table(screen.labelled(sources.rows(view)), border="horizontal", hide_index=True)
    else:
        wide_table(view)


@screen.cached
def provenance() -> None:
    screen.provenance(
        as_of=t("sources.as_of"),
        published=t("sources.publisher"),
        denominator=t("sources.denominator"),
        basis=t("sources.basis"),
        note=headed(t("sources.note"), t("app.version", title=t("app.title"), version=__version__)),
        source=listed(dict.fromkeys(queries.data_provenance()["publisher"])),
    )


def downloads() -> None:
    """One button per data file, in the order of the contracts."""
    files = queries.data_provenance().set_index("file")
    for start in range(0, len(TABLES), 3):
        for column, table in zip(st.columns(3), TABLES[start : start + 3], strict=False):
            with column, screen.card(f"file_{table.name}", gap="xsmall"):
                download(table.name, files.loc[str(table.file)])


@screen.cached
def size_of(name: str, as_of: str) -> str:
    return sources.size(queries.data_table(name), as_of)


def download(name: str, origin: pd.Series) -> None:
    size = size_of(name, origin["as_of"])
    st.markdown(f"**{screen.plain(origin['title'])}**  \n:small[:gray[{screen.plain(size)}]]")
    st.download_button(
        t("sources.save"),
        screen.later(lambda: csv_bytes(queries.data_table(name))),
        file_name=f"{file_stem(origin['title'], origin['as_of'])}.csv",
        mime="text/csv",
        key=f"sources_{name}_csv",
        on_click="ignore",
    )


(control,) = screen.title(t("sources.title"), 5)
with control:
    views = {code: t(f"sources.view.{code}") for code in VIEWS}
    view = screen.segments("sources", "view", views, label=t("sources.view"))
counts()
if view == "files":
    st.markdown(f":small[:gray[{t('sources.downloads_note')}]]")
    downloads()
listing(view)
provenance()
screen.table(rows(view), key="sources_shown", file_name=t("sources.file_name", view=views[view]))
