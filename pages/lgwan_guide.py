"""LGWAN接続系の可否: pick kinds of information, read what the notice of 2020-08-18 says."""

import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.language.wording import apart, headed, is_japanese, t
from readiness.screen import meeting
from readiness.subjects import lgwan

PAGE = "lgwan_guide"

screen.title(t("lgwan.title"))
summary = st.container()
classes = queries.policy_information_classes().set_index("class_code", drop=False)

question, answer = st.columns([5.4, 4.6])
with question, screen.card("lgwan_question", t("lgwan.question"), gap="xsmall"):
    kinds = screen.many(
        PAGE,
        "kinds",
        dict(classes["name"]),
        label=t("lgwan.kinds"),
        default=("resident", "policy"),
    )
    amount, place = st.columns([1, 1] if is_japanese() else [8, 10])
    with amount:
        st.markdown(f":small[{t('lgwan.bulk')}]")
        bulk = screen.segments(
            PAGE, "bulk", {c: t(f"lgwan.bulk.{c}") for c in ("yes", "no")}, label=t("lgwan.bulk")
        )
    with place:
        st.markdown(f":small[{t('lgwan.place')}]")
        where = screen.segments(
            PAGE,
            "place",
            {code: t(f"lgwan.place.{code}") for code in ("elsewhere", "satellite")},
            label=t("lgwan.place"),
        )

rulings = {
    row.class_code: lgwan.ruling(
        row.class_code,
        row.rule_code,
        is_bulk=bulk == "yes",
        is_satellite=where == "satellite",
    )
    for row in classes.itertuples()
}
binding = lgwan.strictest(rulings[code] for code in kinds)

with answer, screen.card("lgwan_answer", t("lgwan.answer")):
    if binding is None:
        st.markdown(t("lgwan.nothing_chosen"))
    else:
        st.metric(
            t("lgwan.binding", name=classes.loc[binding.class_code, "name"]),
            t(f"lgwan.outcome.{binding.outcome}"),
        )
        st.markdown(t(f"lgwan.next.{binding.outcome}"))
        origin = "printed" if binding.is_printed else "read"
        st.markdown(f":small[:gray[{t(f'lgwan.origin.{origin}')}]]")

with summary:
    screen.sentence(
        t("lgwan.sentence_empty")
        if binding is None
        else t(
            "lgwan.sentence",
            count=len(kinds),
            level=max(classes.loc[list(kinds), "confidentiality_level"]),
            name=classes.loc[binding.class_code, "name"],
            place=t(f"lgwan.place.{where}"),
            outcome=t(f"lgwan.outcome.{binding.outcome}"),
        )
    )


@screen.cached
def every_class(kinds: tuple[str, ...], bulk: str, where: str):
    """Draw all kinds of information with their rulings; the rows."""
    shown = classes.rename(columns={"name": "information_class"}).assign(
        is_chosen=[t("lgwan.chosen") if code in kinds else "" for code in classes["class_code"]],
        outcome=[t(f"lgwan.outcome.{rulings[code].outcome}") for code in classes["class_code"]],
    )[
        [
            "is_chosen",
            "information_class",
            "confidentiality_level",
            "systems",
            "printed_rule",
            "outcome",
        ]
    ]
    if screen.is_narrow():
        st.markdown(
            "\n".join(
                "- "
                + headed(
                    f"{row.is_chosen} **{screen.plain(row.information_class)}**",
                    t("lgwan.line", level=row.confidentiality_level, outcome=row.outcome),
                )
                + "  \n  :small["
                + apart([screen.plain(row.printed_rule), f":gray[{screen.plain(row.systems)}]"])
                + "]"
                for row in shown.itertuples()
            )
        )
    else:
        st.table(screen.labelled(shown), border="horizontal", hide_index=True)
    return shown


shown = every_class(kinds, bulk, where)
screen.provenance(
    as_of=t("lgwan.as_of"),
    published=t("lgwan.published"),
    denominator="",
    basis=t("lgwan.basis"),
    note=t("lgwan.note"),
    source=queries.data_sources().set_index("source_id").loc["S01", "citation"],
)
screen.table(
    shown.assign(source_id="S01"),
    key="lgwan_classes",
    file_name=t("lgwan.file_name"),
)
if kinds:
    meeting.add_view("lgwan_guide", kinds=",".join(kinds), bulk=bulk, place=where)
