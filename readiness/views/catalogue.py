"""Which views there are, and how a view is asked for: a code and plain parameters."""

from collections.abc import Callable, Mapping

from readiness.views import agency, karte, local, peers
from readiness.views.kept import kept
from readiness.views.model import View
from readiness.wording import t

PLAIN: dict[str, Callable[[], View]] = {
    "agency_overview": agency.overview,
    "agency_matrix": agency.matrix,
    "agency_methods": agency.methods,
    "agency_barriers": agency.barriers,
    "agency_roadmap": agency.roadmap,
    "agency_plans": agency.plans,
    "agency_days": agency.days,
    "local_trend": local.trend,
    "prefecture_map": local.area_map,
    "prefecture_ranking": local.ranking,
    "local_reasons": local.reasons,
    "local_methods": local.methods,
}
# One parameter each, of the same name as the builder's argument.
CHOOSING: dict[str, tuple[str, Callable[..., View], Callable[[], dict[str, str]]]] = {
    "agency_karte": ("agency", karte.agency, karte.agency_codes),
    "prefecture": ("prefecture", local.prefecture, local.prefecture_codes),
    "peer_sheet": ("government", peers.sheet, peers.government_codes),
}


class UnknownView(ValueError):
    """No such view, or a parameter it does not know; ``str()`` is for the reader."""


def choices(code: str) -> dict[str, str]:
    """Code -> name of what a view can be about; empty for a view of the whole."""
    return kept(CHOOSING[code][2]) if code in CHOOSING else {}


def build(code: str, parameters: Mapping[str, str]) -> View:
    """The view ``code`` with its parameters; raises UnknownView."""
    if code in PLAIN and not parameters:
        return kept(PLAIN[code])
    if code in CHOOSING:
        name, builder, options = CHOOSING[code]
        if set(parameters) == {name} and parameters[name] in kept(options):
            return kept(builder, parameters[name])
    asked = t("list.separator").join([code, *(f"{k}={v}" for k, v in parameters.items())])
    known = t("list.separator").join([*PLAIN, *CHOOSING])
    raise UnknownView(t("agenda.unknown_view", asked=asked, known=known))
