"""Rows on the screen: folded under a figure with their CSV, or visible to choose from."""

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from readiness.data import warehouse
from readiness.definitions import columns
from readiness.definitions.spreadsheets import csv_bytes, file_stem
from readiness.language.wording import said, t, translates
from readiness.screen import live
from readiness.screen.plain import plain
from readiness.screen.window import scale


def labelled(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the catalogue's word for each column of a query, ``head.<column>``, words in
    place of codes, and names in the reader's language.
    """
    words = {n: columns.heading(n) for n in rows.columns if re.fullmatch("[a-z0-9_]+", n)}
    coded = [name for name in rows if columns.reading(name).kind == "state"]
    spoken = {
        name: rows[name].map(columns.reading(name).text, na_action="ignore") for name in coded
    }
    shown = rows.assign(**spoken).rename(columns=words)
    if not translates():
        return shown
    texts = [name for name in shown if pd.api.types.is_string_dtype(shown[name])]
    return shown.assign(**{name: shown[name].map(said, na_action="ignore") for name in texts})


def _reading(name: str) -> Callable[[Any], str]:
    """How a person reads a value of the column; words are no markup."""
    read = columns.reading(name)
    return lambda value: plain(read.text(value)) if isinstance(value, str) else read.text(value)


def worded(
    rows: pd.DataFrame, *, is_markup: bool = False, names: Sequence[str] | None = None
) -> Styler:
    """The rows as a person reads them; what is below the words still sorts.

    ``is_markup``: for st.table. ``names``: links in place of the names of governments.
    """
    shown = labelled(rows)
    readings = {
        label: _reading(name) if is_markup else columns.reading(name).text
        for name, label in zip(rows.columns, shown.columns, strict=True)
    }
    truths = [name for name in shown if pd.api.types.is_bool_dtype(shown[name])]
    shown = shown.assign(**{name: shown[name].map(readings[name]) for name in truths})
    if names is not None:
        head = columns.heading("name")
        shown, readings = shown.assign(**{head: names}), readings | {head: str}
    # One name for all: by a name made anew the browser would be sent the same table again.
    return shown.style.set_uuid("rows").format(readings, na_rep=t("mark.none"))


def _address(row: Any) -> str:
    """The screen of a government, its name after the sign that a browser keeps to itself."""
    return f"peers?code={row.code}#{quote(said(row.name))}"


def _are_governments(rows: pd.DataFrame) -> bool:
    return {"code", "name"} <= set(rows.columns) and not rows.empty


def linked(rows: pd.DataFrame) -> tuple[Styler, dict[str, Any]]:
    """For a table that scrolls: the rows in words, names of governments as ways to their screens, and
    the form of that column.
    """
    if not _are_governments(rows):
        return worded(rows), {}
    links = [_address(row) for row in rows[["code", "name"]].itertuples(index=False)]
    form = st.column_config.LinkColumn(display_text="#(.+)$")
    return worded(rows, names=links), {columns.heading("name"): form}


def grid(rows: pd.DataFrame | Styler, *, most: int, key: str, alt: str, **options: Any) -> Any:
    """Rows to scroll in, as high as they need, at ``most`` so many pixels of a small window.

    Its letters are as large as the window's were when it was made: a window of another size gets another.
    """
    shown = rows.data if isinstance(rows, Styler) else rows
    return st.dataframe(
        rows,
        hide_index=True,
        height=round(min(38 + 35 * len(shown), most) * scale()),
        key=key if scale() == 1 else f"{key}_{scale():g}",
        alt=alt,
        placeholder=t("mark.none"),
        **options,
    )


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
        if len(rows) > 60 or "website_url" in rows:
            shown, form = linked(rows)
            if "website_url" in rows:
                web = st.column_config.LinkColumn(display_text=t("peers.column.open"))
                form |= {columns.heading("website_url"): web}
            grid(
                shown,
                most=420,
                key=f"{key}_rows",
                alt=heading or file_name,
                column_config=form,
            )
        else:
            names = _names(rows) if _are_governments(rows) else None
            shown = worded(rows, is_markup=True, names=names)
            st.table(shown, border="horizontal", hide_index=True)
        st.download_button(
            t("table.csv"),
            live.later(lambda: csv_bytes(labelled(rows))),
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


def pick_row(rows: pd.DataFrame, shown: Styler, *, key: str, height: int, alt: str) -> str:
    """A visible table of governments, ``shown`` in words; the ``code`` of the row chosen in it, else an
    empty text.
    """
    event = grid(
        shown, most=height, key=key, alt=alt, on_select="rerun", selection_mode="single-row"
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
