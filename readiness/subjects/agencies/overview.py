"""概況: the chapters of the home page, each with what it says; the first one opens page and sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from readiness.language.wording import sentences, t
from readiness.subjects.agencies import overview_agencies, overview_gss, overview_local
from readiness.subjects.agencies.chapter import Chapter
from readiness.subjects.model import Content
from readiness.subjects.provenance import together
from readiness.subjects.subject import Subject

# In the order of the screen: today, then the baseline; the headline is the sentences of today.
CHAPTERS: Mapping[str, Callable[[], Chapter]] = {
    "gss": overview_gss.chapter,
    "local": overview_local.chapter,
    "agencies": overview_agencies.chapter,
}


@dataclass(frozen=True)
class Overview(Subject):
    """Where agencies and local governments stand, in one screen."""

    page: ClassVar[str] = "overview"

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> None:
        """Nothing is chosen."""

    def say(self) -> Content:
        """All chapters."""
        made = {name: make() for name, make in CHAPTERS.items()}
        chapters = list(made.values())
        return Content(
            title=t("overview.title"),
            headline=sentences(one.headline for one in chapters if not one.is_past),
            provenance=together({one.label: one.provenance for one in chapters}),
            key_figures=tuple(
                replace(figure, part=name)
                for name, one in made.items()
                for figure in one.key_figures
            ),
            figures={name: figure for one in chapters for name, figure in one.figures.items()},
            passages={name: said for one in chapters for name, said in one.passages.items()},
            tables={name: table for one in chapters for name, table in one.tables.items()},
            views={part: view for one in chapters for part, view in one.views.items()},
            notes=tuple(note for one in chapters for note in one.notes),
            missing=tuple(line for one in chapters for line in one.missing),
        )
