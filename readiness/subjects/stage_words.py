"""Words of the survey's ladder. A stage that names the deadline names that of its own round."""

from typing import Any

import pandas as pd

from readiness.language.wording import fiscal_year, t


def deadline(stages: pd.DataFrame | pd.Series) -> str:
    """``令和2年度``: the deadline of the round of agency_stage rows; of a round without years, in words."""
    year: Any = stages["deadline_fiscal_year"]
    year = year.iloc[0] if isinstance(year, pd.Series) else year
    return t("stage.any_deadline") if pd.isna(year) else fiscal_year(int(year))


def stage_label(stage: Any, stages: pd.DataFrame | pd.Series) -> str:
    """Word of a step of the ladder, 0 to 4, or that nobody answered; ``stages``: one row of agency_stage
    or all.
    """
    if pd.isna(stage):
        return t("view.readiness.not_answered")
    return t(f"agency_karte.stage.{stage}", deadline=deadline(stages))
