"""A chapter of a screen with several: everything it says, of its own date and source."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from readiness.subjects.model import Figure, KeyFigure, Passage, Provenance, Table, View


@dataclass(frozen=True)
class Chapter:
    """``label``: whose figures they are, before their date and source. Names are those of the screen.

    ``is_past``: a baseline; the headline of the screen speaks of today only.
    """

    label: str
    headline: str
    provenance: Provenance
    key_figures: tuple[KeyFigure, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    is_past: bool = False
