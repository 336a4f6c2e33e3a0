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

# Module in readiness/shell -> its verbs, each with its line in the list of all.
_VERBS = {
    "read": {"read": "print what the screen of a link says"},
    "query": {"query": "run a named query"},
    "export": {"export": "write an agenda as a hand-out"},
    "serve": {
        "serve": "serve the dashboard on this machine",
        "demo": "serve it with fictional rounds in a store of their own",
    },
    "commands": {
        "questionnaire": "write questionnaires as XLSX and CSV",
        "check": "check answers, publish nothing",
        "publish": "check answers and publish them as a round",
        "withdraw": "take a published round off the screens",
        "history": "every version of every published round",
        "practice": "load fictional rounds to practise with",
        "migrate-store": "bring the tables of the store up to date",
    },
    "followup": {"followup": "the yearly follow-up: GSS, days and shares"},
    "survey": {"survey": "the survey desk: open, send, receive, remind, close"},
    "build": {"build-data": "make data/ from data/sources"},
}


def _arguments(texts: list[str]) -> argparse.ArgumentParser:
    """The parser of the verb that is asked for; where none is, of a list of all."""
    parser = argparse.ArgumentParser(prog="python -m readiness")
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for module, own in _VERBS.items():
        if texts and texts[0] in own:
            import_module(f"readiness.shell.{module}").add_verbs(verbs)
            return parser
    for own in _VERBS.values():
        for name, words in own.items():
            verbs.add_parser(name, help=words)
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
