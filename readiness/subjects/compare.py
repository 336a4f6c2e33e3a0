"""Chosen agencies or governments in columns, item by item."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.drawing.figures import side_by_side
from readiness.language import wording
from readiness.language.wording import t
from readiness.subjects.kept import kept
from readiness.subjects.local import governments as local
from readiness.subjects.model import Cell, Grid, Provenance, View
from readiness.subjects.provenance import if_estimated, joined, of_round, said

MOST = 4
SIGNS = tuple("○△×－？")
GROUNDS = {"yes": "has", "obstacle": "obstacle", "planned": "planned"}


def are_governments(parameters: Mapping[str, str]) -> bool:
    """Whether ``parameters`` are one to four governments: ``codes=131016,342084``."""
    return _are_codes(parameters, "codes", local.labels(), 1)


def _are_codes(parameters: Mapping[str, str], name: str, known: dict[str, str], least: int) -> bool:
    codes = parameters.get(name, "").split(",")
    is_plain = set(parameters) == {name} and len(set(codes)) == len(codes)
    return is_plain and least <= len(codes) <= MOST and all(code in known for code in codes)


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
