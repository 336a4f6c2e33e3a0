"""One typed function per SQL file. Plain values in, rows out; no figure, no screen.

The comment that opens queries/<name>.sql gives grain, parameters and columns; it is also the
docstring of the function, so that Python, shell and SQL tell the same story.
"""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, get_type_hints

import pandas as pd

from readiness.data import warehouse
from readiness.data.warehouse import ASKED_FOR
from readiness.definitions.contracts import FINAL, PRACTICE, PROVISIONAL, TABLE_BY_NAME
from readiness.language.wording import language, listed, period, said, t, translates

DIRECTORY = Path(__file__).parents[2] / "queries"
P = ParamSpec("P")

_registry: dict[str, Callable[..., pd.DataFrame]] = {}


class QueryFault(ValueError):
    """An unknown query, a wrong parameter or an unknown round; ``str()`` is for the reader."""


@cache
def sql_text(name: str) -> str:
    """Text of queries/<name>.sql, header included."""
    return (DIRECTORY / f"{name}.sql").read_text(encoding="utf-8")


def _header(name: str) -> str:
    lines = sql_text(name).splitlines()
    return "\n".join(line[3:] for line in lines if line.startswith("-- "))


def _check_round(name: str, round_code: str) -> None:
    known = round_codes(name.split("_")[0])
    if round_code not in known:
        raise QueryFault(
            t("query_fault.round", round_code=round_code, name=name, known=listed(known))
        )


def _check_values(name: str, values: dict[str, Any], types: dict[str, type]) -> None:
    for parameter, value in values.items():
        expected = types[parameter]
        if not isinstance(value, expected) or isinstance(value, bool):
            raise _ill_typed(name, parameter, expected, value)


def _ill_typed(name: str, parameter: str, expected: type, value: object) -> QueryFault:
    kind = t("query_fault.integer" if expected is int else "query_fault.text")
    fields = {"name": name, "parameter": parameter, "type": kind, "value": str(value)}
    return QueryFault(t("query_fault.type", **fields))


def _named(function: Callable[P, pd.DataFrame]) -> Callable[P, pd.DataFrame]:
    """Run queries/<function name>.sql with the function's arguments as its named parameters."""
    name = function.__name__
    signature = inspect.signature(function)
    types = {key: kind for key, kind in get_type_hints(function).items() if key != "return"}

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        _check_values(name, bound.arguments, types)
        for key in bound.arguments:
            if key.endswith("round_code"):
                _check_round(name, bound.arguments[key])
        return _said(
            _alone(warehouse.shared().rows(sql_text(name), bound.arguments), bound.arguments)
        )

    run.__doc__ = _header(name)
    _registry[name] = run
    return run


# What may be asked for several at once, parted by commas; the rows then say in ASKED_FOR whose they are.
_SEVERAL = ("code", "agency_name")


def _alone(rows: pd.DataFrame, asked: Mapping[str, Any]) -> pd.DataFrame:
    """Rows that were asked for one are all of that one: no column says so."""
    if ASKED_FOR not in rows.columns or any("," in asked.get(name, "") for name in _SEVERAL):
        return rows
    return rows.drop(columns=ASKED_FOR)


def ahead(query: Callable[P, pd.DataFrame], several: Sequence[str], **others: Any) -> None:
    """Ask for several at once what will be asked for each: planning a statement takes longer than running
    it. Each finds its rows as if it had been asked for alone; ``others`` are the further arguments.
    """
    signature = inspect.signature(query)
    name = next(one for one in _SEVERAL if one in signature.parameters)
    bound = signature.bind_partial(**{name: ""}, **others)
    bound.apply_defaults()
    warehouse.shared().ahead(sql_text(query.__name__), bound.arguments, name, several)


# Columns that are only read, never compared: they leave here in the reader's language.
_LABELS = frozenset(
    "access_method agency_names as_of barrier category choice citation detail indicator item items"
    " label licence note other_barrier period_text plan printed_rule printed_text published"
    " publisher provider reason round_label series_name short_label stage_name successor summary"
    " systems target_name title uncertain_items unit value_text".split()
)


def _said(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their labels in the reader's language; names and codes stay what they are."""
    labels = [name for name in rows.columns if name in _LABELS]
    if not translates() or not labels:
        return rows
    return rows.assign(**{name: rows[name].map(said, na_action="ignore") for name in labels})


def round_codes(subject: str) -> list[str]:
    """Codes of the rounds of ``agency`` or ``local``, oldest first; of both for any other word."""

    def find() -> list[str]:
        rounds = data_rounds()
        is_askable = (rounds["subject"] == subject) | (subject not in ("agency", "local"))
        return [str(code) for code in rounds.loc[is_askable, "round_code"]]

    return list(warehouse.shared().once(f"round codes {subject}", find))


def _newest_round(subject: str, state: str) -> str:
    def find() -> str:
        rounds = data_rounds()
        codes = rounds.loc[
            (rounds["subject"] == subject) & (rounds["state"] == state), "round_code"
        ]
        return str(codes.iloc[-1]) if len(codes) else ""

    return warehouse.shared().once(f"newest {state} {subject}", find)


def latest_round(subject: str) -> str:
    """Code of the newest final round (確報) of ``agency`` or ``local``: what every figure rests on."""
    return _newest_round(subject, FINAL)


def provisional_round(subject: str) -> str | None:
    """Code of the newest provisional round (速報), if it is newer than the final one; else None."""
    code, codes = _newest_round(subject, PROVISIONAL), round_codes(subject)
    if not code or codes.index(code) < codes.index(latest_round(subject)):
        return None
    return code


def survey(round_code: str) -> pd.Series:
    """The row of ``data_rounds`` of one round, in the reader's language."""

    def find() -> dict[str, pd.Series]:
        rows = data_rounds().set_index("round_code")
        return {str(code): rows.loc[code] for code in rows.index}

    return warehouse.shared().once(f"surveys {language()}", find)[round_code].copy()


def survey_date(round_code: str) -> str:
    """When a round asked its questions, in words."""
    return period(survey(round_code)["survey_period"])


def practice_rounds() -> list[str]:
    """Labels of the rounds whose answers are fictional, in the reader's language; mostly none."""

    def find() -> list[str]:
        rounds = data_rounds()
        return [str(label) for label in rounds.loc[rounds["basis"] == PRACTICE, "label"]]

    return list(warehouse.shared().once(f"practice rounds {language()}", find))


def names() -> list[str]:
    """Names of all queries, as on the shell."""
    return sorted(_registry)


def data_table(name: str) -> pd.DataFrame:
    """All rows of one data file, typed as contracts.py promises; ``name`` is a table's name."""
    if name not in TABLE_BY_NAME:
        raise QueryFault(t("query_fault.table", name=name, known=listed(TABLE_BY_NAME)))
    return warehouse.shared().rows("from query_table($name)", {"name": name})


def run_from_text(name: str, texts: dict[str, str]) -> pd.DataFrame:
    """Run a query by name with parameters given as text, as the shell does.

    Raises QueryFault for an unknown name, a missing, extra or ill-typed parameter, an unknown round.
    """
    if name not in _registry:
        raise QueryFault(t("query_fault.query", name=name, known=listed(names())))
    function = _registry[name]
    parameters = inspect.signature(function).parameters
    types = get_type_hints(function)
    extra = sorted(set(texts) - set(parameters))
    missing = [key for key, p in parameters.items() if p.default is p.empty and key not in texts]
    if extra or missing:
        accepted = listed(parameters) or t("query_fault.no_arguments")
        kind, wrong = ("query_fault.extra", extra) if extra else ("query_fault.missing", missing)
        fault = t(kind, names=listed(wrong))
        raise QueryFault(t("query_fault.arguments", name=name, fault=fault, accepted=accepted))
    values: dict[str, Any] = {}
    for key, text in texts.items():
        if types[key] is int:
            if not re.fullmatch(r"-?[0-9]{1,9}", text):
                raise _ill_typed(name, key, int, text)
            values[key] = int(text)
        else:
            values[key] = text
    return function(**values)


@_named
def agency_access_methods(round_code: str) -> pd.DataFrame: ...


@_named
def agency_advisers(round_code: str, agency_name: str) -> pd.DataFrame: ...


@_named
def agency_answers(round_code: str) -> pd.DataFrame: ...


@_named
def agency_barrier_counts(round_code: str) -> pd.DataFrame: ...


@_named
def agency_barrier_pairs(round_code: str) -> pd.DataFrame: ...


@_named
def agency_barriers_by_stage(round_code: str) -> pd.DataFrame: ...


@_named
def agency_changes(earlier_round_code: str, round_code: str) -> pd.DataFrame: ...


@_named
def agency_coverage_by_quarter(round_code: str, slip_quarters: int = 0) -> pd.DataFrame: ...


@_named
def agency_critical(round_code: str, slip_quarters: int = 0) -> pd.DataFrame: ...


@_named
def agency_days_per_person() -> pd.DataFrame: ...


@_named
def agency_gap(round_code: str, agency_name: str) -> pd.DataFrame: ...


@_named
def agency_gss() -> pd.DataFrame: ...


@_named
def agency_gss_by_quarter() -> pd.DataFrame: ...


@_named
def agency_gss_changes(earlier: str = "2024", later: str = "2025") -> pd.DataFrame: ...


@_named
def agency_gss_details() -> pd.DataFrame: ...


@_named
def agency_history(agency_name: str) -> pd.DataFrame: ...


@_named
def agency_history_all() -> pd.DataFrame: ...


@_named
def agency_item_counts(round_code: str) -> pd.DataFrame: ...


@_named
def agency_network_spending(agency_name: str) -> pd.DataFrame: ...


@_named
def agency_numbers(round_code: str, agency_name: str) -> pd.DataFrame: ...


@_named
def agency_outcome(agency_name: str) -> pd.DataFrame: ...


@_named
def agency_patterns(round_code: str) -> pd.DataFrame: ...


@_named
def agency_plan(round_code: str, agency_name: str) -> pd.DataFrame: ...


@_named
def agency_plan_by_quarter(round_code: str) -> pd.DataFrame: ...


@_named
def agency_plan_marks(round_code: str) -> pd.DataFrame: ...


@_named
def agency_plan_outcomes(round_code: str) -> pd.DataFrame: ...


@_named
def agency_plans_since(round_code: str) -> pd.DataFrame: ...


@_named
def agency_profile(round_code: str) -> pd.DataFrame: ...


@_named
def agency_stage(round_code: str) -> pd.DataFrame: ...


@_named
def data_provenance() -> pd.DataFrame: ...


@_named
def data_reconciliation() -> pd.DataFrame: ...


@_named
def data_rounds() -> pd.DataFrame: ...


@_named
def data_sources() -> pd.DataFrame: ...


@_named
def local_access_methods(round_code: str) -> pd.DataFrame: ...


@_named
def local_adoption_by_class_and_staff(round_code: str) -> pd.DataFrame: ...


@_named
def local_adoption_by_prefecture(round_code: str) -> pd.DataFrame: ...


@_named
def local_adoption_by_round() -> pd.DataFrame: ...


@_named
def local_adoption_by_type(round_code: str, prefecture_code: str) -> pd.DataFrame: ...


@_named
def local_adoption_standardised(round_code: str) -> pd.DataFrame: ...


@_named
def local_answer_names(
    round_code: str,
    choice_code: str,
    other_code: str = "",
    group_kind: str = "",
    group_code: str = "",
) -> pd.DataFrame: ...


@_named
def local_answer_pairs(
    round_code: str, question_code: str, other_question: str
) -> pd.DataFrame: ...


@_named
def local_answered_rounds() -> pd.DataFrame: ...


@_named
def local_answers_by_group(
    round_code: str, group_kind: str, question_code: str
) -> pd.DataFrame: ...


@_named
def local_asked_choices(round_code: str) -> pd.DataFrame: ...


@_named
def local_choice_labels() -> pd.DataFrame: ...


@_named
def local_governments(round_code: str) -> pd.DataFrame: ...


@_named
def local_indicator_by_prefecture(indicator_code: str) -> pd.DataFrame: ...


@_named
def local_indicator_editions() -> pd.DataFrame: ...


@_named
def local_indicator_names(
    indicator_code: str, group_kind: str, group_code: str
) -> pd.DataFrame: ...


@_named
def local_indicators(codes: str) -> pd.DataFrame: ...


@_named
def local_methods_by_prefecture(round_code: str) -> pd.DataFrame: ...


@_named
def local_municipalities_of_prefecture(round_code: str, prefecture_code: str) -> pd.DataFrame: ...


@_named
def local_planned_quarters(round_code: str) -> pd.DataFrame: ...


@_named
def local_plans(round_code: str) -> pd.DataFrame: ...


@_named
def local_plans_by_prefecture(
    round_code: str, until_fiscal_year: int, until_quarter: int
) -> pd.DataFrame: ...


@_named
def local_published_questions() -> pd.DataFrame: ...


@_named
def local_question_distribution(question_code: str) -> pd.DataFrame: ...


@_named
def local_reasons(round_code: str) -> pd.DataFrame: ...


@_named
def local_reasons_by_class(round_code: str) -> pd.DataFrame: ...


@_named
def local_reasons_by_prefecture(round_code: str) -> pd.DataFrame: ...


@_named
def local_response_by_prefecture(round_code: str) -> pd.DataFrame: ...


@_named
def local_shares(round_code: str, question_code: str) -> pd.DataFrame: ...


@_named
def local_transitions(earlier_round: str, round_code: str) -> pd.DataFrame: ...


@_named
def peer_adopters(code: str) -> pd.DataFrame: ...


@_named
def peer_answers(
    code: str, peer_rule: str, k: int = 15, codes: str = "", removed: str = ""
) -> pd.DataFrame: ...


@_named
def peer_indicators(
    code: str, peer_rule: str, k: int = 15, codes: str = "", removed: str = ""
) -> pd.DataFrame: ...


@_named
def peer_members(
    code: str, peer_rule: str, k: int = 15, codes: str = "", removed: str = ""
) -> pd.DataFrame: ...


@_named
def peer_nearest(code: str, k: int) -> pd.DataFrame: ...


@_named
def peer_numbers(
    code: str, peer_rule: str, k: int = 15, codes: str = "", removed: str = ""
) -> pd.DataFrame: ...


@_named
def peer_plans(
    code: str, peer_rule: str, k: int = 15, codes: str = "", removed: str = ""
) -> pd.DataFrame: ...


@_named
def peer_solved(
    code: str, peer_rule: str, k: int = 15, codes: str = "", removed: str = ""
) -> pd.DataFrame: ...


@_named
def peer_summary(
    code: str, peer_rule: str, k: int = 15, codes: str = "", removed: str = ""
) -> pd.DataFrame: ...


@_named
def policy_context(topic: str) -> pd.DataFrame: ...


@_named
def policy_counter_measures(subject: str, barrier_code: str) -> pd.DataFrame: ...


@_named
def policy_information_classes() -> pd.DataFrame: ...


@_named
def policy_method(device: str, place: str, lan: str) -> pd.DataFrame: ...


@_named
def policy_method_measures(device: str, place: str, lan: str) -> pd.DataFrame: ...


@_named
def policy_milestones() -> pd.DataFrame: ...


@_named
def policy_programmes() -> pd.DataFrame: ...


@_named
def policy_series() -> pd.DataFrame: ...


@_named
def policy_target_actuals() -> pd.DataFrame: ...


@_named
def policy_targets() -> pd.DataFrame: ...
