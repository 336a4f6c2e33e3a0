"""Which views there are, and how a view is asked for: a code and plain parameters."""

from collections.abc import Callable, Mapping

from readiness.language.wording import listed, t
from readiness.subjects import (
    agency,
    compare,
    guides,
    karte,
    local,
    structure,
    targets,
)
from readiness.subjects import (
    peer_sheet as peers,
)
from readiness.subjects.kept import kept
from readiness.subjects.model import View, visible_only

PLAIN: dict[str, Callable[[], View]] = {
    "agency_overview": agency.overview,
    "agency_matrix": agency.matrix,
    "agency_methods": agency.methods,
    "agency_barriers": agency.barriers,
    "agency_roadmap": agency.roadmap,
    "agency_plans": agency.plans,
    "agency_days": agency.days,
    "agency_pairs": structure.barrier_pairs,
    "local_trend": local.trend,
    "prefecture_map": local.area_map,
    "prefecture_ranking": local.ranking,
    "local_reasons": local.reasons,
    "local_methods": local.methods,
    "local_structure": structure.by_type_and_size,
    "policy_targets": targets.targets,
}
# One parameter each, of the same name as the builder's argument.
CHOOSING: dict[str, tuple[str, Callable[..., View], Callable[[], dict[str, str]]]] = {
    "agency_karte": ("agency", karte.agency, karte.agency_codes),
    "prefecture": ("prefecture", local.prefecture, local.prefecture_codes),
    "peer_sheet": ("government", peers.sheet, peers.government_codes),
    "barrier_guide": ("barrier", guides.barrier, guides.barrier_choices),
    "method_guide": ("way", guides.method, guides.method_choices),
}
# Parameters as a screen has them in its URL, too many to list: builder, and whether it knows them.
COMBINING: dict[str, tuple[Callable[..., View], Callable[[Mapping[str, str]], bool]]] = {
    "agency_compare": (compare.agencies, compare.are_agencies),
    "side_by_side": (compare.governments, compare.are_governments),
    "lgwan_guide": (guides.information, guides.is_information),
}


class UnknownView(ValueError):
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
