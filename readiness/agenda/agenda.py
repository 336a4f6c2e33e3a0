"""The agenda of a meeting: links in order, with the words said about each. Text in, text out."""

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from readiness.agenda import catalogue, earlier
from readiness.definitions.outside import parsed
from readiness.definitions.spreadsheets import visible
from readiness.language.wording import LANGUAGES, number, speaking, t
from readiness.language.wording import catalogue as catalogue_of
from readiness.subjects import catalogue as subjects
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.choices import UnknownChoice
from readiness.subjects.kept import kept
from readiness.subjects.model import View
from readiness.subjects.visible import visible_only

READY_MADE = ("liaison", "agencies", "prefectures")
# What a link may ask of the server: as much as the editor lets a person write, and no more.
ITEM_LIMIT = 80
LIMITS = {"headline": 120, "notes": 1000, "title": 60, "document_number": 12}  # letters
TEXT_LIMIT = 20_000  # letters of all headlines and notes
LINK_LIMIT = 100_000  # letters; the longest agenda there can be needs fewer
_OTHER_TEXT = 60  # letters of a name or code


class AgendaFault(ValueError):
    """A text that is no agenda; ``str()`` names the fault and the way out."""


@dataclass(frozen=True)
class Item:
    """One slide: the link of a subject's view, and what the presenter changed."""

    link: str
    headline: str = ""
    notes: str = ""
    # What its figures were when it was added: ``fingerprint``; "" where nobody looked.
    seen: str = field(default="", compare=False)

    def build(self) -> View:
        """The view, under the presenter's headline if there is one."""
        view = subjects.view_of(self.link)
        return visible_only(replace(view, headline=self.headline)) if self.headline else view


def fingerprint(link: str) -> str:
    """Eight letters for headline, key figure and rows of a view: others when its data has changed.

    The same in every language.
    """
    return kept(_fingerprint, link)


def _fingerprint(link: str) -> str:
    with speaking(LANGUAGES[0]):
        view = subjects.view_of(link)
        text = f"{view.headline}{view.key_figure}{view.rows.to_csv(index=False)}"
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


@dataclass(frozen=True)
class Agenda:
    """``highlight`` is ``agency:12``, ``prefecture:13`` or ``government:131016``, or empty."""

    title: str
    items: tuple[Item, ...] = ()
    document_number: str = ""
    highlight: str = ""

    def __post_init__(self) -> None:
        """Raises AgendaFault beyond ITEM_LIMIT or TEXT_LIMIT, however the agenda came about."""
        if len(self.items) > ITEM_LIMIT:
            raise AgendaFault(t("agenda.too_many", limit=ITEM_LIMIT))
        letters = sum(len(item.headline) + len(item.notes) for item in self.items)
        if letters > TEXT_LIMIT:
            raise AgendaFault(
                t("agenda.too_much_text", count=number(letters), limit=number(TEXT_LIMIT))
            )

    def views(self) -> list[View]:
        """All items in order."""
        return [item.build() for item in self.items]

    def with_item(self, item: Item) -> "Agenda":
        """One more slide at the end, with its figures as they are today."""
        item = replace(item, seen=fingerprint(item.link))
        return replace(self, items=(*self.items, item))

    def changed(self) -> list[int]:
        """Places of the slides whose figures are others than when they were added."""
        return [
            place
            for place, item in enumerate(self.items)
            if item.seen and item.seen != fingerprint(item.link)
        ]

    def looked_at(self) -> "Agenda":
        """Every slide with its figures as they are today."""
        items = (
            replace(one, seen=fingerprint(one.link)) if one.seen else one for one in self.items
        )
        return replace(self, items=tuple(items))

    def moved(self, place: int, by: int) -> "Agenda":
        """The slide at ``place`` one or more places further on or back."""
        items = list(self.items)
        item = items.pop(place)
        items.insert(max(0, min(len(items), place + by)), item)
        return replace(self, items=tuple(items))

    def without(self, place: int) -> "Agenda":
        """The slide at ``place`` taken out."""
        return replace(self, items=self.items[:place] + self.items[place + 1 :])

    def with_words(self, place: int, *, headline: str, notes: str) -> "Agenda":
        """Another headline and notes for one slide; an empty headline is the computed one."""
        items = list(self.items)
        headline, notes = visible(headline).strip(), visible(notes).strip()
        items[place] = replace(items[place], headline=headline, notes=notes)
        return replace(self, items=tuple(items))


def ready_made(name: str) -> Agenda:
    """One of READY_MADE with the figures of the newest rounds."""
    return kept(_ready_made, name)


def _ready_made(name: str) -> Agenda:
    links: dict[str, list[str]] = {
        "liaison": [
            "overview#agencies",
            "agency_status",
            "agency_status#barriers",
            "roadmap",
            "roadmap#plans",
            "overview#days",
            "agency_history?group=plans",
            "agency_gss",
            "overview#trend",
            "prefecture_map",
            "prefecture_map#ranking",
            "methods_and_reasons#reasons",
            "methods_and_reasons#methods",
        ],
        "agencies": [
            "overview#agencies",
            "agency_status",
            *(f"agency_karte?agency={code}" for code in Survey.newest().names),
        ],
        "prefectures": [
            "prefecture_map",
            "prefecture_map#ranking",
            *(link for link in catalogue.about("prefecture_map") if "?" in link),
        ],
    }
    return Agenda(
        title=t(f"agenda.{name}"),
        items=tuple(map(Item, links[name])),
        document_number=t("agenda.document_number"),
    )


def as_json(agenda: Agenda) -> str:
    """The agenda as the text of a small JSON file."""
    items = [
        {
            "link": item.link,
            **({"headline": item.headline} if item.headline else {}),
            **({"notes": item.notes} if item.notes else {}),
            **({"seen": item.seen} if item.seen else {}),
        }
        for item in agenda.items
    ]
    whole = {
        "title": agenda.title,
        "document_number": agenda.document_number,
        "highlight": agenda.highlight,
        "items": items,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def from_json(text: str) -> Agenda:
    """The agenda in a JSON text, each view tried; raises AgendaFault."""
    try:
        whole = parsed(text)
    except ValueError as fault:
        raise AgendaFault(t("agenda.not_json")) from fault
    if not isinstance(whole, dict) or not isinstance(whole.get("items"), list):
        raise AgendaFault(t("agenda.no_items"))
    if len(whole["items"]) > ITEM_LIMIT:
        raise AgendaFault(t("agenda.too_many", limit=ITEM_LIMIT))
    items = tuple(_item(place, entry) for place, entry in enumerate(whole["items"], start=1))
    return Agenda(
        title=_own_words(_text(whole, "title", 0), _TITLES) or t("agenda.untitled"),
        items=items,
        document_number=_own_words(_text(whole, "document_number", 0), ("agenda.document_number",)),
        highlight=_text(whole, "highlight", 0),
    )


_TITLES = (*(f"agenda.{name}" for name in READY_MADE), "agenda.untitled")


def _own_words(text: str, keys: tuple[str, ...]) -> str:
    """A text that is this program's own in any language, in the reader's; any other as it is."""
    for key in keys:
        if text in {catalogue_of(code)[key] for code in LANGUAGES}:
            return t(key)
    return text


def _item(place: int, entry: Any) -> Item:
    if not isinstance(entry, dict):
        raise AgendaFault(t("agenda.bad_item", place=place))
    item = Item(
        link=_link(place, entry),
        headline=_text(entry, "headline", place),
        notes=_text(entry, "notes", place),
        seen=_text(entry, "seen", place),
    )
    try:
        subjects.view_of(item.link)
    except UnknownChoice as fault:
        raise AgendaFault(t("agenda.at_item", place=place, fault=fault)) from fault
    return item


def _link(place: int, entry: Mapping[str, Any]) -> str:
    """The item's link; earlier agendas name a view and its parameters instead."""
    if "view" not in entry:
        return _text(entry, "link", place)
    parameters = entry.get("parameters", {})
    if not isinstance(parameters, dict) or not all(
        isinstance(value, str) and len(name) + len(value) <= _OTHER_TEXT
        for name, value in parameters.items()
    ):
        raise AgendaFault(t("agenda.bad_item", place=place))
    return earlier.link_of(_text(entry, "view", place), dict(sorted(parameters.items())))


def _text(entry: Mapping[str, Any], key: str, place: int) -> str:
    value, limit = entry.get(key, ""), LIMITS.get(key, _OTHER_TEXT)
    if not isinstance(value, str) or len(value) > limit:
        name = {"place": place, "key": key, "limit": number(limit)}
        raise AgendaFault(t("agenda.bad_text" if place else "agenda.bad_text_of_all", **name))
    return visible(value)


def to_link(agenda: Agenda) -> str:
    """The agenda as one URL parameter: a ready-made one by its name, any other packed."""
    for name in READY_MADE:
        if agenda == ready_made(name):
            return name
    # By its text: two agendas are equal whatever they were when their figures were looked at.
    return kept(_packed, as_json(agenda))


def _packed(text: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def from_link(text: str) -> Agenda:
    """The agenda in a URL parameter; raises AgendaFault."""
    if text in READY_MADE:
        return ready_made(text)
    if len(text) > LINK_LIMIT:
        raise AgendaFault(t("agenda.too_long_link", limit=number(LINK_LIMIT)))
    return kept(_unpacked, text)


def _unpacked(text: str) -> Agenda:
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        # The limit keeps a small link from unpacking into a large one.
        plain = zlib.decompressobj().decompress(packed, 400_000)
        return from_json(plain.decode())
    except (binascii.Error, zlib.error, UnicodeDecodeError, ValueError) as fault:
        if isinstance(fault, AgendaFault):
            raise
        raise AgendaFault(t("agenda.bad_link")) from fault
