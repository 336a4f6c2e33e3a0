"""The DX indicators of the other table (context, not telework): their order, their words, their source."""

from typing import Any

from readiness.data import queries
from readiness.definitions.contracts import COUNTED
from readiness.language.wording import listed, number, period, t
from readiness.subjects.kept import kept
from readiness.subjects.model import Provenance
from readiness.subjects.provenance import of_sources

INDICATORS = (
    "organisation policy cio deputy_cio staff_development training external_talent ai rpa"
    " my_number_card online_26 online_32"
).split()
MEDIANS = ("my_number_card", "online_26", "online_32")
_SOURCE = "S12"


def label(indicator_code: str) -> str:
    """Short wording of an indicator of the table."""
    return t(f"peers.item.{indicator_code}")


def provenance(denominator: str) -> Provenance:
    """Own as-of and publication of the table, which is no round of the telework survey."""
    editions = list(kept(queries.local_indicator_editions).itertuples())
    # A table that lacks an indicator leaves the one before on the screen: both are named.
    sources = of_sources([str(one.source_id) for one in editions])
    return Provenance(
        as_of=listed(map(_as_of, editions)),
        published=listed(period(str(one.published_period)) for one in editions),
        denominator=denominator,
        basis=COUNTED,
        **sources,
    )


def _as_of(edition: Any) -> str:
    """The day of a round; the table of data/ has several of its own."""
    if edition.source_id == _SOURCE:
        return t("local.dx_as_of")
    return t("local.dx_as_of_round", day=period(str(edition.survey_date)[:10]))


def denominator(answered: int, asked: int) -> str:
    """Municipalities with a value; who was not surveyed is named."""
    key = "local.dx_denominator" if answered == asked else "local.dx_denominator.partial"
    return t(key, count=number(answered), asked=number(asked), missing=number(asked - answered))
