"""Views of the agencies as a whole. Queries in, views out."""

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import PUBLISHED
from readiness.language.wording import fiscal_year, t
from readiness.subjects.kept import kept
from readiness.subjects.model import Bar, Bars, Part, Parts, Provenance, View
from readiness.subjects.provenance import joined, of_round, of_source
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


def total(row: pd.Series) -> str:
    """``8``, or ``14＋不明2`` where marks are lost."""
    lost = 0 if pd.isna(row["lost_count"]) else int(row["lost_count"])
    count = int(row["agency_count"])
    return t("view.total_with_lost", count=count, lost=lost) if lost else str(count)


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
