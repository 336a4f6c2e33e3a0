"""The method that device, place and LAN lead to, in words. No figure, no screen."""

import pandas as pd

from readiness.data import queries
from readiness.definitions import rounds
from readiness.language.wording import number, pct, t

_CHOICE_OF_DEVICE = {"private": "private", "desk": "desk_takeout", "loan": "loan"}


def headline(method: pd.Series, measures: pd.DataFrame) -> str:
    """The method and how many measures it asks for; rows of policy_method and its measures."""
    return t(
        "method.sentence",
        name=method["name"],
        first_count=int((measures["priority"] == "◎").sum()),
        count=len(measures),
    )


def used_by(device: str) -> str:
    """How many local governments use the device, and how many of them reach the LAN with it."""
    published = queries.local_published_questions()
    device_round = rounds.shown_round(published, ["lan_access"], rounds.LATEST)
    used = (
        queries.local_access_methods(device_round)
        .set_index("access_method_code")
        .loc[_CHOICE_OF_DEVICE[device]]
    )
    return t(
        "method.published",
        round=published.set_index("round_code")["round_label"].loc[[device_round]].iloc[0],
        device=t(f"method.device.{device}"),
        ratio=pct(used["method_ratio"]),
        count=number(used["government_count"]),
        lan_ratio=pct(used["lan_access_ratio"]),
    )
