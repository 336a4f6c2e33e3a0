"""Views of the agencies as a whole. Queries in, views out."""

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import COUNTED, PUBLISHED
from readiness.language.lettering import short
from readiness.language.wording import fiscal_year, quarter, t
from readiness.subjects.kept import kept
from readiness.subjects.model import Bar, Bars, Cell, Grid, Part, Parts, Steps, View
from readiness.subjects.provenance import joined, of_round, of_source, of_this_round, said
from readiness.subjects.stage_words import deadline

MARKS = {
    ("yes", "certain"): "mark.yes",
    ("no", "certain"): "mark.no",
    ("not_stated", "certain"): "mark.none",
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
    marked = tuple(
        stages.loc[(stages["readiness"] == "silent") & stages["has_marks"], "agency_name"]
    )
    total, by = len(stages), deadline(stages)
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
        denominator=t("view.denominator.agencies", total=total),
        caution=t("view.agency_overview.caution", names=joined(*marked)) if marked else "",
        notes=(t("view.note.silent"),),
        **of_round(round_code),
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
        denominator=t("view.denominator.agencies", total=len(agencies)),
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
        **of_round(round_code),
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
    asked = int(counts["asked_count"].iloc[0])
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
        denominator=t("view.denominator.agencies", total=asked),
        caution=of_this_round(round_code, "lost_pairs") if has_lost else "",
        notes=(t("view.note.no_mark"),),
        **of_round(round_code),
    )


def roadmap() -> View:
    """Coverage by quarter if plans hold, against the deadline, and who is missing."""
    round_code = kept(queries.latest_round, "agency")
    quarters = kept(queries.agency_coverage_by_quarter, round_code)
    stages = kept(queries.agency_stage, round_code)
    answers = kept(queries.agency_answers, round_code)
    silent = tuple(stages.loc[stages["readiness"] == "silent", "agency_name"])
    asked = int(quarters["agency_count"].iloc[0])
    years = tuple(fiscal_year(year) for year in quarters["fiscal_year"].unique())
    readable, possible = (
        int(quarters["covered_count"].iloc[-1]),
        int(quarters["possible_count"].iloc[-1]),
    )
    named = answers[
        (answers["question_code"] == "barrier")
        & (answers["answer"] == "yes")
        & (answers["certainty"] == "certain")
    ]
    reasons = {
        name: joined(*named.loc[named["agency_name"] == name, "item"]) or t("view.no_reason")
        for name in silent
    }
    return View(
        code="agency_roadmap",
        title=t("view.agency_roadmap"),
        headline=t("view.agency_roadmap.headline", possible=possible, silent=len(silent)),
        key_figure=f"{possible} / {asked}",
        key_label=t("view.agency_roadmap.key"),
        chart=Steps(
            years=years,
            quarters=tuple(quarter(row.fiscal_year, row.quarter) for row in quarters.itertuples()),
            certain=tuple(int(n) for n in quarters["certain_count"]),
            covered=tuple(int(n) for n in quarters["covered_count"]),
            possible=tuple(int(n) for n in quarters["possible_count"]),
            target=asked,
            target_label=t("view.agency_roadmap.target", total=asked),
            deadline_label=t("view.agency_roadmap.deadline", year=years[-1]),
            start_label=t("view.agency_roadmap.start"),
            end_label=t("view.agency_roadmap.end"),
            series_labels=(
                t("view.agency_roadmap.certain"),
                t("view.agency_roadmap.covered"),
                t("view.agency_roadmap.possible"),
            ),
        ),
        rows=quarters,
        alt=t(
            "view.agency_roadmap.alt",
            values=joined(
                *(
                    f"{quarter(row.fiscal_year, row.quarter)} {row.covered_count}"
                    for row in quarters[quarters["quarter"] == 4].itertuples()
                )
            ),
            readable=readable,
            possible=possible,
            names=joined(*silent),
        ),
        denominator=t("view.denominator.agencies", total=asked),
        caution=t("view.agency_roadmap.caution"),
        notes=(
            of_this_round(round_code, "marks_wider"),
            of_this_round(round_code, "moj"),
            of_this_round(round_code, "coverage"),
        ),
        aside_heading=t("view.agency_roadmap.aside", silent=len(silent)),
        aside=tuple(reasons.items()),
        **(of_round(round_code) | {"basis": COUNTED}),
    )


def plans() -> View:
    """Every readable plan mark by quarter, those outside the planners in grey."""
    round_code = kept(queries.latest_round, "agency")
    marks = kept(queries.agency_plan_marks, round_code)
    by_quarter = kept(queries.agency_plan_by_quarter, round_code)
    places = [(row.fiscal_year, row.quarter) for row in by_quarter.itertuples()]
    agencies = list(dict.fromkeys(marks["agency_name"]))
    cells = []
    for name in agencies:
        own = {
            (row.planned_fiscal_year, row.planned_quarter): row
            for row in marks[marks["agency_name"] == name].itertuples()
        }
        row_cells = []
        for place in places:
            row = own.get(place)
            if row is None:
                lost = not all(pd.notna(year) for year, _ in own)
                row_cells.append(Cell(mark=t("mark.unreadable") if lost else "", is_uncertain=lost))
                continue
            row_cells.append(
                Cell(
                    mark="①②③④"[int(row.planned_quarter) - 1],
                    role="has" if row.is_planned else "others",
                    is_uncertain=row.certainty != "certain",
                )
            )
        cells.append(tuple(row_cells))
    own_marks = marks[marks["is_planned"]]
    planners = own_marks["agency_name"].nunique()
    by_place = own_marks.groupby(["planned_fiscal_year", "planned_quarter"])[
        "agency_name"
    ].nunique()
    (busiest_year, busiest_quarter), busiest_count = by_place.idxmax(), int(by_place.max())
    unread = tuple(marks.loc[marks["certainty"] == "unreadable", "agency_name"])
    years = by_quarter.drop_duplicates("fiscal_year")
    first, last = (fiscal_year(int(years["fiscal_year"].iloc[place])) for place in (0, -1))
    return View(
        code="agency_plans",
        title=t("view.agency_plans"),
        headline=t(
            "view.agency_plans.headline",
            planners=planners,
            quarter=quarter(int(busiest_year), int(busiest_quarter)),
            count=busiest_count,
        )
        + (t("view.agency_plans.unread", names=joined(*unread)) if unread else ""),
        key_figure=t("view.count_of_agencies", count=planners),
        key_label=t("view.agency_plans.key", deadline=last),
        chart=Grid(
            rows=tuple(agencies),
            columns=tuple(str(number) for _, number in places),
            cells=tuple(cells),
            totals=(),
            total_label="",
            blocks=(len(agencies),),
            legend=t("view.agency_plans.legend"),
            column_groups=tuple(
                (
                    t(
                        "view.agency_plans.year",
                        year=fiscal_year(int(row.fiscal_year)),
                        count=row.year_count,
                        printed=row.printed_year_count,
                    ),
                    4,
                )
                for row in years.itertuples()
            ),
            has_upright_columns=False,
        ),
        rows=marks.assign(
            is_planned=[t(f"view.yes_no.{value}") for value in marks["is_planned"]],
            certainty=[t(f"view.certainty.{value}") for value in marks["certainty"]],
        ),
        alt=t("view.agency_plans.alt", names=joined(*agencies), first=first, deadline=last),
        denominator=t("view.denominator.marks", total=len(agencies)),
        caution=of_this_round(round_code, "marks_wider"),
        notes=said(of_this_round(round_code, "moj"), of_this_round(round_code, "lost_2018")),
        **of_round(round_code),
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
        as_of=t("view.fiscal_year_as_of", year=fiscal_year(int(last["fiscal_year"]))),
        published="",
        denominator=t("view.agency_days.denominator"),
        basis=PUBLISHED,
        notes=(t("view.agency_days.note"),),
        **of_source(last["source_id"]),
    )
