"""方式と対策: device, place and LAN lead to a telework method and its measures."""

import streamlit as st

from readiness import queries, rounds, ui
from readiness.wording import number, pct, t

PAGE = "method_guide"
QUESTIONS = {
    "device": ("private", "desk", "loan"),
    "place": ("home", "satellite", "mobile"),
    "lan": ("yes", "no"),
}
CHOICE_OF_DEVICE = {"private": "private", "desk": "desk_takeout", "loan": "loan"}

ui.title(t("method.title"))
summary = st.container()
answers: dict[str, str] = {}
with ui.card("method_questions"):
    for column, (question, codes) in zip(
        st.columns([4.1, 3.9, 2.4]), QUESTIONS.items(), strict=True
    ):
        with column, st.container(gap="xsmall"):
            st.markdown(f"**{t(f'method.{question}')}**")
            answers[question] = ui.segments(
                PAGE,
                question,
                {code: t(f"method.{question}.{code}") for code in codes},
                label=t(f"method.{question}"),
            )

method = queries.policy_method(**answers).iloc[0]
measures = queries.policy_method_measures(**answers)
published = queries.local_published_questions()
device_round = rounds.shown_round(published, ["lan_access"], rounds.LATEST)
used = (
    queries.local_access_methods(device_round)
    .set_index("access_method_code")
    .loc[CHOICE_OF_DEVICE[answers["device"]]]
)
with summary:
    ui.sentence(
        t(
            "method.sentence",
            name=method["name"],
            first_count=int((measures["priority"] == "◎").sum()),
            count=len(measures),
        )
    )

left, right = st.columns([4, 6])
with left, ui.card("method_answer", t("method.answer"), gap="small"):
    st.markdown(f"**:blue[{ui.plain(method['name'])}]**")
    st.markdown(f"{ui.plain(method['summary'])}:small[:gray[（{method['source_id']}）]]")
    st.markdown(f":small[**{t('method.reason')}**　{ui.plain(method['reason'])}]")
    used_by = t(
        "method.published",
        round=published.set_index("round_code")["round_label"].loc[[device_round]].iloc[0],
        device=t(f"method.device.{answers['device']}"),
        ratio=pct(used["method_ratio"]),
        count=number(used["government_count"]),
        lan_ratio=pct(used["lan_access_ratio"]),
    )
    st.markdown(f":small[**{t('method.others')}**　{used_by}]")
    st.page_link("pages/lgwan_guide.py", label=f"**{t('method.to_lgwan')}**")
with right, ui.card("method_measures", t("method.measures"), gap="xsmall"):
    st.markdown(
        "\n".join(
            f"- :small[{row.priority} **{ui.plain(row.title)}**　{ui.plain(row.detail)}"
            f" :gray[{t(f'method.origin.{row.origin}')}]]"
            for row in measures.itertuples()
        )
    )

ui.provenance(
    as_of=t("method.as_of"),
    published="",
    denominator="",
    basis=t("method.basis"),
    note=t("method.priority_note"),
    source=t("method.source"),
)
ui.table(measures, key="method_measures", file_name=t("method.file_name", name=method["name"]))
