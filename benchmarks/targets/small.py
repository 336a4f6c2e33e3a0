"""The dashboard with a sixth of what it may keep, so that it is full after a sixth of the links."""

from deploy import dashboard
from readiness.data import warehouse
from readiness.screen import live

_PART = 6
live.KEPT_BYTES //= _PART
_open = warehouse.open_warehouse.__wrapped__  # type: ignore[attr-defined]
_open.__kwdefaults__["byte_limit"] = warehouse.BYTE_LIMIT // _PART

app = dashboard.application()
