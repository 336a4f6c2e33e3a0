"""The shell's verb ``build-data``: data/ from data/sources, and the page that explains its columns."""

import argparse
from pathlib import Path

from readiness.data import build_data, dictionary, warehouse
from readiness.language.wording import listed, t

_PAGE = Path(__file__).parents[2] / "docs/data_dictionary.md"


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``build-data`` to the verbs of ``python -m readiness``."""
    build = verbs.add_parser("build-data")
    build.add_argument("--check", action="store_true", help="fail if a committed file is stale")
    build.add_argument("--data", type=Path, default=warehouse.DATA_DIRECTORY)
    build.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write what has changed; with --check 1 if anything would."""
    data = arguments.data
    if arguments.check:
        stale = build_data.stale_files(data)
        if _PAGE.read_text(encoding="utf-8") != dictionary.as_markdown():
            stale.append(_PAGE.name)
        for name in stale:
            print(t("command.stale", name=name))
        return 1 if stale else 0
    written = build_data.write_all(data)
    _PAGE.write_text(dictionary.as_markdown(), encoding="utf-8")
    print(t("command.built", names=listed(written) or t("command.built.nothing")))
    return 0
