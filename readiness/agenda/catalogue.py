"""What may be put into an agenda: screens, the bodies they can be about, and their figures, as links."""

from readiness.language.wording import t
from readiness.subjects import catalogue as subjects
from readiness.subjects.choices import One
from readiness.subjects.kept import kept

# Choices of one body: an agency, a prefecture, a government. Of one way to look at the matter: view.
_BODIES = frozenset({"agency", "prefecture", "code"})
_WITHOUT_FIGURES = frozenset({"search"})


def pages() -> dict[str, str]:
    """Page -> title of the screens that show figures."""
    return {page: t(f"page.{page}") for page in subjects.PAGES if page not in _WITHOUT_FIGURES}


def about(page: str) -> dict[str, str]:
    """Link -> what a screen can be about: one body each, one of its ways to look, or the whole."""
    return kept(_about, page)


def _about(page: str) -> dict[str, str]:
    kind = subjects.kind_of(page)
    name = next(iter(kind.names()), "")
    choice = kind.choice(name, {}) if name in _BODIES | {"view"} else None
    if not isinstance(choice, One):
        return {page: t("meeting.whole")}
    return {
        f"{page}?{name}={code}" if code != choice.default else page: label or t("meeting.whole")
        for code, label in choice.options.items()
    }


def figures(link: str) -> dict[str, str]:
    """Link -> title of each figure of a screen that was chosen with its body."""
    return kept(_figures, link)


def _figures(link: str) -> dict[str, str]:
    subject, _ = subjects.subject_of(link)
    return {view.link: view.title for view in subject.content.views.values()}


def counted(links: list[str]) -> dict[str, int]:
    """How many links are about agencies, about local governments, about neither."""
    groups = [kept(subjects.group_of, link) for link in links]
    return {group: groups.count(group) for group in ("agency", "local", "other")}
