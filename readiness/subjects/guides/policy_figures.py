"""Published values about targets, companies and prefectures as the screen of policy targets needs them."""

import pandas as pd

from readiness.data import queries
from readiness.language.wording import said

COMPANY_ADOPTION = "企業のテレワーク導入率"
COMPANY_USE = "企業のテレワーク実施率"
# Two surveys of April 2020 that name the five highest and five lowest prefectures only.
PREFECTURE_SURVEYS = {
    "employees": ("正社員のテレワーク実施率", "2020-04-10/12"),
    "line": ("テレワーク実施率(厚労省×LINE)", "2020-04"),
}
_PREFIXES = {"region": "地域:", "industry": "業種:"}
_NATION = "全国(従業員100人以上)"


def tracked() -> pd.DataFrame:
    """Targets with the value to judge or, before the target's date, the last one published.

    Columns of policy_targets and shown_value, shown_period, gap_value, is_at_target, note and
    shown_source, where the value was published.
    """
    targets = queries.policy_targets()
    actuals = queries.policy_target_actuals()
    at_target = actuals[actuals["is_at_target"]]
    last = actuals[~actuals["target_name"].isin(at_target["target_name"])]
    shown = pd.concat([at_target, last]).drop_duplicates("target_name", keep="last")
    shown = shown.set_index("target_name")
    return targets.assign(
        shown_value=targets["target_name"].map(shown["actual_value"]),
        shown_period=targets["target_name"].map(shown["actual_period"]),
        gap_value=targets["target_name"].map(shown["gap_value"]),
        is_at_target=targets["target_name"].map(shown["is_at_target"]),
        note=targets["target_name"].map(shown["note"]),
        shown_source=targets["target_name"].map(shown["source_id"]),
    )


def company_rates(kind: str) -> pd.DataFrame:
    """Companies with telework in September 2019 by ``size``, ``region`` or ``industry``: label, ratio."""
    rows = queries.policy_context(COMPANY_ADOPTION)
    rows = rows[(rows["measure"] == "導入企業割合") & (rows["period"] == "2019-09")]
    groups = rows["population_group"]
    is_size = ~groups.str.contains(":") & (groups != _NATION)
    chosen = rows[is_size if kind == "size" else groups.str.startswith(_PREFIXES[kind])]
    return pd.DataFrame(
        {
            "label": chosen["population_group"].str.split(":").str[-1].map(said),
            "ratio": chosen["value"] / 100,
        }
    ).sort_values("ratio", ascending=False)


def national_company_ratio() -> float:
    """Share of companies with 100 or more employees that have telework, September 2019."""
    rows = queries.policy_context(COMPANY_ADOPTION)
    found = rows[
        (rows["population_group"] == _NATION)
        & (rows["measure"] == "導入企業割合")
        & (rows["period"] == "2019-09")
    ]
    return float(found["value"].iloc[0]) / 100


def company_use() -> pd.DataFrame:
    """Companies that teleworked in the spring of 2020: group, moment (march, june, still), ratio.

    ``still`` is the share that went on when asked, after the state of emergency.
    """
    rows = queries.policy_context(COMPANY_USE)
    first, last = sorted(rows["period"].unique())
    moment = rows["period"].map({first: "march", last: "june"})
    found = pd.DataFrame(
        {
            "group": rows["population_group"],
            "moment": moment.mask(rows["measure"].str.startswith("現在"), "still"),
            "ratio": rows["value"] / 100,
        }
    )
    order = {word: place for place, word in enumerate(("全国", "大企業", "中小企業"))}
    moments = {"march": 0, "june": 1, "still": 2}
    return found.sort_values(
        ["group", "moment"], key=lambda column: column.map(order | moments), ignore_index=True
    )


def prefecture_rates(survey: str) -> tuple[pd.DataFrame, float]:
    """The ten published prefectures of one survey (label, ratio, highest first) and the nation's ratio."""
    topic, when = PREFECTURE_SURVEYS[survey]
    rows = queries.policy_context(topic)
    rows = rows[rows["period"] == when]
    # A prefecture, not a group of them: 7都府県 begins with a number.
    published = rows[rows["population_group"].str.fullmatch(r"[^0-9]{2,3}[都道府県]")]
    nation = rows.loc[rows["population_group"] == "全国", "value"].iloc[0]
    found = pd.DataFrame(
        {"label": published["population_group"].map(said), "ratio": published["value"] / 100}
    )
    return found.sort_values("ratio", ascending=False, kind="stable"), float(nation) / 100
