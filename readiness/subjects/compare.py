"""Chosen agencies or governments in columns, item by item."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.drawing.figures import side_by_side
from readiness.language import wording
from readiness.language.wording import fiscal_year, t
from readiness.subjects.agencies.answers import state_of
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.kept import kept
from readiness.subjects.local import governments as local
from readiness.subjects.model import Cell, Grid, Provenance, View
from readiness.subjects.provenance import if_estimated, joined, of_round, of_this_round, said

MOST = 4
SIGNS = tuple("○△×－？")
GROUNDS = {"yes": "has", "obstacle": "obstacle", "planned": "planned"}


def are_agencies(parameters: Mapping[str, str]) -> bool:
    """Whether ``parameters`` are two to four agencies: ``agencies=03,12``."""
    return _are_codes(parameters, "agencies", Survey.newest().names, 2)


def are_governments(parameters: Mapping[str, str]) -> bool:
    """Whether ``parameters`` are one to four governments: ``codes=131016,342084``."""
    return _are_codes(parameters, "codes", local.labels(), 1)


def _are_codes(parameters: Mapping[str, str], name: str, known: dict[str, str], least: int) -> bool:
    codes = parameters.get(name, "").split(",")
    is_plain = set(parameters) == {name} and len(set(codes)) == len(codes)
    return is_plain and least <= len(codes) <= MOST and all(code in known for code in codes)


def agencies(agencies: str) -> View:
    """Two to four agencies, codes with commas: items, plan and what was published later."""
    round_code = kept(queries.latest_round, "agency")
    names = [Survey.newest().names[code] for code in agencies.split(",")]
    gaps = {name: kept(queries.agency_gap, round_code, name) for name in names}
    first = gaps[names[0]]
    states = {
        name: [
            state_of(row.kind, row.choice_code, row.answer, row.certainty)
            for row in gap.itertuples()
        ]
        for name, gap in gaps.items()
    }
    labels, cells, different = [], [], 0
    for place, item in enumerate(first["item"]):
        own = [states[name][place] for name in names]
        # A mark nobody can read is no difference.
        is_different = len(set(own) - {"unreadable"}) > 1
        different += is_different
        key = "different" if is_different else "same"
        labels.append(t(f"view.agency_compare.{key}", item=item))
        cells.append(
            tuple(
                Cell(
                    t(f"agency_compare.state.{state}"),
                    GROUNDS.get(state, ""),
                    state == "unreadable",
                )
                for state in own
            )
        )
    more = [t(f"agency_compare.row.{name}") for name in ("plan", "days", "share")]
    labels += [t("view.agency_compare.same", item=name) for name in more]
    rows = [*first["item"], *more]
    facts = [_facts(round_code, name) for name in names]
    cells += [tuple(Cell(fact) for fact in line) for line in zip(*facts, strict=True)]
    asked = len(kept(queries.agency_stage, round_code))
    blocks = (*first.groupby("kind", sort=False).size(), 3)
    return View(
        code="agency_compare",
        condition=joined(*names),
        title=t("view.agency_compare"),
        headline=t(
            "view.agency_compare.headline",
            names=joined(*names),
            of=len(first),
            different=different,
        ),
        key_figure=f"{different} / {len(first)}",
        key_label=t("view.agency_compare.key"),
        chart=_grid(labels, names, cells, blocks),
        rows=_tidy(rows, names, cells, "agency_name"),
        alt=_in_words(rows, names, cells),
        caution=t("view.agency_compare.caution"),
        notes=said(t("agency_compare.note"), of_this_round(round_code, "lost_pairs")),
        provenance=Provenance(
            denominator=t("view.agency_compare.denominator", count=len(names), total=asked),
            **of_round(round_code),
        ),
    )


def _facts(round_code: str, name: str) -> tuple[str, str, str]:
    """Plan, days and share of one agency in words."""
    outcome = kept(queries.agency_outcome, name)
    days = outcome[(outcome["measure"] == "days_per_person") & (outcome["scope"] == "本省")]
    share = outcome[outcome["measure"] == "teleworker_pct"]

    def published(key: str, found: pd.DataFrame) -> str:
        if found.empty:
            return t("agency_compare.no_data")
        return t(key, value=found["value"].iloc[0])

    return (
        _plan(kept(queries.agency_plan, round_code, name)),
        published("view.agency_compare.days", days),
        published("view.agency_compare.share", share),
    )


def _plan(marks: pd.DataFrame) -> str:
    """The first quarter marked, short enough for a column of four."""
    if marks.empty:
        return t("agency_compare.state.none")
    readable = marks[marks["planned_quarter"].notna()]
    if readable.empty:
        return t("agency_compare.state.unreadable")
    first = readable.sort_values(["planned_fiscal_year", "planned_quarter"]).iloc[0]
    return t(
        f"view.agency_compare.plan.{'own' if first['is_planned'] else 'other'}",
        year=fiscal_year(int(first["planned_fiscal_year"])),
        quarter="①②③④"[int(first["planned_quarter"]) - 1]
        + ("?" if first["certainty"] == "uncertain" else ""),
        more=t("view.agency_compare.plan.more", count=len(marks) - 1) if len(marks) > 1 else "",
    )


def governments(codes: str) -> View:
    """One to four governments, codes with commas: their facts and the items beside telework."""
    round_code = kept(queries.latest_round, "local")
    every = kept(queries.local_governments, round_code).set_index("code", drop=False)
    chosen = every.loc[codes.split(",")]
    table = side_by_side.table(chosen, kept(queries.local_indicators, codes))
    # The prefecture stands above each name.
    table = table[table["item"] != t("side_by_side.fact.prefecture_name")]
    rows, full_names = list(table["item"]), list(table.columns[1:])
    cells = [
        tuple(Cell(str(value), _ground(value)) for value in line)
        for line in table[full_names].itertuples(index=False)
    ]
    adopted = int((chosen["status"] == "adopted").sum())
    is_prefecture = chosen["entity_class"] == "都道府県"
    above = chosen["prefecture_name"].mask(is_prefecture, "")
    return View(
        code="side_by_side",
        condition=joined(*full_names),
        title=t("view.side_by_side"),
        headline=t(
            "view.side_by_side.headline",
            names=joined(*chosen["name"]),
            count=len(chosen),
            adopted=adopted,
        ),
        key_figure=f"{adopted} / {len(chosen)}",
        key_label=t("view.side_by_side.key"),
        chart=_grid(
            rows,
            list(chosen["name"]),
            cells,
            (1, len(side_by_side.FACTS) - 2, len(rows) - len(side_by_side.FACTS) + 1),
            tuple((name, 1) for name in above),
        ),
        rows=_tidy(rows, full_names, cells, "government"),
        alt=_in_words(rows, full_names, cells),
        caution=if_estimated(round_code, "view.local.caution"),
        notes=said(
            if_estimated(round_code, "view.local_trend.note"),
            t("side_by_side.note"),
        ),
        provenance=Provenance(denominator=t("side_by_side.denominator"), **of_round(round_code)),
    )


def _ground(value: Any) -> str:
    return {t("mark.yes"): "has", t("mark.planned"): "planned"}.get(str(value)[:1], "")


def _grid(
    rows: list[str],
    columns: list[str],
    cells: list[tuple[Cell, ...]],
    blocks: tuple[int, ...],
    above: tuple[tuple[str, int], ...] = (),
) -> Grid:
    return Grid(
        rows=tuple(rows),
        columns=tuple(columns),
        cells=tuple(cells),
        totals=(),
        total_label="",
        blocks=tuple(int(count) for count in blocks),
        legend="",
        column_groups=above,
        has_upright_columns=False,
    )


def _tidy(
    rows: list[str], names: list[str], cells: list[tuple[Cell, ...]], name_column: str
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (name, row, _word(cell.mark))
            for row, line in zip(rows, cells, strict=True)
            for name, cell in zip(names, line, strict=True)
        ],
        columns=[name_column, "item", "answer"],
    )


def _word(text: str) -> str:
    """The word behind a sign: a cell of a workbook that begins with － would read as a formula."""
    sign, _, word = text.partition(" ")
    if sign in SIGNS:
        return word or t("export.no_data")
    return text


def _in_words(rows: list[str], names: list[str], cells: list[tuple[Cell, ...]]) -> str:
    return joined(
        *(
            " ".join(map(wording.said, (row, name, cell.mark)))
            for row, line in zip(rows, cells, strict=True)
            for name, cell in zip(names, line, strict=True)
        )
    )
