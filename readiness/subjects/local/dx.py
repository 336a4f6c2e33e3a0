"""The DX indicators of the other table (context, not telework): their order, their words, their source."""

from readiness.data import queries
from readiness.definitions.contracts import COUNTED
from readiness.language.wording import number, period, t
from readiness.subjects.kept import kept
from readiness.subjects.model import Provenance
from readiness.subjects.provenance import of_source

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
    sources = kept(queries.data_sources).set_index("source_id")
    return Provenance(
        as_of=t("local.dx_as_of"),
        published=period(str(sources.loc[_SOURCE, "published_period"])),
        denominator=denominator,
        basis=COUNTED,
        **of_source(_SOURCE),
    )


def denominator(answered: int, asked: int) -> str:
    """Municipalities with a value; who was not surveyed is named."""
    key = "local.dx_denominator" if answered == asked else "local.dx_denominator.partial"
    return t(key, count=number(answered), asked=number(asked), missing=number(asked - answered))
