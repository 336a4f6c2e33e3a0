"""The data dictionary, from contracts and catalogue: rows for a screen, Markdown for docs/."""

from readiness.contracts import TABLES, Column
from readiness.wording import t


def _promise(column: Column) -> str:
    """What a value may be, in words."""
    parts = []
    if column.allowed:
        parts.append(t("dictionary.allowed", values="、".join(column.allowed)))
    if column.pattern:
        parts.append(t("dictionary.pattern", pattern=column.pattern))
    if column.minimum is not None:
        parts.append(t("dictionary.minimum", value=f"{column.minimum:g}"))
    if column.maximum is not None:
        parts.append(t("dictionary.maximum", value=f"{column.maximum:g}"))
    if column.nullable:
        parts.append(t("dictionary.nullable"))
    return "。".join(parts)


def rows() -> list[dict[str, str]]:
    """One row per column of every data file: file, column, meaning, type, unit, promise."""
    return [
        {
            "file": str(table.file),
            "column": column.name,
            "meaning": t(f"column.{table.name}.{column.name}"),
            "type": column.type,
            "unit": column.unit,
            "promise": _promise(column),
        }
        for table in TABLES
        for column in table.columns
    ]


def as_markdown() -> str:
    """docs/data_dictionary.md; ``build-data`` writes it and ``build-data --check`` compares it."""
    lines = [f"# {t('dictionary.title')}", "", t("dictionary.lead")]
    for table in TABLES:
        lines += ["", f"## {table.file}", "", t(f"table.{table.name}"), ""]
        lines += [t("dictionary.key", columns="、".join(table.key)), ""]
        lines += ["| {} | {} | {} | {} | {} |".format(*(t(f"dictionary.{c}") for c in _HEADINGS))]
        lines += ["|---|---|---|---|---|"]
        lines += [
            f"| {row['column']} | {row['meaning']} | {row['type']} | {row['unit']} | "
            + row["promise"].replace("|", "\\|")
            + " |"
            for row in rows()
            if row["file"] == str(table.file)
        ]
    return "\n".join(lines) + "\n"


_HEADINGS = ("column", "meaning", "type", "unit", "promise")
