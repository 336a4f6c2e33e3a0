"""The shell's verb ``read``: what the screen of a link says, as text or JSON. Link in, text out."""

import argparse
import json
import sys
from typing import Any

import pandas as pd

from readiness.data import past, warehouse
from readiness.definitions import columns
from readiness.language.wording import LANGUAGES, speaking, t
from readiness.subjects import catalogue
from readiness.subjects.choices import UnknownChoice
from readiness.subjects.model import Content, Provenance, Table, View
from readiness.subjects.subject import Subject

_SHOWN = 20  # rows of a table in text; JSON has them all


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``read`` to the verbs of ``python -m readiness``."""
    read = verbs.add_parser("read")
    read.add_argument("link", nargs="?", help="such as roadmap?slip=2 or roadmap#plans")
    read.add_argument("--list", action="store_true", help="print the links of all screens instead")
    read.add_argument("--format", choices=("text", "json"), default="text")
    read.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    read.add_argument("--as-of", type=_moment, help="a day or time: as it stood then")
    read.set_defaults(run=run)


def _moment(text: str) -> str:
    try:
        return past.named(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from None


def run(arguments: argparse.Namespace) -> int:
    """Print it; 0 is success, 2 a link that nothing answers to."""
    with speaking(arguments.language):
        if arguments.list:
            print("\n".join(catalogue.usual_links()))
            return 0
        if not arguments.link:
            print(t("read.no_link"), file=sys.stderr)
            return 2
        warehouse.pin(arguments.as_of or "")
        try:
            subject, part = catalogue.subject_of(arguments.link)
            whole = _part(subject, subject.view_named(part)) if part else _whole(subject)
        except UnknownChoice as fault:
            print(fault, file=sys.stderr)
            return 2
        if arguments.format == "json":
            print(json.dumps(whole, ensure_ascii=False, indent=1))
        else:
            sys.stdout.write(_as_text(whole))
    return 0


def _whole(subject: Subject) -> dict[str, Any]:
    content = subject.content
    return {
        "link": subject.link,
        "title": content.title,
        "headline": content.headline,
        "key_figures": [
            {"label": one.label, "value": one.value, "comparison": one.comparison}
            for one in content.key_figures
        ],
        "missing": list(content.missing),
        "caution": content.caution,
        "passages": _passages(content),
        "alt_texts": [one.alt for one in content.figures.values()],
        "tables": [_table(name, table) for name, table in content.tables.items()],
        "notes": list(content.notes),
        "provenance": _provenance(content.provenance),
        "views": [
            {"link": one.link, "title": one.title, "headline": one.headline, "alt": one.alt}
            for one in content.views.values()
        ],
    }


def _part(subject: Subject, view: View) -> dict[str, Any]:
    return {
        "link": view.link,
        "title": view.title,
        "headline": view.headline,
        "key_figures": [{"label": view.key_label, "value": view.key_figure, "comparison": ""}],
        "missing": [],
        "caution": view.caution,
        "passages": [
            {
                "heading": view.aside_heading,
                "lines": [
                    {"label": label, "text": text, "remark": "", "link": ""}
                    for label, text in view.aside
                ],
            }
        ]
        if view.aside
        else [],
        "alt_texts": [view.alt],
        "tables": [_table(view.code, Table(view.title, view.rows, ""))],
        "notes": list(view.notes),
        "provenance": _provenance(view.provenance),
        "views": [],
    }


def _passages(content: Content) -> list[dict[str, Any]]:
    return [
        {
            "heading": one.heading,
            "lines": [
                {"label": line.label, "text": line.text, "remark": line.remark, "link": line.link}
                for line in one.lines
            ],
        }
        for one in content.passages.values()
        if one.lines
    ]


def _table(name: str, table: Table) -> dict[str, Any]:
    days = {
        name: table.rows[name].dt.strftime("%Y-%m-%d")
        for name in table.rows.select_dtypes("datetime")
    }
    rows = json.loads(table.rows.assign(**days).to_json(orient="records", force_ascii=False))
    return {"name": name, "heading": table.heading, "rows": rows}


def _provenance(provenance: Provenance) -> dict[str, Any]:
    return {
        "as_of": provenance.as_of,
        "published": provenance.published,
        "denominator": provenance.denominator,
        "basis": provenance.basis,
        "publisher": provenance.publisher,
        "source": provenance.source,
        "is_practice": provenance.is_practice,
    }


def _as_text(whole: dict[str, Any]) -> str:
    """The same for a person: a paragraph each, tables cut after some rows with their count."""
    parts = [f"{whole['title']}\n{whole['link']}", whole["headline"]]
    parts.append("\n".join(f"{one['label']}: {one['value']}" for one in whole["key_figures"]))
    parts += whole["missing"]
    for passage in whole["passages"]:
        lines = [passage["heading"]] if passage["heading"] else []
        lines += [
            f"- {' '.join(filter(None, (one['label'], one['text'], one['remark'])))}"
            for one in passage["lines"]
        ]
        parts.append("\n".join(lines))
    parts += whole["alt_texts"]
    for table in whole["tables"]:
        rows = pd.DataFrame(table["rows"])
        cut = columns.headed(columns.in_words(rows.head(_SHOWN)))
        more = len(rows) - len(cut)
        text = f"{table['heading']}\n{cut.to_string(index=False) if len(cut) else t('table.empty')}"
        parts.append(text + (f"\n{t('read.more_rows', count=more)}" if more > 0 else ""))
    parts.append("\n".join(filter(None, (whole["caution"], *whole["notes"]))))
    origin = whole["provenance"]
    parts.append(
        "\n".join(
            f"{t(f'provenance.{name}')} {origin[name]}"
            for name in ("as_of", "published", "denominator", "basis", "source")
            if origin[name]
        )
    )
    return "\n\n".join(part for part in parts if part) + "\n"
