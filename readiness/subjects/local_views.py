"""Views of the local governments. Queries in, views out."""

from itertools import pairwise

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import UNANSWERED
from readiness.language import wording
from readiness.language.wording import number, pct, t
from readiness.subjects.kept import kept
from readiness.subjects.model import (
    Area,
    AreaMap,
    Bar,
    Bars,
    Provenance,
    Ranking,
    RankRow,
    View,
)
from readiness.subjects.provenance import if_estimated, joined, of_round, said

CLASS_LIMITS = (0.4, 0.5, 0.6, 0.7, 0.8)
NAMES_ON_A_SLIDE = 12


def area_map() -> View:
    """Share of municipalities that have adopted, by prefecture, in six classes."""
    round_code = kept(queries.latest_round, "local")
    rows = kept(queries.local_adoption_by_prefecture, round_code)
    adopted, asked = int(rows["adopted_count"].sum()), int(rows["answered_count"].sum())
    high = int((rows["adoption_ratio"] >= CLASS_LIMITS[-1]).sum())
    low = int((rows["adoption_ratio"] < CLASS_LIMITS[0]).sum())
    labels = (
        t("view.class.below", limit=pct(CLASS_LIMITS[0], 0)),
        *(
            t("view.class.between", low=pct(lower, 0), high=pct(upper, 0))
            for lower, upper in pairwise(CLASS_LIMITS)
        ),
        t("view.class.above", limit=pct(CLASS_LIMITS[-1], 0)),
    )
    return View(
        code="prefecture_map",
        title=t("view.prefecture_map"),
        headline=t("view.prefecture_map.headline", high=high, low=low),
        key_figure=pct(adopted / asked),
        key_label=t("view.prefecture_map.key", adopted=number(adopted), asked=number(asked)),
        chart=AreaMap(
            areas=tuple(
                Area(
                    code=row.prefecture_code,
                    name=row.prefecture_name,
                    ratio=row.adoption_ratio,
                    text=pct(row.adoption_ratio),
                )
                for row in rows.itertuples()
            ),
            class_labels=labels,
            class_limits=CLASS_LIMITS,
            caution=t("view.prefecture_map.islands"),
        ),
        rows=rows,
        alt=t("view.prefecture_map.alt", values=_in_words(rows)),
        caution=if_estimated(round_code, "view.local.caution"),
        notes=said(
            if_estimated(round_code, "view.local_trend.note"), t("view.prefecture_map.islands")
        ),
        provenance=Provenance(
            denominator=t("view.denominator.all_municipalities", total=number(asked)),
            **of_round(round_code),
        ),
    )


def ranking() -> View:
    """The 47 prefectures in order of their share, each with its 95 % interval."""
    round_code = kept(queries.latest_round, "local")
    rows = kept(queries.local_adoption_by_prefecture, round_code)
    ordered = rows.sort_values("adoption_ratio", ascending=False, kind="stable")
    top, bottom = ordered.iloc[0], ordered.iloc[-1]
    adopted, asked = int(rows["adopted_count"].sum()), int(rows["answered_count"].sum())
    return View(
        code="prefecture_ranking",
        title=t("view.prefecture_ranking"),
        headline=t(
            "view.prefecture_ranking.headline",
            top=top["prefecture_name"],
            top_ratio=pct(top["adoption_ratio"]),
            bottom=bottom["prefecture_name"],
            bottom_ratio=pct(bottom["adoption_ratio"]),
        ),
        key_figure=pct(adopted / asked),
        key_label=t("view.prefecture_map.key", adopted=number(adopted), asked=number(asked)),
        chart=Ranking(
            rows=tuple(
                RankRow(
                    key=row.prefecture_code,
                    label=row.prefecture_name,
                    ratio=row.adoption_ratio,
                    low=row.ratio_low,
                    high=row.ratio_high,
                    text=pct(row.adoption_ratio),
                )
                for row in ordered.itertuples()
            ),
            reference=adopted / asked,
            reference_label=t("view.nation", ratio=pct(adopted / asked)),
        ),
        rows=ordered.reset_index(drop=True),
        alt=t("view.prefecture_map.alt", values=_in_words(ordered)),
        caution=t("view.prefecture_ranking.caution")
        + if_estimated(round_code, "view.prefecture_ranking.estimated"),
        notes=said(
            if_estimated(round_code, "view.local_trend.note"), t("view.prefecture_ranking.note")
        ),
        provenance=Provenance(
            denominator=t("view.denominator.all_municipalities", total=number(asked)),
            **of_round(round_code),
        ),
    )


def _in_words(rows: pd.DataFrame) -> str:
    return joined(
        *(
            f"{wording.said(row.prefecture_name)} {pct(row.adoption_ratio)}"
            for row in rows.itertuples()
        )
    )


def prefecture_codes() -> dict[str, str]:
    """Two-digit code -> prefecture."""
    rows = kept(queries.local_adoption_by_prefecture, kept(queries.latest_round, "local"))
    return dict(zip(rows["prefecture_code"], rows["prefecture_name"], strict=True))


def prefecture(prefecture: str) -> View:
    """One prefecture by type of municipality beside the nation, and who has not adopted yet."""
    round_code = kept(queries.latest_round, "local")
    every = kept(queries.local_adoption_by_prefecture, round_code)
    own = every.set_index("prefecture_code").loc[prefecture]
    types = kept(queries.local_adoption_by_type, round_code, prefecture)
    governments = kept(queries.local_governments, round_code)
    members = governments[
        (governments["prefecture_code"] == prefecture) & (governments["entity_class"] != "都道府県")
    ]
    missing = tuple(members.loc[members["status"].isin(["not_adopted", "considering"]), "name"])
    unknown = int(members["status"].isin(UNANSWERED).sum())
    adopted, asked = int(every["adopted_count"].sum()), int(every["answered_count"].sum())

    def bar(label: str, count: int, whole: int, role: str) -> Bar:
        return Bar(
            label=wording.said(label),
            value=count / whole,
            text=t(
                "view.share", count=number(count), total=number(whole), ratio=pct(count / whole)
            ),
            role=role,
        )

    here = tuple(
        bar(row.entity_type, row.adopted_count, row.answered_count, "has")
        for row in types.itertuples()
    )
    nation = tuple(
        bar(row.entity_type, row.nation_adopted_count, row.nation_answered_count, "others")
        for row in types.itertuples()
    )
    name = own["prefecture_name"]
    return View(
        code="prefecture",
        condition=name,
        title=t("view.prefecture", name=name),
        headline=t(
            "view.prefecture.headline",
            name=name,
            adopted=own["adopted_count"],
            asked=own["answered_count"],
            missing=len(missing),
        ),
        key_figure=pct(own["adoption_ratio"]),
        key_label=t(
            "view.prefecture.key",
            low=pct(own["ratio_low"], 0),
            high=pct(own["ratio_high"], 0),
        ),
        chart=Bars(
            groups=(
                (
                    name,
                    (bar(t("view.whole"), own["adopted_count"], len(members), "has"), *here),
                ),
                (
                    t("view.prefecture.nation"),
                    (bar(t("view.whole"), adopted, asked, "others"), *nation),
                ),
            ),
            maximum=1.0,
            unit="%",
            is_ratio=True,
        ),
        rows=types,
        alt=joined(*(f"{row.label} {row.text}" for row in here)),
        caution=if_estimated(round_code, "view.local.caution"),
        notes=said(
            if_estimated(round_code, "view.local_trend.note"),
            t("view.prefecture.unknown", count=unknown) if unknown else "",
        ),
        aside_heading=t("view.prefecture.aside", count=len(missing)),
        aside=((_names_in_words(missing), ""),),
        provenance=Provenance(
            denominator=t("view.denominator.of_prefecture", name=name, total=len(members)),
            **of_round(round_code),
        ),
    )


def _names_in_words(names: tuple[str, ...]) -> str:
    if not names:
        return t("view.nobody")
    shown = joined(*names[:NAMES_ON_A_SLIDE])
    rest = len(names) - NAMES_ON_A_SLIDE
    return t("view.names_and_more", names=shown, rest=rest) if rest > 0 else shown
