"""Readable source tables (data/sources/*.csv) in, the committed data files out. No database, no screen.

Each ``_table`` function below makes one file of data/; ``write_all`` writes them and ``stale_files``
tells which committed ones differ from what the sources give. Facts are only renamed, coded and
joined here: nothing is estimated, and a value nobody published stays empty.
"""

import hashlib
import re
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from readiness.definitions.contracts import TABLE_BY_NAME
from readiness.definitions.indicators import ANSWER_WORDS, BY_CODE, INDICATORS
from readiness.definitions.questionnaire import choice_rows

LOCAL_ROUND = "local-2023-10-01"
AGENCY_ROUND = "agency-2017-03"

_QUESTION_OF_KIND = {"access": "remote_access"}
_QUESTION_OF_PRINTED = {
    "導入状況": "adoption",
    "テレワークの導入状況": "adoption",
    "未導入の内訳": "plan",
    "実施方法(複数回答)": "device",
    "うち庁内LANアクセス可": "lan_access",
    "テレワークの形態(複数回答)": "style",
    "実施対象部門": "department",
    "非常勤職員の実施": "part_time",
    "テレワーク利用率": "utilisation",
    "テレワークの利用率": "utilisation",
    "導入していない理由(上位5項目,複数回答)": "reason",
    "導入していない理由(複数回答)": "reason",
    "導入の効果(複数回答)": "effect",
}
_MEASURES = {
    "一人当たりテレワーク実施回数": "days_per_person",
    "テレワーク実施者数": "teleworker_count",
    "テレワーク利用人数": "teleworker_count",
    "テレワーク実施日数": "telework_day_count",
    "テレワーク利用人日": "telework_day_count",
    "職員全体に占める実施割合": "teleworker_pct",
    "職員総数に占める実施割合": "teleworker_pct",
    "テレワーク実施可能職員に対する割合": "capable_teleworker_pct",
    "テレワーク実施可能職員数": "capable_staff_count",
    "テレワーク可能職員数": "capable_staff_count",
    "テレワーク可能職員数(職員全員)": "capable_staff_count",
    "職員数": "staff_count",
    "職員総数": "staff_count",
    "席上端末の持ち帰りによりテレワークを実施": "desk_takeout_agency_count",
    "テレワーク実施規程を整備済み": "rule_agency_count",
    "実施規程を整備": "rule_agency_count",
    "実施規程を整備 うち試行段階": "trial_rule_agency_count",
    "実施規程の段階": "rule_stage",
    "テレワーク実施の段階": "telework_stage",
    "テレワーク本格導入済み": "full_scale_agency_count",
    "目標を持った環境整備・改善目標あり": "target_agency_count",
    "必要な予算は十分又はおおむね確保済み": "budget_agency_count",
    "対象職員: すべての職員": "all_staff_eligible",
    "対象業務を限定していない": "unlimited_work_agency_count",
    "職場に出勤しなかった職員の割合(休暇含む)": "absent_pct",
    "テレワーク月1回以上": "monthly_teleworker_pct",
    "GSS導入府省庁数": "gss_agency_count",
    "GSS利用職員数(約)": "gss_staff_count",
    "GSS展開済み拠点数(約)": "gss_site_count",
    "GSS展開済みユーザー数(約)": "gss_user_count",
    "GSS導入済みとして名が挙がる府省(2024年度レビューシート)": "gss_listed_count",
    "GSS導入済みとして名が挙がる府省(2025年度レビューシート)": "gss_listed_count",
    "新府省間ネットワーク(GSS G-Net)への移行": "gss_network_year",
}
# The government as a whole, and its staff as far as they answered, under the names of the documents.
_GOVERNMENT = {
    "政府計": "府省庁等",
    "22府省等": "府省庁等",
    "22府省庁等": "府省庁等",
    "府省庁": "府省庁等",
    "中央府省庁": "府省庁等",
    "政府": "府省庁等",
    "政府(GSS)": "府省庁等",
    "本府省等(回答職員)": "本省",
}
_UNITS = {"機関": "府省庁等", "件": "府省庁等", "完了": "年"}
_DX_CODES = {one.label: one.code for one in INDICATORS}
_DX_DENOMINATOR, _DX_NUMERATOR = BY_CODE["online_32"].whole, BY_CODE["online_32"].part


def _read(sources: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(sources / name, dtype=str, keep_default_na=False, encoding="utf-8")


def _choices(sources: Path) -> pd.DataFrame:
    definition = (sources / "questionnaire.yaml").read_text(encoding="utf-8")
    return pd.DataFrame(choice_rows(definition))


def _choice_of_printed(sources: Path) -> dict[tuple[str, str, str], str]:
    """(subject, question, printed wording) -> choice code, for every wording the rounds used."""
    choices = _choices(sources)
    return {
        (row.subject, row.question_code, printed): row.choice_code
        for row in choices.itertuples()
        for printed in row.printed_item.split("|")
    }


def _agency_survey(sources: Path) -> pd.DataFrame:
    """One row per agency and choice; a plan's choice code is its quarter, such as ``2017q4``."""
    printed = _read(sources, "agency_survey_2017.csv")
    choice_of = _choice_of_printed(sources)
    question = printed["kind"].replace(_QUESTION_OF_KIND)
    is_plan = question == "plan"
    quarter = printed["planned_fiscal_year"] + "q" + printed["planned_quarter"]
    choice = pd.Series(
        [choice_of["agency", q, item] for q, item in zip(question, printed["item"], strict=True)]
    )
    return pd.DataFrame(
        {
            "round_code": AGENCY_ROUND,
            "agency_name": printed["agency"],
            "question_code": question,
            "choice_code": choice.where(~is_plan, quarter),
            "answer": printed["answer"],
            "planned_fiscal_year": printed["planned_fiscal_year"],
            "planned_quarter": printed["planned_quarter"],
            "certainty": printed["certainty"],
            "printed_count": printed["printed_total"],
            "source_id": printed["source_id"],
        }
    )


def _agency_outcomes(sources: Path) -> pd.DataFrame:
    """Later results by period, agency and scope, without the rows of an inferred column order."""
    printed = _read(sources, "agency_followups.csv")
    printed = printed[~printed["note"].str.contains("inferred") | (printed["source_id"] != "S34")]
    is_government = printed["agency"].isin(_GOVERNMENT)
    names = printed["agency"].str.extract(r"^(?P<name>[^(]+)(?:\((?P<scope>.+)\))?$")
    measures = printed["measure"].str.extract(
        r"^(?P<name>.+?)(?:\((?P<scope>本省|地方局等|全体)\))?$"
    )
    scope = names["scope"].mask(is_government).fillna(measures["scope"])
    scope = scope.replace({"地方機関": "地方局等"})
    scope = scope.fillna(printed["agency"].map(_GOVERNMENT)).fillna("本省")
    # Words of a stage, and a share that was printed as 約6割 only.
    is_text = ~printed["value"].str.fullmatch(r"[0-9.]+")
    return pd.DataFrame(
        {
            "period": printed["fiscal_year"],
            "fiscal_year": [_fiscal_year(period) for period in printed["fiscal_year"]],
            "agency_name": names["name"].where(~is_government, "政府計"),
            "scope": scope,
            "measure_code": measures["name"].map(_MEASURES),
            "unit": printed["unit"].replace(_UNITS),
            "value": printed["value"].where(~is_text, ""),
            "value_text": printed["value"].where(is_text, ""),
            "source_id": printed["source_id"],
            "note": printed["note"],
        }
    )


def _agency_gss(sources: Path) -> pd.DataFrame:
    """Where each agency stood on GSS in the newest review sheets; the evidence stays in data/sources."""
    printed = _read(sources, "agency_gss.csv")
    return printed.assign(
        sheet_year=printed["as_of"].str[:4],
        agency_name=printed["agency"],
        certainty=printed["date_certainty"],
    )


def _agency_gss_statements(sources: Path) -> pd.DataFrame:
    return _read(sources, "agency_gss_statements.csv").rename(columns={"agency": "agency_name"})


def _agency_network_spending(sources: Path) -> pd.DataFrame:
    """Executed spending on agencies' own networks and on GSS, by review sheet, system and kind."""
    printed = _read(sources, "agency_network_spending.csv")
    names = printed["agency"].str.extract(r"^(?P<name>[^(]+)(?:\((?P<part>.+)\))?$")
    return printed.assign(
        agency_name=names["name"],
        part=names["part"].fillna(""),
        system_name=printed["system"],
        project_number=printed["rs_project_id"],
        kind=printed["kind"].map({"開発・整備": "development", "運用保守": "operation"}),
    )


def _fiscal_year(period: str) -> int:
    """Japanese fiscal year (April to March) of ``FY2020``, ``2016-09/10`` or ``2021-05-19``."""
    year, month = re.fullmatch(r"(?:FY)?([0-9]{4})(?:-([0-9]{2}))?.*", period).groups("04")  # type: ignore[union-attr]
    return int(year) - (int(month) < 4)


def _local_aggregates(sources: Path) -> pd.DataFrame:
    """Published totals of the rounds whose per-government answers nobody published."""
    printed = _read(sources, "local_aggregates.csv")
    # Rounds with per-government answers are counted from those (local_adoption_by_round).
    printed = printed[~printed["survey_date"].str.endswith("?")]
    # The sum of two printed rows; readers see the two.
    printed = printed[~printed["option"].str.startswith("検討中(")]
    groups = printed["population_group"].str.extract(
        r"^(?P<name>[^(]+)(?:\((?P<size>[0-9,]+).*\))?$"
    )
    question = printed["question"].map(_QUESTION_OF_PRINTED)
    # Plans of the small-government classes were printed in words only, under 導入状況.
    question = question.where(~printed["option"].str.startswith("導入する予定"), "plan")
    choice_of = _choice_of_printed(sources)
    is_number = printed["percent"].str.fullmatch(r"[0-9.]+")
    is_printed = ~printed["note"].str.contains("DERIVED") | printed["note"].str.contains(
        "denominator|% printed"
    )
    # A derived denominator leaves the share itself published.
    is_derived = printed["note"].str.contains("DERIVED") & ~printed["note"].str.contains(
        "denominator"
    )
    return pd.DataFrame(
        {
            "round_code": "local-" + printed["survey_date"],
            "population_group": groups["name"].replace(
                {"政令指定都市": "指定都市", "都道府県・政令市": "都道府県・指定都市"}
            ),
            "question_code": question,
            "choice_code": [
                choice_of["local", "device" if q == "lan_access" else q, option]
                for q, option in zip(question, printed["option"], strict=True)
            ],
            "printed_label": printed["option"],
            "printed_count": printed["count"],
            "denominator_count": groups["size"].fillna("").str.replace(",", ""),
            "printed_pct": printed["percent"].where(is_number, ""),
            "printed_text": printed["percent"].where(~is_number, ""),
            "is_pct_printed": (is_number & is_printed).map({True: "true", False: "false"}),
            "basis": is_derived.map({True: "集計(公表データから)", False: "公表値"}),
            "source_id": printed["source_id"],
            "note": printed["note"],
        }
    )


def _municipality_status(sources: Path) -> pd.DataFrame:
    """One row per local government of the one round with per-government answers."""
    roster = _read(sources, "local_roster.csv").set_index("code", drop=False)
    status = _read(sources, "local_telework_status.csv").set_index("code").loc[roster["code"]]
    entity_type = roster["type"]
    return pd.DataFrame(
        {
            "round_code": LOCAL_ROUND,
            "code": roster["code"],
            "prefecture_code": roster["code"].str[:2],
            "prefecture_name": roster["prefecture"],
            "name": roster["name"],
            "kana": roster["kana"],
            "entity_class": entity_type.where(
                entity_type.isin(["都道府県", "指定都市"]), "市区町村"
            ),
            "entity_type": entity_type,
            "status": status["status_as_printed"].map({"実施": "adopted", "未実施": "not_adopted"}),
            "planned_fiscal_year": "",
            "planned_quarter": "",
            "barrier_codes": None,
            "access_method_codes": None,
            "basis": "推定(時点)",
            "population": roster["population"],
            "registered_population": roster["population_juki_20200101"],
            "staff_count": roster["general_admin_staff_20210401"],
            "similar_group": roster["similar_group_fy2023"],
            "fiscal_strength_index": roster["fiscal_strength_fy2023"],
            "area_km2": roster["area_km2"],
            "latitude": roster["lat"],
            "longitude": roster["lng"],
            "website_url": roster["website"],
            "source_id": status["source_id"],
            "note": roster["note"],
        }
    )


def _local_dx_indicators(sources: Path) -> pd.DataFrame:
    """One row per government and indicator of the same table, with the printed value beside it."""
    printed = _read(sources, "local_dx_indicators.csv")
    parts = printed.pivot(index="code", columns="indicator", values="value_as_printed")
    rows = printed[printed["indicator"].isin(_DX_CODES)].reset_index(drop=True)
    share = rows["value_as_printed"].str.extract(r"^([0-9]+)%$")[0].fillna("")
    is_32 = rows["indicator"] == "よく使う32手続のオンライン化状況"
    return pd.DataFrame(
        {
            "code": rows["code"],
            "indicator_code": rows["indicator"].map(_DX_CODES),
            "category": rows["category"],
            "indicator": rows["indicator"],
            "answer": rows["value_as_printed"].map(ANSWER_WORDS).fillna(""),
            "value_pct": share,
            "numerator_count": rows["code"].map(parts[_DX_NUMERATOR]).where(is_32, ""),
            "denominator_count": rows["code"].map(parts[_DX_DENOMINATOR]).where(is_32, ""),
            "printed_value": rows["value_as_printed"],
            "source_id": "S12",
        }
    )


def _context_indicators(sources: Path) -> pd.DataFrame:
    printed = _read(sources, "context_indicators.csv")
    return printed.rename(columns={"group": "population_group", "target": "target_value"})


def _sources(sources: Path) -> pd.DataFrame:
    """Only sources with a line for readers: private copies stay in data/sources."""
    printed = _read(sources, "sources.csv")
    printed = printed[printed["reader_citation"] != ""]
    citation = printed["reader_citation"]
    published = printed["date"].str.extract(r"^([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)$")[0]
    # The publisher stands before the title; offices in brackets belong to its name.
    publisher = (
        citation.str.split("「")
        .str[0]
        .where(
            citation.str.contains("^[^（「]*（[^）「]*）「"), citation.str.split("[「（]").str[0]
        )
    )
    confirmed_by = pd.Series("document", index=printed.index)
    for kind, mark in _CONFIRMED_BY.items():
        confirmed_by = confirmed_by.mask(citation.str.contains(mark), kind)
    return pd.DataFrame(
        {
            "source_id": printed["source_id"],
            "publisher": publisher.str.strip(),
            "published_period": published.fillna(""),
            "citation": citation,
            "confirmed_by": confirmed_by,
        }
    )


_CONFIRMED_BY = {
    "press": "(?:報道|記事)で確認）$",
    "copy": "転載で確認）$",
    "secondary": "(?:二次資料|の紹介|の案内)で確認）$|民間解説による",
}


# Guidance and targets are written by hand in the shape the screens read: taken over as they are.
_AS_WRITTEN = (
    "targets",
    "target_actuals",
    "milestones",
    "programmes",
    "counter_measures",
    "telework_methods",
    "method_rules",
    "method_measures",
    "information_classes",
    "indicator_series",
    "printed_shares",
)

_BUILDERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    "rounds": lambda sources: _read(sources, "rounds.csv"),
    "agencies": lambda sources: _read(sources, "agencies.csv"),
    "choices": lambda sources: _choices(sources).drop(columns="printed_item"),
    "agency_survey": _agency_survey,
    "agency_outcomes": _agency_outcomes,
    "agency_gss": _agency_gss,
    "agency_gss_statements": _agency_gss_statements,
    "agency_network_spending": _agency_network_spending,
    "municipality_status": _municipality_status,
    "local_aggregates": _local_aggregates,
    "local_dx_indicators": _local_dx_indicators,
    "context_indicators": _context_indicators,
    **{name: partial(_read, name=f"{name}.csv") for name in _AS_WRITTEN},
    "sources": _sources,
}


def build_table(name: str, sources: Path) -> pd.DataFrame:
    """Text columns of one data file in contract order; an empty cell is an empty string."""
    return _BUILDERS[name](sources)[list(TABLE_BY_NAME[name].column_names)]


_ARROW_TYPES = {
    "varchar": pa.string(),
    "integer": pa.int32(),
    "double": pa.float64(),
    "varchar[]": pa.list_(pa.string()),
}


def _arrow(table: pd.DataFrame, name: str) -> pa.Table:
    """The contract's types for a parquet file; an empty cell becomes null."""
    arrays = {}
    for column in TABLE_BY_NAME[name].columns:
        arrow_type = _ARROW_TYPES[column.type]
        values = [value or None for value in table[column.name]]
        is_list = pa.types.is_list(arrow_type)
        arrays[column.name] = pa.array(values, arrow_type if is_list else pa.string()).cast(
            arrow_type
        )
    return pa.table(arrays)


def _write(table: pd.DataFrame, name: str, path: Path) -> None:
    if path.suffix == ".parquet":
        pq.write_table(_arrow(table, name), path, compression="zstd")
    else:
        table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _same(left: Path, right: Path) -> bool:
    """Same content; a parquet file's bytes also carry its writer's version, which does not count."""
    if not right.exists():
        return False
    if left.suffix == ".parquet":
        return bool(pq.read_table(left).equals(pq.read_table(right)))
    return left.read_bytes() == right.read_bytes()


def _provenance(data: Path) -> str:
    """data/sources/provenance.yaml with the sha256 of each file as it lies in ``data``."""
    entries = yaml.safe_load((data / "sources/provenance.yaml").read_text(encoding="utf-8"))
    for name, entry in entries.items():
        entry["sha256"] = hashlib.sha256((data / name).read_bytes()).hexdigest()
    return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=100)


def stale_files(data: Path) -> list[str]:
    """Names of the files in ``data`` that differ from what data/sources gives."""
    with tempfile.TemporaryDirectory() as directory:
        stale = []
        for name in _BUILDERS:
            file = TABLE_BY_NAME[name].file
            fresh = Path(directory) / file
            _write(build_table(name, data / "sources"), name, fresh)
            if not _same(fresh, data / file):
                stale.append(str(file))
        provenance = data / "SOURCES.yaml"
        if not provenance.exists() or provenance.read_text(encoding="utf-8") != _provenance(data):
            stale.append("SOURCES.yaml")
        return stale


def write_all(data: Path) -> list[str]:
    """Write the files that changed, each by one rename, and return their names."""
    written = []
    for name in _BUILDERS:
        target = data / TABLE_BY_NAME[name].file
        fresh = target.with_name(f".{target.stem}.new{target.suffix}")
        _write(build_table(name, data / "sources"), name, fresh)
        if _same(fresh, target):
            fresh.unlink()
        else:
            fresh.replace(target)
            written.append(target.name)
    fresh = data / ".SOURCES.yaml.new"
    fresh.write_text(_provenance(data), encoding="utf-8")
    if _same(fresh, data / "SOURCES.yaml"):
        fresh.unlink()
    else:
        fresh.replace(data / "SOURCES.yaml")
        written.append("SOURCES.yaml")
    return written
