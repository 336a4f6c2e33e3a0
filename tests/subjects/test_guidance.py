"""Methods, LGWAN rules and barriers: every combination has one answer, and it says where it is from."""

from itertools import chain, combinations, product

import pytest
from streamlit.testing.v1 import AppTest

from readiness.agenda.earlier import link_of
from readiness.data import queries
from readiness.language.wording import speaking
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Blank
from readiness.subjects.choices import UnknownChoice
from readiness.subjects.guides import barrier_guide, barriers, lgwan
from readiness.subjects.guides.barrier_guide import BarrierGuide
from readiness.subjects.guides.method_guide import MethodGuide
from tests.support import ROOT

APP = str(ROOT / "app.py")
DEVICES = ("private", "desk", "loan")
PLACES = ("home", "satellite", "mobile")
RULE = queries.policy_information_classes().set_index("class_code")["rule_code"].to_dict()
EVERY_CHOICE = list(chain.from_iterable(combinations(RULE, size) for size in range(len(RULE) + 1)))


def _open(name: str, **parameters: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60).switch_page(f"pages/{name}.py")
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.run()


@pytest.mark.parametrize(("device", "place", "lan"), list(product(DEVICES, PLACES, ("yes", "no"))))
def test_every_way_of_working_has_one_method_and_first_measures(device, place, lan):
    method = queries.policy_method(device, place, lan)
    measures = queries.policy_method_measures(device, place, lan)

    assert len(method) == 1
    assert (measures["priority"] == "◎").any()
    assert list(measures["priority"]) == sorted(measures["priority"], key="◎○".index)
    # what is not from a document says so
    assert (measures["source_id"].isna() == (measures["origin"] == "提案")).all()


def test_a_private_device_never_uses_the_network_for_supplied_devices():
    for place in PLACES:
        assert queries.policy_method("private", place, "yes")["method_code"][0] != "closed_network"


def test_without_the_office_lan_the_device_does_not_matter():
    for device, place in product(DEVICES, PLACES):
        assert queries.policy_method(device, place, "no")["method_code"][0] == "web_tools"


@pytest.mark.parametrize("is_bulk", [True, False])
@pytest.mark.parametrize("is_satellite", [True, False])
@pytest.mark.parametrize("kinds", EVERY_CHOICE, ids="+".join)
def test_the_strictest_rule_of_the_chosen_kinds_wins(kinds, is_bulk, is_satellite):
    rulings = [
        lgwan.ruling(kind, RULE[kind], is_bulk=is_bulk, is_satellite=is_satellite) for kind in kinds
    ]

    binding = lgwan.strictest(rulings)

    if not kinds:
        assert binding is None
    elif "resident" in kinds and is_bulk and not is_satellite:
        assert binding == lgwan.Ruling("resident", "forbidden", True)
    elif {"resident", "staff", "undisclosed"} & set(kinds):
        assert binding.outcome == "decide"
    elif "policy" in kinds:
        assert binding.outcome == "careful"
    else:
        assert binding == lgwan.Ruling("public", "unreadable", False)


def test_the_satellite_exception_is_marked_as_our_reading():
    one = lgwan.ruling("resident", "bulk_forbidden", is_bulk=True, is_satellite=True)

    assert one == lgwan.Ruling("resident", "decide", False)


def test_confidentiality_levels_are_those_of_the_notice():
    classes = queries.policy_information_classes().set_index("class_code")

    assert classes["confidentiality_level"].to_dict() == {
        "resident": 3,
        "staff": 3,
        "undisclosed": 3,
        "policy": 2,
        "public": 1,
    }


@pytest.mark.parametrize("subject", ["local", "agency"])
def test_every_barrier_of_the_survey_has_a_measure_with_a_source(subject):
    sources = set(queries.data_sources()["source_id"])

    for barrier in barriers.choices(subject):
        measures = queries.policy_counter_measures(subject, barrier)
        assert (~measures["is_for_any"]).any(), barrier
        assert set(measures["source_id"]) <= sources


def test_programmes_whose_period_has_ended_are_marked():
    state = queries.policy_programmes().set_index("programme_code")["period_state"]

    assert state["reform_seminar"] == "ended"  # until 2021-03-31
    assert state["telework_manager"] == "not_stated"  # a document of 2021-09 still announces it
    assert state["budget_hearing"] == "provider_ended"  # the office ended in August 2021
    assert state["support_network"] == "not_stated"
    assert set(state) <= {"ended", "provider_ended", "running", "not_stated"}


def test_the_agency_barrier_other_keeps_its_two_unplaced_marks():
    history = barriers.naming_history("agency", "other")

    assert history[0].words == "平成29年3月（2017年）、22府省庁のうち14＋2"


def test_a_local_barrier_is_shown_in_both_rounds_that_asked():
    history = barriers.naming_history("local", "counter_work")[:2]  # a store may add rounds

    assert [one.bar.label for one in history] == ["R2.10", "R3.10"]
    assert [one.bar.words for one in history] == ["82.7% / 1,382", "89.4% / 872"]


def test_a_barrier_first_asked_in_the_next_round_says_so(monkeypatch):
    monkeypatch.setattr(barriers, "naming_history", lambda subject, barrier: ())

    content = barrier_guide._Guide("local", "security").content()

    assert isinstance(content.figures["history"].chart, Blank)
    assert "まだ尋ねていない" in content.headline
    assert content.missing == (
        "この要因は、手元のどの回でもまだ尋ねていない。次の調査の結果が入ると示す。",
    )
    assert content.key_figures[0].value == "データなし"


def test_a_partys_proposal_is_marked_beside_each_measure():
    lines = BarrierGuide("agency", "security").content.passages["measures"].lines

    marks = {line.label: line.remark for line in lines}
    assert "◆ 政党の提言（D03）" in marks["対策　府省ネットワークの統合"]
    assert "□ 本サイトの整理（D01）" in marks["対策　安全と利便の均衡"]
    assert all(line.remark.count("（D03）") == line.remark.count("◆") for line in lines)
    with speaking("en"):
        lines = BarrierGuide("agency", "security").content.passages["measures"].lines
        assert any("◆ proposed by a party (D03)" in line.remark for line in lines)


def test_what_is_over_says_so_with_its_day():
    content = BarrierGuide("agency", "budget").content
    support = [
        line for name in ("support", "support_more") for line in content.passages[name].lines
    ]

    (hearing,) = [line for line in support if "ヒアリング" in line.label]
    assert hearing.text.startswith("× 組織は令和3年8月31日（2021年）まで（業務はデジタル庁へ）")
    local = BarrierGuide("local", "security").content.passages
    text = " ".join(
        f"{one.label}{one.text}{one.remark}" for part in local.values() for one in part.lines
    )
    assert "× 令和3年3月31日（2021年）で期間終了" in text
    assert "企業向け" in text  # the checklist is for small companies and says so


def test_a_private_device_does_not_fit_the_notice_and_the_guide_opens_on_a_supplied_one():
    assert MethodGuide().device == "loan"
    unfit = MethodGuide("private", "home", "yes").content
    assert "通知の形（支給端末）に合わず、要検討" in unfit.headline
    assert unfit.passages["answer"].lines[0].label == "通知の形に合わない・要検討"
    assert "合わ" not in MethodGuide("loan", "home", "yes").content.headline
    assert "合わ" not in MethodGuide("private", "home", "no").content.headline


def test_every_measure_says_who_says_it():
    lines = MethodGuide("desk", "home", "yes").content.passages["measures"].lines

    remarks = {line.label: line.remark for line in lines}
    assert remarks["○ 持ち帰りの記録"] == "◇ 本サイトの提案"
    assert remarks["◎ 方式のチェックリストで確認"] == "■ 資料の記載（D02）"
    assert remarks["◎ 紙やUSBに出さない"] == "□ 本サイトの整理（S01）"


@pytest.mark.parametrize(
    ("code", "parameters", "link"),
    [
        (
            "barrier_guide",
            {"barrier": "agency-budget"},
            "barrier_guide?subject=agency&barrier=budget",
        ),
        (
            "method_guide",
            {"way": "private-mobile-no"},
            "method_guide?device=private&place=mobile&lan=no",
        ),
        (
            "lgwan_guide",
            {"bulk": "no", "kinds": "staff", "place": "satellite"},
            "lgwan_guide?kinds=staff&bulk=no&place=satellite",
        ),
    ],
)
def test_items_of_earlier_agendas_open_the_same_choice(code, parameters, link):
    made, _ = subject_of(link_of(code, parameters))

    assert made == subject_of(link)[0]
    assert made.link == link


def test_the_chosen_kinds_come_from_the_address():
    page = _open("lgwan_guide", kinds="public,policy", place="satellite")

    assert not page.exception
    assert page.session_state["lgwan_guide_kinds"] == ["policy", "public"]
    assert page.metric[0].value == "留意して運用"


def test_no_kind_chosen_asks_for_one():
    page = _open("lgwan_guide", kinds="")

    assert not page.exception
    assert page.metric[0].value == "－ 未選択"


@pytest.mark.parametrize(
    "link", ["lgwan_guide?bulk=perhaps", "lgwan_guide?kinds=resident,x", "lgwan_guide?where=home"]
)
def test_a_choice_the_notice_does_not_know_is_refused(link: str):
    with pytest.raises(UnknownChoice):
        subject_of(link)


def test_the_notice_is_named_and_our_own_advice_is_marked_as_ours():
    content = subject_of("lgwan_guide")[0].content

    assert "総行情第111号" in content.provenance.source
    said, ours = content.passages["next"].lines
    assert "通知（総行情第111号）" in said.text
    assert ours.remark == "◇ 本サイトの提案"


@pytest.mark.slow
@pytest.mark.parametrize("barrier", ["security", "budget", "nonsense", ""])
@pytest.mark.parametrize("subject", ["local", "agency", "x"])
def test_the_barrier_guide_survives_any_pair_in_the_address(subject, barrier):
    page = _open("barrier_guide", subject=subject, barrier=barrier)

    assert not page.exception
    assert page.selectbox(key="barrier_guide_barrier").value in barriers.choices(
        subject if subject == "agency" else "local"
    )


@pytest.mark.parametrize("device", [*DEVICES, "phone"])
def test_the_method_guide_opens_for_every_device(device):
    page = _open("method_guide", device=device, place="mobile", lan="no")

    assert not page.exception
    assert page.session_state["method_guide_device"] == (device if device in DEVICES else "loan")
