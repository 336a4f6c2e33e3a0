"""One local government among its peers on one slide or one sheet of paper."""

import pandas as pd

from readiness.data import queries
from readiness.language.wording import number, pct, t
from readiness.subjects.kept import kept
from readiness.subjects.model import Bar, Bars, Provenance, View
from readiness.subjects.provenance import if_estimated, joined, of_round, said

RULES = ("prefecture", "class_staff", "similar_group", "nearest")
NEAREST = 15
LEAST_FOR_A_SHARE = 5
ITEMS, CALLS = 6, 5


def government_codes() -> dict[str, str]:
    """Six-digit code -> prefecture and name."""
    rows = kept(queries.local_governments, kept(queries.latest_round, "local"))
    return {
        row.code: row.name
        if row.entity_class == "都道府県"
        else t("view.peer.full_name", prefecture=row.prefecture_name, name=row.name)
        for row in rows.itertuples(index=False)
    }


def sheet(government: str) -> View:
    """The government with code ``government`` beside four groups of peers, and whom to call."""
    round_code = kept(queries.latest_round, "local")
    rows = kept(queries.local_governments, round_code).set_index("code")
    own = rows.loc[government]
    name = kept(government_codes)[government]
    summaries = pd.concat(
        [kept(queries.peer_summary, government, rule, NEAREST) for rule in RULES],
        ignore_index=True,
    )
    nearest = summaries.set_index("peer_rule").loc["nearest"]
    usual = "nearest" if nearest["peer_count"] else "class_staff"
    chosen = summaries.set_index("peer_rule").loc[usual]
    members = kept(queries.peer_members, government, usual, NEAREST)
    adopters = members[members["status"] == "adopted"].head(CALLS)
    lacking = _lacking(government, usual)
    status = t(f"status.{own['status']}")
    return View(
        code="peer_sheet",
        condition=name,
        title=t("view.peer.title", name=name),
        headline=t(
            "view.peer.headline",
            name=own["name"],
            status=status.partition(" ")[2],
            rule=t(f"view.peer.{usual}"),
            count=number(chosen["peer_count"]),
            adopted=number(chosen["adopted_count"]),
        ),
        key_figure=status,
        key_label=t("view.peer.key"),
        chart=Bars(
            groups=(
                (t("view.peer.shares"), tuple(_bar(row) for row in summaries.itertuples())),
                (t("view.peer.lacking", rule=t(f"view.peer.{usual}")), lacking),
            )
            if lacking
            else ((t("view.peer.shares"), tuple(_bar(row) for row in summaries.itertuples())),),
            maximum=1.0,
            unit="%",
            is_ratio=True,
        ),
        rows=summaries.drop(columns="own_status").assign(
            peer_rule=[t(f"view.peer.{rule}") for rule in summaries["peer_rule"]]
        ),
        alt=joined(*(f"{bar.label} {bar.text}" for bar in map(_bar, summaries.itertuples()))),
        caution=t("view.peer.caution"),
        notes=said(if_estimated(round_code, "view.local_trend.note"), t("view.peer.rules")),
        aside_heading=t("view.peer.calls"),
        aside=(
            (
                joined(*(kept(government_codes)[code] for code in adopters["code"]))
                or t("view.nobody"),
                "",
            ),
        ),
        provenance=Provenance(denominator=t("view.peer.denominator"), **of_round(round_code)),
    )


def _bar(row: object) -> Bar:
    count, adopted = int(row.answered_count), int(row.adopted_count)  # type: ignore[attr-defined]
    label = t(f"view.peer.{row.peer_rule}")  # type: ignore[attr-defined]
    if not count:
        return Bar(label, None, t("view.peer.no_group"))
    if count < LEAST_FOR_A_SHARE:
        return Bar(label, None, t("view.peer.counts_only", count=adopted, total=count))
    ratio = adopted / count
    text = t("view.share", count=number(adopted), total=number(count), ratio=pct(ratio))
    return Bar(label, ratio, text)


def _lacking(government: str, rule: str) -> tuple[Bar, ...]:
    """Items answered no here, those that most peers have first; no share under five answers."""
    items = kept(queries.peer_indicators, government, rule, NEAREST)
    items = items[(items["own_answer"] == "no") & items["yes_ratio"].notna()]
    items = items.sort_values("yes_ratio", ascending=False, kind="stable").head(ITEMS)
    return tuple(
        Bar(
            label=row.indicator,
            value=float(row.yes_ratio),
            text=t("view.of", count=int(row.yes_count), total=int(row.peer_count)),
            role="planned",
        )
        for row in items.itertuples()
    )
