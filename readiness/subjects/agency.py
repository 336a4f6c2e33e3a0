"""Views of the agencies as a whole. Queries in, views out."""

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import PUBLISHED
from readiness.language.lettering import short
from readiness.language.wording import fiscal_year, t
from readiness.subjects.kept import kept
from readiness.subjects.model import Bar, Bars, Cell, Grid, Part, Parts, Provenance, View
from readiness.subjects.provenance import joined, of_round, of_source, of_this_round, said
from readiness.subjects.stage_words import deadline

MARKS = {
    ("yes", "certain"): "mark.yes",
    ("no", "certain"): "mark.no",
    ("not_stated", "certain"): "mark.none",
    ("not_answered", "certain"): "mark.not_answered",
}
READINESS_ROLES = {"ready": "has", "planned": "planned", "silent": "paper"}


def mark(answer: str, certainty: str, choice_code: str = "") -> str:
    """The sign of one answer; a plan is △ and whatever cannot be read is ？."""
    if choice_code == "planned_fy2020" and answer == "yes":
        return t("mark.planned")
    return t(MARKS.get((answer, certainty), "mark.unreadable"))


def overview() -> View:
    """Who is ready, who plans, who says nothing: one bar of all agencies."""
    round_code = kept(queries.latest_round, "agency")
    stages = kept(queries.agency_stage, round_code)
    members = {
        name: tuple(stages.loc[stages["readiness"] == name, "agency_name"])
        for name in READINESS_ROLES
    }
    counts = {name: len(names) for name, names in members.items()}
    unanswered = tuple(stages.loc[stages["readiness"] == "not_answered", "agency_name"])
    marked = tuple(
        stages.loc[(stages["readiness"] == "silent") & stages["has_marks"], "agency_name"]
    )
    total, by = len(stages) - len(unanswered), deadline(stages)
    return View(
        code="agency_overview",
        title=t("view.agency_overview"),
        headline=t("view.agency_overview.headline", total=total, deadline=by, **counts),
        key_figure=f"{counts['ready']} / {total}",
        key_label=t("view.agency_overview.key"),
        chart=Parts(
            parts=tuple(
                Part(
                    label=t(f"view.readiness.{name}", deadline=by),
                    count=counts[name],
                    role=role,
                    mark=t(f"view.readiness_mark.{name}"),
                    names=members[name],
                )
                for name, role in READINESS_ROLES.items()
            ),
            unit=t("view.unit.agencies"),
        ),
        rows=stages[["agency_order", "agency_name", "stage", "stage_name"]].assign(
            readiness=[t(f"view.readiness.{name}", deadline=by) for name in stages["readiness"]]
        ),
        alt=t(
            "view.agency_overview.alt",
            deadline=by,
            **counts,
            **{f"{name}_names": joined(*names) for name, names in members.items()},
        ),
        caution=(t("view.agency_overview.caution", names=joined(*marked)) if marked else "")
        + (
            t("view.agency_overview.unanswered", names=joined(*unanswered), count=len(unanswered))
            if unanswered
            else ""
        ),
        notes=(t("view.note.silent"),),
        provenance=Provenance(
            denominator=t("view.denominator.agencies", total=total),
            **of_round(round_code),
        ),
    )


def matrix() -> View:
    """The printed table: items by agencies, with the printed totals beside the counts."""
    round_code = kept(queries.latest_round, "agency")
    answers = kept(queries.agency_answers, round_code)
    counts = kept(queries.agency_item_counts, round_code).set_index("choice_code")
    agencies = list(dict.fromkeys(answers["agency_name"]))
    items = answers.drop_duplicates("choice_code")
    by_place = {
        (row.choice_code, row.agency_name): (row.answer, row.certainty)
        for row in answers.itertuples()
    }
    cells = tuple(
        tuple(
            Cell(
                mark=mark(*by_place[item.choice_code, name], item.choice_code),
                role=_ground(item.question_code, *by_place[item.choice_code, name]),
                is_uncertain=by_place[item.choice_code, name][1] != "certain",
            )
            for name in agencies
        )
        for item in items.itertuples()
    )
    barriers = counts[counts["question_code"] == "barrier"].drop(index="other")
    top = barriers.sort_values("agency_count", ascending=False, kind="stable").iloc[0]
    lost = counts[counts["lost_count"].fillna(0) > 0]
    return View(
        code="agency_matrix",
        title=t("view.agency_matrix"),
        headline=t(
            "view.agency_matrix.headline",
            all_staff=counts.loc["all_staff", "agency_count"],
            web=counts.loc["web_meeting", "agency_count"],
            barrier=top["item"],
            barrier_count=top["agency_count"],
        ),
        key_figure=f"{counts.loc['all_staff', 'agency_count']} / {len(agencies)}",
        key_label=t("view.agency_overview.key"),
        chart=Grid(
            rows=tuple(items["item"]),
            columns=tuple(map(short, agencies)),
            cells=cells,
            totals=tuple(total(counts.loc[code]) for code in items["choice_code"]),
            total_label=t("view.agency_matrix.total"),
            blocks=tuple(items.groupby("question_code", sort=False).size()),
            legend=t("view.agency_matrix.legend"),
        ),
        rows=answers[["agency_order", "agency_name", "item"]].assign(
            answer=[t(f"view.answer.{answer}") for answer in answers["answer"]],
            certainty=[t(f"view.certainty.{certainty}") for certainty in answers["certainty"]],
        ),
        alt=t(
            "view.agency_matrix.alt",
            items=joined(*(f"{row['item']} {total(row)}" for _, row in counts.iterrows())),
        ),
        caution=joined(
            *(
                t(
                    "view.note.lost",
                    item=row["item"],
                    printed=row["printed_count"],
                    certain=row["agency_count"],
                    lost=row["lost_count"],
                )
                for _, row in lost.iterrows()
            )
        ),
        notes=said(of_this_round(round_code, "lost_pairs"), t("view.note.no_mark")),
        provenance=Provenance(
            denominator=t("view.denominator.agencies", total=len(agencies)),
            **of_round(round_code),
        ),
    )


def _ground(question_code: str, answer: str, certainty: str) -> str:
    if answer != "yes" or certainty != "certain":
        return ""
    return "obstacle" if question_code == "barrier" else "has"


def total(row: pd.Series) -> str:
    """``8``, or ``14＋不明2`` where marks are lost."""
    lost = 0 if pd.isna(row["lost_count"]) else int(row["lost_count"])
    count = int(row["agency_count"])
    return t("view.total_with_lost", count=count, lost=lost) if lost else str(count)


def methods() -> View:
    """How many agencies have each access method and tool."""
    return _items(
        "agency_methods",
        {"remote_access": "has", "communication": "has"},
        "all_staff",
        t("view.agency_overview.key"),
    )


def barriers() -> View:
    """How many agencies name each barrier."""
    return _items("agency_barriers", {"barrier": "obstacle"}, "work_style", "")


def _items(code: str, questions: dict[str, str], key_choice: str, key_label: str) -> View:
    round_code = kept(queries.latest_round, "agency")
    counts = kept(queries.agency_item_counts, round_code)
    counts = counts[counts["question_code"].isin(list(questions))]
    asked = int(counts["answered_count"].max())
    groups = tuple(
        (
            t(f"view.question.{question}"),
            tuple(
                Bar(
                    label=row["item"],
                    value=float(row["agency_count"]),
                    text=t("view.of", count=total(row), total=asked),
                    role="planned" if row["choice_code"] == "planned_fy2020" else role,
                )
                for _, row in counts[counts["question_code"] == question].iterrows()
            ),
        )
        for question, role in questions.items()
    )
    by_choice = counts.set_index("choice_code")
    named = by_choice.drop(index=["other", "planned_fy2020", "all_staff"], errors="ignore")
    named = named.sort_values("agency_count", ascending=False, kind="stable")
    second_count = named["agency_count"].iloc[1]
    seconds = named.iloc[1:][named["agency_count"].iloc[1:] == second_count]
    key = by_choice.loc[key_choice]
    has_lost = bool((counts["lost_count"].fillna(0) > 0).any())
    return View(
        code=code,
        title=t(f"view.{code}"),
        headline=t(
            f"view.{code}.headline",
            key=key["agency_count"],
            first=named.iloc[0]["item"],
            first_count=named.iloc[0]["agency_count"],
            second=t("view.and_also").join(seconds["item"]),
            second_count=second_count,
            total=asked,
        ),
        key_figure=f"{key['agency_count']} / {asked}",
        key_label=key_label or key["item"],
        chart=Bars(groups=groups, maximum=float(asked), unit=t("view.unit.agencies")),
        rows=counts[
            [
                "item",
                "agency_count",
                "uncertain_count",
                "printed_count",
                "asked_count",
                "agency_ratio",
            ]
        ].reset_index(drop=True),
        alt=joined(*(f"{bar.label} {bar.text}" for _, bars in groups for bar in bars)),
        caution=of_this_round(round_code, "lost_pairs") if has_lost else "",
        notes=(t("view.note.no_mark"),),
        provenance=Provenance(
            denominator=t("view.denominator.agencies", total=asked),
            **of_round(round_code),
        ),
    )


def days() -> View:
    """What came of it: telework days per person and year, head offices."""
    rows = kept(queries.agency_days_per_person)
    first, last = rows.iloc[0], rows.iloc[-1]
    bars = tuple(
        Bar(
            label=fiscal_year(int(row.fiscal_year)),
            value=float(row.days_per_person),
            text=t("view.days", days=row.days_per_person),
        )
        for row in rows.itertuples()
    )
    return View(
        code="agency_days",
        title=t("view.agency_days"),
        headline=t(
            "view.agency_days.headline",
            first_year=fiscal_year(int(first["fiscal_year"])),
            first=first["days_per_person"],
            last_year=fiscal_year(int(last["fiscal_year"])),
            last=last["days_per_person"],
        ),
        key_figure=t("view.days", days=last["days_per_person"]),
        key_label=t("view.agency_days.key"),
        chart=Bars(
            groups=((t("view.agency_days.group"), bars),), maximum=60.0, unit=t("view.unit.days")
        ),
        rows=rows.drop(columns="source_id"),
        alt=joined(*(f"{bar.label} {bar.text}" for bar in bars)),
        notes=(t("view.agency_days.note"),),
        provenance=Provenance(
            as_of=t("view.fiscal_year_as_of", year=fiscal_year(int(last["fiscal_year"]))),
            published="",
            denominator=t("view.agency_days.denominator"),
            basis=PUBLISHED,
            **of_source(last["source_id"]),
        ),
    )
