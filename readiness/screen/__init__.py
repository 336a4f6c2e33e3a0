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
from readiness.screen.plain import plain
from readiness.screen.prose import (
    agency_provenance,
    provenance,
    round_provenance,
    sentence,
)
from readiness.screen.subjects import (
    control,
    figure,
    headline,
    key_figures,
    link_to,
    origin,
    passage,
    rows,
    subject,
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
    "control",
    "doors",
    "enter",
    "figure",
    "find_government",
    "frame",
    "government_labels",
    "headline",
    "is_narrow",
    "japanese_upload",
    "key_figures",
    "labelled",
    "later",
    "link_to",
    "many",
    "map_alone",
    "map_chart",
    "officer",
    "origin",
    "passage",
    "pick",
    "pick_row",
    "plain",
    "provenance",
    "published",
    "round_provenance",
    "rows",
    "segments",
    "select",
    "sentence",
    "slider",
    "stepper",
    "subject",
    "table",
    "take_up_language",
    "title",
    "words",
]
