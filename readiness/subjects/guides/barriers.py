"""Barriers of the surveys: which there are, who named one, what those that telework use. Rows in, bars out."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.definitions import rounds
from readiness.language.wording import apart, number, period, said, short_era_month, short_period, t
from readiness.subjects.charts import Bar
from readiness.subjects.local import shares

_QUESTIONS = {"agency": "barrier", "local": "reason"}
Groups = tuple[tuple[str, tuple[Bar, ...]], ...]


def choices(subject: str) -> dict[str, str]:
    """Code -> wording of the barriers of ``agency`` or ``local``, in the order of the survey."""
    rows = queries.data_table("choices")
    rows = rows[(rows["subject"] == subject) & (rows["question_code"] == _QUESTIONS[subject])]
    return dict(zip(rows["choice_code"], rows["label"], strict=True))


@dataclass(frozen=True)
class Naming:
    """Who named a barrier in one round: its bar, and the same in words with the round."""

    round_code: str
    bar: Bar
    words: str
    asked: int


def naming_history(subject: str, barrier: str) -> tuple[Naming, ...]:
    """One entry per round that asked of the barrier, oldest first; none if no round did so far."""
    return _of_agencies(barrier) if subject == "agency" else _of_local(barrier)


def _of_agencies(barrier: str) -> tuple[Naming, ...]:
    surveys = queries.data_rounds()
    found = []
    for survey in surveys[surveys["subject"] == "agency"].itertuples():
        counts = queries.agency_barrier_counts(survey.round_code).set_index("barrier_code")
        if barrier not in counts.index:
            continue
        row = counts.loc[barrier]
        asked = int(row["answered_count"])
        # Marks that are printed in the total but cannot be placed; a survey of our own has none.
        is_lost = pd.notna(row["lost_count"]) and row["lost_count"] > 0
        lost = f"{t('mark.plus')}{row['lost_count']}" if is_lost else ""
        count, day = f"{number(row['agency_count'])}{lost}", period(survey.survey_period)
        ratio = None if pd.isna(row["agency_ratio"]) else float(row["agency_ratio"])
        text = t("barrier.count", count=count, asked=asked) if asked else t("share.unknown")
        sign = short_period(survey.survey_period)
        words = t("barrier.of_agencies", round=day, count=count, asked=asked)
        found.append(
            Naming(survey.round_code, Bar(sign, ratio, text, role="obstacle"), words, asked)
        )
    return tuple(found)


def _of_local(barrier: str) -> tuple[Naming, ...]:
    held = queries.local_published_questions()
    found = []
    for one in held[held["question_code"] == "reason"].itertuples():
        rows = queries.local_shares(one.round_code, "reason").set_index("choice_code")
        if barrier not in rows.index or pd.isna(rows.loc[barrier, "choice_ratio"]):
            continue
        row = rows.loc[barrier]
        day, asked = short_era_month(one.survey_date), int(row["government_count"])
        share = shares.share(row["choice_ratio"], asked, row["choice_count"])
        bar = Bar(
            day,
            float(row["choice_ratio"]),
            share,
            role="obstacle",
            remark=t("barrier.asked", count=number(asked)) if asked >= shares.FEW else "",
        )
        words = t("barrier.of_local", round=day, count=number(asked), ratio=share)
        found.append(Naming(one.round_code, bar, words, asked))
    return tuple(found)


def used_by_others(subject: str) -> Groups:
    """What bodies with telework use, by question, each under its date and denominator."""
    return _by_agencies() if subject == "agency" else _by_local()


def _short_labels(subject: str) -> dict[Any, str]:
    rows = queries.data_table("choices")
    rows = rows[rows["subject"] == subject]
    keys = zip(rows["question_code"], rows["choice_code"], strict=True)
    return dict(zip(keys, rows["short_label"], strict=True))


def _by_agencies() -> Groups:
    code, labels = queries.latest_round("agency"), _short_labels("agency")
    rows = queries.agency_access_methods(code)
    rows = rows[rows["access_method_code"] != "planned_fy2020"]
    if rows.empty:
        return ()
    asked = int(rows["answered_count"].max())
    bars = tuple(
        Bar(
            said(labels.get((row.question_code, row.access_method_code), row.access_method)),
            None if pd.isna(row.agency_ratio) else float(row.agency_ratio),
            number(row.agency_count) if row.answered_count else t("share.unknown"),
        )
        for row in rows.itertuples()
    )
    day = period(queries.survey(code)["survey_period"])
    return ((t("barrier.peers_agency", round=day, count=asked), bars),)


def _by_local() -> Groups:
    held, labels = queries.local_published_questions(), _short_labels("local")
    groups = []
    for question in ("device", "style"):
        code = rounds.shown_round(held, [question], rounds.LATEST)
        rows = queries.local_shares(code, question) if code else pd.DataFrame()
        if rows.empty:
            continue
        asked = rows["government_count"].iloc[0]
        bars = tuple(
            Bar(
                said(labels.get((question, row.choice_code), row.choice)),
                None if pd.isna(row.choice_ratio) else float(row.choice_ratio),
                shares.share(row.choice_ratio, row.government_count, row.choice_count),
            )
            for row in rows.itertuples()
        )
        day = shares.short_day(code)
        heading = t("barrier.peers_local", round=day, count=number(asked))
        groups.append((apart([t(f"methods.{question}"), heading]), bars))
    return tuple(groups)


def support(subject: str, measures: pd.DataFrame) -> pd.DataFrame:
    """Programmes for the subject and those its measures name; rows of policy_programmes."""
    programmes = queries.policy_programmes()
    is_own = programmes["audience"].isin([subject, "both"])
    is_named = programmes["programme_code"].isin(measures["programme_code"].dropna())
    return programmes[is_own | is_named]


def state_of(programme: Any) -> str:
    """Whether the programme or its office is over today, with the day; else what is known of its end.

    ``programme``: a row of policy_programmes.
    """
    day = _day(programme.valid_until)
    if programme.period_state == "provider_ended":
        words = t("barrier.state.provider_ended", day=_day(programme.provider_until))
        successor = programme.successor
        after = t("barrier.successor", name=successor) if isinstance(successor, str) else ""
        return words + after
    stated = programme.stated_in
    return t(
        f"barrier.state.{programme.period_state}",
        day=day,
        when=period(stated) if isinstance(stated, str) else "",
    )


def _day(value: Any) -> str:
    return "" if pd.isna(value) else period(f"{value:%Y-%m-%d}")
