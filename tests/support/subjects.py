"""Links of every subject: as it opens, and with each of its choices made otherwise."""

from collections.abc import Iterator, Mapping
from typing import Any

from readiness.subjects import catalogue
from readiness.subjects.choices import Choice, One, Several, Whole, Words
from readiness.subjects.subject import Subject

# Where a choice has many options these are taken: the longest name, one with many towns, one with an
# evacuated one, one that is a prefecture.
_TELLING = ("342084", "011002", "073644", "130001")
_MOST = 4  # options tried of one choice


def _others(choice: Choice) -> Iterator[Any]:
    """Values other than the default."""
    match choice:
        case One():
            codes = [code for code in choice.options if code and code != choice.default]
            telling = [code for code in _TELLING if code in choice.options]
            yield from telling or dict.fromkeys([*codes[: _MOST - 1], *codes[-1:]])
        case Several():
            codes = list(choice.options)
            telling = [code for code in _TELLING if code in choice.options] or codes
            yield tuple(telling[: min(2, choice.limit)])
            yield tuple(telling[: min(4, choice.limit)])
        case Whole():
            yield from {choice.low, choice.high} - {choice.default}
        case Words():
            yield "府中"


def _made(kind: type[Subject], wanted: Mapping[str, Any]) -> Subject:
    chosen: dict[str, Any] = {}
    for name in kind.names():
        choice = kind.choice(name, chosen)
        if choice is not None:
            chosen[name] = wanted.get(name, choice.default)
    return kind(**chosen)


def variants(page: str) -> list[Subject]:
    """The subject as its page opens, and with one choice after the other made otherwise.

    Later choices are varied with the earlier ones at their first other value too: most of them mean
    something only then.
    """
    kind = catalogue.kind_of(page)
    found = {(first := _made(kind, {})).link: first}
    base: dict[str, Any] = {}
    for name in kind.names():
        before = _made(kind, base)
        choice = before.chosen().get(name)
        if choice is None:
            continue
        values = list(_others(choice))
        for value in values:
            made = _made(kind, base | {name: value})
            found[made.link] = made
        if values and isinstance(choice, One):
            base[name] = values[0]
    return list(found.values())


def links() -> list[str]:
    """Links of all variants of all subjects."""
    return [subject.link for page in catalogue.PAGES for subject in variants(page)]
