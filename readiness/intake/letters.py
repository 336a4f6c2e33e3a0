"""Letters of a survey, the request and the reminder: what they say, and their text for mail. Japanese.

Plain values in, text out; letters_word.py sets them for Word.
"""

from dataclasses import dataclass
from datetime import date

from readiness.definitions.spreadsheets import one_line
from readiness.language.wording import LANGUAGES, number, period, speaking, t

REQUEST, REMINDER = "request", "reminder"


@dataclass(frozen=True)
class Letter:
    """What a letter says: to whom, of which survey, until when, and whom it still waits for.

    ``bodies``: code, name and state of those it is about, in a table if there are any.
    """

    kind: str
    to: str
    title: str
    survey_date: date
    due: date
    contact: str
    day: date
    note: str = ""
    bodies: tuple[tuple[str, str, str], ...] = ()

    @property
    def is_late(self) -> bool:
        """True if the deadline has passed on the day of the letter."""
        return self.day > self.due

    @property
    def subject(self) -> str:
        """The subject line."""
        return t(f"survey.letter.{self.kind}.subject", title=self.title)

    def paragraphs(self) -> list[str]:
        """The body of the letter."""
        fields = {
            "title": self.title,
            "as_of": period(self.survey_date.isoformat()),
            "due": period(self.due.isoformat()),
            "count": number(len(self.bodies)),
        }
        part = f"{self.kind}.late" if self.kind == REMINDER and self.is_late else self.kind
        listed = "listed" if self.bodies else "alone"
        keys = [f"survey.letter.{part}.opening", f"survey.letter.{self.kind}.{listed}"]
        return [t(key, **fields) for key in keys] + [self.note] * bool(self.note)


@speaking(LANGUAGES[0])
def as_mail(letter: Letter) -> str:
    """Subject and text to copy into a mail."""
    lines = [
        t("survey.letter.mail_subject", subject=letter.subject),
        "",
        t("survey.letter.to", to=letter.to),
        "",
        *letter.paragraphs(),
        "",
        t("survey.letter.line", head=t("survey.letter.survey"), text=letter.title),
        t(
            "survey.letter.line",
            head=t("survey.letter.as_of"),
            text=period(letter.survey_date.isoformat()),
        ),
        t("survey.letter.line", head=t("survey.letter.due"), text=period(letter.due.isoformat())),
        t("survey.letter.line", head=t("survey.letter.contact"), text=letter.contact),
    ]
    if letter.bodies:
        lines += ["", t("survey.letter.list", count=number(len(letter.bodies)))]
        lines += [t("survey.letter.body", code=c, name=n, state=s) for c, n, s in letter.bodies]
    return "\n".join(map(one_line, lines)) + "\n"
