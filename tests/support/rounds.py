"""Rounds at the edges of what may be published. Each kind stands in a store and a warehouse of its own.

A kind is a function without arguments that gives its rounds in the order of publishing. Answers are as
the reception hands them over, for real respondents; a kind whose questionnaire has a new barrier brings a
data directory of its own.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest import mock

from readiness import intake, store
from readiness.data import build_data, warehouse
from readiness.definitions import questionnaire
from readiness.definitions.contracts import PROVISIONAL
from readiness.store import PublishedRound
from readiness.store.database import Store

Answers = dict[str, dict[str, str]]

LOCAL_DAY, AGENCY_DAY = "2026-10-01", "2027-03-31"
NEW_AGENCY = "新しい庁"
NEW_BARRIER = "facilities"
_NEW_CHOICE = f"""        - code: {NEW_BARRIER}
          label: 執務室の設備が足りない
          short_label: 設備が足りない
          first_asked: "2026-10-01"
"""

KINDS: dict[str, Callable[[], list[PublishedRound]]] = {}


def _kind(function: Callable[[], list[PublishedRound]]) -> Callable[[], list[PublishedRound]]:
    KINDS[function.__name__] = function
    return function


def local(answers: Answers, day: str = LOCAL_DAY, **fields: object) -> PublishedRound:
    """A round of local governments."""
    return _round("local", day, answers, **fields)


def agency(answers: Answers, day: str = AGENCY_DAY, **fields: object) -> PublishedRound:
    """A round of agencies, with years and deadline unless ``fields`` leave them blank."""
    first = int(day[:4]) - (day[5:7] < "04")
    years = {"plan_first_fiscal_year": first, "plan_last_fiscal_year": first + 3}
    return _round(
        "agency", day, answers, **(years | {"deadline_date": f"{first + 4}-03-31"} | fields)
    )


def _round(subject: str, day: str, answers: Answers, **fields: object) -> PublishedRound:
    values: dict[str, object] = {
        "round_code": f"{subject}-{day}",
        "subject": subject,
        "label": f"{day[:4]}年{int(day[5:7])}月{int(day[8:])}日時点",
        "survey_date": day,
        "citation": f"内閣官房「試験の調査」（{day[:4]}年）",
        "author": "担当A",
        "file_names": "回答.csv",
        "file_sha256": "0" * 64,
        "answers": answers,
    }
    return PublishedRound(**(values | fields))  # type: ignore[arg-type]


# What one respondent says.
ADOPTED = {
    "adoption": "formal",
    "device.loan": "yes",
    "device.private": "no",
    "lan_access.loan": "yes",
    "style.home": "yes",
    "utilisation": "pct_0_30",
}
REFUSED = {"adoption": "none_or_undecided", "reason.cost": "yes", "reason.security": "no"}
CONSIDERING = {"adoption": "considering", "planned_quarter": "2027q2", "reason.cost": "yes"}
UNDATED = {"adoption": "considering"}
READY = {
    "remote_access.all_staff": "yes",
    "remote_access.diet_work": "yes",
    "remote_access.minister_use": "yes",
    "remote_access.planned_fy2020": "no",
}
PLANNER = {
    "remote_access.all_staff": "no",
    "remote_access.planned_fy2020": "yes",
    "plan": "2028q1",
}


def _items(answer: str, *questions: str) -> dict[str, str]:
    return {
        item.key: answer
        for item in questionnaire.surveys()["agency"].items
        if item.question.code in questions and item.choice
    }


def ready() -> dict[str, str]:
    """An agency that has everything and is stopped by nothing."""
    return _items("yes", "communication") | _items("no", "barrier") | READY


def refusing() -> dict[str, str]:
    """An agency that says no to every item."""
    return _items("no", "remote_access", "communication", "barrier")


def planner() -> dict[str, str]:
    """An agency that plans remote access and names every barrier."""
    return _items("no", "communication") | _items("yes", "barrier") | PLANNER


def governments(*, prefecture: str = "", classes: Sequence[str] = ()) -> list[str]:
    """Codes of local governments."""
    return [
        one.code
        for one in intake.roster("local").respondents
        if (not prefecture or one.prefecture_code == prefecture)
        and (not classes or one.entity_class in classes)
    ]


def agencies() -> list[str]:
    """Names of the agencies of the roster."""
    return [one.code for one in intake.roster("agency").respondents]


def all_say(codes: Iterable[str], *answers: dict[str, str]) -> Answers:
    """Each respondent one of ``answers``, in turn."""
    return {code: dict(answers[place % len(answers)]) for place, code in enumerate(codes)}


@_kind
def local_nobody() -> list[PublishedRound]:
    return [local({})]


@_kind
def local_one_village() -> list[PublishedRound]:
    return [local({"073644": REFUSED})]


@_kind
def local_one_prefecture() -> list[PublishedRound]:
    return [local(all_say(governments(prefecture="12"), ADOPTED, REFUSED, CONSIDERING))]


@_kind
def local_prefecture_without_designated_cities() -> list[PublishedRound]:
    return [local(all_say(governments(prefecture="39"), ADOPTED, REFUSED))]


@_kind
def local_prefectures_only() -> list[PublishedRound]:
    return [local(all_say(governments(classes=["都道府県"]), ADOPTED))]


@_kind
def local_designated_cities_only() -> list[PublishedRound]:
    return [local(all_say(governments(classes=["指定都市"]), ADOPTED, CONSIDERING))]


@_kind
def local_municipalities_without_prefectures() -> list[PublishedRound]:
    plain = {"adoption": "adopted"}, {"adoption": "not_adopted"}
    return [local(all_say(governments(classes=["指定都市", "市区町村"]), *plain))]


@_kind
def local_all_yes() -> list[PublishedRound]:
    return [local(all_say(governments(), ADOPTED))]


@_kind
def local_all_no() -> list[PublishedRound]:
    return [local(all_say(governments(), REFUSED))]


@_kind
def local_all_planned() -> list[PublishedRound]:
    return [local(all_say(governments(), CONSIDERING))]


@_kind
def local_all_undated() -> list[PublishedRound]:
    return [local(all_say(governments(), UNDATED))]


@_kind
def local_nobody_planned() -> list[PublishedRound]:
    return [local(all_say(governments(), ADOPTED, REFUSED))]


@_kind
def local_blank_adoption() -> list[PublishedRound]:
    return [local(all_say(governments(prefecture="39"), {"reason.cost": "yes"}))]


@_kind
def local_two_versions() -> list[PublishedRound]:
    codes = governments(prefecture="13")
    return [local(all_say(codes, REFUSED)), local(all_say(codes, ADOPTED), note="訂正")]


@_kind
def local_halves() -> list[PublishedRound]:
    """Two final rounds of which hardly anybody answered both."""
    codes = governments()
    return [
        local(all_say(codes[:900], CONSIDERING, REFUSED)),
        local(all_say(codes[890:], ADOPTED, REFUSED), "2027-10-01"),
    ]


@_kind
def local_provisional() -> list[PublishedRound]:
    """A final round of everybody, and one prefecture of the next."""
    codes = governments()
    early = all_say(governments(prefecture="39"), ADOPTED)
    return [
        local(all_say(codes, ADOPTED, REFUSED, CONSIDERING)),
        local(early, "2027-10-01", state=PROVISIONAL),
    ]


@_kind
def local_new_barrier() -> list[PublishedRound]:
    named = REFUSED | {f"reason.{NEW_BARRIER}": "yes"}
    earlier = local(all_say(governments(), ADOPTED, REFUSED), "2025-10-01")
    return [earlier, local(all_say(governments(), ADOPTED, named))]


@_kind
def agency_nobody() -> list[PublishedRound]:
    return [agency({})]


@_kind
def agency_one() -> list[PublishedRound]:
    return [agency({"総務省": ready()})]


@_kind
def agency_three() -> list[PublishedRound]:
    return [agency({"内閣官房": planner(), "総務省": ready(), "防衛省": refusing()})]


@_kind
def agency_all_yes() -> list[PublishedRound]:
    return [agency(all_say(agencies(), ready()))]


@_kind
def agency_all_no() -> list[PublishedRound]:
    return [agency(all_say(agencies(), refusing()))]


@_kind
def agency_all_planned() -> list[PublishedRound]:
    return [agency(all_say(agencies(), planner()))]


@_kind
def agency_nobody_planned() -> list[PublishedRound]:
    return [agency(all_say(agencies(), ready(), refusing()))]


@_kind
def agency_undated_plans() -> list[PublishedRound]:
    undated = {key: value for key, value in planner().items() if key != "plan"}
    return [agency(all_say(agencies(), undated))]


@_kind
def agency_one_number() -> list[PublishedRound]:
    return [agency({"総務省": {"teleworker_count": "120"}})]


@_kind
def agency_new() -> list[PublishedRound]:
    """The 22 and a new one."""
    names = [*agencies(), NEW_AGENCY]
    return [agency(all_say(names, ready(), planner(), refusing()), asked=tuple(names))]


@_kind
def agency_two_versions() -> list[PublishedRound]:
    first = all_say(agencies()[:5], planner())
    return [agency(first), agency(first | all_say(agencies()[5:], ready()), note="追加の回答")]


@_kind
def agency_blank_years() -> list[PublishedRound]:
    blank = {"plan_first_fiscal_year": None, "plan_last_fiscal_year": None, "deadline_date": ""}
    return [agency(all_say(agencies(), ready(), planner(), refusing()), **blank)]


@_kind
def agency_blank_years_without_plans() -> list[PublishedRound]:
    blank = {"plan_first_fiscal_year": None, "plan_last_fiscal_year": None, "deadline_date": ""}
    return [agency(all_say(agencies(), ready(), refusing()), **blank)]


@_kind
def agency_halves() -> list[PublishedRound]:
    """Two final rounds of which two agencies answered both, one answered one question only."""
    names = agencies()
    later = all_say(names[10:], planner(), ready()) | {names[0]: {"communication.ip_phone": "yes"}}
    return [agency(all_say(names[:12], planner())), agency(later, "2028-03-31")]


@_kind
def agency_provisional() -> list[PublishedRound]:
    """A final round of everybody, and three answers of the next."""
    early = {"内閣官房": planner(), "総務省": ready(), "防衛省": refusing()}
    return [
        agency(all_say(agencies(), ready(), planner(), refusing())),
        agency(early, "2028-03-31", state=PROVISIONAL),
    ]


@_kind
def agency_new_barrier() -> list[PublishedRound]:
    return [agency(all_say(agencies(), planner() | {f"barrier.{NEW_BARRIER}": "yes"}, ready()))]


@_kind
def practice() -> list[PublishedRound]:
    return intake.practice_rounds()


@dataclass(frozen=True)
class Published:
    """A kind that was published: where, and what a process that shows it holds."""

    kind: str
    data: Path
    address: str
    warehouse: warehouse.Warehouse
    token: str


@cache
def _data_with_a_new_barrier() -> Path:
    """data/ as ``python -m readiness build-data`` makes it of a questionnaire with one barrier more."""
    data = Path(tempfile.mkdtemp(prefix="readiness-rounds-")) / "data"
    shutil.copytree(warehouse.DATA_DIRECTORY, data)
    definition = data / "sources/questionnaire.yaml"
    text = definition.read_text(encoding="utf-8")
    for last in (
        "          short_label: その他\n",
        "          short_label: 現場業務になじまない\n",
    ):
        start = text.index(last)
        end = text.index("    - code: ", start)
        text = text[:end] + _NEW_CHOICE + text[end:]
    definition.write_text(text, encoding="utf-8")
    build_data.write_all(data)
    return data


@contextmanager
def _asking(data: Path) -> Iterator[None]:
    """With the questionnaire of a data directory in the place of the committed one."""
    with ExitStack() as stack:
        definition = data / "sources/questionnaire.yaml"
        stack.enter_context(mock.patch.object(questionnaire, "DEFINITION", definition))
        stack.callback(_forget)
        _forget()
        yield


def _forget() -> None:
    questionnaire._committed.cache_clear()
    questionnaire.surveys.cache_clear()


@cache
def _without_rounds(data: Path) -> warehouse.Warehouse:
    return warehouse.open_warehouse(data)


@cache
def published(kind: str) -> Published:
    """The kind in a store and a warehouse of its own, made once in a session."""
    data = warehouse.DATA_DIRECTORY
    if kind.endswith("_new_barrier"):
        data = _data_with_a_new_barrier()
    directory = tempfile.mkdtemp(prefix="readiness-rounds-")
    address = f"sqlite:///{directory}/store.sqlite"
    database = Store.at(address)
    with _asking(data), mock.patch.object(warehouse, "_current", _without_rounds(data)):
        seen: dict[str, int] = {}
        for entry in KINDS[kind]():
            database.publish(entry, seen=seen.get(entry.round_code, 0))
            seen[entry.round_code] = seen.get(entry.round_code, 0) + 1
        token = f"{kind} {database.token()}"
        built = warehouse.open_warehouse(data, database.rounds(""), token)
    return Published(kind, data, address, built, token)


@contextmanager
def shown(kind: str) -> Iterator[Published]:
    """This process shows the rounds of a kind, as one would that runs on its store."""
    made = published(kind)
    environment = {"READINESS_STORE_URL": made.address, "READINESS_DATA_DIR": str(made.data)}
    with (
        _asking(made.data),
        mock.patch.dict("os.environ", environment),
        mock.patch.object(warehouse, "_current", made.warehouse),
        mock.patch.object(warehouse, "_refused", None),
        # Numbers of events alone would be the same in every store.
        mock.patch.object(store, "token", return_value=made.token),
    ):
        yield made
    made.warehouse.forget()  # thirty of them with all that was made of their rounds slow a process down
