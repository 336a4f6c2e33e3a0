"""Log lines as JSON, one for each event, with the number of the request and without secrets.

READINESS_LOG=json asks for them (the systemd unit does). The proxy writes the same number into its own
lines. A traceback is one field of its line.
"""

import json
import logging
import os
import re
import sys
import threading
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from readiness.data.observed import request

_SECRET_NAME = re.compile(r"secret|password|token|_key$", re.IGNORECASE)
_SHORTEST_SECRET = 4
_SECRETS_FILES = (
    Path(__file__).parents[1] / ".streamlit/secrets.toml",
    Path.home() / ".streamlit/secrets.toml",
)
_log = logging.getLogger("readiness")


def _named(values: Mapping[str, Any]) -> set[str]:
    """What stands under the name of a secret, at any depth."""
    found: set[str] = set()
    for name, value in values.items():
        if isinstance(value, Mapping):
            found |= _named(value)
        elif _SECRET_NAME.search(name):
            found.add(str(value))
    return found


def secrets(environment: Mapping[str, str]) -> list[str]:
    """Values that no log may tell: of the environment, of Streamlit's secrets, in the store's address."""
    found = _named(environment)
    for path in _SECRETS_FILES:
        if path.is_file():
            found |= _named(tomllib.loads(path.read_text("utf-8")))
    try:
        password = urlsplit(environment.get("READINESS_STORE_URL", "")).password or ""
    except ValueError:
        password = ""
    found |= {password, unquote(password)}
    # The longest first: one may be a part of another.
    return sorted((one for one in found if len(one) >= _SHORTEST_SECRET), key=len, reverse=True)


class Line(logging.Formatter):
    """One JSON object for each record."""

    def __init__(self, hidden: list[str]) -> None:
        super().__init__()
        self._hidden = hidden

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, message, number of the request, and the traceback if there is one."""
        said: dict[str, str] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._masked(record.getMessage()),
            "id": request.get(),
        }
        if record.exc_info:
            said["trace"] = self._masked(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)

    def _masked(self, text: str) -> str:
        for one in self._hidden:
            text = text.replace(one, "***")
        return text


class _Logger(logging.Logger):
    """A logger whose handlers, whoever adds them, write such lines."""

    line: Line

    def addHandler(self, hdlr: logging.Handler) -> None:  # noqa: N802
        hdlr.setFormatter(self.line)
        super().addHandler(hdlr)


def set_up(environment: Mapping[str, str] = os.environ) -> bool:
    """Have everything that is logged from now on be such lines, if READINESS_LOG asks for it."""
    if environment.get("READINESS_LOG") != "json":
        return False
    line = Line(secrets(environment))
    _Logger.line = line
    logging.setLoggerClass(_Logger)
    known = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    for handler in (h for logger in (logging.root, *known) for h in logger.handlers):
        handler.setFormatter(line)
    if logging.lastResort:
        logging.lastResort.setFormatter(line)
    logging.captureWarnings(capture=True)
    sys.excepthook = lambda kind, error, trace: _log.critical(
        "ended", exc_info=(kind, error, trace)
    )
    threading.excepthook = lambda given: _log.error(
        "thread ended", exc_info=given.exc_value or given.exc_type()
    )
    return True
