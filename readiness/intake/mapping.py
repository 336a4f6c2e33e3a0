"""How a foreign table is read: what an officer says about its columns. Text in, text out, for next year."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from readiness.definitions.indicators import KEYS
from readiness.definitions.outside import parsed
from readiness.definitions.questionnaire import Survey
from readiness.intake.findings import FileRefused
from readiness.intake.forms import KEY_COLUMNS, PERSON_KEYS, SAID_KEYS
from readiness.intake.heads import UNUSED
from readiness.intake.sheets import decode
from readiness.language.wording import t


@dataclass(frozen=True)
class ColumnMapping:
    """Head -> item key, code, name or prefecture, or "" for a column that is not read; and its values.

    ``long``: of a table with a line for each attribute, the heads of its ``attribute`` and ``value``; the
    columns are then the attributes.
    """

    subject: str
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    long: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> str:
        """The mapping file to keep for next year."""
        content = {
            "subject": self.subject,
            "columns": dict(self.columns),
            "values": {key: dict(words) for key, words in self.values.items()},
        }
        if self.long:
            content["long"] = dict(self.long)
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_mapping(content: str | bytes, survey_of: Mapping[str, Survey]) -> ColumnMapping:
    """A mapping from its file, in any encoding; FileRefused if it names an unknown subject or item."""
    text = content if isinstance(content, str) else decode("", content)[0]
    try:
        given = parsed(text.removeprefix("\ufeff"))
        subject = given["subject"]
        columns = {str(k): UNUSED if v is None else str(v) for k, v in given["columns"].items()}
        values = {
            str(key): {str(k): str(v) for k, v in words.items()}
            for key, words in given.get("values", {}).items()
        }
        long = {str(key): str(head) for key, head in given.get("long", {}).items()}
        if long and set(long) != {"attribute", "value"}:
            raise ValueError(long)
        items = {item.key for item in survey_of[subject].items}
        texts = [question.text_key for question in survey_of[subject].texts]
        known = {*KEY_COLUMNS, *PERSON_KEYS, *SAID_KEYS, UNUSED, *items, *texts}
        known |= set(KEYS if subject == "local" else ())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FileRefused(t("intake.mapping.broken"), t("intake.hint.mapping")) from error
    for target in columns.values():
        if target not in known:
            reason = t("intake.mapping.unknown", target=target[:60])
            raise FileRefused(reason, t("intake.hint.mapping"))
    return ColumnMapping(subject, columns, values, long)
