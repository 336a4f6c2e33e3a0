"""Rows on the screen: folded under a figure with their CSV, or visible to choose from."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st

from readiness.data import warehouse
from readiness.definitions import columns
from readiness.definitions.spreadsheets import csv_bytes, file_stem
from readiness.language.wording import known, said, t, translates
from readiness.screen import live
from readiness.screen.plain import plain
from readiness.screen.window import scale

# Columns of codes that have words: the code is for programs.
_WORDS_OF_CODES = {
    "status": "status",
    "earlier_status": "status",
}


def labelled(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the catalogue's word for each column of a query, ``head.<column>``, words in
    place of codes, and names in the reader's language.
    """
    words = {n: columns.heading(n) for n in rows.columns if re.fullmatch("[a-z0-9_]+", n)}
    coded = {name: key for name, key in _WORDS_OF_CODES.items() if name in rows}
    shown = rows.assign(
        **{
            name: rows[name].map(partial(_word, key), na_action="ignore")
            for name, key in coded.items()
        }
    ).rename(columns=words)
    if not translates():
        return shown
    texts = [name for name in shown if pd.api.types.is_string_dtype(shown[name])]
    return shown.assign(**{name: shown[name].map(said, na_action="ignore") for name in texts})


def _word(key: str, code: str) -> str:
    """``○ 達成`` for met; bold is for figures. What is no code stays what it is."""
    return re.sub(r"</?b>", "", known(f"{key}.{code}", str(code)))


def _reading(name: str) -> Callable[[Any], str]:
    """How a person reads a value of the column; words are no markup."""
    read = columns.reading(name)
    return lambda value: plain(read.text(value)) if isinstance(value, str) else read.text(value)


def _address(row: Any) -> str:
    """The screen of a government, its name after the sign that a browser keeps to itself."""
    return f"peers?code={row.code}#{quote(said(row.name))}"


def linked(rows: pd.DataFrame, shown: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Any]]:
    """For a table that scrolls: names of governments as ways to their screens, and the column's form."""
    if not {"code", "name"} <= set(rows.columns) or rows.empty:
        return shown, {}
    head = columns.heading("name")
    links = [_address(row) for row in rows[["code", "name"]].itertuples(index=False)]
    config = {head: st.column_config.LinkColumn(display_text="#(.+)$")}
    return shown.assign(**{head: links}), config


def table(rows: pd.DataFrame, *, key: str, file_name: str, heading: str = "") -> None:
    """The rows of a query under the figure, folded, with their CSV beside them.

    On screen a column is formatted by the suffix of its name and headed by ``head.<column>``; the
    CSV keeps plain integers, ratios of 0 to 1 and ISO dates. Nothing is drawn while it is folded.
    """
    expander = st.expander(
        plain(heading or t("table.heading")), key=f"table_{key}", on_change="rerun"
    )
    if not expander.open:
        return
    with expander:
        if rows.empty:
            st.info(t("table.empty"))
            return
        shown = labelled(rows)
        if len(rows) > 60 or "website_url" in rows:
            linking, names = linked(rows, shown)
            st.dataframe(
                linking,
                hide_index=True,
                height=round(min(420, 36 * (len(rows) + 1)) * scale()),
                key=f"{key}_rows",
                alt=heading or file_name,
                column_config=_columns(rows, shown) | names,
            )
        else:
            readings = {
                label: _reading(name)
                for name, label in zip(rows.columns, shown.columns, strict=True)
            }
            linking = shown
            if {"code", "name"} <= set(rows.columns):
                head = columns.heading("name")
                linking = shown.assign(**{head: _names(rows)})
                readings[head] = str
            styled = linking.style.format(readings, na_rep=t("mark.none"))
            st.table(styled, border="horizontal", hide_index=True)
        st.download_button(
            t("table.csv"),
            live.later(lambda: csv_bytes(shown)),
            file_name=f"{file_stem(_draft_mark(), file_name)}.csv",
            mime="text/csv",
            key=f"{key}_csv",
            on_click="ignore",
        )


def _names(rows: pd.DataFrame) -> list[str]:
    """Names of governments as Markdown links to their screens."""
    return [
        f"[{plain(row.name)}](peers?code={row.code})"
        for row in rows[["code", "name"]].itertuples(index=False)
    ]


def _draft_mark() -> str:
    """Before the name of a file that holds what nobody has published."""
    return t("slides.draft") if warehouse.shared().is_draft else ""


def _columns(rows: pd.DataFrame, shown: pd.DataFrame) -> dict[str, Any]:
    """How a large table shows whole numbers, shares and web sites."""
    found: dict[str, Any] = {}
    for name, label in zip(rows.columns, shown.columns, strict=True):
        if name == "website_url":
            found[label] = st.column_config.LinkColumn(display_text=t("peers.column.open"))
        elif columns.reading(name).kind == "ratio":
            found[label] = st.column_config.NumberColumn(format="percent")
        elif pd.api.types.is_integer_dtype(rows[name]):
            found[label] = st.column_config.NumberColumn(format="localized")
        elif pd.api.types.is_float_dtype(rows[name]):
            found[label] = st.column_config.NumberColumn(format="%.2f")
    return found


def pick_row(rows: pd.DataFrame, *, key: str, height: int, alt: str) -> str:
    """A visible table of governments; the ``code`` of the row chosen in it, else an empty text."""
    shown = labelled(rows)
    numbers = {
        name: st.column_config.NumberColumn(format="localized")
        for name in shown.columns
        if pd.api.types.is_integer_dtype(shown[name])
    }
    event = st.dataframe(
        shown,
        hide_index=True,
        height=round(height * scale()),
        key=key,
        alt=alt,
        column_config=numbers,
        on_select="rerun",
        selection_mode="single-row",
    )
    chosen = event["selection"]["rows"]
    return str(rows["code"].iloc[chosen[0]]) if chosen else ""


def download(
    title: str, detail: str, content: Callable[[], bytes], file_name: str, *, key: str
) -> None:
    """A file under its title, made when it is asked for."""
    st.markdown(f"**{plain(title)}**  \n:small[:gray[{plain(detail)}]]")
    st.download_button(
        t("sources.save"),
        live.later(content),
        file_name=file_name,
        mime="text/csv",
        key=f"download_{key}",
        on_click="ignore",
    )
