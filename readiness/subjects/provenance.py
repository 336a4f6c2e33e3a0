"""Where a view's figures come from, in the words every medium prints."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import ESTIMATED, PRACTICE
from readiness.language.wording import catalogue, language, listed, period, t
from readiness.subjects.kept import kept
from readiness.subjects.model import Provenance


def of_round(round_code: str) -> dict[str, Any]:
    """as_of, published, basis, publisher, source and is_practice of one round, for ``View(**...)``."""
    return dict(kept(_of_round, round_code))


def _of_round(round_code: str) -> dict[str, Any]:
    rounds = kept(queries.data_rounds).set_index("round_code")
    row = rounds.loc[round_code]
    is_estimated = row["basis"] == ESTIMATED
    as_of = period(row["survey_period"])
    return {
        "as_of": t("view.estimated_as_of", as_of=as_of) if is_estimated else as_of,
        "published": period(row["published_period"]) if pd.notna(row["published_period"]) else "",
        "basis": row["basis"],
        "is_practice": row["basis"] == PRACTICE,
        **of_source(row["source_id"]),
    }


def origin(round_code: str, denominator: str, **changes: Any) -> Provenance:
    """The provenance of figures made from one round, with ``changes`` in place of the round's own."""
    return Provenance(**(of_round(round_code) | {"denominator": denominator} | changes))


def of_source(source_id: str) -> dict[str, Any]:
    """publisher and source of one source, as readers see them."""
    row = kept(queries.data_sources).set_index("source_id").loc[source_id]
    return {"publisher": row["publisher"], "source": row["citation"]}


def of_sources(source_ids: list[str]) -> dict[str, Any]:
    """publisher and source of figures that rest on several sources; each publisher and line once."""
    origins = [of_source(one) for one in source_ids]
    publishers = list(dict.fromkeys(one["publisher"] for one in origins))
    first = publishers[0]
    if len(publishers) > 1:
        first = t("view.publisher_and_others", first=first, count=len(publishers) - 1)
    return {
        "publisher": first,
        "source": listed(dict.fromkeys(one["source"] for one in origins)),
    }


# Of municipality_status.parquet beside the status: accounts, census, area, offices and staff.
_ATTRIBUTES = ("R02", "R03", "R05", "R06", "R07")


def of_attributes() -> str:
    """The sources of what governments are compared by."""
    return str(of_sources(list(_ATTRIBUTES))["source"])


def by_publisher(source_ids: Iterable[str]) -> dict[str, Any]:
    """publisher and source of many sources in one line: ``総務省（D01、S01）、自由民主党政務調査会（D03）``."""
    codes: dict[str, list[str]] = {}
    for one in dict.fromkeys(source_ids):
        codes.setdefault(of_source(one)["publisher"], []).append(one)
    names = [t("origin.with_source", origin=name, source=listed(of)) for name, of in codes.items()]
    first, *others = codes
    if others:
        first = t("view.publisher_and_others", first=first, count=len(others))
    return {"publisher": first, "source": listed(names)}


def joined(*names: str) -> str:
    """Names in a row, as a Japanese list."""
    return listed(names)


def of_this_round(round_code: str, name: str) -> str:
    """A note that only this round's survey calls for; empty where the catalogue has none."""
    return catalogue(language()).get(f"view.note.{name}.{round_code}", "")


def said(*notes: str) -> tuple[str, ...]:
    """The notes that say something."""
    return tuple(note for note in notes if note)


def is_estimated(round_code: str) -> bool:
    """Whether the round's as-of date is an estimate."""
    rounds = kept(queries.data_rounds).set_index("round_code")
    return bool(rounds.loc[round_code, "basis"] == ESTIMATED)


def if_estimated(round_code: str, key: str) -> str:
    """A wording for rounds whose date is an estimate; empty for any other."""
    return t(key) if is_estimated(round_code) else ""


def together(parts: Mapping[str, Provenance]) -> Provenance:
    """One line for parts of several dates and sources, each named by its label."""
    every = list(parts.values())
    if len(every) == 1:
        return every[0]

    def each(name: str) -> str:
        values = {label: getattr(one, name) for label, one in parts.items() if getattr(one, name)}
        return listed(
            t("provenance.of_part", label=label, value=text) for label, text in values.items()
        )

    return Provenance(
        as_of=each("as_of"),
        published=each("published"),
        denominator=listed(dict.fromkeys(one.denominator for one in every)),
        basis=listed(dict.fromkeys(one.basis for one in every)),
        publisher=listed(dict.fromkeys(one.publisher for one in every)),
        source=listed(dict.fromkeys(one.source for one in every)),
        is_practice=any(one.is_practice for one in every),
    )
