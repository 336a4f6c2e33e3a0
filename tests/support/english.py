"""What a page of the dashboard says, string by string, and which of it English readers cannot read."""

import io
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from readiness.data import queries
from readiness.definitions.names import other_spellings
from readiness.language.wording import speaking
from tests.support import ROOT

JAPANESE = re.compile(
    r"[\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\u3001-\u3003\u3008-\u3011\u3000\uff01-\uff0c\uff0e-\uff1e\uff20-\uff9f]"
)
# Choices under which a page shows all that it has to say.
SCREENS: dict[str, list[dict[str, str]]] = {
    "agency_status": [
        *({"order": o} for o in ("establishment", "stage", "missing", "plan")),
        *({"item": i} for i in ("all_staff", "planned_fy2020", "budget", "other")),
    ],
    "agency_karte": [{"agency": f"{place:02}"} for place in range(1, 23)],
    "agency_patterns": [
        {"view": v} for v in ("pairs", "stages", "equipment", "barrier", "outcome")
    ],
    "agency_compare": [{}, {"agencies": "03,09,14"}, {"agencies": "12,13,19,21"}],
    "roadmap": [{}, {"slip": "4"}, {"slip": "8"}],
    "agency_history": [{}, {"group": "plans"}, *({"agency": f"{n:02}"} for n in (7, 15, 18, 22))],
    "agency_gss": [{}, {"since": "2023-08"}],
    "prefecture_map": [
        {},
        {"prefecture": "13"},
        {"prefecture": "34"},
        *({"measure": m} for m in ("count", "standardised", "points", "dx_ai", "dx_online_26")),
    ],
    "peers": [
        {},
        *({"code": c} for c in ("342084", "132063", "131016", "073644", "075434", "130001")),
        *({"code": "342084", "rule": r} for r in ("prefecture", "class_staff", "similar_group")),
        {"code": "342084", "rule": "own", "codes": "131016,130001"},
        {"code": "342084", "rule": "neighbours", "item": "rpa"},
        {"code": "130001", "rule": "prefecture"},
    ],
    "side_by_side": [{}, {"codes": "342084,132063,131016,340006"}],
    "self_check": [
        {},
        {"adoption": "adopted", "device": "loan", "department": "all"},
        {"adoption": "not_adopted", "reason": "security,cost", "plan": "discontinued"},
    ],
    "methods_and_reasons": [
        {},
        *({"round": f"local-{day}"} for day in ("2020-03-26", "2020-10-01", "2021-10-01")),
    ],
    "local_rounds": [
        *({"view": v} for v in ("quarters", "transitions", "peers", "series")),
        {"view": "peers", "code": "342084"},
    ],
    "barrier_guide": [
        *({"subject": s} for s in ("agency", "local")),
        {"subject": "local", "barrier": "security"},
        {"subject": "agency", "barrier": "other"},
    ],
    "method_guide": [{}, {"device": "loan", "place": "mobile", "lan": "no"}],
    "meeting": [{}, {"agenda": "agencies"}, {"agenda": "no-agenda"}],
    "show": [{}, {"agenda": "agencies"}],
    "lgwan_guide": [{}, {"kinds": "resident,staff,public", "place": "satellite", "bulk": "yes"}],
    "policy_targets": [{"view": v} for v in ("targets", "companies", "prefectures", "milestones")],
    "intake": [{"step": s} for s in ("questionnaire", "receive", "followup")],
    "search": [{}, *({"q": q} for q in ("security", "Ministry of Defense", "LGWAN", "府中市"))],
    "sources": [{"view": v} for v in ("reconciliation", "sources", "terms", "dictionary", "files")],
}


def strings(thing: Any) -> Iterator[str]:
    """Every text in nested lists and dicts."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from strings(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from strings(value)


def _arrow(content: bytes) -> Iterator[str]:
    try:
        table = pa.ipc.open_stream(io.BytesIO(content)).read_all()
    except pa.ArrowInvalid:
        return
    yield from table.column_names
    for column in table.columns:
        yield from strings(column.to_pylist())


_CODES = ("id", "form_id", "url", "url_path", "element_id", "fragment_id", "script_path")


def said_by(message: Any) -> Iterator[str]:
    """Every text in a message to the browser: fields, JSON in fields, tables."""
    for field, value in message.ListFields():
        if field.name in _CODES:
            continue
        if field.message_type and field.message_type.GetOptions().map_entry:
            parts = list(value.values())
        elif hasattr(value, "ListFields") or isinstance(value, str | bytes):
            parts = [value]
        else:
            parts = [] if isinstance(value, int | float) else list(value)
        for part in parts:
            if hasattr(part, "ListFields"):
                yield from said_by(part)
            elif isinstance(part, bytes):
                yield from _arrow(part)
            elif isinstance(part, str):
                yield from _texts(part)


def _texts(text: str) -> Iterator[str]:
    if text.startswith(("{", "[")):
        try:
            yield from strings(json.loads(text))
            return
        except json.JSONDecodeError:
            pass
    yield text


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def words_of(
    page: str, language: str = "en", *, is_narrow: bool = False, **parameters: str
) -> list[str]:
    """All texts that the page sends to the browser, folded tables unfolded."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in (parameters | {"lang": language}).items():
        app.query_params[key] = value
    app.session_state["window"] = {"is_narrow": is_narrow}
    # The stand-in for the browser reads the labels of controls as well.
    with speaking(language):
        app.switch_page(f"pages/{page}.py").run()
        keys = [str(getattr(node, "key", "")) for node in _nodes(app._tree)]
        folded = [key for key in keys if key.startswith("table_")]
        for key in folded:
            app.session_state[key] = True
        if folded:
            app.run()
    assert not app.exception, app.exception
    protos = [getattr(node, "proto", None) for node in _nodes(app._tree)]
    return [text for proto in protos if proto is not None for text in said_by(proto)]


@cache
def _published_names() -> re.Pattern[str]:
    """Names of municipalities and all readings, which stay as published; prefectures have English names."""
    rows = queries.local_governments(queries.latest_round("local"))
    municipal = rows.loc[rows["entity_class"] != "都道府県", "name"]
    # What the find box matches as well.
    also_typed = [other for name in rows["name"] for other in other_spellings(name)]
    names = sorted({*municipal, *rows["kana"].dropna(), *also_typed}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, [*names, "日本語"])))


def japanese_in(texts: list[str]) -> set[str]:
    """The texts that hold more Japanese than names of municipalities."""
    names = _published_names()
    return {text for text in texts if JAPANESE.search(names.sub("", text.replace("\\", "")))}
