"""Where a program of the dashboard keeps what outlives it: systemd's state directory, else var/ beside it."""

import os
from pathlib import Path


def directory() -> Path:
    """Made by who writes to it."""
    return Path(os.environ.get("STATE_DIRECTORY") or Path(__file__).parents[1] / "var")
