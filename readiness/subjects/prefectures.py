"""One prefecture and its municipalities, made from the queries: words, map, table."""

from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import UNANSWERED
from readiness.drawing import maps
from readiness.drawing.figures import local_measures
from readiness.language.wording import listed, number, pct, t

_NOT_THERE = ("not_adopted", "considering")


def names(local_round: str) -> dict[str, str]:
    """Code -> name of the prefectures, the whole country first."""
    rows = queries.local_response_by_prefecture(local_round)
    codes = zip(rows["prefecture_code"], rows["prefecture_name"], strict=True)
    return {"": t("prefecture_map.nation")} | dict(codes)


def words(local_round: str, code: str) -> dict[str, str]:
    """Name, counts, share and interval of one prefecture, as the fields of its sentences.

    A prefecture from which nobody answered has dashes.
    """
    rows = queries.local_adoption_by_prefecture(local_round).set_index("prefecture_code")
    response = queries.local_response_by_prefecture(local_round).set_index("prefecture_code")
    asked, answered = (
        int(response.loc[code, column]) for column in ("municipality_count", "answered_count")
    )
    statuses = queries.local_municipalities_of_prefecture(local_round, code)["status"]
    said = {
        "prefecture": str(response.loc[code, "prefecture_name"]),
        "asked": number(asked),
        "unknown_count": number(asked - answered),
        "not_adopted_count": number(statuses.isin(_NOT_THERE).sum()),
        "ranked_count": number(len(rows)),
        "adopted_count": number((statuses == "adopted").sum()),
        "municipality_count": number(answered),
    }
    none = t("mark.none")
    if code not in rows.index:
        unknown = "adopted_count municipality_count ratio interval rank nation_ratio".split()
        return said | dict.fromkeys(unknown, none)
    row = rows.loc[code]
    low, high = (pct(row[name], 0)[:-1] for name in ("ratio_low", "ratio_high"))
    overall = local_measures.reference(local_measures.ADOPTION, rows)
    return said | {
        "ratio": pct(row["adoption_ratio"]),
        "interval": t("prefecture_map.interval", low=low, high=high),
        "rank": number(row["adoption_rank"]),
        "nation_ratio": pct(overall or 0.0),
    }


def sentence(words: dict[str, str]) -> str:
    """The prefecture in one sentence; a part that has not answered is named."""
    key = "sentence_prefecture"
    if words["ratio"] == t("mark.none"):
        key = "sentence_unanswered"
    elif words["unknown_count"] != "0":
        key = "sentence_prefecture_partial"
    return t(f"prefecture_map.{key}", **words)


def _named(municipalities: pd.DataFrame) -> tuple[str, ...]:
    """Codes that carry their names on the map: those not there yet, unless they are too many."""
    missing = municipalities.loc[municipalities["status"].isin(_NOT_THERE), "code"]
    return tuple(missing) if len(missing) <= 12 else ()


def deck(local_round: str, code: str, narrow: bool) -> Any:
    """The map of the prefecture."""
    municipalities = queries.local_municipalities_of_prefecture(local_round, code)
    placed = maps.placed(municipalities)
    return maps.prefecture(code, placed, named=_named(municipalities), narrow=narrow)


def marks(local_round: str, code: str) -> str:
    """What the marks mean, and who lies outside the map."""
    municipalities = queries.local_municipalities_of_prefecture(local_round, code)
    far = listed(place.name for place in maps.outside_view(maps.placed(municipalities)))
    outside = t("prefecture_map.outside_view", names=far) if far else ""
    is_unknown = municipalities["status"].isin(UNANSWERED).any()
    unknown = t("prefecture_map.mark_unknown") if is_unknown else ""
    return t("prefecture_map.marks") + unknown + outside


def table(local_round: str, code: str) -> pd.DataFrame:
    """The municipalities of a prefecture for reading: status in words, no coordinates."""
    municipalities = queries.local_municipalities_of_prefecture(local_round, code)
    shown = municipalities.drop(columns=["latitude", "longitude"])
    shown["status"] = [t(f"status.{status}") for status in shown["status"]]
    return shown
