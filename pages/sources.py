"""データと出典: where every figure comes from, what words mean, what adds up, and the data itself."""

from typing import Any

import pandas as pd
import streamlit as st

from readiness import dictionary, glossary, queries, ui
from readiness.contracts import TABLES
from readiness.wording import number, period, t

VIEWS = ("reconciliation", "sources", "terms", "dictionary", "files")

(control,) = ui.title(t("sources.title"), 5)
with control:
    view = ui.segments(
        "sources",
        "view",
        {code: t(f"sources.view.{code}") for code in VIEWS},
        label=t("sources.view"),
    )

sources = queries.data_sources()
origins = queries.data_provenance()
compared = queries.data_reconciliation()
counts = {
    "item_count": len(compared),
    "equal_count": int(compared["is_equal"].sum()),
    "different_count": int((~compared["is_equal"]).sum()),
    "file_count": len(origins),
    "source_count": len(sources),
}

ui.sentence(t("sources.sentence", **{key: number(value) for key, value in counts.items()}))
with ui.card("sources_counts"), st.container(horizontal=True, horizontal_alignment="distribute"):
    for key, value in counts.items():
        st.metric(t(f"sources.{key}"), number(value), width=150)


def reconciliation() -> pd.DataFrame:
    """Printed against transcribed, differences first, in words a reader sees."""
    labels = queries.data_rounds().set_index("round_code")["label"]
    words = {True: t("sources.equal"), False: t("sources.different")}
    return pd.DataFrame(
        {
            "verdict": compared["is_equal"].map(words),
            "round_label": compared["round_code"].map(labels),
            "item": compared["item"],
            "printed_value": compared["printed_value"],
            "recomputed_value": compared["recomputed_value"],
            "difference": compared["difference"],
            "unit": compared["subject"].map(lambda subject: t(f"sources.unit.{subject}")),
        }
    ).sort_values("verdict", key=lambda verdict: verdict == t("sources.equal"), kind="stable")


def wide_table(rows: pd.DataFrame, height: int = 400) -> None:
    st.dataframe(
        ui.labelled(rows),
        hide_index=True,
        height=height,
        key=f"sources_{view}",
        alt=t(f"sources.view.{view}"),
    )


def cited() -> pd.DataFrame:
    """Sources with their day of publication and the data made from them."""
    used_in = {
        source_id: t("list.separator").join(
            row.title for row in origins.itertuples() if source_id in row.source_ids.split(", ")
        )
        for source_id in sources["source_id"]
    }
    published = sources["published_period"].map(period, na_action="ignore")
    return pd.DataFrame(
        {
            "source_id": sources["source_id"],
            "published_period": published.fillna(t("sources.unknown_day")),
            "citation": sources["citation"],
            "used_in": sources["source_id"].map(used_in),
        }
    )


def downloads() -> None:
    """One button per data file, in the order of the contracts."""
    files = origins.set_index("file")
    for start in range(0, len(TABLES), 3):
        for column, table in zip(st.columns(3), TABLES[start : start + 3], strict=False):
            with column, ui.card(f"file_{table.name}", gap="xsmall"):
                download(table.name, files.loc[str(table.file)])


def download(name: str, origin: pd.Series) -> None:
    rows = queries.data_table(name)
    size = t(
        "sources.rows_and_columns",
        row_count=number(len(rows)),
        column_count=len(rows.columns),
        as_of=origin["as_of"],
    )
    st.markdown(f"**{ui.plain(origin['title'])}**  \n:small[:gray[{ui.plain(size)}]]")
    st.download_button(
        t("sources.save"),
        lambda: ui.csv_bytes(rows),
        file_name=f"{origin['title']}_{origin['as_of']}.csv",
        mime="text/csv",
        key=f"sources_{name}_csv",
        on_click="ignore",
    )


shown: Any = {
    "reconciliation": reconciliation,
    "sources": cited,
    "terms": lambda: pd.DataFrame(glossary.terms()).drop(columns="code"),
    "dictionary": lambda: pd.DataFrame(dictionary.rows()),
    "files": lambda: origins,
}[view]()

if view == "reconciliation":
    left, right = st.columns([6, 4])
    with left, ui.card("sources_compared", t("sources.compared"), gap="xsmall"):
        wide_table(shown, 520)
        st.markdown(f":small[:gray[{t('sources.compared_note')}]]")
    with right, ui.card("sources_quirks", t("sources.quirks"), gap="xsmall"):
        st.markdown(
            "\n".join(f"- :small[**{q['subject']}**　{q['note']}]" for q in glossary.quirks())
        )
elif view == "files":
    st.markdown(f":small[:gray[{t('sources.downloads_note')}]]")
    downloads()
    wide_table(shown)
elif view in ("sources", "terms"):
    st.table(ui.labelled(shown), border="horizontal", hide_index=True)
else:
    wide_table(shown)

ui.provenance(
    as_of=t("sources.as_of"),
    published=t("sources.publisher"),
    denominator=t("sources.denominator"),
    basis=t("sources.basis"),
    note=t("sources.note"),
    source=t("list.separator").join(dict.fromkeys(origins["publisher"])),
)
ui.table(
    shown, key="sources_shown", file_name=t("sources.file_name", view=t(f"sources.view.{view}"))
)
