"""Which subjects there are, and the one that a link means. A subject's module is read when asked for."""

from importlib import import_module
from urllib.parse import parse_qsl, urlsplit

from readiness.language.links import without_ending
from readiness.language.wording import listed, t
from readiness.subjects.choices import UnknownChoice
from readiness.subjects.kept import kept
from readiness.subjects.model import View
from readiness.subjects.subject import Subject

# Group of the menu -> page -> module and class, in the order of the menu.
_MENU = {
    "whole": {"overview": "agencies.overview:Overview"},
    "agency": {
        "agency_status": "agencies.status:AgencyStatus",
        "agency_karte": "agencies.karte:AgencyKarte",
        "roadmap": "agencies.roadmap:Roadmap",
        "agency_history": "agencies.history:AgencyHistory",
        "agency_gss": "agencies.gss:Gss",
        "agency_patterns": "agencies.patterns:AgencyPatterns",
        "agency_compare": "agencies.compare:AgencyCompare",
        "agency_rounds": "agencies.rounds:AgencyRounds",
    },
    "local": {
        "prefecture_map": "local.prefecture_map:PrefectureMap",
        "local_structure": "local.structure:LocalStructure",
        "peers": "local.peers:Peers",
        "side_by_side": "local.side_by_side:SideBySide",
        "self_check": "local.self_check:SelfCheck",
        "methods_and_reasons": "local.methods_and_reasons:MethodsAndReasons",
        "local_rounds": "local.rounds:LocalRounds",
    },
    "policy": {
        "method_guide": "guides.method_guide:MethodGuide",
        "lgwan_guide": "guides.lgwan:LgwanGuide",
        "barrier_guide": "guides.barrier_guide:BarrierGuide",
        "policy_targets": "guides.policy_targets:PolicyTargets",
    },
    "survey": {},  # its pages are no subjects: app.py names them
    "data": {"sources": "sources:Sources"},
    "": {"search": "search:Search"},
}
_HOMES = {page: home for pages in _MENU.values() for page, home in pages.items()}
MENU = {group: tuple(pages) for group, pages in _MENU.items()}
PAGES = tuple(_HOMES)
_LONGEST_LINK = 4000  # letters; the longest honest one lists twenty towns


def kind_of(page: str) -> type[Subject]:
    """The class of a page's subject; raises UnknownChoice."""
    if page not in _HOMES:
        raise UnknownChoice(t("choice.no_page", page=page, known=listed(PAGES)))
    module, name = _HOMES[page].split(":")
    kind: type[Subject] = getattr(import_module(f"readiness.subjects.{module}"), name)
    return kind


def subject_of(link: str) -> tuple[Subject, str]:
    """The subject of a link and the part it names, empty for the whole; raises UnknownChoice.

    A whole address of a browser is a link too; so is one with the reader's language or time in it.
    """
    if len(link) > _LONGEST_LINK:
        raise UnknownChoice(t("choice.too_long", length=_LONGEST_LINK))
    return kept(_subject_of, link)


def _subject_of(link: str) -> tuple[Subject, str]:
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        raise UnknownChoice(t("choice.no_page", page=link[:60], known=listed(PAGES))) from None
    page = without_ending(parts.path).rstrip("/").rpartition("/")[2] or PAGES[0]
    parameters = dict(parse_qsl(parts.query, keep_blank_values=True))
    return kind_of(page).of(parameters), without_ending(parts.fragment)


def view_of(link: str) -> View:
    """The view a link means; raises UnknownChoice."""
    subject, part = subject_of(link)
    return subject.view_named(part)


def group_of(link: str) -> str:
    """``agency``, ``local`` or ``other``: whom the subject of a link is about."""
    home = _HOMES[type(subject_of(link)[0]).page]
    return {"agencies": "agency", "local": "local"}.get(home.split(".")[0], "other")


def usual_links() -> list[str]:
    """The links of all subjects with their default choices."""
    return [kind_of(page).of({}).link for page in PAGES]
