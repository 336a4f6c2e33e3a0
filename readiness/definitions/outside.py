"""JSON that somebody else wrote, as plain values. Text in, values out."""

import json
from typing import Any


def parsed(text: str) -> Any:
    """The values in a JSON text. ValueError also for what only seems to be text: half a letter, as
    ``\\ud800`` writes it, fits in no file, no page and no database; and for what is nested without end.
    """
    try:
        values = json.loads(text)
        json.dumps(values, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError(text[:20]) from error
    return values
