"""The shell's door: ``python -m readiness VERB``. Arguments in, text and an exit code out.

Only the module of the verb that is asked for is read: most of the time of a short command is imports.
"""

import argparse
import gc
import os
import sys
from importlib import import_module
from pathlib import Path

from readiness import __version__
from readiness.shell import terminal

# Module in readiness/shell -> its verbs.
_VERBS = {
    "read": ("read",),
    "query": ("query",),
    "export": ("export",),
    "serve": ("serve", "demo"),
    "commands": (
        *("questionnaire", "check", "publish", "withdraw", "history", "practice"),
        "migrate-store",
    ),
    "followup": ("followup",),
    "survey": ("survey",),
    "build": ("build-data",),
}


def _arguments(texts: list[str]) -> argparse.ArgumentParser:
    """The parser of the verb that is asked for, or of all where none is."""
    parser = argparse.ArgumentParser(prog="python -m readiness")
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    wanted = [name for name, own in _VERBS.items() if texts and texts[0] in own]
    if texts[:1] == ["--version"]:
        return parser
    for name in wanted or _VERBS:
        import_module(f"readiness.shell.{name}").add_verbs(verbs)
    return parser


def _faults() -> tuple[type[Exception], ...]:
    """What a reader can mend; imported when something went wrong."""
    from readiness import store
    from readiness.data import queries, warehouse
    from readiness.intake import FileRefused

    return (
        FileRefused,
        terminal.ShellFault,
        queries.QueryFault,
        warehouse.QueryStopped,
        warehouse.DataFault,
        store.StoreFault,
    )


def main(texts: list[str] | None = None) -> int:
    """Run one verb; 0 is success, 1 a finding, 2 unusable arguments or data."""
    given = sys.argv[1:] if texts is None else texts
    terminal.prepare()
    arguments = _arguments(given).parse_args(given)
    try:
        code = int(arguments.run(arguments))
    except BrokenPipeError:
        code = 0  # whoever reads has seen enough
    except OSError as error:
        terminal.complain(terminal.unwritable(error.filename, error))
        code = 2
    except _faults() as fault:
        terminal.complain(getattr(fault, "finding", fault))
        code = 2
    return terminal.finish(code)


if __name__ == "__main__":
    # A short command ends before garbage matters; an export of a thousand sheets still collects.
    gc.set_threshold(200_000, 20, 20)
    os.environ.setdefault("READINESS_READY_MADE", str(Path(__file__).parents[1] / "var/ready"))
    sys.exit(main())
