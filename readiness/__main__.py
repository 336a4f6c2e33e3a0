"""The shell's door: ``python -m readiness VERB``. Arguments in, text and an exit code out."""

import argparse
import sys
from pathlib import Path

import pandas as pd

from readiness import store
from readiness.data import build_data, dictionary, queries, warehouse
from readiness.definitions.spreadsheets import harmless
from readiness.shell import commands, read
from readiness.shell import export as exports_shell

_ROOT = Path(__file__).parents[1]


def _parameter(text: str) -> tuple[str, str]:
    key, separator, value = text.partition("=")
    if not separator:
        raise argparse.ArgumentTypeError(f"「{text}」は 名前=値 の形ではありません。")
    return key, value


def _as_text(rows: pd.DataFrame, form: str) -> str:
    if form == "csv":
        safe = rows.map(harmless).rename(columns=harmless)
        return safe.to_csv(index=False, lineterminator="\n")
    if form == "json":
        return rows.to_json(orient="records", force_ascii=False, date_format="iso") + "\n"
    return rows.to_string(index=False) + "\n"


def _query(arguments: argparse.Namespace) -> int:
    rows = queries.run_from_text(arguments.name, dict(arguments.parameter))
    sys.stdout.write(_as_text(rows, arguments.format))
    return 0


def _build_data(arguments: argparse.Namespace) -> int:
    data = arguments.data
    page = _ROOT / "docs/data_dictionary.md"
    if arguments.check:
        stale = build_data.stale_files(data)
        if page.read_text(encoding="utf-8") != dictionary.as_markdown():
            stale.append(page.name)
        for name in stale:
            print(
                f"{name}：data/sources の内容と違います。「python -m readiness build-data」で作り直してください。"
            )
        return 1 if stale else 0
    written = build_data.write_all(data)
    page.write_text(dictionary.as_markdown(), encoding="utf-8")
    print("書き出したファイル：" + ("、".join(written) or "なし（変更なし）"))
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m readiness")
    verbs = parser.add_subparsers(dest="verb", required=True)
    query = verbs.add_parser("query", help="run a named query")
    query.add_argument("name")
    query.add_argument(
        "-p", "--parameter", action="append", type=_parameter, default=[], metavar="NAME=VALUE"
    )
    query.add_argument("--format", choices=("table", "csv", "json"), default="table")
    query.set_defaults(run=_query)
    build = verbs.add_parser("build-data", help="make data/ from data/sources")
    build.add_argument("--check", action="store_true", help="fail if a committed file is stale")
    build.add_argument("--data", type=Path, default=warehouse.DATA_DIRECTORY)
    build.set_defaults(run=_build_data)
    commands.add_verbs(verbs)
    exports_shell.add_verb(verbs)
    read.add_verb(verbs)
    return parser


def main(texts: list[str] | None = None) -> int:
    """Run one verb; 0 is success, 1 a finding, 2 unusable arguments or data."""
    arguments = _arguments().parse_args(texts)
    try:
        return int(arguments.run(arguments))
    except (
        queries.QueryFault,
        warehouse.QueryStopped,
        warehouse.DataFault,
        store.StoreFault,
    ) as fault:
        print(fault, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
