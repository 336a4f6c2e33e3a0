"""Every column the data files promise: type, unit, allowed values, key. No I/O, no imports from the package.

The meaning of a column in words is a catalogue entry, ``column.<table>.<column>`` (see wording.py),
so that the data dictionary can be read in every language of the dashboard.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

# not_answered: was not asked or left the whole question blank; not_stated: a blank item of a question
# that was answered; unknown: there is something that nobody can read, or the source has no value.
ANSWERS = ("yes", "no", "not_stated", "unknown", "not_answered")
STATUSES = ("adopted", "considering", "not_adopted", "unknown", "not_answered")
UNANSWERED = ("unknown", "not_answered")  # in no denominator
# 確報 and 速報（回収中）
FINAL, PROVISIONAL = "final", "provisional"
ROUND_STATES = (FINAL, PROVISIONAL)
PUBLISHED, COUNTED, ESTIMATED, PRACTICE = "公表値", "集計(公表データから)", "推定(時点)", "練習用"
DRAFT = "未公表"  # of a round that officers look at before it is published
BASES = (PUBLISHED, COUNTED, ESTIMATED, PRACTICE, DRAFT)
ENTITY_CLASSES = ("都道府県", "指定都市", "市区町村")
AUDIENCES = ("agency", "local", "company", "both")
# said by the document, paired by us, added by us, proposed by a party and not decided
ORIGINS = ("資料", "整理", "提案", "政党の提言")
GSS_STATUSES = ("done", "done_within_cabinet_office", "in_progress", "planned", "not_stated")
# read in the document itself, in a press report, in a copy, or told by a third party
CONFIRMATIONS = ("document", "press", "copy", "secondary")
ENTITY_TYPES = ("都道府県", "指定都市", "中核市", "施行時特例市", "一般市", "特別区", "町", "村")


@dataclass(frozen=True)
class Column:
    """One promised column; ``type`` is a DuckDB type, ``minimum``/``maximum`` are inclusive."""

    name: str
    type: str = "varchar"
    unit: str = ""
    allowed: tuple[str, ...] = ()
    nullable: bool = False
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Table:
    """One data file: its grain is ``key``, and ``rows`` is the exact row count where it is known."""

    name: str
    file: PurePosixPath
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: int | None = None

    @property
    def column_names(self) -> tuple[str, ...]:
        """Column names in file order."""
        return tuple(column.name for column in self.columns)


def _table(name: str, file: str, key: str, *columns: Column, rows: int | None = None) -> Table:
    return Table(name, PurePosixPath(file), tuple(key.split()), columns, rows)


_ROUND_CODE = Column("round_code", pattern=r"(agency|local)-[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_SOURCE_ID = Column("source_id")
_NOTE = Column("note", nullable=True)
_BASIS = Column("basis", allowed=BASES)
_FISCAL_YEAR = Column(
    "planned_fiscal_year", "integer", "年度", nullable=True, minimum=2000, maximum=2100
)
_QUARTER = Column("planned_quarter", "integer", "四半期", nullable=True, minimum=1, maximum=4)
_MONTH = r"[0-9]{4}-[0-9]{2}"
_PCT = Column("printed_pct", "double", "%", nullable=True, minimum=0, maximum=100)

TABLES = (
    _table(
        "rounds",
        "rounds.csv",
        "round_code",
        _ROUND_CODE,
        Column("subject", allowed=("agency", "local")),
        Column("label"),
        Column("survey_period", pattern=r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?"),
        Column("survey_date", "date", nullable=True),
        Column("published_period", nullable=True, pattern=r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"),
        _BASIS,
        Column("plan_first_fiscal_year", "integer", "年度", nullable=True),
        Column("plan_last_fiscal_year", "integer", "年度", nullable=True),
        Column("deadline_date", "date", nullable=True),
        _SOURCE_ID,
        _NOTE,
    ),
    _table(
        "agencies",
        "agencies.csv",
        "agency_name",
        Column("agency_order", "integer", "順", minimum=1),
        Column("agency_name"),
        Column("agency_name_en"),
    ),
    _table(
        "choices",
        "choices.csv",
        "subject question_code choice_code",
        Column("subject", allowed=("agency", "local")),
        Column("question_code"),
        Column("choice_code"),
        Column("choice_order", "integer", "順", minimum=1),
        Column("label"),
        Column("short_label"),
        Column("first_asked", nullable=True, pattern=r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"),
    ),
    _table(
        "agency_survey",
        "agency_survey.csv",
        "round_code agency_name question_code choice_code",
        _ROUND_CODE,
        Column("agency_name"),
        Column("question_code", allowed=("remote_access", "communication", "barrier", "plan")),
        Column("choice_code"),
        Column("answer", allowed=ANSWERS),
        _FISCAL_YEAR,
        _QUARTER,
        Column("certainty", allowed=("certain", "uncertain")),
        Column("printed_count", "integer", "府省庁", nullable=True, minimum=0),
        _SOURCE_ID,
    ),
    _table(
        "agency_outcomes",
        "agency_outcomes.csv",
        "period agency_name scope measure_code",
        Column("period", pattern=r"(FY)?[0-9]{4}.*"),
        Column("fiscal_year", "integer", "年度", minimum=2000, maximum=2100),
        Column("agency_name"),
        Column("scope", allowed=("本省", "地方局等", "全体", "省全体", "府省庁等")),
        Column("measure_code"),
        Column("unit"),
        Column("value", "double", "unit列のとおり", nullable=True, minimum=0),
        Column("value_text", nullable=True),
        _SOURCE_ID,
        _NOTE,
    ),
    _table(
        "agency_gss",
        "agency_gss.csv",
        "sheet_year agency_name",
        Column("sheet_year", "integer", "年度", minimum=2024, maximum=2100),
        Column("agency_name"),
        Column("status", allowed=GSS_STATUSES),
        Column("month", nullable=True, pattern=_MONTH),
        Column("fiscal_year", "integer", "年度", nullable=True, minimum=2000, maximum=2100),
        Column("quarter", "integer", "四半期", nullable=True, minimum=1, maximum=4),
        Column("certainty", allowed=("certain", "uncertain")),
        Column(
            "earliest_fiscal_year", "integer", "年度", nullable=True, minimum=2000, maximum=2100
        ),
        Column("latest_fiscal_year", "integer", "年度", nullable=True, minimum=2000, maximum=2100),
        Column("part", nullable=True),
        Column("part_month", nullable=True, pattern=_MONTH),
        Column("source_ids"),
        _NOTE,
    ),
    _table(
        "agency_gss_statements",
        "agency_gss_statements.csv",
        "stated_in agency_name part",
        Column("stated_in", pattern=r"[0-9]{4}(-[0-9]{2})?"),
        Column("agency_name"),
        Column("part", nullable=True),
        Column("statement", allowed=GSS_STATUSES),
        Column("month", nullable=True, pattern=_MONTH),
        Column("period_text", nullable=True),
        _SOURCE_ID,
    ),
    _table(
        "agency_network_spending",
        "agency_network_spending.csv",
        "sheet_year project_number fiscal_year kind",
        Column("sheet_year", "integer", "年度", minimum=2024, maximum=2100),
        Column("agency_name"),
        Column("part", nullable=True),
        Column("system_name"),
        Column("project_number", "integer", "番号", minimum=1),
        Column("fiscal_year", "integer", "年度", minimum=2000, maximum=2100),
        Column("kind", allowed=("development", "operation")),
        Column("thousand_yen", "bigint", "千円", minimum=0),
        _SOURCE_ID,
        _NOTE,
    ),
    _table(
        "municipality_status",
        "municipality_status.parquet",
        "round_code code",
        _ROUND_CODE,
        Column("code", pattern=r"[0-9]{6}"),
        Column("prefecture_code", pattern=r"[0-9]{2}"),
        Column("prefecture_name"),
        Column("name"),
        Column("kana"),
        Column("entity_class", allowed=ENTITY_CLASSES),
        Column("entity_type", allowed=ENTITY_TYPES),
        Column("status", allowed=STATUSES),
        _FISCAL_YEAR,
        _QUARTER,
        Column("barrier_codes", "varchar[]", nullable=True),
        Column("access_method_codes", "varchar[]", nullable=True),
        _BASIS,
        Column("population", "integer", "人", minimum=0),
        Column("registered_population", "integer", "人", minimum=0),
        Column("staff_count", "integer", "人", nullable=True, minimum=0),
        Column("similar_group", nullable=True),
        Column("fiscal_strength_index", "double", "指数", minimum=0),
        Column("area_km2", "double", "km²", minimum=0),
        Column("latitude", "double", "度", minimum=20, maximum=46),
        Column("longitude", "double", "度", minimum=122, maximum=154),
        Column("website_url", pattern=r"https?://.*"),
        _SOURCE_ID,
        _NOTE,
    ),
    _table(
        "local_aggregates",
        "local_aggregates.csv",
        "round_code population_group question_code choice_code",
        _ROUND_CODE,
        Column("population_group"),
        Column("question_code"),
        Column("choice_code"),
        Column("printed_label"),
        Column("printed_count", "integer", "団体", nullable=True, minimum=0),
        Column("denominator_count", "integer", "団体", nullable=True, minimum=1),
        _PCT,
        Column("printed_text", nullable=True),
        Column("is_pct_printed", "boolean", allowed=("true", "false")),
        _BASIS,
        _SOURCE_ID,
        _NOTE,
    ),
    _table(
        "local_dx_indicators",
        "local_dx_indicators.parquet",
        "code indicator_code",
        Column("code", pattern=r"[0-9]{6}"),
        Column("indicator_code"),
        Column("category"),
        Column("indicator"),
        Column("answer", allowed=("yes", "no", "not_surveyed"), nullable=True),
        Column("value_pct", "double", "%", nullable=True, minimum=0, maximum=100),
        Column("numerator_count", "integer", "手続", nullable=True, minimum=0),
        Column("denominator_count", "integer", "手続", nullable=True, minimum=0),
        Column("printed_value"),
        _SOURCE_ID,
    ),
    _table(
        "context_indicators",
        "context_indicators.csv",
        "topic measure population_group period",
        Column("topic"),
        Column("measure"),
        Column("population_group"),
        Column("period", nullable=True),
        Column("value", "double", "unit列のとおり", nullable=True),
        Column("unit"),
        Column("target_value", "double", "unit列のとおり", nullable=True),
        _SOURCE_ID,
        Column("target_source_id", nullable=True),
        _NOTE,
    ),
    _table(
        "targets",
        "targets.csv",
        "target_code",
        Column("target_code"),
        Column("target_order", "integer", "順", minimum=1),
        Column("target_name"),
        Column("origin", allowed=("government", "proposal")),
        Column("period"),
        Column("target_value", "double", "unit列のとおり", nullable=True, minimum=0),
        Column("unit"),
        _SOURCE_ID,
        _NOTE,
    ),
    _table(
        "target_actuals",
        "target_actuals.csv",
        "target_code period",
        Column("target_code"),
        Column("topic"),
        Column("measure"),
        Column("population_group"),
        Column("period"),
        Column("is_at_target", "boolean", allowed=("true", "false")),
    ),
    _table(
        "milestones",
        "milestones.csv",
        "period title",
        Column("period", pattern=r"20[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?"),
        Column("audience", allowed=AUDIENCES),
        Column("title"),
        Column("detail"),
        Column("valid_until", "date", nullable=True),
        _SOURCE_ID,
    ),
    _table(
        "indicator_series",
        "indicator_series.csv",
        "series_code",
        Column("series_code"),
        Column("series_order", "integer", "順", minimum=1),
        Column("theme", allowed=("company", "employed")),
        Column("topic"),
        Column("measure"),
        Column("population_group"),
        Column("series_name"),
        _NOTE,
    ),
    _table(
        "printed_shares",
        "printed_shares.csv",
        "round_code population_groups question_code choice_codes",
        _ROUND_CODE,
        Column("subject", allowed=("agency", "local")),
        Column("population_groups"),
        Column("question_code"),
        Column("choice_codes"),
        Column("item"),
        Column("printed_pct", "double", "%", minimum=0, maximum=100),
        _SOURCE_ID,
    ),
    _table(
        "programmes",
        "programmes.csv",
        "programme_code",
        Column("programme_code"),
        Column("programme_order", "integer", "順", minimum=1),
        Column("kind"),
        Column("audience", allowed=AUDIENCES),
        Column("name"),
        Column("provider"),
        Column("provider_until", "date", nullable=True),
        Column("successor", nullable=True),
        Column("summary"),
        Column("period_text"),
        Column("valid_from", nullable=True, pattern=r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"),
        Column("valid_until", "date", nullable=True),
        Column("stated_in", pattern=r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"),
        _SOURCE_ID,
    ),
    _table(
        "counter_measures",
        "counter_measures.csv",
        "subject barrier_code measure_order",
        Column("subject", allowed=("agency", "local")),
        Column("barrier_code"),
        Column("measure_order", "integer", "順", minimum=1),
        Column("kind", allowed=("対策", "事例")),
        Column("title"),
        Column("detail"),
        Column("origin", allowed=ORIGINS),
        Column("programme_code", nullable=True),
        _SOURCE_ID,
    ),
    _table(
        "telework_methods",
        "telework_methods.csv",
        "method_code",
        Column("method_code"),
        Column("method_order", "integer", "順", minimum=1),
        Column("name"),
        Column("summary"),
        _SOURCE_ID,
    ),
    _table(
        "method_rules",
        "method_rules.csv",
        "rule_order",
        Column("rule_order", "integer", "順", minimum=1),
        Column("device", allowed=("private", "desk", "loan", "any")),
        Column("place", allowed=("home", "satellite", "mobile", "any")),
        Column("lan", allowed=("yes", "no", "any")),
        Column("method_code"),
        Column("reason"),
    ),
    _table(
        "method_measures",
        "method_measures.csv",
        "measure_code",
        Column("measure_code"),
        Column("measure_order", "integer", "順", minimum=1),
        Column("device", allowed=("private", "desk", "loan", "any")),
        Column("place", allowed=("home", "satellite", "mobile", "any")),
        Column("lan", allowed=("yes", "no", "any")),
        Column("priority", allowed=("◎", "○")),
        Column("title"),
        Column("detail"),
        Column("origin", allowed=ORIGINS),
        Column("source_id", nullable=True),
    ),
    _table(
        "information_classes",
        "information_classes.csv",
        "class_code",
        Column("class_code"),
        Column("class_order", "integer", "順", minimum=1),
        Column("name"),
        Column("confidentiality_level", "integer", "段階", minimum=1, maximum=3),
        Column("systems"),
        Column("rule_code", allowed=("bulk_forbidden", "decide", "careful", "unreadable")),
        Column("printed_rule"),
        _SOURCE_ID,
    ),
    _table(
        "sources",
        "sources.csv",
        "source_id",
        _SOURCE_ID,
        Column("publisher"),
        Column("published_period", nullable=True),
        Column("citation"),
        Column("confirmed_by", allowed=CONFIRMATIONS),
    ),
)

TABLE_BY_NAME = {table.name: table for table in TABLES}
