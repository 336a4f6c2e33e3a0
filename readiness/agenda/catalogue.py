"""The view that a link means: of a subject, or of those views that are no subject yet."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlsplit

from readiness.language.wording import listed, t
from readiness.subjects import catalogue as subjects
from readiness.subjects import compare
from readiness.subjects.choices import One, UnknownChoice
from readiness.subjects.kept import kept
from readiness.subjects.model import View, visible_only
from readiness.subjects.subject import Subject

PLAIN: dict[str, Callable[[], View]] = {}
# One parameter each, of the same name as the builder's argument.
CHOOSING: dict[str, tuple[str, Callable[..., View], Callable[[], dict[str, str]]]] = {}
# Parameters as a screen has them in its URL, too many to list: builder, and whether it knows them.
COMBINING: dict[str, tuple[Callable[..., View], Callable[[Mapping[str, str]], bool]]] = {
    "side_by_side": (compare.governments, compare.are_governments),
}


class UnknownView(UnknownChoice):
    """No such view, or a parameter it does not know; ``str()`` is for the reader."""


def choices(code: str) -> dict[str, str]:
    """Code -> name of what a view can be about; empty for a view of the whole."""
    return kept(CHOOSING[code][2]) if code in CHOOSING else {}


def _made(builder: Callable[..., View], *given: str, **parameters: str) -> View:
    return visible_only(builder(*given, **parameters))


def build(code: str, parameters: Mapping[str, str]) -> View:
    """The view ``code`` with its parameters; raises UnknownView."""
    if code in PLAIN and not parameters:
        return kept(_made, PLAIN[code])
    if code in CHOOSING:
        name, builder, options = CHOOSING[code]
        if set(parameters) == {name} and parameters[name] in kept(options):
            return kept(_made, builder, parameters[name])
    if code in COMBINING:
        combine, is_known = COMBINING[code]
        if is_known(parameters):
            return kept(_made, combine, **parameters)
    asked = listed([code, *(f"{k}={v}" for k, v in parameters.items())])
    known = listed([*PLAIN, *CHOOSING, *COMBINING])
    raise UnknownView(t("agenda.unknown_view", asked=asked, known=known))


def view_of(link: str) -> View:
    """The view a link means; raises UnknownChoice."""
    parts = urlsplit(link)
    if parts.path in (*PLAIN, *CHOOSING, *COMBINING):
        return build(parts.path, dict(parse_qsl(parts.query)))
    return subjects.view_of(link)


def titles() -> dict[str, str]:
    """Link -> title of what the meeting page offers; what each may be about, ``about`` tells."""
    offered = {code: t(f"meeting.views.{code}") for code in (*PLAIN, *CHOOSING)}
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
    if link in CHOOSING:
        name = CHOOSING[link][0]
        return {f"{link}?{name}={code}": label for code, label in choices(link).items()}
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


# Choices of one body: an agency, a prefecture, a government.
_BODIES = frozenset({"agency", "prefecture", "code"})
