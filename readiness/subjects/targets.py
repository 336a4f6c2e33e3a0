"""National targets beside the value published for them, on one slide."""

import pandas as pd

from readiness.definitions.contracts import PUBLISHED
from readiness.drawing.figures.policy import quantity
from readiness.language.wording import number, period, t
from readiness.subjects import policy, policy_words
from readiness.subjects.kept import kept
from readiness.subjects.model import Bar, Bars, Provenance, View
from readiness.subjects.provenance import joined, of_source

ROLES = {"met": "has", "not_met": "obstacle", "unknown": "others"}


def targets() -> View:
    """How far each target was reached; a value from before its date decides nothing."""
    rows = kept(policy.tracked)
    national = rows[rows["origin"] == "government"]
    counts = {verdict: int((national["verdict"] == verdict).sum()) for verdict in ROLES}
    bars = tuple(_bar(row) for row in rows.itertuples())
    known = rows["shown_period"].dropna().sort_values()
    sources = list(dict.fromkeys(rows["source_id"]))
    origin = [of_source(source_id) for source_id in sources]
    return View(
        code="policy_targets",
        title=t("view.policy_targets"),
        headline=policy_words.targets(rows),
        key_figure=f"{counts['met']} / {len(national)}",
        key_label=t("view.policy_targets.key"),
        chart=Bars(
            groups=((t("view.policy_targets.group"), bars),),
            maximum=max([1.0, *(bar.value for bar in bars if bar.value is not None)]),
            unit="%",
            is_ratio=True,
        ),
        rows=rows[
            [
                "target_name",
                "period",
                "target_value",
                "shown_value",
                "shown_period",
                "gap_value",
                "unit",
            ]
        ].assign(
            verdict=[t(f"view.policy_targets.{verdict}") for verdict in rows["verdict"]],
            source_id=rows["source_id"],
        ),
        alt=joined(*(f"{bar.label} {bar.mark} {bar.text}" for bar in bars)),
        caution=t("view.policy_targets.caution"),
        notes=(t("policy.note.targets"), t("view.policy_targets.legend")),
        provenance=Provenance(
            as_of=t(
                "view.policy_targets.as_of",
                first=period(known.iloc[0]),
                last=period(known.iloc[-1]),
            ),
            published="",
            denominator=t("policy.denominator.targets"),
            basis=PUBLISHED,
            publisher=t(
                "view.publisher_and_others", first=origin[0]["publisher"], count=len(origin) - 1
            ),
            source=joined(*(one["source"] for one in origin)),
        ),
    )


def _value(value: float) -> str:
    return number(value) if float(value).is_integer() else f"{value:g}"


def _bar(row: object) -> Bar:
    target, shown, unit = row.target_value, row.shown_value, row.unit  # type: ignore[attr-defined]
    verdict = row.verdict  # type: ignore[attr-defined]
    label, mark = row.target_name, t(f"view.policy_targets.mark.{verdict}")  # type: ignore[attr-defined]
    if pd.isna(target):
        return Bar(label, None, t("view.policy_targets.no_target"), mark=mark)
    goal = quantity(_value(target), unit)
    if pd.isna(shown):
        return Bar(label, None, t("view.policy_targets.no_value", goal=goal), mark=mark)
    text = t(
        "view.policy_targets.value",
        shown=_value(shown),
        goal=goal,
        when=period(row.shown_period),  # type: ignore[attr-defined]
    )
    return Bar(label, float(shown) / float(target), text, role=ROLES[verdict], mark=mark)
