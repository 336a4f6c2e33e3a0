"""One barrier at a time: who named it, what those without it use, whom to ask. No figure, no screen."""

import pandas as pd

from readiness.data import queries
from readiness.definitions import rounds
from readiness.language.wording import listed, number, pct, period, said, short_era_month, t


def choices(subject: str) -> dict[str, str]:
    """Code -> wording of the barriers of ``agency`` or ``local``, in the order of the survey."""
    rows = queries.data_table("choices")
    question = "barrier" if subject == "agency" else "reason"
    rows = rows[(rows["subject"] == subject) & (rows["question_code"] == question)]
    return dict(zip(rows["choice_code"], rows["label"], strict=True))


def _agency_history(barrier_code: str) -> pd.DataFrame:
    surveys = queries.data_rounds()
    found = []
    for survey in surveys[surveys["subject"] == "agency"].itertuples():
        counts = queries.agency_barrier_counts(survey.round_code).set_index("barrier_code")
        if barrier_code not in counts.index:
            continue
        row = counts.loc[barrier_code]
        asked = len(queries.agency_stage(survey.round_code))
        # Marks that are printed in the total but cannot be placed; a survey of our own has none.
        is_lost = pd.notna(row["lost_count"]) and row["lost_count"] > 0
        lost = f"{t('mark.plus')}{row['lost_count']}" if is_lost else ""
        count, day = f"{number(row['agency_count'])}{lost}", period(survey.survey_period)
        found.append(
            {
                "label": day,
                "ratio": row["agency_ratio"],
                "text": f"<b>{count}</b> / {asked}",
                "words": t("barrier.of_agencies", round=day, count=count, asked=asked),
            }
        )
    return pd.DataFrame(found, columns=["label", "ratio", "text", "words"])


def naming_history(subject: str, barrier_code: str) -> pd.DataFrame:
    """Who named the barrier, one row per round that asked: label, ratio, text (beside the bar), words."""
    if subject == "agency":
        return _agency_history(barrier_code)
    published = queries.local_published_questions()
    asked_rounds = published[published["question_code"] == "reason"]
    found = []
    for round_row in asked_rounds.itertuples():
        shares = queries.local_reasons(round_row.round_code).set_index("reason_code")
        if barrier_code not in shares.index:
            continue
        row = shares.loc[barrier_code]
        day, count = short_era_month(round_row.survey_date), number(row["government_count"])
        ratio = pct(row["reason_ratio"])
        found.append(
            {
                "label": day,
                "ratio": row["reason_ratio"],
                "text": f"<b>{ratio}</b> / {count}",
                "words": t("barrier.of_local", round=day, count=count, ratio=ratio),
            }
        )
    return pd.DataFrame(found, columns=["label", "ratio", "text", "words"])


def used_by_others(subject: str) -> tuple[pd.DataFrame, str]:
    """What bodies with telework use: rows of label, ratio, text, and a note on date and denominator."""
    labels = queries.data_table("choices").set_index(["subject", "question_code", "choice_code"])
    short = labels["short_label"]
    if subject == "agency":
        code = queries.latest_round("agency")
        survey = queries.survey(code)
        rows = queries.agency_access_methods(code)
        rows = rows[rows["access_method_code"] != "planned_fy2020"]
        found = [
            {
                "label": said(short["agency", row.question_code, row.access_method_code]),
                "ratio": row.agency_ratio,
                "text": f"<b>{number(row.agency_count)}</b>",
            }
            for row in rows.itertuples()
        ]
        day, asked = period(survey["survey_period"]), len(queries.agency_stage(code))
        return pd.DataFrame(found), t("barrier.peers_agency", round=day, count=asked)
    published = queries.local_published_questions()
    found, notes = [], []
    for question in ("device", "style"):
        code = rounds.shown_round(published, [question], rounds.LATEST)
        day = short_era_month(published.loc[published["round_code"] == code, "survey_date"].iloc[0])
        rows = queries.local_shares(code, question)
        count = number(rows["government_count"].iloc[0])
        notes.append(t("barrier.peers_local", round=day, count=count))
        found += [
            {
                "label": f"{day} {said(short['local', question, row.choice_code])}",
                "ratio": row.choice_ratio,
                "text": f"<b>{pct(row.choice_ratio)}</b>",
            }
            for row in rows.itertuples()
        ]
    return pd.DataFrame(found), listed(notes)


def support(subject: str, measures: pd.DataFrame) -> pd.DataFrame:
    """Programmes for the subject and those its measures name; rows of policy_programmes, state in words."""
    programmes = queries.policy_programmes()
    is_own = programmes["audience"].isin([subject, "both"])
    is_named = programmes["programme_code"].isin(measures["programme_code"].dropna())
    found = programmes[is_own | is_named]
    return found.assign(
        period_state=[t(f"barrier.state.{state}") for state in found["period_state"]]
    ).rename(columns={"name": "programme"})
