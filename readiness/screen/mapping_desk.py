"""The officer's word on the columns of a table: which is which item, tried on the first rows.

Streamlit in, Streamlit out; what is read comes from ``readiness.intake``.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from readiness import intake, screen
from readiness.definitions.indicators import ITEM_START, KEYS, TELEWORK
from readiness.definitions.questionnaire import SUBJECTS, surveys
from readiness.intake import Received
from readiness.language.wording import language, number, said, t

_KEPT = "intake_mapping"
_MOST_HEADS = 60
_OPEN = "?"  # not explained yet


def given(saved: bytes | None) -> str | None:
    """The mapping to read by: of the file, else the one chosen here; None after a word about a file
    that is none.
    """
    if saved is None:
        return str(st.session_state.get(_KEPT, ""))
    try:
        return intake.read_mapping(saved, surveys()).as_json()
    except intake.FileRefused as fault:
        st.markdown(f":red[{screen.plain(str(fault.finding))}]")
        return None


def correct(received: Received, day: date | None) -> None:
    """Closed where everything was understood; open where a column was not, or nothing at all."""
    sheets = [one for one in received.sheets if not one.is_hidden]
    if not sheets:
        return
    is_wanted = not received.answers or any(one.is_about_columns for one in received.report.errors)
    with st.expander(t("intake.page.mapping"), expanded=is_wanted, key="intake_mapping_area"):
        st.markdown(t("intake.page.mapping_lead"))
        subject = _subject(received)
        names = {
            place: screen.plain(" ".join(filter(None, (one.file, one.name))))
            for place, one in enumerate(sheets)
        }
        place = 0
        if len(sheets) > 1:
            place = st.selectbox(
                t("intake.page.mapping_sheet"),
                list(names),
                format_func=names.__getitem__,
                key="intake_mapping_sheet",
            )
        chosen = _columns(received, place, subject, sheets[place])
        mapping = intake.ColumnMapping(subject, chosen)
        plain = _tried(received, mapping, day)
        mapping = replace(mapping, values=_values(plain.unread))
        _show(_tried(received, mapping, day) if mapping.values else plain)
        _keep(mapping)


def _subject(received: Received) -> str:
    names = {subject: t(f"group.{subject}") for subject in SUBJECTS}
    return str(
        st.segmented_control(
            t("intake.page.subject"),
            list(names),
            format_func=names.__getitem__,
            default=received.subject or SUBJECTS[-1],
            required=True,
            key="intake_mapping_subject",
        )
    )


def _columns(received: Received, place: int, subject: str, sheet: intake.Sheet) -> dict[str, str]:
    """Head -> item, one box for each head, with the first thing that stands below it."""
    survey = surveys(received.survey_date)[subject]
    row, suggested, likeness = intake.suggest_mapping(sheet, survey)
    labels = {"": t("intake.page.unused")}
    labels |= {key: t(f"intake.column.{subject}.{key}") for key in ("code", "prefecture", "name")}
    labels |= {item.key: item.label for item in survey.items}
    if subject == "local":
        # The row on telework is the question on adoption.
        labels |= {key: label for key, label in KEYS.items() if key != f"{ITEM_START}{TELEWORK}"}
    chosen: dict[str, str] = {}
    columns = st.columns(3)
    for number_, (heading, key) in enumerate(list(suggested.items())[:_MOST_HEADS]):
        examples = (line[number_] for line in sheet.rows[row + 1 :] if len(line) > number_)
        example = next(filter(None, examples), "")
        chosen[heading] = columns[number_ % 3].selectbox(
            t(
                "intake.page.mapping_column",
                heading=screen.plain(heading[:40]),
                example=screen.plain(example[:20]),
                likeness=likeness.get(heading, t("mark.none")),
            ),
            list(labels),
            index=list(labels).index(key),
            format_func=lambda key: said(labels[key]),
            key=f"intake_mapping_{place}_{number_}_{subject}",
        )
    return chosen


@dataclass(frozen=True)
class _Tried:
    """What a mapping makes of the files."""

    rows: list[dict[str, str]]
    unread: list[intake.Unread]
    report: intake.Report


def _tried(received: Received, mapping: intake.ColumnMapping, day: date | None) -> _Tried:
    """Read once for the same files, day, mapping and language; the last two mappings are kept."""
    sums = [hashlib.sha256(one.content).hexdigest() for one in received.uploads]
    print_ = "|".join([*sums, str(day), mapping.as_json(), language()])
    kept: dict[str, _Tried] = st.session_state.setdefault("intake_mapping_tried", {})
    if print_ not in kept:
        tried = intake.receive(received.uploads, survey_date=day, mapping=mapping)
        found = _Tried(intake.first_rows(tried), intake.unread_values(tried), tried.report)
        while len(kept) > 1:
            kept.pop(next(iter(kept)))
        kept[print_] = found
    return kept[print_]


def _values(unread: list[intake.Unread]) -> dict[str, dict[str, str]]:
    """Item -> what is written -> what it means, as the officer explains single values."""
    if not unread:
        return {}
    st.markdown(t("intake.page.values_lead"))
    chosen: dict[str, dict[str, str]] = {}
    columns = st.columns(3)
    for place, one in enumerate(unread):
        label = t(
            "intake.page.value_of",
            text=screen.plain(one.text[:30]),
            item=screen.plain(said(one.label)[:40]),
            count=number(one.count),
        )
        digest = hashlib.sha256(f"{one.key}|{one.text}".encode()).hexdigest()[:12]
        key = f"intake_value_{digest}"
        value = _value(columns[place % 3], label, one, key)
        if value is not None:
            chosen.setdefault(one.key, {})[one.text] = value
    return chosen


def _value(place: DeltaGenerator, label: str, one: intake.Unread, key: str) -> str | None:
    """What one value means; "" for nothing stated, None while it is not explained."""
    if not one.offered:
        written = place.text_input(label, key=key, max_chars=20)
        read = intake.number_of(written)
        return None if read is None else str(read)
    words = {_OPEN: t("intake.page.value_open"), "": t("intake.page.value_nothing")} | one.offered
    found = place.selectbox(label, list(words), format_func=lambda code: said(words[code]), key=key)
    return None if found == _OPEN else str(found)


def _show(tried: _Tried) -> None:
    """The first rows as this mapping understands them."""
    rows, report = tried.rows, tried.report
    st.markdown(
        t(
            "intake.page.mapping_tried",
            answered=number(report.answered_count),
            errors=number(len(report.errors)),
            warnings=number(len(report.warnings)),
        )
    )
    if rows:
        screen.grid(
            pd.DataFrame(rows).rename(columns=said),
            most=320,
            key="intake_mapping_preview",
            alt=t("intake.page.mapping_preview_alt"),
        )
    for finding in report.errors[:3]:
        st.markdown(f":red[{screen.plain(str(finding))}]")


def _keep(mapping: intake.ColumnMapping) -> None:
    use, keep, drop = st.columns(3)
    if use.button(t("intake.page.mapping_use"), key="intake_mapping_use", width="stretch"):
        st.session_state[_KEPT] = mapping.as_json()
        st.rerun()
    keep.download_button(
        t("intake.page.mapping_keep"),
        mapping.as_json(),
        file_name=t("intake.page.mapping_name"),
        mime="application/json",
        on_click="ignore",
        width="stretch",
    )
    is_used = bool(st.session_state.get(_KEPT))
    if drop.button(
        t("intake.page.mapping_drop"),
        key="intake_mapping_drop",
        width="stretch",
        disabled=not is_used,
    ):
        st.session_state.pop(_KEPT)
        st.rerun()
