"""The words of the survey's own ladder. A step that names the deadline names that of its round."""

from typing import Any

import pandas as pd

from readiness.language.wording import fiscal_year, t

STAGES = tuple(range(5))
READINESS = ("ready", "planned", "silent", "not_answered")
ROLES = {"ready": "has", "planned": "planned", "silent": "paper", "not_answered": "unanswered"}


def deadline(stages: pd.DataFrame | pd.Series) -> str:
    """``令和2年度``: the deadline of the round of agency_stage rows; of a round without years, in words."""
    year: Any = stages["deadline_fiscal_year"]
    if isinstance(year, pd.Series):
        year = year.iloc[0] if len(year) else None
    return t("stage.any_deadline") if pd.isna(year) else fiscal_year(int(year))


def label(stage: Any, stages: pd.DataFrame | pd.Series) -> str:
    """Word of a step, or that there is no answer; ``stages``: one row of agency_stage or all."""
    if pd.isna(stage):
        return t("view.readiness.not_answered")
    return t(f"agency_karte.stage.{int(stage)}", deadline=deadline(stages))


def short(stage: int) -> str:
    """Word of a step where there is little room."""
    return t(f"agency_patterns.stage.{stage}")


def readiness(state: str, stages: pd.DataFrame) -> str:
    """``全職員が利用可能``: word of a state of readiness."""
    return t(f"view.readiness.{state}", deadline=deadline(stages))


def readiness_mark(state: str) -> str:
    """``○``."""
    return t(f"view.readiness_mark.{state}")
