"""The screen's vocabulary: page frame, controls bound to the URL, charts, tables, prose."""

from readiness.screen.charts import chart, map_alone, map_chart
from readiness.screen.controls import (
    choice_button,
    chosen,
    find_government,
    government_labels,
    japanese_upload,
    many,
    pick,
    segments,
    select,
    slider,
    stepper,
    words,
)
from readiness.screen.live import (
    cached,
    cached_up_to,
    later,
    officer,
    published,
    take_up_language,
)
from readiness.screen.page_frame import card, doors, enter, frame, title
from readiness.screen.prose import (
    agency_provenance,
    plain,
    provenance,
    round_provenance,
    sentence,
)
from readiness.screen.tables import call_list, labelled, pick_row, table
from readiness.screen.window import is_narrow

__all__ = [
    "agency_provenance",
    "cached",
    "cached_up_to",
    "call_list",
    "card",
    "chart",
    "choice_button",
    "chosen",
    "doors",
    "enter",
    "find_government",
    "frame",
    "government_labels",
    "is_narrow",
    "japanese_upload",
    "labelled",
    "later",
    "many",
    "map_alone",
    "map_chart",
    "officer",
    "pick",
    "pick_row",
    "plain",
    "provenance",
    "published",
    "round_provenance",
    "segments",
    "select",
    "sentence",
    "slider",
    "stepper",
    "table",
    "take_up_language",
    "title",
    "words",
]
