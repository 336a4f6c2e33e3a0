"""What a verb of the shell imports: most of the time of a short command. Limits are in benchmarks/limits.yaml."""

import json
import subprocess
import sys

import pytest

from benchmarks import sizes
from tests.support import ROOT

_VERBS = sizes.limits()["verbs"]
_RUN = """
import contextlib, io, json, sys, sysconfig
from readiness.__main__ import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main(sys.argv[1:])
installed = sysconfig.get_paths()["purelib"]
found = {n: getattr(m, "__file__", None) or "" for n, m in list(sys.modules.items())}
names = {n.partition(".")[0] for n, file in found.items() if file.startswith(installed)}
print(json.dumps([len(found), sorted(n for n in names if n[0] != "_")]))
"""


def _imported(verb: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *verb.split()], cwd=ROOT, capture_output=True, check=True
    )
    count, packages = json.loads(done.stdout)
    return count, packages


@pytest.mark.parametrize(
    "verb",
    [
        # Of those that load most of the packages one stands for all in make quick.
        pytest.param(verb, marks=pytest.mark.slow if limit["modules"] > 760 else ())
        for verb, limit in _VERBS.items()
    ],
)
def test_a_verb_imports_what_it_uses(verb: str) -> None:
    count, packages = _imported(verb)
    limit = _VERBS[verb]
    assert set(packages) <= set(limit["packages"])
    assert count <= limit["modules"]
    assert count > limit["modules"] * 0.8, "the limit is to follow what was saved"
