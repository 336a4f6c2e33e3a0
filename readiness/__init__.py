"""Telework readiness of Japan's agencies and local governments."""

__version__ = (
    "0.2.0"  # shown under the sources and in every hand-out; CHANGELOG.md says what is new
)
