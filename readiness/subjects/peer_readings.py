"""Peers in words: labels of the rules, sentences, rows of the tables. Rows in, words out."""

from typing import Any

import pandas as pd

from readiness.drawing import theme
from readiness.drawing.figures.peer_shares import FEWEST_FOR_SHARE, Feature, Share
from readiness.language.wording import number, pct, said, t

RULES = ("nearest", "prefecture", "class_staff", "similar_group", "own")
# Column, digits after the point, unit.
FEATURES = (
    ("population", 0, "persons"),
    ("staff_count", 0, "persons"),
    ("fiscal_strength_index", 2, ""),
    ("area_km2", 0, "area_km2"),
)
_BAND_LIMITS = (100, 300, 500, 1000)


def staff_band(staff_count: Any) -> str:
    """The survey's words for the band of general administrative staff."""
    if pd.isna(staff_count):
        return t("peers.band.unknown")
    return t(f"peers.band.{1 + sum(staff_count > limit for limit in _BAND_LIMITS)}")


def full_name(own: Any) -> str:
    """Name that is unique in Japan: 広島県府中市."""
    if own.entity_type == "都道府県":
        return said(own.name)
    return t("peers.full_name", prefecture=own.prefecture_name, name=own.name)


def group_label(own: Any) -> str:
    """Its type among the similar municipalities; those of cities and of towns share their names."""
    if not own.similar_group.startswith(("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ")):
        return t("peers.group.class", label=own.similar_group)
    kind = "town" if own.entity_type in ("町", "村") else "city"
    return t(f"peers.group.{kind}", label=own.similar_group)


def rule_label(rule: str, own: Any, peer_count: int) -> str:
    """The rule with what it means for this government, such as 近い15団体（…）."""
    has_group = not pd.isna(own.similar_group)
    is_prefecture = own.entity_class == "都道府県"
    return t(
        "peers.rule.class" if is_prefecture and rule == "class_staff" else f"peers.rule.{rule}",
        count=peer_count,
        prefecture=own.prefecture_name,
        entity_type=own.entity_type,
        band=staff_band(own.staff_count),
        group=t("mark.brackets", text=group_label(own)) if has_group else "",
    )


def why_no_peers(rule: str, own: Any) -> str:
    """Why a rule finds nobody for this government."""
    if rule == "prefecture" and own.entity_class == "都道府県":
        return t("peers.none.prefecture")
    if rule == "similar_group" and pd.isna(own.similar_group):
        return t("peers.none.similar_group")
    if rule in ("nearest", "own"):
        return t(f"peers.none.{rule}")
    return t("peers.none.any")


def share(rule: str, label: str, summary: Any, reason: str = "") -> Share:
    """A row of ``peer_summary`` as a row of the figure."""
    ratio, low, high = (
        None if pd.isna(value) else float(value)
        for value in (summary.adoption_ratio, summary.ratio_low, summary.ratio_high)
    )
    counts = int(summary.answered_count), int(summary.adopted_count)
    return Share(rule, label, *counts, ratio, low, high, reason)


def reading(group: Share, own_status: str) -> str:
    """``近い15団体では11団体（73.3%）が実施。貴団体は○ 実施。``"""
    key = "share" if group.has_share else "count" if group.peer_count else "none"
    return t(
        f"peers.reading.{key}",
        label=group.label,
        peer_count=number(group.peer_count),
        adopted_count=number(group.adopted_count),
        ratio=pct(group.ratio) if group.ratio is not None else "",
        low=pct(group.low, 0) if group.low is not None else "",
        high=pct(group.high, 0) if group.high is not None else "",
        reason=group.reason,
        status=t(f"status.{own_status}"),
    )


def sentence(own: Any, group: Share, lacked: pd.DataFrame, nearest_adopter: Any) -> str:
    """The screen in one sentence: own status, the share among the chosen peers, the next step."""
    words = t("peers.sentence.own", name=full_name(own), status=t(f"status.{own.status}"))
    key = "share" if group.has_share else "count" if group.peer_count else "none"
    short = t(
        f"peers.short.{group.rule}",
        count=number(group.peer_count),
        prefecture=own.prefecture_name,
    )
    words += t(
        f"peers.sentence.{key}",
        label=short if group.peer_count else group.label,
        adopted_count=number(group.adopted_count),
        ratio=pct(group.ratio) if group.ratio is not None else "",
        reason=group.reason,
    )
    if not group.peer_count:
        return words
    common = lacked[lacked["yes_count"] * 2 > lacked["peer_count"]]
    if own.status == "adopted" and len(common):
        items = t("peers.and").join(item_label(code) for code in common["indicator_code"][:2])
        return words + t("peers.sentence.items", items=items)
    if own.status != "adopted" and nearest_adopter is not None:
        return words + t("peers.sentence.nearest_adopter", name=full_name(nearest_adopter))
    return words


def item_label(indicator_code: str) -> str:
    """Short wording of an item of the table."""
    return t(f"peers.item.{indicator_code}")


def lacked_items(indicators: pd.DataFrame) -> pd.DataFrame:
    """Items the government answered no to, those most common among the peers first."""
    lacked = indicators[indicators["own_answer"] == "no"]
    return lacked.sort_values(["yes_count", "indicator_code"], ascending=[False, True])


def evacuated(own: Any, members: pd.DataFrame) -> pd.Series:
    """True for peers of the same kind without a distance: their census population is unusable."""
    is_prefecture = members["entity_type"] == "都道府県"
    return members["distance"].isna() & (is_prefecture == (own.entity_type == "都道府県"))


def features(own: Any, members: pd.DataFrame, is_evacuated: bool) -> list[Feature]:
    """The four features of the nearest rule; one that is missing on either side is left out.

    Evacuated towns have no distance, and their census population says nothing about their size.
    """
    found = []
    counted = ~evacuated(own, members)
    for column, digits, unit in FEATURES:
        value = getattr(own, column)
        known = members[counted if column == "population" else members[column].notna()]
        if known.empty or pd.isna(value) or (is_evacuated and column == "population"):
            continue
        found.append(
            Feature(
                t(f"peers.feature.{column}"),
                t(f"peers.unit.{unit}") if unit else "",
                digits,
                float(value),
                tuple(float(v) for v in known[column]),
                tuple(known["status"] == "adopted"),
            )
        )
    return found


def indicator_table(indicators: pd.DataFrame) -> pd.DataFrame:
    """Item, own answer and the peers' share or median with quartiles, as words for the table."""
    rows = []
    for row in indicators.itertuples():
        is_pct = pd.isna(row.own_answer)
        own = theme.NONE if is_pct else t(f"peers.answer.{row.own_answer}")
        if is_pct and not pd.isna(row.own_pct):
            own = f"{row.own_pct:g}%"
        rows.append(
            {
                "category": row.category,
                "indicator": row.indicator,
                "own_value": own,
                "peer_value": _peer_value(row, is_pct),
                "answered_count": row.peer_count,
            }
        )
    return pd.DataFrame(rows)


def _peer_value(row: Any, is_pct: bool) -> str:
    if not row.peer_count:
        return theme.NONE
    if is_pct:
        if pd.isna(row.pct_median):
            return t("peers.too_few_for_median", count=row.peer_count)
        return t(
            "peers.median",
            median=f"{row.pct_median:g}",
            low=f"{row.pct_low:g}",
            high=f"{row.pct_high:g}",
        )
    count = f"{row.yes_count} / {row.peer_count}"
    if row.peer_count < FEWEST_FOR_SHARE:
        return t("peers.count_only", count=count)
    return count + t("mark.brackets", text=pct(row.yes_ratio))
