"""What the rows of one agency say in words. Rows in, sentences out; no Streamlit, no database.

``gap``: rows of agency_gap. ``stage``: the agency's row of agency_stage. ``plan``: rows of agency_plan.
``outcome``: rows of agency_outcome. ``advisers``: rows of agency_advisers.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from readiness.language import lettering
from readiness.language.wording import (
    apart,
    catalogue,
    fiscal_year,
    headed,
    known,
    listed,
    number,
    t,
    year_number,
)
from readiness.subjects.stage_words import stage_label


def joined(names: Iterable[Any]) -> str:
    """Names with the separator of a Japanese list."""
    return listed(str(name) for name in names)


def shortly(names: Iterable[Any]) -> str:
    """Names where there is little room, abbreviated in languages that do so."""
    return listed(lettering.short(str(name)) for name in names)


def short_barrier(choice_code: str, item: str) -> str:
    """Short word for a barrier in running text; a barrier of a later survey keeps its wording."""
    return known(f"agency_status.barrier.{choice_code}", item)


def _certain(gap: pd.DataFrame, kind: str) -> pd.DataFrame:
    is_own = (gap["kind"] == kind) & (gap["answer"] == "yes") & (gap["certainty"] == "certain")
    return gap[is_own]


def named_barriers(gap: pd.DataFrame) -> pd.DataFrame:
    """Barriers the agency names, unreadable marks included, in the order of the survey."""
    is_mark = (gap["answer"] == "yes") | (gap["certainty"] == "uncertain")
    return gap[(gap["kind"] == "barrier") & is_mark]


def equipment(gap: pd.DataFrame) -> pd.DataFrame:
    """Access methods and tools; a plan is none."""
    return gap[(gap["kind"] != "barrier") & (gap["choice_code"] != "planned_fy2020")]


def in_place(gap: pd.DataFrame) -> pd.DataFrame:
    """The access methods and tools the agency has."""
    rows = equipment(gap)
    return rows[(rows["answer"] == "yes") & (rows["certainty"] == "certain")]


def summary(stage: Any, gap: pd.DataFrame, stage_count: int) -> str:
    """The agency in one sentence: stage, barriers, what it has."""
    if pd.isna(stage["stage"]):
        return t("agency_karte.sentence.not_answered", name=stage["agency_name"])
    barriers, has = _certain(gap, "barrier"), in_place(gap)
    key = "named" if len(barriers) else "none"
    if barriers.empty and (gap["certainty"] == "uncertain").any():
        key = "unreadable"
    names = joined(
        t("agency_karte.quoted", name=short_barrier(row.choice_code, row.item))
        for row in barriers.itertuples()
    )
    return (
        t(
            "agency_karte.sentence.stage",
            name=stage["agency_name"],
            stage=stage["stage"],
            stage_name=stage_label(stage["stage"], stage),
            count=stage_count,
            asked=stage["answered_count"],
        )
        + t(f"agency_karte.sentence.barriers.{key}", names=names, count=len(barriers))
        + t(
            f"agency_karte.sentence.has.{'some' if len(has) else 'none'}",
            count=len(has),
            of=len(equipment(gap)),
        )
    )


def items_title(gap: pd.DataFrame) -> str:
    """Heading of what the agency has: how many of how many."""
    return t("agency_karte.card.items", count=len(in_place(gap)), of=len(equipment(gap)))


def barriers_title(gap: pd.DataFrame) -> str:
    """Heading of the barriers the agency names for certain: how many of how many."""
    of = int((gap["kind"] == "barrier").sum())
    return t("agency_karte.card.barriers", count=len(_certain(gap, "barrier")), of=of)


def next_step(stage: Any, advisers: pd.DataFrame) -> list[tuple[str, str]]:
    """(heading, text): what the next stage asks and who is there, by name."""
    own = 0 if pd.isna(stage["stage"]) else int(stage["stage"])
    lines = [(t("agency_karte.next"), t(f"agency_karte.next.{own}"))]
    above = advisers[advisers["reason"] == "one_above"]
    if len(above):
        reached = int(above["stage"].iloc[0])
        key = "agency_karte.above" if reached == own + 1 else "agency_karte.above.gap"
        heading = t(key, stage=reached, empty=own + 1, count=len(above))
        lines.append((heading, shortly(above["adviser_name"])))
    return lines


def who_is_ready(advisers: pd.DataFrame) -> tuple[str, str]:
    """(heading, names) of the agencies with remote access for all staff, for one that lacks it."""
    ready = advisers[(advisers["reason"] == "has_item") & (advisers["choice_code"] == "all_staff")]
    return t("agency_karte.ready", count=len(ready)), shortly(ready["adviser_name"])


def ready_line(advisers: pd.DataFrame) -> str:
    """``who_is_ready`` as a small line; empty where nobody is."""
    heading, names = who_is_ready(advisers)
    return f":small[{headed(f'**{heading}**', names)}]" if names else ""


def advice_rows(gap: pd.DataFrame, advisers: pd.DataFrame) -> pd.DataFrame:
    """One row per barrier named: advice in our own words, whom to ask, who is ahead all the same."""
    rows = []
    for row in named_barriers(gap).itertuples():
        same = advisers[
            (advisers["reason"] == "same_barrier") & (advisers["choice_code"] == row.choice_code)
        ]
        lost = 0 if pd.isna(row.lost_count) else int(row.lost_count)
        count = f"{row.agency_count}{t('mark.plus')}{lost}" if lost else str(row.agency_count)
        is_known = f"agency_karte.advice.{row.choice_code}" in catalogue()
        code = row.choice_code if is_known else "other"
        key = (
            "agency_karte.reason.uncertain"
            if row.certainty == "uncertain"
            else "agency_karte.reason"
        )
        rows.append(
            {
                "reason": t(key, name=short_barrier(row.choice_code, row.item), count=count),
                "advice": t(f"agency_karte.advice.{code}"),
                "contact": t(f"agency_karte.contact.{code}"),
                "ahead": _ahead(same, row.choice_code, row.certainty),
            }
        )
    return pd.DataFrame(rows, columns=["reason", "advice", "contact", "ahead"])


def _ahead(same: pd.DataFrame, choice_code: str, certainty: str) -> str:
    if certainty == "uncertain":
        return t("mark.none")
    if choice_code == "other":
        return t("agency_karte.ahead.other", count=len(same))
    return shortly(same["adviser_name"]) or t("agency_karte.ahead.nobody")


def plan_lines(plan: pd.DataFrame) -> list[str]:
    """One line per mark: quarter, quarters to the deadline, before or after the median."""
    lines = []
    for row in plan.itertuples():
        if row.certainty == "unreadable":
            lines.append(t("agency_karte.plan.unreadable"))
            continue
        when = t(
            "agency_karte.plan.quarter",
            era=fiscal_year(row.planned_fiscal_year),
            quarter=row.planned_quarter,
        )
        if row.certainty == "uncertain":
            when += t("agency_karte.plan.uncertain")
        key = "planned" if row.is_planned else "other"
        left = int(row.quarters_left)
        lines.append(
            t(
                f"agency_karte.plan.{key}",
                when=when,
                left=t(f"agency_karte.left.{'late' if left < 0 else 'in_time'}", count=abs(left)),
                median=_against_median(row),
            )
        )
    return lines or [t("agency_karte.plan.none")]


def plan_quarters(plan: pd.DataFrame) -> str:
    """The quarters alone, for a narrow cell."""
    cells = []
    for row in plan.itertuples():
        if row.certainty == "unreadable":
            cells.append(t("agency_karte.plan.cell_unreadable"))
            continue
        era = fiscal_year(row.planned_fiscal_year)
        key = "uncertain" if row.certainty == "uncertain" else "certain"
        mark = "" if row.is_planned else t("agency_karte.plan.cell_other")
        cells.append(
            t(f"agency_karte.plan.cell_{key}", era=era, quarter=row.planned_quarter) + mark
        )
    return joined(cells) or t("agency_karte.plan.none")


def _against_median(row: Any) -> str:
    difference = int(row.median_difference)
    key = "same" if difference == 0 else "before" if difference < 0 else "after"
    return t(f"agency_karte.median.{key}", count=abs(difference))


def days_line(outcome: pd.DataFrame) -> str:
    """Days per person of the last fiscal year, one part per scope, each with its rank."""
    days = outcome[outcome["measure"] == "days_per_person"]
    days = days[days["fiscal_year"] == days["fiscal_year"].max()].set_index("scope")
    if days.empty:
        return t("agency_karte.days.none")
    return apart(
        t(
            "agency_karte.days.scope",
            scope=scope,
            days=f"{days.loc[scope, 'value']:.1f}",
            rank=days.loc[scope, "rank"],
            of=days.loc[scope, "ranked_count"],
        )
        if scope in days.index
        else t("agency_karte.days.scope_none", scope=scope)
        for scope in ("本省", "地方局等", "全体")
    )


def share_line(outcome: pd.DataFrame) -> str:
    """FY2019 share of staff with its rank; only agencies of half or more were published."""
    share = outcome[outcome["measure"] == "teleworker_pct"]
    if share.empty:
        return t("agency_karte.share.none")
    row = share.iloc[0]
    return t(
        "agency_karte.share",
        pct=number(row["value"]),
        rank=row["rank"],
        of=row["ranked_count"],
    )


def _one_decimal(value: float) -> str:
    """Rounded half up, as the published tables are."""
    return f"{int(value * 10 + 0.5) / 10:.1f}"


def plan_to_outcome(outcomes: pd.DataFrame) -> str:
    """Median days by what was said in the survey; known of asked said. Rows of agency_plan_outcomes."""
    parts = []
    for readiness in ("ready", "planned", "silent"):
        rows = outcomes.loc[outcomes["readiness"] == readiness, "days_per_person"]
        parts.append(
            t(
                f"agency_karte.pair.{readiness}",
                asked=len(rows),
                known=rows.notna().sum(),
                days=_one_decimal(rows.median()) if rows.notna().any() else t("mark.none"),
            )
        )
    published = int(outcomes["days_per_person"].notna().sum())
    return t("agency_karte.pair", parts=apart(parts), known=published, asked=len(outcomes))


def plan_groups(outcomes: pd.DataFrame) -> pd.Series:
    """Group of each agency by its plan, as an ordered category: ready, early, median, late, ...

    Early and late are before and after the median of the planners' earliest readable quarters.
    """
    number_of = outcomes["first_fiscal_year"] * 4 + outcomes["first_quarter"]
    middle = number_of.dropna().astype(int).sort_values()
    median = middle.iloc[(len(middle) - 1) // 2] if len(middle) else 0
    groups = []
    for readiness, quarter_number in zip(outcomes["readiness"], number_of, strict=True):
        if readiness != "planned":
            groups.append(readiness)
        elif pd.isna(quarter_number):
            groups.append("unreadable")
        else:
            is_median = quarter_number == median
            groups.append("median" if is_median else "early" if quarter_number < median else "late")
    order = ["ready", "early", "median", "late", "unreadable", "silent", "not_answered"]
    return pd.Series(pd.Categorical(groups, order, ordered=True), index=outcomes.index)


def ordered(profile: pd.DataFrame, order: str) -> pd.DataFrame:
    """``profile`` (rows of agency_profile) in one of the orders, with order_value, the short text of
    what it is ordered by: stage, missing, plan, or establishment without a text. Ties: 建制順.
    """
    if order == "plan":
        quarter_number = profile["first_fiscal_year"] * 4 + profile["first_quarter"]
        rows = profile.assign(by=quarter_number, order_value=_plan_texts(profile))
        return rows.sort_values(["by", "agency_order"], na_position="last")
    column = {"stage": "stage", "missing": "missing_count"}.get(order)
    if column is None:
        return profile.assign(order_value="")
    words = [t("mark.not_answered") if pd.isna(one) else str(one) for one in profile[column]]
    rows = profile.assign(order_value=words)
    return rows.sort_values([column, "agency_order"], ascending=[False, True])


def _plan_texts(profile: pd.DataFrame) -> list[str]:
    """Year over quarter, with ? where the mark is uncertain, ？ for a plan without a readable mark, or －."""
    texts = []
    for row in profile.itertuples():
        if pd.isna(row.first_fiscal_year):
            texts.append(t("mark.unreadable" if row.is_planned else "mark.none"))
            continue
        text = f"{year_number(row.first_fiscal_year)}<br>{'①②③④'[row.first_quarter - 1]}"
        texts.append(text if row.is_first_certain else f"{text}?")
    return texts


def critical_lines(critical: pd.DataFrame) -> list[str]:
    """One line per agency of agency_critical: when, how much is left, or why nobody can tell."""
    lines = []
    for row in critical.itertuples():
        fields = {"name": row.agency_name}
        if row.state != "unreadable":
            fields["when"] = t(
                "agency_karte.plan.quarter",
                era=fiscal_year(row.slipped_fiscal_year),
                quarter=row.slipped_quarter,
            )
            fields["left"] = str(abs(int(row.quarters_left)))
        lines.append(t(f"roadmap.critical.{row.state}", **fields))
    return lines
