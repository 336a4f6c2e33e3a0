"""The verbs of ``python -m readiness``."""
