"""What ``demo`` puts into its own store: fictional rounds, one of them partly answered, and advice."""

from dataclasses import replace
from datetime import date, timedelta

from readiness import store
from readiness.data import queries
from readiness.intake import practice
from readiness.language.wording import LANGUAGES, speaking, t, today
from readiness.store import Advice, PublishedRound

_PARTLY_DATE = "2026-10-01"
_ANSWERED = 0.6  # of the round that is still coming in
_ADVISED = 3  # agencies: one advice done, one due, one overdue
_BEFORE_THE_ROUND = ("2017-10-02", "2018-03-30")  # of the first: given, due; a round follows it


def fill(seed: int = practice.SEED) -> None:
    """Publish what the store does not hold yet; a store that was filled before stays as it is."""
    known = {entry.round_code for entry in store.rounds()}
    drafts = practice.practice_rounds(seed)
    for entry in [*drafts, _partly(drafts[1], seed)]:
        if entry.round_code not in known:
            store.publish(entry, seen=0)
    if not store.advice():
        for advice in _advice():
            store.add_advice(advice)


@speaking(LANGUAGES[0])
def _partly(last: PublishedRound, seed: int) -> PublishedRound:
    """A further local round, a year on, for which six in ten have answered so far."""
    answers = practice.later_local_answers(
        {code: dict(given) for code, given in last.answers.items()}, seed + 1
    )
    # In code order whole prefectures are still missing, as when a survey goes out through them.
    answered = sorted(answers)[: round(len(answers) * _ANSWERED)]
    return replace(
        last,
        round_code=f"local-{_PARTLY_DATE}",
        label=practice.label(4, _PARTLY_DATE),
        survey_date=_PARTLY_DATE,
        state="provisional",
        answers={code: answers[code] for code in answered},
    )


@speaking(LANGUAGES[0])
def _advice() -> list[Advice]:
    stages = queries.agency_stage(queries.round_codes("agency")[0])
    names = list(stages.loc[stages["readiness"] == "silent", "agency_name"])[:_ADVISED]
    now: date = today()
    given, by = _BEFORE_THE_ROUND
    # Days from today: when it was given, when it is due; and what became of it.
    course = ((-90, -30, "done"), (-40, -10, "open"), (-5, 20, "open"))
    before = Advice(
        agency_name=names[0],
        advice_date=given,
        channel=t("demo.channel"),
        content=t("demo.advice"),
        author=t("intake.practice.author"),
        due_date=by,
        state="done",
    )
    return [before] + [
        Advice(
            agency_name=name,
            advice_date=(now + timedelta(days=given)).isoformat(),
            channel=t("demo.channel"),
            content=t("demo.advice"),
            author=t("intake.practice.author"),
            due_date=(now + timedelta(days=due)).isoformat(),
            state=state,
        )
        for name, (given, due, state) in zip(names, course, strict=False)
    ]
