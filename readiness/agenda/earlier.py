"""Items of earlier agendas, a view's code with its parameters, as the links that mean the same today."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

# Code of a view -> page and part of its link; a code that is its page's name needs no entry.
_LINKS = {
    "agency_pairs": "agency_patterns",
    "agency_overview": "overview#agencies",
    "agency_days": "overview#days",
    "local_trend": "overview#trend",
    "agency_matrix": "agency_status",
    "agency_methods": "agency_status#methods",
    "agency_barriers": "agency_status#barriers",
    "agency_roadmap": "roadmap",
    "agency_plans": "roadmap#plans",
    "local_methods": "methods_and_reasons#methods",
    "local_reasons": "methods_and_reasons#reasons",
    "peer_sheet": "peers",
    "prefecture": "prefecture_map",
    "prefecture_ranking": "prefecture_map#ranking",
}
# A parameter of a view that held several choices joined by hyphens -> their names on its page.
_JOINED = {
    ("barrier_guide", "barrier"): ("subject", "barrier"),
    ("method_guide", "way"): ("device", "place", "lan"),
}
# Name of a parameter of a view -> name of the choice on its page.
_CHOICES: dict[str, dict[str, str]] = {
    "peer_sheet": {"government": "code"},
}


def link_of(code: str, parameters: Mapping[str, str]) -> str:
    """The link of a view of earlier agendas; what nobody knows stays itself and is refused later."""
    page, _, part = _LINKS.get(code, code).partition("#")
    names = _CHOICES.get(code, {})
    chosen: dict[str, str] = {}
    for name, value in parameters.items():
        parts = _JOINED.get((code, name), ())
        if parts and value.count("-") == len(parts) - 1:
            chosen |= dict(zip(parts, value.split("-"), strict=True))
        else:
            chosen[names.get(name, name)] = value
    query = urlencode(chosen, safe=",", quote_via=quote)
    return page + (f"?{query}" if query else "") + (f"#{part}" if part else "")
