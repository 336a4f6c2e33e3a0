"""Practice rounds: fictional answers whose totals are those published for 2020-10-01. Seeded.

Within each class larger governments adopt, plan and use more, as in the published shares by size; the totals
of the class stay. Never part of data/: they enter the store on request only, are marked on every screen, and
are named by a number with a date that is said to be made up: they are no trend.
"""

import random
from collections.abc import Mapping, Sequence

from readiness.data import warehouse
from readiness.definitions.questionnaire import surveys
from readiness.intake.reading import Answers
from readiness.intake.roster import roster
from readiness.language.wording import LANGUAGES, label_period, speaking, t
from readiness.store import PublishedRound

LOCAL_DATE, LATER_LOCAL_DATE, AGENCY_DATE = "2024-10-01", "2025-10-01", "2018-03-01"
_MODEL_ROUND = "local-2020-10-01"
SEED = 20201001
# Plans of the model round as answers of today's questionnaire; the quarters are spread evenly.
_PLANS = {
    "within_first_year": ("considering", ("2024q3", "2024q4")),
    "following_year_or_later": ("considering", ("2025q1", "2025q2", "2025q3", "2025q4", "2026q1")),
    "discontinued": ("discontinued", ()),
    "none_or_undecided": ("none_or_undecided", ()),
}
# How much size counts for whom an answer is dealt to: above 0 to larger ones sooner, below to smaller ones.
_LEANS = {
    "adopted": 0.8,
    "planned": 0.4,
    "loan": 0.3,
    "private": 0.2,
    "mobile": 0.3,
    "satellite": 0.4,
    "cost": -0.4,
    "personal_information": -0.2,
    "security": -0.2,
    "field_work": -0.1,
}
# The bands of the model round in those asked today.
_BANDS = {"pct_0_10": "pct_0_30", "pct_10_30": "pct_0_30"}


def _published(question: str) -> dict[tuple[str, str], tuple[int, int]]:
    """(group, choice) -> (governments, of how many) of one question of the model round."""
    rows = (
        warehouse.shared()
        .cursor()
        .execute(
            "select population_group, choice_code, printed_count, printed_pct, denominator_count"
            " from local_aggregates where round_code = $code and question_code = $question",
            {"code": _MODEL_ROUND, "question": question},
        )
        .fetchall()
    )
    return {
        (group, choice): (
            count if count is not None else round((pct or 0) * (whole or 0) / 100),
            whole or 0,
        )
        for group, choice, count, pct, whole in rows
    }


def _sizes() -> dict[str, float]:
    """Code -> residents beside those of a middling town; 1 where nobody knows."""
    rows = (
        warehouse.shared()
        .cursor()
        .execute(
            "select code, max(population) from municipality_status group by code order by code"
        )
        .fetchall()
    )
    return {code: max(population or 0, 500) / 25_000 for code, population in rows}


def _drawn(
    dice: random.Random, codes: Sequence[str], sizes: Mapping[str, float], lean: float
) -> list[str]:
    """The codes in the order in which they are drawn: the larger the sooner (``lean`` above 0), the
    smaller the sooner (below), by chance alone (0).
    """
    keys = {code: dice.random() ** (1 / sizes.get(code, 1.0) ** lean) for code in codes}
    return sorted(codes, key=lambda code: (-keys[code], code))


def _deal(
    dice: random.Random,
    codes: Sequence[str],
    counts: Mapping[str, int],
    sizes: Mapping[str, float],
    lean: float = 0.0,
) -> dict[str, str]:
    """Each choice to exactly as many of the codes as it counts, the first choice to those drawn first;
    the rest gets none.
    """
    shuffled = _drawn(dice, codes, sizes, lean)
    dealt: dict[str, str] = {}
    for choice, count in counts.items():
        for code in shuffled[len(dealt) : len(dealt) + count]:
            dealt[code] = choice
    return dealt


def local_answers(seed: int = SEED) -> Answers:
    """Fictional answers of all 1,788 governments; totals by class as published for 2020-10-01."""
    dice = random.Random(seed)  # noqa: S311
    classes: dict[str, list[str]] = {}
    for one in roster("local").respondents:
        classes.setdefault(one.entity_class, []).append(one.code)
    adoption, plans, sizes = _published("adoption"), _published("plan"), _sizes()
    answers: Answers = {}
    for entity_class, codes in classes.items():
        count = {"adopted": adoption[entity_class, "adopted"][0]}
        adopted = _deal(dice, codes, count, sizes, _LEANS["adopted"])
        others = [code for code in codes if code not in adopted]
        counts = {choice: plans.get((entity_class, choice), (0, 0))[0] for choice in _PLANS}
        planned = _deal(dice, others, counts, sizes, _LEANS["planned"])
        for code in codes:
            if code in adopted:
                answers[code] = {"adoption": "trial" if dice.random() < 0.4 else "formal"}
                continue
            choice, offered = _PLANS[planned.get(code, "none_or_undecided")]
            answers[code] = {"adoption": choice}
            if offered:
                answers[code]["planned_quarter"] = dice.choice(offered)
    _details(dice, answers, sizes)
    return answers


def _details(dice: random.Random, answers: Answers, sizes: Mapping[str, float]) -> None:
    survey = surveys()["local"]
    adopted = [code for code, given in answers.items() if given["adoption"] in ("formal", "trial")]
    others = [code for code in answers if code not in set(adopted)]
    for question, codes in (("device", adopted), ("reason", others)):
        for (_, choice), (count, _whole) in _published(question).items():
            marked = set(_drawn(dice, codes, sizes, _LEANS.get(choice, 0.0))[:count])
            for code in codes:
                answers[code][f"{question}.{choice}"] = "yes" if code in marked else "no"
    for choice, pct in (("loan", 76.3), ("desk_takeout", 35.4), ("private", 32.0)):
        having = [code for code in adopted if answers[code][f"device.{choice}"] == "yes"]
        marked = set(dice.sample(having, round(len(having) * pct / 100)))
        for code in having:
            answers[code][f"lan_access.{choice}"] = "yes" if code in marked else "no"
    for item in survey.items:
        if item.question.code == "style" and item.choice:
            share = {"home": 0.95, "mobile": 0.4, "satellite": 0.3}.get(item.choice.code, 0.03)
            lean = _LEANS.get(item.choice.code, 0.0)
            for code in adopted:
                odds = share / (1 - share) * sizes.get(code, 1.0) ** lean
                answers[code][item.key] = "yes" if dice.random() < odds / (1 + odds) else "no"
    for question in ("utilisation", "department", "part_time"):
        counts: dict[str, int] = {}
        for (_, choice), (count, _whole) in _published(question).items():
            asked = _BANDS.get(choice, choice) if question == "utilisation" else choice
            counts[asked] = counts.get(asked, 0) + count
        for code, choice in _deal(dice, adopted, counts, sizes).items():
            answers[code][question] = choice


def later_local_answers(earlier: Answers, seed: int = SEED) -> Answers:
    """A fictional round one year on: plans carried out, slipped or dropped, new ones made."""
    dice = random.Random(seed + 1)  # noqa: S311
    answers: Answers = {}
    for code, before in earlier.items():
        given, chance = dict(before), dice.random()
        quarter = given.get("planned_quarter", "")
        if quarter and quarter < "2025q3" and chance < 0.65:
            given = {"adoption": "formal", "device.loan": "yes", "device.private": "no"}
            given |= {"device.desk_takeout": "no", "style.home": "yes", "lan_access.loan": "yes"}
        elif quarter and quarter < "2025q3" and chance < 0.9:
            given["planned_quarter"] = "2026q1"
        elif quarter and chance >= 0.85:
            given["adoption"] = "none_or_undecided"
            del given["planned_quarter"]
        elif before["adoption"] == "none_or_undecided" and chance < 0.06:
            given |= {"adoption": "considering", "planned_quarter": "2026q3"}
        elif before["adoption"] == "trial" and chance < 0.5:
            given["adoption"] = "formal"
        answers[code] = given
    return answers


def agency_answers(seed: int = SEED) -> Answers:
    """A fictional second round of the 22 agencies: plans of 2017 carried out, kept or slipped."""
    dice = random.Random(seed)  # noqa: S311
    rows = (
        warehouse.shared()
        .cursor()
        .execute(
            "select agency_name, question_code, choice_code, answer from agency_survey"
            " where round_code = 'agency-2017-03' order by all"
        )
        .fetchall()
    )
    answers: Answers = {one.code: {} for one in roster("agency").respondents}
    plans: dict[str, list[str]] = {}
    for name, question, choice, answer in rows:
        if question == "plan":
            plans.setdefault(name, []).append(choice)
        else:
            answers[name][f"{question}.{choice}"] = "yes" if answer == "yes" else "no"
    for name, given in answers.items():
        planned = min(plans.get(name, [""]))
        if given["remote_access.planned_fy2020"] == "yes":
            if planned and planned <= "2017q4":
                given |= {"remote_access.planned_fy2020": "no", "remote_access.all_staff": "yes"}
            else:
                later = max(planned or "2019q1", "2018q1")
                is_late = dice.random() < 0.4
                given["plan"] = f"{int(later[:4]) + is_late}{later[4:]}"
                _further_quarters(given, plans.get(name, []))
        for key in [key for key in given if key.startswith(("barrier.", "communication."))]:
            if dice.random() < 0.12:
                given[key] = "no" if given[key] == "yes" else "yes"
    _numbers(random.Random(seed + 2), answers)  # noqa: S311
    return answers


def _further_quarters(given: dict[str, str], planned: list[str]) -> None:
    """Marks of 2017 that lie after the next step stay beside it, each in a cell of its own."""
    rest = sorted(quarter for quarter in planned if quarter > given["plan"])
    for place, quarter in enumerate(rest[:3], 2):
        given[f"plan.{place}"] = quarter


def _numbers(dice: random.Random, answers: Answers) -> None:
    """A fictional count for every number question; some agencies leave it blank."""
    survey = surveys()["agency"]
    for item in survey.items:
        if item.question.kind == "number":
            for given in answers.values():
                if dice.random() < 0.85:
                    given[item.key] = str(dice.randrange(10, 900))


def label(place: int, day: str) -> str:
    """A name that says that neither the survey nor its date is one."""
    return t("intake.practice.label", place=place, day=label_period(day))


@speaking(LANGUAGES[0])
def practice_rounds(seed: int = SEED) -> list[PublishedRound]:
    """Two fictional local rounds a year apart and the second agency round, ready to publish."""
    drafts = []
    local = local_answers(seed)
    for place, subject, day, answers in (
        (1, "local", LOCAL_DATE, local),
        (2, "local", LATER_LOCAL_DATE, later_local_answers(local, seed)),
        (3, "agency", AGENCY_DATE, agency_answers(seed)),
    ):
        drafts.append(
            PublishedRound(
                round_code=f"{subject}-{day}",
                subject=subject,
                label=label(place, day),
                survey_date=day,
                citation=t("intake.practice.citation"),
                author=t("intake.practice.author"),
                file_names="－",
                file_sha256="0" * 64,
                note=t("intake.practice.note", seed=seed),
                is_practice=True,
                plan_first_fiscal_year=2017 if subject == "agency" else None,
                plan_last_fiscal_year=2020 if subject == "agency" else None,
                deadline_date="2021-03-31" if subject == "agency" else "",
                answers=answers,
            )
        )
    return drafts
