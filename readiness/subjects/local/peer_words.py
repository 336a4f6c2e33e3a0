"""Peers in words: labels of the rules, sentences, rows of the tables. Comparison in, words out."""

from typing import Any

import pandas as pd

from readiness.language.wording import listed, number, pct, t
from readiness.subjects.local import governments
from readiness.subjects.local.comparison import NEIGHBOURS, Comparison, Group
from readiness.subjects.local.rates import FEWEST_FOR_SHARE


def status(code: str) -> str:
    """A status with its mark; who did not answer is neither yes nor no."""
    return t(f"status.{code}")


def rule_choices(code: str, k: int) -> dict[str, str]:
    """Rule -> label in the select box; prefectures have no staff in the roster and no types."""
    kind = ".prefecture" if code and governments.is_prefecture(governments.row(code)) else ""
    return {
        "nearest": t(f"peers.choice.nearest{kind}", count=k),
        "prefecture": t("peers.choice.prefecture"),
        "neighbours": t("peers.choice.neighbours", count=k),
        "class_staff": t(f"peers.choice.class_staff{kind}"),
        "similar_group": t("peers.choice.similar_group"),
        "own": t("peers.choice.own"),
    }


def label(of: Comparison, group: Group) -> str:
    """The group with what it means for this government, such as 近い15団体（…）."""
    own, is_prefecture = of.own, governments.is_prefecture(of.own)
    if not group.rule:
        kind = "prefectures" if is_prefecture else "municipalities"
        return t(f"peers.nation.{kind}")
    members = group.rate.answered + group.unanswered
    if group.rule == "own" and not members:
        return t("peers.choice.own")
    kind = ".prefecture" if is_prefecture and group.rule in ("nearest", "class_staff") else ""
    has_type = not pd.isna(own.similar_group)
    return t(
        f"peers.rule.{group.rule}{kind}",
        count=members or of.k,
        prefecture=own.prefecture_name,
        entity_type=own.entity_type,
        band=governments.staff_band(own.staff_count),
        group=t("mark.brackets", text=governments.group_label(own)) if has_type else "",
    )


def brief_label(of: Comparison, group: Group) -> str:
    """The group without what it means for this government: there is little room on a slide."""
    if not group.rule:
        return label(of, group)
    members = group.rate.answered + group.unanswered
    return t(f"peers.brief.{group.rule}", count=members or of.k)


def why_no_peers(of: Comparison, group: Group) -> str:
    """Why nobody of a group can be counted."""
    if group.unanswered:
        return t("peers.none.not_answered", count=number(group.unanswered))
    own = of.own
    if group.rule == "prefecture" and governments.is_prefecture(own):
        return t("peers.none.prefecture")
    if group.rule == "similar_group" and pd.isna(own.similar_group):
        return t("peers.none.similar_group")
    if group.rule == "own":
        return t("peers.none.own")
    return t("peers.none.nearest" if group.rule == "nearest" else "peers.none.any")


def kind(group: Group) -> str:
    """``share``, ``count`` or ``none``: what can be said of a group."""
    return "share" if group.rate.has_share else "count" if group.rate.answered else "none"


def fields(of: Comparison, group: Group) -> dict[str, str]:
    """Names and numbers of a group as fields of its sentences."""
    rate = group.rate
    return {
        "label": label(of, group),
        "peer_count": number(rate.answered),
        "adopted_count": number(rate.adopted),
        "ratio": pct(rate.ratio) if rate.ratio is not None else "",
        "low": pct(group.low, 0) if group.low is not None else "",
        "high": pct(group.high, 0) if group.high is not None else "",
        "reason": "" if rate.answered else why_no_peers(of, group),
        "unanswered": t("peers.unanswered", count=number(group.unanswered))
        if group.unanswered and rate.answered
        else "",
    }


def reading(of: Comparison, group: Group) -> str:
    """``近い15団体では11団体（73.3%）が実施。貴団体は○ 実施。``; no interval for a whole."""
    key = kind(group) if group.rule or kind(group) != "share" else "whole"
    return t(f"peers.reading.{key}", status=status(of.own.status), **fields(of, group))


def headline(of: Comparison) -> str:
    """The screen in one sentence: own status, the share among the chosen peers, the next step."""
    own, group = of.own, of.chosen
    words = t("peers.sentence.own", name=governments.full_name(own), status=status(own.status))
    short = t(
        f"peers.short.{group.rule}",
        count=number(group.rate.answered),
        prefecture=own.prefecture_name,
    )
    shown = fields(of, group)
    if group.rate.answered:
        shown["label"] = short
    words += t(f"peers.sentence.{kind(group)}", **shown)
    if not group.rate.answered:
        return words
    common = of.lacked[of.lacked["yes_count"] * 2 > of.lacked["peer_count"]]
    if own.status == "adopted" and len(common):
        items = t("peers.and").join(item(code) for code in common["indicator_code"][:2])
        return words + t("peers.sentence.items", items=items)
    if own.status in ("not_adopted", "considering") and len(of.asked):
        name = governments.full_name(next(of.asked.itertuples()))
        key = "neighbour" if of.rule == NEIGHBOURS else "nearest_adopter"
        return words + t(f"peers.sentence.{key}", name=name)
    return words


def item(indicator_code: str) -> str:
    """Short wording of an indicator of the table."""
    return t(f"peers.item.{indicator_code}")


def remarks(of: Comparison, shown_count: int, all_count: int) -> list[str]:
    """What the card of missing items has to say besides its bars."""
    unknown = of.indicators[of.indicators["own_answer"] == "not_surveyed"]
    found = []
    if all_count > shown_count:
        found.append(t("peers.step_more", count=all_count - shown_count))
    if of.members.empty and len(of.lacked):
        names = listed(item(code) for code in of.lacked["indicator_code"])
        found.append(t("peers.step_alone", count=len(of.lacked), items=names))
    elif of.lacked.empty and unknown.empty and len(of.indicators):
        found.append(t("peers.step_done", count=int(of.indicators["own_answer"].notna().sum())))
    if len(unknown):
        names = listed(item(code) for code in unknown["indicator_code"])
        found.append(t("peers.step_unknown", items=names))
    return found


def indicator_table(indicators: pd.DataFrame) -> pd.DataFrame:
    """Item, own answer and the peers' share or median with quartiles, as words for the table."""
    columns = ["category", "indicator", "own_value", "peer_value", "answered_count"]
    rows = [
        (row.category, row.indicator, _own_value(row), _peer_value(row), row.peer_count)
        for row in indicators.itertuples()
    ]
    return pd.DataFrame(rows, columns=columns)


def _own_value(row: Any) -> str:
    if not pd.isna(row.own_answer):
        return t(f"peers.answer.{row.own_answer}")
    return t("mark.none") if pd.isna(row.own_pct) else f"{row.own_pct:g}%"


def _peer_value(row: Any) -> str:
    if not row.peer_count:
        return t("mark.none")
    if pd.isna(row.own_answer):
        if pd.isna(row.pct_median):
            return t("peers.too_few_for_median", count=row.peer_count)
        return t(
            "peers.median",
            median=f"{row.pct_median:g}",
            low=f"{row.pct_low:g}",
            high=f"{row.pct_high:g}",
        )
    count = t("view.of", count=int(row.yes_count), total=row.peer_count)
    if row.peer_count < FEWEST_FOR_SHARE:
        return t("peers.count_only", count=count)
    return count + t("mark.brackets", text=pct(row.yes_ratio))


def numbers_of(value: float, digits: int, unit: str) -> str:
    """A feature with its unit."""
    return f"{value:,.{digits}f}{unit}"
