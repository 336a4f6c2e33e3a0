"""What an agenda can be made of: the views of all subjects, and the bodies they can be about."""

from readiness.subjects import catalogue as subjects
from readiness.subjects.catalogue import view_of
from readiness.subjects.choices import One
from readiness.subjects.subject import Subject

__all__ = ["about", "titles", "view_of"]

# Choices of one body: an agency, a prefecture, a government.
_BODIES = frozenset({"agency", "prefecture", "code"})


def titles() -> dict[str, str]:
    """Link -> title of what the meeting page offers; what each may be about, ``about`` tells."""
    offered = {}
    for page in subjects.PAGES:
        for made in _as_opened(subjects.kind_of(page)):
            for view in made.content.views.values():
                offered[view.link] = view.title
    return offered


def _as_opened(kind: type[Subject]) -> list[Subject]:
    """A page as it opens, or in each of its ways to look at the matter where that is its first choice."""
    name = next(iter(kind.names()), "")
    choice = kind.choice(name, {}) if name == "view" else None
    if not isinstance(choice, One):
        return [kind.of({})]
    return [kind.of({name: code}) for code in choice.options]


def about(link: str) -> dict[str, str]:
    """Link -> name of each body a view can be about; empty where it is about the whole.

    The first choice of a subject's page is what it is about, if there are bodies to choose from.
    """
    page, _, part = link.partition("#")
    if page not in subjects.PAGES:
        return {}
    kind = subjects.kind_of(page)
    name = next(iter(kind.names()), "")
    choice = kind.choice(name, {}) if name else None
    if not isinstance(choice, One) or name not in _BODIES:
        return {}
    return {
        f"{page}?{name}={code}" + (f"#{part}" if part else ""): label
        for code, label in choice.options.items()
        if code
    }
