"""What the karte proposes to each agency, all in one table, and as a draft of an advice to log. Codes in,
rows and text out.
"""

import pandas as pd

from readiness.language.wording import LANGUAGES, listed, speaking, t
from readiness.subjects.agencies import advice, ladder
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.kept import kept


def of(survey: Survey, name: str) -> pd.DataFrame:
    """One row per barrier the agency names, as its karte has them."""
    return advice.rows(survey.gap_of(name), survey.advisers_of(name))


def everybody() -> pd.DataFrame:
    """One row per agency asked in the newest round, in the order of establishment."""
    return kept(_everybody)


def _everybody() -> pd.DataFrame:
    survey = Survey.newest()
    return pd.DataFrame([_row(survey, code, name) for code, name in survey.names.items()])


def _row(survey: Survey, code: str, name: str) -> dict[str, str]:
    rows = of(survey, name)
    stage = survey.stages.set_index("agency_name").loc[name, "stage"]
    has_answered = pd.notna(stage)
    return {
        "code": code,
        "agency_name": name,
        "stage_label": f"{int(stage)} {ladder.short(int(stage))}"
        if has_answered
        else t("view.readiness.not_answered"),
        "advised_barrier": listed(rows["advised_barrier"]) or t("mark.none"),
        "advice_summary": listed(dict.fromkeys(rows["advice_summary"])) or _step(survey, name),
        "advice_contact": listed(dict.fromkeys(rows["advice_contact"])) or t("mark.none"),
    }


def _step(survey: Survey, name: str) -> str:
    """For one that names no barrier: what the next stage asks."""
    stage = survey.stages.set_index("agency_name").loc[name, "stage"]
    lines = advice.next_step(stage, survey.advisers_of(name))
    return f"{lines[0].label}{t('gap.heading')}{lines[0].text}" if lines else t("mark.none")


@speaking(LANGUAGES[0])
def draft(name: str) -> str:
    """The proposals as the text of an advice, a line each; Japanese, as all that is stored."""
    survey = Survey.newest()
    lines = [
        t(
            "advice_log.draft_line",
            barrier=row.advised_barrier,
            advice=row.advice_summary,
            contact=row.advice_contact,
            ahead=row.advice_ahead,
        )
        for row in of(survey, name).itertuples()
    ]
    step = _step(survey, name)
    return "\n".join([*lines, *([step] if step != t("mark.none") else [])])
