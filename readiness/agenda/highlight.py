"""The one agency or government a meeting looks at, by code: what to mark in every view."""

from readiness.data import queries
from readiness.language import lettering
from readiness.language.wording import said
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.kept import kept
from readiness.subjects.local import governments
from readiness.subjects.local.country import prefecture_names


def names(highlight: str) -> frozenset[str]:
    """Names and codes to mark for ``agency:12``, ``prefecture:13`` or ``government:131016``.

    Empty for anything else, so that an old link still opens.
    """
    kind, _, code = highlight.partition(":")
    if kind == "agency":
        name = Survey.newest().names.get(code)
        return frozenset({name, said(name), lettering.short(name)}) if name else frozenset()
    if kind == "prefecture":
        name = prefecture_names(governments.newest()).get(code) if code else None
        return frozenset({name, said(name), code}) if name else frozenset()
    if kind == "government":
        rows = kept(queries.local_governments, kept(queries.latest_round, "local"))
        own = rows[rows["code"] == code]
        if not own.empty:
            row = own.iloc[0]
            place = row["prefecture_name"]
            return frozenset({row["name"], place, said(place), row["prefecture_code"], code})
    return frozenset()


def label(highlight: str) -> str:
    """The name to read for a highlight; empty without one."""
    kind, _, code = highlight.partition(":")
    shown = names(highlight) - {code}
    if kind == "government" and shown:
        rows = kept(queries.local_governments, kept(queries.latest_round, "local"))
        return str(rows.loc[rows["code"] == code, "name"].iloc[0])
    return next(iter(shown), "")
