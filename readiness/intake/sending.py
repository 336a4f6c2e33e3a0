"""What a survey sends out: all questionnaires in one ZIP, and letters to remind of them.

A survey and its register in, files with names that a person understands out.
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from readiness.definitions.spreadsheets import file_stem
from readiness.intake import forms, letters
from readiness.intake.roster import Roster
from readiness.intake.surveying import (
    MISSING,
    REFUSED,
    Line,
    asked_by,
    heading_of,
    questions_of,
    register,
)
from readiness.language.wording import LANGUAGES, number, speaking, t, today
from readiness.store import surveys
from readiness.store.surveys import Mailing, SurveyEntry

PER_PREFECTURE, EACH = "prefecture", "each"


@dataclass(frozen=True)
class Outgoing:
    """One file to send, and the respondents it is for."""

    name: str
    make: Callable[[], bytes]
    respondents: tuple[str, ...]


def usual_way(entry: SurveyEntry) -> str:
    """Towns are asked through their prefecture, agencies by themselves."""
    return PER_PREFECTURE if entry.subject == "local" else EACH


def questionnaires(entry: SurveyEntry, way: str = "") -> list[Outgoing]:
    """A collecting sheet for each prefecture, or a form for each respondent, with the letter."""
    questions, heading = questions_of(entry), heading_of(entry)
    day = date.fromisoformat(entry.survey_date)
    everybody = asked_by(entry)
    made = [_request(entry)]
    with speaking(LANGUAGES[0]):
        for part, place in _parts(everybody):
            if (way or usual_way(entry)) == PER_PREFECTURE:
                stem = file_stem(t("survey.file.sheet"), day.isoformat(), place)
                made.append(
                    Outgoing(
                        f"{stem}.xlsx",
                        lambda part=part: forms.collecting_sheet(  # type: ignore[misc]
                            questions, part, day, heading=heading
                        ),
                        tuple(one.code for one in part.respondents),
                    )
                )
                continue
            folder = f"{file_stem(place)}/" if entry.subject == "local" else ""
            for one in part.respondents:
                stem = file_stem(
                    t("survey.file.form"), day.isoformat(), f"{one.number}{one.full_name}"
                )
                made.append(
                    Outgoing(
                        f"{folder}{stem}.xlsx",
                        lambda one=one: forms.form(  # type: ignore[misc]
                            questions, one, day, heading=heading
                        ),
                        (one.code,),
                    )
                )
    return made


def _parts(everybody: Roster) -> Iterator[tuple[Roster, str]]:
    """Prefecture by prefecture, 34広島県（24団体）; agencies are one part."""
    codes = dict.fromkeys(one.prefecture_code for one in everybody.respondents)
    for code in codes:
        part = everybody.of_prefecture(code)
        name = part.respondents[0].prefecture_name or t("command.agencies")
        yield part, t("survey.file.part", code=code, name=name, count=number(len(part)))


def _word(letter: letters.Letter) -> bytes:
    # Nothing that only makes files is imported before a file is made.
    from readiness.intake.letters_word import as_docx

    return as_docx(letter)


def _request(entry: SurveyEntry) -> Outgoing:
    with speaking(LANGUAGES[0]):
        letter = letters.Letter(
            letters.REQUEST,
            t("survey.letter.everybody"),
            questions_of(entry).title,
            date.fromisoformat(entry.survey_date),
            date.fromisoformat(entry.due_date),
            entry.contact,
            today(),
            entry.note,
        )
        return Outgoing(f"{t('survey.file.request')}.docx", lambda: _word(letter), ())


def packed(
    outgoing: Sequence[Outgoing], told: Callable[[int, int], None] = lambda done, all_: None
) -> bytes:
    """All of them in one ZIP; ``told`` hears after each how many are done."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for done, one in enumerate(outgoing, 1):
            archive.writestr(one.name, one.make())
            told(done, len(outgoing))
    return target.getvalue()


def record(entry: SurveyEntry, kind: str, outgoing: Sequence[Outgoing], author: str) -> Mailing:
    """Write down for whom files were made."""
    codes = dict.fromkeys(code for one in outgoing for code in one.respondents)
    return surveys.record_mailing(entry.survey_code, Mailing(kind, tuple(codes), author))


def reminders(entry: SurveyEntry, way: str = "") -> list[Outgoing]:
    """For each prefecture or body that has not answered, or with errors: a letter and a text for mail."""
    waiting = [line for line in register(entry) if line.state in (MISSING, REFUSED)]
    everybody = asked_by(entry).by_code
    made: list[Outgoing] = []
    with speaking(LANGUAGES[0]):
        if (way or usual_way(entry)) == PER_PREFECTURE:
            for code in dict.fromkeys(line.prefecture_code for line in waiting):
                lines = [line for line in waiting if line.prefecture_code == code]
                name = lines[0].prefecture_name
                place = t("survey.file.part", code=code, name=name, count=number(len(lines)))
                made += _reminder(entry, place, name, lines, is_listed=True)
        else:
            for line in waiting:
                one = everybody[line.code]
                place = f"{one.number}{one.full_name}"
                made += _reminder(entry, place, one.full_name, [line], is_listed=False)
    return made


def _reminder(
    entry: SurveyEntry, place: str, to: str, lines: Sequence[Line], *, is_listed: bool
) -> list[Outgoing]:
    bodies = tuple((one.number, one.name, t(f"survey.waiting.{one.state}")) for one in lines)
    letter = letters.Letter(
        letters.REMINDER,
        to,
        questions_of(entry).title,
        date.fromisoformat(entry.survey_date),
        date.fromisoformat(entry.due_date),
        entry.contact,
        today(),
        bodies=bodies if is_listed else (),
    )
    codes = tuple(one.code for one in lines)
    return [
        Outgoing(
            f"{file_stem(t('survey.file.reminder'), place)}.docx",
            lambda: _word(letter),
            codes,
        ),
        Outgoing(
            f"{file_stem(t('survey.file.mail'), place)}.txt",
            # Windows tells UTF-8 by the mark at its beginning.
            lambda: letters.as_mail(letter).replace("\n", "\r\n").encode("utf-8-sig"),
            codes,
        ),
    ]
