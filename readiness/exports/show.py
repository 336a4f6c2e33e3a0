"""A whole show for the browser: slides in both layouts with their words, and the code that runs it."""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from readiness.agenda.agenda import Agenda, to_link
from readiness.agenda.highlight import names
from readiness.drawing.slides.canvas import style_sheet
from readiness.drawing.slides.slide import SQUARE, WIDE, Place, slide
from readiness.language.wording import headed, t
from readiness.subjects.model import View

_HERE = Path(__file__).parent


@cache
def script() -> str:
    """The code of the component."""
    parts = ("follow.js", "show.js")
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in parts)


@cache
def style() -> str:
    """Style of the show in both rooms; paper takes the lit one."""
    rooms = "".join(
        style_sheet(room, prefix=f"#meeting-show.{room} ") for room in ("light", "dark")
    )
    on_paper = style_sheet("light", prefix="#meeting-show.dark ")
    own = (_HERE / "show.css").read_text(encoding="utf-8")
    return f"{own}{rooms}@media print{{{on_paper}#meeting-show{{background:none!important}}}}"


def words(view: View, notes: str) -> list[tuple[str, str]]:
    """What the presenter reads beside a slide, and what the presentation keeps as its notes."""
    parts = [
        (t("show.notes"), notes),
        (t("show.caution"), "\n".join(part for part in (view.caution, *view.notes) if part)),
        (
            t("show.source"),
            t(
                "show.source_line",
                as_of=view.provenance.as_of,
                denominator=view.provenance.denominator,
                basis=view.provenance.basis,
                source=view.provenance.source,
            ),
        ),
    ]
    return [(heading, text) for heading, text in parts if text]


def show(
    agenda: Agenda,
    *,
    room: str,
    is_presenter: bool,
    back: str,
    report: Callable[[int], object] = lambda _: None,
) -> dict[str, Any]:
    """Everything the component needs, as JSON values; ``report(slides done)`` after each slide."""
    views = agenda.views()
    marked = names(agenda.highlight)
    slides = []
    for number, (item, view) in enumerate(zip(agenda.items, views, strict=True), start=1):
        place = Place(number, len(views), agenda.document_number)
        slides.append(
            {
                "headline": view.headline,
                "words": words(view, item.notes),
                "key": headed(view.key_label, view.key_figure) if view.key_figure else "",
                "live": item.link,
                "wide": slide(view, place, WIDE, marked).svg(view.alt),
                "square": slide(view, place, SQUARE, marked).svg(view.alt),
            }
        )
        report(number)
    content = json.dumps(slides, ensure_ascii=False).encode()
    return {
        "slides": slides,
        "style": style(),
        "room": room,
        "is_presenter": is_presenter,
        "back": back,
        "channel": hashlib.sha256(to_link(agenda).encode()).hexdigest()[:16],
        "signature": hashlib.sha256(content + room.encode()).hexdigest() + str(is_presenter),
        "words": {
            # The browser puts the number in.
            name: t(f"show.{name}", number="{number}")
            for name in (
                *(
                    "keys",
                    "presenter_keys",
                    "follower_keys",
                    "elapsed",
                    "black",
                    "live",
                    "catch_up",
                ),
                *("waiting", "free", "lost", "unheard", "refused", "other_agenda", "bad_room"),
            )
        },
    }
