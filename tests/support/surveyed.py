"""Surveys as tests open them, and files as somebody sends them in."""

from typing import Any

from readiness.store.surveys import AnswerEntry, FileEntry, SurveyEntry


def survey(**fields: Any) -> SurveyEntry:
    """A survey of two cities; ``fields`` in place of what it says."""
    values: dict[str, Any] = {
        "subject": "local",
        "survey_date": "2026-10-01",
        "due_date": "2026-11-05",
        "contact": "総務省 調査担当",
        "definition": "",
        "author": "担当A",
        "asked": ("131016", "131024"),
    }
    return SurveyEntry(**(values | fields))


def file(name: str = "回答.xlsx", **fields: Any) -> FileEntry:
    """A received file without errors."""
    values: dict[str, Any] = {
        "file_name": name,
        "file_sha256": "0" * 64,
        "sender": "東京都",
        "is_counted": True,
        "error_count": 0,
        "warning_count": 0,
        "findings": "[]",
        "author": "担当A",
    }
    return FileEntry(**(values | fields))


def answer(code: str = "131016", **given: str) -> AnswerEntry:
    """What one file says of one city."""
    return AnswerEntry(code, answers=given or {"adoption": "formal"})
