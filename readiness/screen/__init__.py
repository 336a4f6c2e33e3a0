"""The screen's vocabulary: page frame, controls bound to the URL, charts, tables, prose."""

from readiness.screen.charts import chart
from readiness.screen.choosing import begin_with, control, subject
from readiness.screen.controls import find_government, japanese_upload, segments, select
from readiness.screen.live import (
    cached,
    cached_up_to,
    later,
    officer,
    published,
    take_up_language,
)
from readiness.screen.notices import only
from readiness.screen.page_frame import card, doors, enter, frame, title
from readiness.screen.plain import plain
from readiness.screen.prose import (
    provenance,
    round_provenance,
    sentence,
)
from readiness.screen.subjects import (
    beside,
    chapter,
    figure,
    figure_card,
    headline,
    key_figures,
    link_to,
    links,
    listing,
    map_alone,
    map_figure,
    open_rows,
    origin,
    passage,
    pick_row,
    rows,
    small_figure,
    to_copy,
)
from readiness.screen.tables import download, grid, labelled, table, worded
from readiness.screen.window import is_narrow

__all__ = [
    "begin_with",
    "beside",
    "cached",
    "cached_up_to",
    "card",
    "chapter",
    "chart",
    "control",
    "doors",
    "download",
    "enter",
    "figure",
    "figure_card",
    "find_government",
    "frame",
    "grid",
    "headline",
    "is_narrow",
    "japanese_upload",
    "key_figures",
    "labelled",
    "later",
    "link_to",
    "links",
    "listing",
    "map_alone",
    "map_figure",
    "officer",
    "only",
    "open_rows",
    "origin",
    "passage",
    "pick_row",
    "plain",
    "provenance",
    "published",
    "round_provenance",
    "rows",
    "segments",
    "select",
    "sentence",
    "small_figure",
    "subject",
    "table",
    "take_up_language",
    "title",
    "to_copy",
    "worded",
]
