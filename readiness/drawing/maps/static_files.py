"""The parts of every map that never change, as files the browser fetches once and keeps.

    python -m readiness.drawing.maps.static_files

data/ in, static/prefectures(.en).geojson and static/municipalities.json out; run it when outlines or
roster change (a test compares both with data/).
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from readiness.data import queries
from readiness.definitions.geography import move_to_inset
from readiness.language.wording import said, speaking

_ROOT = Path(__file__).parents[3]
OUTLINES = _ROOT / "static" / "prefectures.geojson"
OUTLINES_EN = _ROOT / "static" / "prefectures.en.geojson"  # the same shapes, their names in English
OFFICES = _ROOT / "static" / "municipalities.json"


@cache
def offices() -> list[dict[str, Any]]:
    """Every municipality in the order of the file: code, name, position (drawn), order."""
    loaded: list[dict[str, Any]] = json.loads(OFFICES.read_text(encoding="utf-8"))
    return loaded


def content() -> dict[Path, str]:
    """What the files must hold, by path."""
    outlines = (_ROOT / "data" / "prefectures.geojson").read_text(encoding="utf-8")
    inset = json.loads(outlines)["inset"]
    roster = queries.local_governments(queries.latest_round("local"))
    rows: list[dict[str, Any]] = []
    for row in roster[roster["entity_class"] != "都道府県"].itertuples():
        position = (row.longitude, row.latitude)
        if row.prefecture_code == inset["prefecture_code"]:
            position = move_to_inset(*position, inset)
        rows.append(
            {
                "code": row.code,
                "name": row.name,
                "position": [round(degree, 3) for degree in position],
                "order": len(rows),
            }
        )
    compact = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return {
        OUTLINES: outlines,
        OUTLINES_EN: _in_english(outlines),
        OFFICES: compact.replace("},{", "},\n{") + "\n",
    }


def _in_english(outlines: str) -> str:
    content = json.loads(outlines)
    with speaking("en"):
        for feature in content["features"]:
            feature["properties"]["name"] = said(feature["properties"]["name"])
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> None:
    """Write both files."""
    for path, text in content().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
