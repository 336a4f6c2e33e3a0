"""府省庁の比較: two to four agencies side by side, item by item."""

import pandas as pd
import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.language import lettering
from readiness.language.wording import headed, said, t
from readiness.screen import meeting
from readiness.subjects import agency_words as words
from readiness.subjects.agencies.answers import state_of
from readiness.subjects.stage_words import stage_label

PAGE = "agency_compare"
round_code = queries.latest_round("agency")
stages = queries.agency_stage(round_code)
codes = {f"{row.agency_order:02}": row.agency_name for row in stages.itertuples()}
(control,) = screen.title(t("agency_compare.title"), 8)
with control:
    words_of_box = {
        "label": t("agency_compare.pick"),
        "placeholder": t("agency_compare.placeholder"),
    }
    picked = screen.pick(PAGE, "agencies", codes, limit=4, **words_of_box)
names = [codes[code] for code in picked]


def column(name: str) -> dict[str, str]:
    """Row label -> what one agency says, states with mark and word."""
    gap = queries.agency_gap(round_code, name)
    outcome = queries.agency_outcome(name)
    own = stages.set_index("agency_name").loc[name]
    stage = stage_label(own["stage"], own)
    cells = {
        t("agency_compare.row.stage"): t("agency_compare.stage", stage=own["stage"], name=stage)
    }
    for row in gap.itertuples():
        state = state_of(row.kind, row.choice_code, row.answer, row.certainty)
        cells[row.item] = t(f"agency_compare.state.{state}")
    plan = queries.agency_plan(round_code, name)
    cells[t("agency_compare.row.plan")] = words.plan_quarters(plan)
    days = outcome[(outcome["measure"] == "days_per_person") & (outcome["scope"] == "本省")]
    rows = {"days": days, "share": outcome[outcome["measure"] == "teleworker_pct"]}
    for row_name, published in rows.items():
        key = f"agency_compare.{row_name}" if len(published) else "agency_compare.no_data"
        value = {} if published.empty else dict(published.iloc[0])
        cells[t(f"agency_compare.row.{row_name}")] = t(key, **value)
    return cells


@screen.cached
def beside(round_code: str, names: tuple[str, ...]) -> pd.DataFrame:
    """Draw the agencies beside each other; the rows."""
    cells = pd.DataFrame({name: column(name) for name in names})
    items = list(queries.agency_gap(round_code, names[0])["item"])
    unreadable = t("agency_compare.state.unreadable")
    answers = cells.loc[items].replace(unreadable, None)
    different = set(answers.index[answers.nunique(axis=1) > 1])
    fields = {"names": words.joined(names), "of": len(items), "different": len(different)}
    screen.sentence(t("agency_compare.sentence", **fields))
    bold = [[f"**{v}**" if i in different else v for v in cells.loc[i]] for i in cells.index]
    said_names = list(map(said, names))
    shown = pd.DataFrame(bold, columns=said_names, index=cells.index)
    head = t("agency_compare.head.item")
    if screen.is_narrow():
        # On a telephone four columns hold a mark each; what needs words follows as lines.
        signs = [[f"**{v[0]}**" if i in different else v[0] for v in cells.loc[i]] for i in items]
        marks = pd.DataFrame(signs, columns=map(lettering.short, names), index=items)
        st.table(marks.rename_axis(head), border="horizontal")
        st.markdown(t("agency_compare.legend"))
        for name in names:
            others = cells.loc[cells.index.difference(items, False), name]
            lines = [f":small[{headed(label, value)}]" for label, value in others.items()]
            st.markdown("  \n".join([f"**{said(name)}**", *lines]))
    else:
        st.table(shown.rename_axis(head), border="horizontal")
    return cells.set_axis(said_names, axis="columns").rename_axis(head).reset_index()


if len(names) < 2:
    screen.sentence(t("agency_compare.too_few"))
else:
    rows = beside(round_code, tuple(names))

screen.agency_provenance(round_code, note=t("agency_compare.note"), has_outcome=True)
if len(names) > 1:
    as_of = queries.survey_date(round_code)
    file_name = t("agency_compare.file_name", as_of=as_of, names="_".join(names))
    screen.table(rows, key=PAGE, file_name=file_name)
    meeting.add_view("agency_compare", agencies=",".join(picked))
