"""A subject: one question with exactly the choices that stand in its link, and all that is said of it.

Screen, slide, paper, search and shell draw what a subject says and compute nothing themselves. A
subject is made from codes only, so it is small, hashable and the same for every reader; what it says
is computed when somebody asks, and kept per state of the data and language.

A new one is a frozen dataclass whose fields are its choices, with ``page``, ``choice`` and ``say``;
subjects/catalogue.py lists it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import quote, urlencode

from readiness.language.wording import t
from readiness.subjects.choices import Choice, UnknownChoice, read
from readiness.subjects.kept import kept
from readiness.subjects.model import Content, View
from readiness.subjects.visible import visible_only

if TYPE_CHECKING:
    from readiness.subjects.memo import Memo

# Of the reader, not of the subject: every link may carry them.
READERS_OWN = frozenset({"lang", "as_of", "preview", "beside", "embed", "embed_options"})


@dataclass(frozen=True)
class Subject(ABC):
    """Base of all subjects; the fields of a subclass are its choices, named as in its link."""

    page: ClassVar[str]

    @classmethod
    @abstractmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice | None:
        """What may be chosen for ``name`` after the choices before it; None where it does not apply."""

    @abstractmethod
    def say(self) -> Content:
        """Everything said, computed anew; readers of the subject ask ``content``."""

    @classmethod
    def offered(cls, name: str, chosen: Mapping[str, Any]) -> Choice | None:
        """``choice``, kept: a screen asks for each of its choices a dozen times."""
        return kept(_choice, cls, name, tuple(chosen.items()))

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Names of the choices, in the order in which they depend on each other."""
        return tuple(one.name for one in fields(cls))

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Self:
        """The subject of a link's parameters; raises UnknownChoice. What is missing is the default."""
        chosen: dict[str, Any] = {}
        for name in cls.names():
            choice = cls.offered(name, chosen)
            if choice is None:
                continue
            given = parameters.get(name)
            try:
                chosen[name] = choice.default if given is None else read(choice, given)
            except UnknownChoice as fault:
                raise UnknownChoice(
                    t("choice.unknown", page=cls.page, name=name, given=given, fault=fault)
                ) from None
        unknown = sorted(set(parameters) - set(chosen) - READERS_OWN)
        if unknown:
            known = ", ".join(chosen) or t("choice.nothing")
            raise UnknownChoice(t("choice.no_such", page=cls.page, name=unknown[0], known=known))
        return cls(**chosen)

    def chosen(self) -> dict[str, Choice]:
        """The choices that apply, by name."""
        found: dict[str, Choice] = {}
        before: dict[str, Any] = {}
        for name in self.names():
            choice = self.offered(name, before)
            if choice is not None:
                found[name] = choice
                before[name] = getattr(self, name)
        return found

    @property
    def parameters(self) -> dict[str, str]:
        """What the link spells out: every choice that is not the default, as text."""
        return dict(kept(_parameters, self))

    @property
    def link(self) -> str:
        """``roadmap?slip_quarters=2``: the address of its screen below the site's own."""
        query = urlencode(self.parameters, safe=",", quote_via=quote)
        return f"{self.page}?{query}" if query else self.page

    @property
    def start_link(self) -> str:
        """The link that a browser may keep to begin with: without what a visitor answered."""
        return self.link

    @property
    def content(self) -> Content:
        """Everything said, in the reader's language, from the data of now."""
        return kept(_content, self)

    def alone(self) -> Mapping[str, Callable[[], View]]:
        """Makers of its views by part, the first first, where one view is much less work than all that is
        said; each makes what ``say`` gives. Paper and slides of many subjects ask for nothing else.
        """
        return {}

    def draft(self) -> "Memo | None":
        """A draft for a decision (起案) on what it says, computed anew; None where it has none."""
        return None

    @property
    def memo(self) -> "Memo | None":
        """``draft``, kept as ``content`` is."""
        return kept(_memo, self)

    def view_named(self, part: str = "") -> View:
        """One of its views, the first without ``part``; raises UnknownChoice."""
        alone = self.alone()
        if alone and part in ("", *alone):
            return kept(_alone, self, part or next(iter(alone)))
        views = self.content.views
        if not part and views:
            return next(iter(views.values()))
        if part not in views:
            known = ", ".join(views) or t("choice.nothing")
            raise UnknownChoice(t("choice.no_part", link=self.link, part=part, known=known))
        return views[part]


def _choice(kind: type[Subject], name: str, chosen: tuple[tuple[str, Any], ...]) -> Choice | None:
    return kind.choice(name, dict(chosen))


def _parameters(subject: Subject) -> dict[str, str]:
    return {
        name: choice.text(value)
        for name, choice in subject.chosen().items()
        if (value := getattr(subject, name)) != choice.default
    }


def _content(subject: Subject) -> Content:
    content: Content = visible_only(subject.say())
    first = next(iter(content.views), "")
    views = {part: _linked(subject, view, part, first) for part, view in content.views.items()}
    return replace(content, views=views)


def _alone(subject: Subject, part: str) -> View:
    makers = subject.alone()
    return _linked(subject, visible_only(makers[part]()), part, next(iter(makers)))


def _linked(subject: Subject, view: View, part: str, first: str) -> View:
    link = subject.link if part == first else f"{subject.link}#{part}"
    return replace(view, code=part, link=link)


def _memo(subject: Subject) -> "Memo | None":
    return visible_only(subject.draft())
