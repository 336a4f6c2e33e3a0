"""What the map of the prefectures says: its rows, sentences and names, made from the queries."""

import pandas as pd

from readiness import queries
from readiness.figures import local_measures, local_ranking
from readiness.wording import listed, number, pct, t


def drawn(code: str) -> str:
    """The measure that is ranked: single governments are shown beside the share of adoption."""
    return local_measures.ADOPTION if code == local_measures.POINTS else code


def source(local_round: str, code: str) -> pd.DataFrame:
    """The rows of the measure's query."""
    if code == local_measures.STANDARDISED:
        return queries.local_adoption_standardised(local_round)
    if code.startswith("dx_"):
        return queries.local_indicator_by_prefecture(code.removeprefix("dx_"))
    return queries.local_adoption_by_prefecture(local_round)


def sentence(code: str, rows: pd.DataFrame) -> str:
    """The whole country in one sentence; ``rows``: the ``source`` of the measure ``code``."""
    ranked, nation = local_measures.rows(code, rows), local_measures.reference(code, rows)
    if code != local_measures.ADOPTION:
        return local_measures.sentence(code, ranked, nation)
    first, last = ranked.iloc[0], ranked.iloc[-1]
    return t(
        "prefecture_map.sentence",
        municipality_count=number(rows["municipality_count"].sum()),
        adopted_count=number(rows["adopted_count"].sum()),
        ratio=pct(rows["adopted_count"].sum() / rows["municipality_count"].sum()),
        first=first["prefecture_name"],
        first_ratio=pct(first["value"]),
        last=last["prefecture_name"],
        last_ratio=pct(last["value"]),
        overlap=local_ranking.mutually_overlapping(ranked),
    )


def note(code: str) -> str:
    """The caveat of the measure."""
    if code == local_measures.ADOPTION:
        return t("prefecture_map.note")
    return t(f"prefecture_map.note.{'dx' if code.startswith('dx_') else code}")


def legend_alt(labels: list[str], counts: list[int]) -> str:
    """How many prefectures lie in each class of the map."""
    shares = [
        t("prefecture_map.legend_item", label=label, count=count)
        for label, count in zip(labels, counts, strict=True)
    ]
    return t("prefecture_map.legend_alt", classes=listed(shares))


def words(row: pd.Series, municipalities: pd.DataFrame) -> dict[str, str]:
    """Name, counts, share and interval of one prefecture, as the fields of its sentences.

    ``row``: its row of local_adoption_by_prefecture.
    """
    return {
        "prefecture": row["prefecture_name"],
        "adopted_count": number(row["adopted_count"]),
        "municipality_count": number(row["municipality_count"]),
        "not_adopted_count": number((municipalities["status"] == "not_adopted").sum()),
        "ratio": pct(row["adoption_ratio"]),
        "low": pct(row["ratio_low"], 0)[:-1],
        "high": pct(row["ratio_high"], 0)[:-1],
        "rank": number(row["adoption_rank"]),
    }


def named(municipalities: pd.DataFrame) -> tuple[str, ...]:
    """Codes that carry their names on the map: those not there yet, unless they are too many."""
    missing = municipalities.loc[municipalities["status"] == "not_adopted", "code"]
    return tuple(missing) if len(missing) <= 12 else ()


def table(municipalities: pd.DataFrame) -> pd.DataFrame:
    """The municipalities of a prefecture for reading: status in words, no coordinates."""
    shown = municipalities.drop(columns=["latitude", "longitude"])
    shown["status"] = [t(f"status.{status}") for status in shown["status"]]
    return shown
