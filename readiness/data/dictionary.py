"""The data dictionary, from contracts and catalogue: rows for a screen, Markdown for docs/."""

from readiness.definitions.contracts import TABLES, Column
from readiness.definitions.questionnaire import Question, surveys
from readiness.language.wording import listed, t


def _promise(column: Column) -> str:
    """What a value may be, in words."""
    parts = []
    if column.allowed:
        parts.append(t("dictionary.allowed", values=listed(column.allowed)))
    if column.pattern:
        parts.append(t("dictionary.pattern", pattern=column.pattern))
    if column.minimum is not None:
        parts.append(t("dictionary.minimum", value=f"{column.minimum:g}"))
    if column.maximum is not None:
        parts.append(t("dictionary.maximum", value=f"{column.maximum:g}"))
    if column.nullable:
        parts.append(t("dictionary.nullable"))
    return t("dictionary.joint").join(parts)


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
        lines += [t("dictionary.key", columns=listed(table.key)), ""]
        lines += ["| {} | {} | {} | {} | {} |".format(*(t(f"dictionary.{c}") for c in _HEADINGS))]
        lines += ["|---|---|---|---|---|"]
        lines += [
            f"| {row['column']} | {row['meaning']} | {row['type']} | {row['unit']} | "
            + row["promise"].replace("|", "\\|")
            + " |"
            for row in rows()
            if row["file"] == str(table.file)
        ]
    return "\n".join([*lines, *_questionnaire()]) + "\n"


def _asked(question: Question) -> str:
    """From which round to which one a question was asked."""
    return t(
        "dictionary.asked" if not question.last_asked else "dictionary.asked_until",
        first=question.first_asked,
        last=question.last_asked,
    )


def _questionnaire() -> list[str]:
    """The questions with their choices, as data/sources/questionnaire.yaml defines them."""
    lines = ["", f"## {t('dictionary.questionnaire')}", "", t("dictionary.questionnaire_lead")]
    for survey in surveys().values():
        lines += ["", f"### {survey.title}", ""]
        lines += ["| {} | {} | {} | {} | {} |".format(*(t(f"dictionary.{c}") for c in _QUESTION))]
        lines += ["|---|---|---|---|---|"]
        lines += [
            f"| {question.code} | {question.label} | {t(f'dictionary.kind.{question.kind}')} | "
            + listed(f"{choice.code} {choice.label}" for choice in question.choices)
            + f" | {_asked(question)} |"
            for question in survey.questions
        ]
    return lines


_QUESTION = ("column", "question", "kind", "question_choices", "question_asked")


_HEADINGS = ("column", "meaning", "type", "unit", "promise")
