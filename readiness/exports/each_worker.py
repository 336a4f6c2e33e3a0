"""A process that makes hand-outs of towns beside others: ``python -m readiness.exports.each_worker``.

The first line that it reads says where the data lies and where files go, each further line the codes of some
towns; it answers with a line for each file that is there. Only readiness/exports/each.py starts it.
"""

import contextlib
import json
import os
import sys
from pathlib import Path

from readiness.data import warehouse
from readiness.exports import each
from readiness.language.wording import speaking

_NICENESS = 5  # whoever looks at a screen goes first


def _work() -> None:
    # What a library prints must not stand between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    given = json.loads(sys.stdin.readline())
    limit = warehouse.BYTE_LIMIT // 4  # each town is asked for once
    warehouse.hold(warehouse.Warehouse(Path(given["warehouse"]), given["token"], limit))
    with speaking(given["language"]):
        for line in sys.stdin:
            for name, content in each.contents(json.loads(line), given["form"]):
                (Path(given["directory"]) / name).write_bytes(content)
                print(name, file=answers, flush=True)


if __name__ == "__main__":
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICENESS)
    try:
        _work()
    finally:
        # Without what a process does at its end: the data belongs to whoever started this one.
        os._exit(0)
