"""The shell's verb ``query``: the rows of a named query. Arguments in, text out."""

import argparse
import sys

import pandas as pd

from readiness.data import queries
from readiness.definitions.spreadsheets import harmless
from readiness.language.wording import t


def _parameter(text: str) -> tuple[str, str]:
    key, separator, value = text.partition("=")
    if not separator:
        raise argparse.ArgumentTypeError(t("command.bad_parameter", text=text))
    return key, value


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``query`` to the verbs of ``python -m readiness``."""
    query = verbs.add_parser("query")
    query.add_argument("name")
    query.add_argument(
        "-p", "--parameter", action="append", type=_parameter, default=[], metavar="NAME=VALUE"
    )
    query.add_argument("--format", choices=("table", "csv", "json"), default="table")
    query.set_defaults(run=run)


def _as_text(rows: pd.DataFrame, form: str) -> str:
    if form == "csv":
        safe = rows.map(harmless).rename(columns=harmless)
        return str(safe.to_csv(index=False, lineterminator="\n"))
    if form == "json":
        return f"{rows.to_json(orient='records', force_ascii=False, date_format='iso')}\n"
    return f"{rows.to_string(index=False)}\n"


def run(arguments: argparse.Namespace) -> int:
    """Print the rows; 0 is success."""
    rows = queries.run_from_text(arguments.name, dict(arguments.parameter))
    sys.stdout.write(_as_text(rows, arguments.format))
    return 0
