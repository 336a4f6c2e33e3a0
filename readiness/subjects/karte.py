"""One agency on one slide or one sheet of paper: what it has, what stops it, what it plans."""

import pandas as pd

from readiness.data import queries
from readiness.language.wording import quarter, t
from readiness.subjects.agencies.answers import mark, state_of, total
from readiness.subjects.kept import kept
from readiness.subjects.model import Bar, Bars, Provenance, View
from readiness.subjects.provenance import joined, of_round, of_this_round, said
from readiness.subjects.stage_words import deadline


def agency_codes() -> dict[str, str]:
    """Code in the URL (place in 建制順, two digits) -> agency name."""
    stages = kept(queries.agency_stage, kept(queries.latest_round, "agency"))
    return {f"{row.agency_order:02}": row.agency_name for row in stages.itertuples()}


def agency(agency: str) -> View:
    """Karte of the agency with code ``agency``; a KeyError for an unknown code."""
    name = agency_codes()[agency]
    round_code = kept(queries.latest_round, "agency")
    stage = kept(queries.agency_stage, round_code).set_index("agency_name").loc[name]
    answers = kept(queries.agency_answers, round_code)
    own = answers[answers["agency_name"] == name].set_index("choice_code")
    counts = kept(queries.agency_item_counts, round_code)
    marks = kept(queries.agency_plan_marks, round_code)
    plan = plan_in_words(marks[marks["agency_name"] == name])
    asked = int(counts["answered_count"].max())

    def bars(*questions: str) -> tuple[Bar, ...]:
        rows = counts[counts["question_code"].isin(questions)]
        return tuple(
            Bar(
                label=row["item"],
                value=float(row["agency_count"]),
                text=t("view.of", count=total(row), total=asked),
                role=_role(row["question_code"], own.loc[row["choice_code"]]),
                mark=_own_mark(own.loc[row["choice_code"]]),
            )
            for _, row in rows.iterrows()
        )

    is_named = (own["answer"] == "yes") & (own["certainty"] == "certain")
    barriers = tuple(own.loc[is_named & (own["question_code"] == "barrier"), "item"])
    tools = tuple(own.loc[is_named & (own["question_code"] == "communication"), "item"])
    unreadable = bool((own["certainty"] != "certain").any())
    groups = (
        (t("view.karte.methods"), bars("remote_access", "communication")),
        (t("view.karte.barriers"), bars("barrier")),
    )
    return View(
        code="agency_karte",
        condition=name,
        title=t("view.karte.title", name=name),
        headline=t(
            "view.karte.headline",
            name=name,
            stage=t(f"view.stage.{stage['stage_code']}", deadline=deadline(stage)),
            barriers=_barriers_in_words(barriers, unreadable),
        ),
        key_figure=t("view.readiness.not_answered")
        if pd.isna(stage["stage"])
        else t("view.karte.stage", stage=stage["stage"]),
        key_label=t("view.karte.ladder"),
        chart=Bars(groups=groups, maximum=float(asked), unit=t("view.unit.agencies")),
        rows=own.reset_index()[["agency_name", "item"]].assign(
            answer=[t(f"view.answer.{answer}") for answer in own["answer"]],
            certainty=[t(f"view.certainty.{certainty}") for certainty in own["certainty"]],
            agency_count=[
                int(counts.set_index("choice_code").loc[code, "agency_count"]) for code in own.index
            ],
            answered_count=asked,
        ),
        alt=joined(*(f"{bar.label} {bar.mark} {bar.text}" for _, rows in groups for bar in rows)),
        caution=of_this_round(round_code, "lost_pairs") if unreadable else t("view.karte.caution"),
        notes=said(
            t("view.karte.legend"),
            t("view.note.no_mark"),
            of_this_round(round_code, "marks_wider") if stage["has_marks"] else "",
        ),
        aside_heading=t("view.karte.aside"),
        aside=(
            (t("view.karte.plan"), plan),
            (t("view.karte.tools"), joined(*tools) or t("view.none_stated")),
            (t("view.karte.peers"), _next_stage(stage)),
        ),
        provenance=Provenance(
            denominator=t("view.denominator.agencies", total=asked),
            **of_round(round_code),
        ),
    )


def _own_mark(answer: pd.Series) -> str:
    answered = answer["question_code"], str(answer.name), answer["answer"], answer["certainty"]
    return mark(state_of(*answered))


def _role(question_code: str, answer: pd.Series) -> str:
    if answer["answer"] != "yes" or answer["certainty"] != "certain":
        return "others"
    if answer.name == "planned_fy2020":
        return "planned"
    return "obstacle" if question_code == "barrier" else "has"


def _barriers_in_words(barriers: tuple[str, ...], has_unreadable: bool) -> str:
    if barriers:
        return t("view.karte.barriers_named", count=len(barriers))
    return t("view.karte.barriers_unreadable" if has_unreadable else "view.karte.barriers_none")


def _next_stage(stage: pd.Series) -> str:
    stages = kept(queries.agency_stage, kept(queries.latest_round, "agency"))
    ahead = stages[stages["stage"] > stage["stage"]]
    if ahead.empty:
        return t("view.karte.top")
    first = ahead[ahead["stage"] == ahead["stage"].min()]
    return t("view.karte.ahead", stage=first["stage_name"].iloc[0], count=len(ahead))


def plan_in_words(marks: pd.DataFrame) -> str:
    """Plan marks of one agency as text: readable quarters, or that the mark is lost, or none."""
    if marks.empty:
        return t("view.none_stated")
    return joined(
        *(
            t("view.karte.plan_unreadable")
            if pd.isna(row.planned_quarter)
            else quarter(int(row.planned_fiscal_year), int(row.planned_quarter))
            + t("view.karte.uncertain") * (row.certainty == "uncertain")
            for row in marks.itertuples()
        )
    )
