"""What targets, companies, prefectures and milestones say in words. Rows in, text out."""

import pandas as pd

from readiness.language.wording import apart, listed, number, pct, said, t

VERDICTS = ("met", "not_met", "unknown")


def bars_in_words(rows: pd.DataFrame) -> str:
    """Bars of label and ratio (0 to 1) as one line, for readers that do not see the figure."""
    return listed(f"{row.label} {pct(row.ratio)}" for row in rows.itertuples())


def targets(tracked: pd.DataFrame) -> str:
    """How many national targets, and how many of them were met; a party's proposals are counted apart.

    ``tracked``: rows of policy.tracked.
    """
    national = tracked[tracked["origin"] == "government"]
    counts = {verdict: int((national["verdict"] == verdict).sum()) for verdict in VERDICTS}
    proposals = len(tracked) - len(national)
    return t("policy.sentence", count=len(national), proposals=proposals, **counts)


def targets_alt(tracked: pd.DataFrame) -> str:
    """Each target with its verdict; ``tracked``: rows of policy.tracked."""
    return listed(
        f"{row.target_name} {t(f'policy.verdict.{row.verdict}')}" for row in tracked.itertuples()
    )


def companies(nation: float, industries: pd.DataFrame) -> str:
    """The nation's ratio and the leading industry; ``industries``: label and ratio, highest first."""
    top = industries.iloc[0]
    return t(
        "policy.sentence_companies",
        nation=pct(nation),
        label=top["label"],
        ratio=pct(top["ratio"]),
    )


def use_labelled(use: pd.DataFrame) -> pd.DataFrame:
    """Company use with one label per bar: group and time; ``use``: rows of policy.company_use."""
    moment = use["moment"].map(lambda code: t(f"policy.use.{code}"))
    labels = [apart(parts) for parts in zip(use["group"].map(said), moment, strict=True)]
    return use.assign(label=labels)


def prefectures(rates: pd.DataFrame) -> str:
    """Highest and lowest of the published prefectures, and how many of the 47 are not published."""
    first, last = rates.iloc[0], rates.iloc[-1]
    return t(
        "policy.sentence_prefectures",
        first=first["label"],
        first_ratio=pct(first["ratio"]),
        last=last["label"],
        last_ratio=pct(last["ratio"]),
        missing=47 - len(rates),
    )


def milestones(events: pd.DataFrame) -> str:
    """How many milestones; ``events``: rows of the query policy_milestones."""
    return t("policy.sentence_milestones", count=number(len(events)))


def together(named: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of several figures as one table; ``kind`` is the name of each."""
    return pd.concat([rows.assign(kind=name) for name, rows in named.items()])
