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
    edition = kept(queries.local_indicator_editions).iloc[0]
    # The table of data/ has several days of survey of its own.
    is_of_round = edition["source_id"] != _SOURCE
    day = str(edition["survey_date"])[:10]
    return Provenance(
        as_of=t("local.dx_as_of_round", day=period(day)) if is_of_round else t("local.dx_as_of"),
        published=period(str(edition["published_period"])),
        denominator=denominator,
        basis=COUNTED,
        **of_source(str(edition["source_id"])),
    )


def denominator(answered: int, asked: int) -> str:
    """Municipalities with a value; who was not surveyed is named."""
    key = "local.dx_denominator" if answered == asked else "local.dx_denominator.partial"
    return t(key, count=number(answered), asked=number(asked), missing=number(asked - answered))
