"""検索: one word over screens, agencies, governments, barriers, measures, terms and sources.

A text is found however it is written: full or half width, upper or lower case, hiragana or katakana, old
characters or new ones (definitions/names.py), a town in any spelling of its reading in Latin letters
(language/romaji.py). A reader of another language finds by its words and by the Japanese.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from readiness.data import queries, warehouse
from readiness.definitions.names import normal_form, place_form, search_form
from readiness.language import glossary, romaji
from readiness.language.wording import (
    LANGUAGES,
    catalogue,
    language,
    listed,
    number,
    period,
    said,
    speaking,
    t,
)
from readiness.subjects.choices import Choice, Words
from readiness.subjects.guides import barriers
from readiness.subjects.model import Content, Line, Passage, Provenance
from readiness.subjects.subject import Subject

PAGES = Path(__file__).parents[2] / "pages"
KINDS = (
    "screen",
    "agency",
    "government",
    "barrier",
    "measure",
    "term",
    "target",
    "programme",
    "milestone",
    "source",
)
# Screens that need something to be chosen first are no place to send a reader to.
_NOT_LISTED = {"show", "search"}
_BETWEEN_WORDS = re.compile(r"\s+|(?<=[^\W\d_])-(?=[^\W\d_])")


@dataclass(frozen=True)
class Entry:
    """Something that can be found; ``link`` opens the screen that shows it."""

    kind: str
    title: str
    detail: str
    link: str
    also: str = ""  # readings and codes: matched, not shown
    names: tuple[str, ...] = ()  # what it is called without what it is: 函館, はこだて, hakodate

    @property
    def text(self) -> str:
        """Everything a search looks into, in one spelling."""
        return search_form(f"{self.title} {self.detail} {self.also}")


def _screens() -> Iterator[Entry]:
    words = catalogue(language())
    for path in sorted(PAGES.glob("*.py")):
        title = words.get(f"page.{path.stem}")
        if title and path.stem not in _NOT_LISTED:
            detail = words.get(f"search.about.{path.stem}", "")
            yield Entry("screen", title, detail, path.stem)


def _agencies() -> Iterator[Entry]:
    round_code = queries.latest_round("agency")
    answers = queries.agency_answers(round_code)
    named = answers[(answers["question_code"] == "barrier") & (answers["answer"] == "yes")]
    items = named.groupby("agency_name")["item"].agg(listed)
    for row in queries.agency_stage(round_code).sort_values("agency_order").itertuples():
        barrier_names = items.get(row.agency_name, "")
        detail = t("search.named", barriers=barrier_names) if barrier_names else ""
        link = f"agency_karte?agency={row.agency_order:02}"
        yield Entry("agency", row.agency_name, detail, link)


def _governments() -> Iterator[Entry]:
    for row in queries.local_governments(queries.latest_round("local")).itertuples():
        title = row.name if row.name == row.prefecture_name else f"{row.prefecture_name} {row.name}"
        latin, *others = romaji.spellings(row.name, row.kana)
        stem, _ = romaji.parts(row.name, row.kana)
        names = (row.name[:-1], row.kana, stem, others[0], latin.replace("-", ""))
        also = " ".join((row.prefecture_name + row.name, latin, *names, *others, row.code))
        detail = t("search.government", code=row.code, latin=latin)
        yield Entry("government", title, detail, f"peers?code={row.code}", also, names)


def _barriers() -> Iterator[Entry]:
    for subject in ("local", "agency"):
        for code, label in barriers.choices(subject).items():
            link = f"barrier_guide?subject={subject}&barrier={code}"
            yield Entry("barrier", label, t(f"barrier.subject.{subject}"), link)
            for row in queries.policy_counter_measures(subject, code).itertuples():
                if not row.is_for_any:
                    yield Entry("measure", row.title, row.detail, link)


def _policy() -> Iterator[Entry]:
    for row in queries.policy_targets().itertuples():
        yield Entry("target", row.target_name, row.period, "policy_targets")
    for row in queries.policy_milestones().itertuples():
        title = f"{period(row.period)} {row.title}"
        yield Entry("milestone", title, row.detail, "policy_targets?view=milestones")
    for row in queries.policy_programmes().itertuples():
        subject = "agency" if row.audience == "agency" else "local"
        yield Entry("programme", row.name, row.summary, f"barrier_guide?subject={subject}")


def _evidence() -> Iterator[Entry]:
    for term in glossary.terms():
        yield Entry("term", term["term"], term["meaning"], "sources?view=terms")
    for row in queries.data_sources().itertuples():
        yield Entry("source", row.citation, row.source_id, "sources?view=sources")


def entries() -> tuple[Entry, ...]:
    """Everything that can be found, in the order of ``KINDS``."""
    return tuple(entry for entry, _, _, _ in _spelled(warehouse.shared().token, language()))


@lru_cache(maxsize=4)
def _spelled(token: str, code: str) -> tuple[tuple[Entry, frozenset[str], str, str], ...]:
    """(entry, names, title, everything) in one spelling; ``token`` is the state of the data it is made
    from, ``code`` the language.
    """
    makers = (_screens, _agencies, _governments, _barriers, _policy, _evidence)
    found = [entry for make in makers for entry in make()]
    if code != LANGUAGES[0]:
        with speaking(LANGUAGES[0]):
            japanese = [entry for make in makers for entry in make()]
        found = [
            replace(
                one, title=said(one.title), detail=said(one.detail), also=f"{one.also} {also.text}"
            )
            for one, also in zip(found, japanese, strict=True)
        ]
    found.sort(key=lambda entry: KINDS.index(entry.kind))
    spelled = []
    for entry in found:
        title = search_form(entry.title)
        names = frozenset((title, title.split(" ")[-1], *map(search_form, entry.names)))
        spelled.append((entry, names, title, entry.text))
    return tuple(spelled)


def find(text: str) -> dict[str, list[Entry]]:
    """Entries that contain every word of ``text``, by kind; within a kind the closest titles first."""
    words = [word for part in _BETWEEN_WORDS.split(text) if (word := _writings(part))]
    wholes = {" ".join(one[0] for one in words), "".join(one[-1] for one in words)}
    found: dict[str, list[tuple[int, Entry]]] = {}
    every = _spelled(warehouse.shared().token, language()) if any(wholes) else ()
    for entry, names, title, everything in every:
        if all(any(writing in everything for writing in word) for word in words):
            is_named = any(whole in title for whole in wholes) or any(
                map(names.intersection, words)
            )
            closeness = 0 if wholes & names else 1 if is_named else 2
            found.setdefault(entry.kind, []).append((closeness, entry))
    return {
        kind: [entry for _, entry in sorted(hits, key=lambda hit: hit[0])]
        for kind, hits in found.items()
    }


def _writings(word: str) -> tuple[str, ...]:
    """A word as it is looked for, and as a reading in Latin letters if it can be one."""
    return tuple(filter(None, (place_form(normal_form(word)), romaji.one_spelling(word))))


EXAMPLES = ("security", "mod", "fuchu", "lgwan")
SHOWN = 8  # per kind; a longer list is not read on one screen


@dataclass(frozen=True)
class Search(Subject):
    """What is found for the words ``q``."""

    page: ClassVar[str] = "search"
    q: str = ""

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice:
        """A line of words."""
        return Words(length=60)

    def say(self) -> Content:
        """The closest of each kind, each with its link; examples before anything is asked."""
        text = self.q.strip()
        found = find(text)
        return Content(
            title=t("search.title"),
            headline=_headline(text, found),
            passages={kind: _passage(kind, hits) for kind, hits in found.items()}
            if text
            else {"examples": _examples()},
            provenance=Provenance(
                as_of="",
                published="",
                denominator=t("search.denominator", count=number(len(entries()))),
                basis="",
                publisher="",
                source="",
            ),
        )


def _headline(text: str, found: Mapping[str, Sequence[Entry]]) -> str:
    if not text:
        return t("search.sentence_empty", count=number(len(entries())))
    if not found:
        return t("search.sentence_none", text=text)
    kinds = listed(
        t("search.count", kind=t(f"search.kind.{kind}"), count=number(len(hits)))
        for kind, hits in found.items()
    )
    total = number(sum(map(len, found.values())))
    return t("search.sentence", text=text, count=total, kinds=kinds)


def _passage(kind: str, hits: Sequence[Entry]) -> Passage:
    lines = [Line(hit.detail, label=hit.title, link=hit.link) for hit in hits[:SHOWN]]
    if len(hits) > SHOWN:
        lines.append(Line(t("search.more", count=number(len(hits) - SHOWN))))
    heading = t("search.heading", kind=t(f"search.kind.{kind}"), count=number(len(hits)))
    return Passage(heading, tuple(lines))


def _examples() -> Passage:
    words = [t(f"search.example.{example}") for example in EXAMPLES]
    return Passage(
        t("search.examples"), tuple(Line("", label=one, link=Search(one).link) for one in words)
    )
