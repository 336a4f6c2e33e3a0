"""Checked answers to a published round: what it will show, and the one way it gets into the store."""

import hashlib
from dataclasses import dataclass, replace

from readiness import store
from readiness.definitions.indicators import ITEM_START
from readiness.definitions.questionnaire import surveys
from readiness.definitions.rounds import FINAL_SHARE, proposed_state
from readiness.definitions.spreadsheets import one_line
from readiness.intake import checks, quarters
from readiness.intake.findings import some
from readiness.intake.reading import Answers
from readiness.intake.reception import Received, previous_answers
from readiness.intake.roster import roster
from readiness.language.wording import LANGUAGES, label_period, number, pct, said, speaking, t
from readiness.store import PublishedRound, Version, rows


class PublishRefused(Exception):
    """The check found errors; ``str()`` is the Japanese message for the officer."""


def seen_version(round_code: str) -> int:
    """Number of the last version of a round, 0 if there is none: what its officer looks at."""
    numbers = [v.version_number for v in store.history() if v.round_code == round_code]
    return max(numbers, default=0)


def draft(
    received: Received,
    *,
    author: str,
    note: str = "",
    citation: str = "",
    deadline_date: str = "",
    is_practice: bool = False,
    state: str = "",
    upon: PublishedRound | None = None,
) -> PublishedRound:
    """The round that publishing would write; without a ``state`` it has the proposed one.

    ``upon``: the same round as it stands; what these files do not answer stays as it is there. Raises
    PublishRefused if ``check`` refuses the files.
    """
    if received.report.errors or received.survey_date is None:
        raise PublishRefused(t("intake.publish.refused", count=len(received.report.errors)))
    day = received.survey_date
    if upon:
        received = joined(received, upon)
    survey = surveys(day)[received.subject]
    with speaking(LANGUAGES[0]):
        label = t("intake.publish.label", day=label_period(day.isoformat()))
        usual = t("intake.publish.citation", title=survey.title, day=label_period(day.isoformat()))
        earlier = [upon.file_names] if upon else []
        file_names = some([*earlier, *received.report.files])[:2000]
    first_year = quarters.of_day(day)[0]
    is_agency = received.subject == "agency"
    return PublishedRound(
        round_code=received.round_code,
        subject=received.subject,
        label=label,
        survey_date=day.isoformat(),
        citation=one_line(citation) or (upon.citation if upon else usual),
        author=one_line(author),
        file_names=file_names,
        file_sha256=_sum_of(upon.file_sha256, received.sha256) if upon else received.sha256,
        note=one_line(note),
        is_practice=is_practice,
        plan_first_fiscal_year=first_year if is_agency else None,
        plan_last_fiscal_year=survey.last_fiscal_year(day) if is_agency else None,
        deadline_date=deadline_date or (upon.deadline_date if upon else ""),
        asked=tuple(one.code for one in roster("agency").respondents) if is_agency else (),
        state=state or proposal(received).state,
        answers=_with_indicators(received),
    )


def standing(round_code: str) -> PublishedRound | None:
    """The round as it stands published, with its answers."""
    return next((one for one in store.rounds() if one.round_code == round_code), None)


def joined(received: Received, upon: PublishedRound) -> Received:
    """The files and the answers of the same round that they do not give: prefectures and municipalities
    that come one after the other are one round.
    """
    answers: Answers = {}
    indicators: Answers = {}
    for code, given in upon.answers.items():
        told = {key: value for key, value in given.items() if not key.startswith(ITEM_START)}
        if told:
            answers[code] = told
        shown = {key: value for key, value in given.items() if key.startswith(ITEM_START)}
        if shown:
            indicators[code] = shown
    return replace(
        received,
        answers=answers | received.answers,
        indicators=indicators | received.indicators,
    )


def answered_twice(received: Received, upon: PublishedRound) -> int:
    """How many respondents of the round that stands these files answer for anew."""
    return len({*received.answers, *received.indicators} & set(upon.answers))


def _sum_of(*sums: str) -> str:
    return hashlib.sha256("".join(sums).encode()).hexdigest()


@dataclass(frozen=True)
class Proposal:
    """Whether a round would better be published as final or as provisional, and why."""

    state: str
    answered_count: int
    asked_count: int

    @property
    def reason(self) -> str:
        """``1,788団体中1,741団体（97.4%）が回答。95%以上のため確報を提案``, for the officer."""
        share = self.answered_count / self.asked_count if self.asked_count else 0.0
        return t(
            f"intake.proposal.{self.state}",
            answered=number(self.answered_count),
            asked=number(self.asked_count),
            share=pct(share),
            least=pct(FINAL_SHARE, 0),
        )


def proposal(received: Received) -> Proposal:
    """From the share of those asked that answered the leading question."""
    asked = len(roster(received.subject))
    answered = rows.answered_count(received.subject, received.answers)
    return Proposal(proposed_state(answered, asked), answered, asked)


def _with_indicators(received: Received) -> Answers:
    """The answers, and the indicators that came along, under keys of their own."""
    codes = [*received.answers, *(c for c in received.indicators if c not in received.answers)]
    return {
        code: received.answers.get(code, {}) | received.indicators.get(code, {}) for code in codes
    }


def publish(entry: PublishedRound, *, seen: int) -> Version:
    """Into the store, in one transaction. Raises store.Conflict, store.StoreUnreachable."""
    return store.publish(replace(entry), seen=seen)


def preview(received: Received) -> list[dict[str, object]]:
    """What the screens will count, beside the round before: one row per question and answer."""
    survey = surveys(received.survey_date)[received.subject]
    now = checks.counted(survey, received.answers)
    earlier = previous_answers(received.subject, received.survey_date)
    before = checks.counted(survey, earlier)
    shown: list[dict[str, object]] = []
    if received.subject == "local":
        for label, codes in _classes().items():
            adopted = _adopted(received.answers, codes)
            asked = sum(code in received.answers for code in codes)
            was = _adopted(earlier, codes) if earlier else None
            shown.append(_row(t("intake.preview.adopted"), f"{said(label)} {asked}", adopted, was))
    for item, counts in now.items():
        for answer, count in counts.items():
            old = before.get(item, {}).get(answer)
            shown.append(_row(item, answer, count, old))
    return shown


def _row(item: str, answer: str, now: int, before: int | None) -> dict[str, object]:
    return {
        "item": item,
        "answer": answer,
        "now_count": now,
        "previous_count": before,
        "difference": None if before is None else now - before,
    }


def _classes() -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for one in roster("local").respondents:
        codes.setdefault(one.entity_class, []).append(one.code)
    return {name: codes[name] for name in ("都道府県", "指定都市", "市区町村")}


def _adopted(answers: Answers, codes: list[str]) -> int:
    survey = surveys()["local"]
    given = (answers.get(code, {}).get("adoption", "") for code in codes)
    return sum(checks.status_of(survey, answer) == "adopted" for answer in given)
