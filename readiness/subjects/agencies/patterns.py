"""回答の傾向: barriers together, by stage, agencies alike, and what became of the plans."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from readiness.language.wording import t
from readiness.subjects.agencies import (
    patterns_alike,
    patterns_outcome,
    patterns_pairs,
    patterns_stages,
)
from readiness.subjects.agencies.chapter import Chapter
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.choices import Choice, One
from readiness.subjects.model import Content
from readiness.subjects.subject import Subject

VIEWS: Mapping[str, Callable[[Survey], Chapter]] = {
    "pairs": patterns_pairs.chapter,
    "stages": patterns_stages.chapter,
    "equipment": patterns_alike.equipment,
    "barrier": patterns_alike.barrier,
    "outcome": patterns_outcome.chapter,
}


@dataclass(frozen=True)
class AgencyPatterns(Subject):
    """One ``view`` of what the answers have in common."""

    page: ClassVar[str] = "agency_patterns"
    view: str = "pairs"

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice:
        """The views."""
        return One({view: t(f"agency_patterns.view.{view}") for view in VIEWS}, "pairs")

    def say(self) -> Content:
        """Everything on the view, in the newest round."""
        survey = Survey.newest()
        made = VIEWS[self.view](survey)
        return Content(
            title=t("agency_patterns.title"),
            headline=made.headline,
            provenance=made.provenance,
            key_figures=made.key_figures,
            figures=made.figures,
            passages=made.passages,
            tables=made.tables,
            views=made.views,
            notes=made.notes,
            missing=survey.missing,
        )
