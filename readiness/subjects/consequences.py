"""What publishing or withdrawing a round will do to the screens, in words, before it is done. Entries of
the store and codes in, lines out.
"""

from readiness.data import queries
from readiness.definitions.contracts import FINAL
from readiness.language.wording import moment, number, period, said, t
from readiness.store import PublishedRound
from readiness.subjects.kept import kept

_SURVEYS = ("agency", "local")


def _label(code: str, otherwise: str = "") -> str:
    labels = kept(queries.data_rounds).set_index("round_code")["label"]
    return said(str(labels.get(code, otherwise or code)))


def _finals(subject: str) -> list[tuple[str, str]]:
    """Final rounds (survey period, code), oldest first: what screens rest on is the last."""
    rounds = kept(queries.data_rounds)
    rounds = rounds[(rounds["subject"] == subject) & (rounds["state"] == FINAL)]
    return sorted(zip(rounds["survey_period"], rounds["round_code"], strict=True))


def of_publishing(
    entry: PublishedRound, standing: PublishedRound | None, *, answered: int, asked: int
) -> tuple[str, ...]:
    """``entry`` over what is ``standing`` of its round, if anything is. Only its code, subject, date,
    state and label are read.
    """
    lines = [
        t(
            "publish.will.publish",
            label=said(entry.label),
            code=entry.round_code,
            version=(standing.version_number if standing else entry.version_number) + 1,
            answered=number(answered),
            asked=number(asked),
            state=t(f"round_state.{entry.state}"),
        )
    ]
    if standing:
        lines.append(
            t(
                "publish.will.replace",
                version=standing.version_number,
                at=moment(standing.published_at),
                author=standing.author,
                count=number(len(standing.answers)),
            )
        )
    others = [one for one in _finals(entry.subject) if one[1] != entry.round_code]
    newest = others[-1] if others else ("", "")
    if entry.state != FINAL:
        lines.append(t("publish.will.beside", newest=_label(newest[1])))
    elif entry.survey_date >= newest[0]:
        lines.append(t("publish.will.rest_on", newest=_label(newest[1])))
    else:
        lines.append(t("publish.will.earlier", newest=_label(newest[1])))
    lines.append(t("publish.will.everybody"))
    return tuple(lines)


def of_withdrawing(entry: PublishedRound) -> tuple[str, ...]:
    """Taking back a round that stands."""
    lines = [
        t(
            "publish.will.withdraw",
            label=_label(entry.round_code, entry.label),
            code=entry.round_code,
            version=entry.version_number,
            at=moment(entry.published_at),
            author=entry.author,
            count=number(len(entry.answers)),
            day=period(entry.survey_date),
        )
    ]
    finals = _finals(entry.subject)
    others = [one for one in finals if one[1] != entry.round_code]
    if entry.subject not in _SURVEYS:
        lines.append(t("publish.will.vanish"))
    elif finals and finals[-1][1] == entry.round_code and others:
        lines.append(t("publish.will.fall_back", newest=_label(others[-1][1])))
    elif finals:
        lines.append(t("publish.will.stay", newest=_label(finals[-1][1])))
    lines.append(t("publish.will.kept"))
    return tuple(lines)
