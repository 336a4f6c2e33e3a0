"""自治体の比較: one local government among its peers, what comes next, and whom to call."""

import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.drawing.figures import peer_shares
from readiness.language.wording import period, t
from readiness.screen import meeting
from readiness.subjects import peer_readings, peers

PAGE, EXAMPLES = "peers", ("342084", "132063", "073644", "141003", "131016", "340006")
local_round = queries.latest_round("local")
compare = screen.cached(peers.compare)
labels = screen.government_labels(local_round)

find_box, rule_box, change_box = screen.title(t("peers.title"), 3.9, 3.6, 1.6)
changes = change_box.popover(t("peers.change"), width="stretch")
with changes:
    k = screen.slider(PAGE, "k", 5, 50, label=t("peers.k"), default=15)
with find_box:
    code = screen.find_government(PAGE, local_round, label=t("find.label_of_box"))
with rule_box:
    choices = {rule: t(f"peers.choice.{rule}", count=k) for rule in peer_readings.RULES}
    usual = "class_staff" if code and peers.is_near_nobody(code) else "nearest"
    rule = screen.select(PAGE, "rule", choices, label=t("peers.rule"), default=usual)


def start() -> None:
    screen.sentence(t("peers.start"))
    st.markdown(t("peers.start_how"))
    with screen.card("peers_examples", t("peers.start_examples")):
        for example in EXAMPLES:
            st.page_link("pages/peers.py", label=labels[example], query_params={"code": example})
    screen.round_provenance(local_round, denominator=t("peers.denominator"), note=t("peers.note"))


def chosen_peers(code: str) -> tuple[str, str]:
    """Codes of the own choice and of the removed peers, each joined by commas."""
    with changes:
        codes = ""
        if rule == "own":
            codes = ",".join(screen.pick(PAGE, "codes", labels, label=t("peers.codes"), limit=20))
        everyone = queries.peer_members(code, rule, k, codes)["code"]
        if everyone.empty:
            return codes, ""
        names = {peer: labels[peer] for peer in everyone}
        removed = screen.pick(PAGE, "removed", names, label=t("peers.removed"), limit=len(names))
    return codes, ",".join(removed)


def next_step(found: peers.Comparison) -> None:
    if found.items:
        screen.chart(found.step_figure(screen.is_narrow()), key="peers_step", alt=found.step_alt)
    for note in (*found.notes, *found.number_lines):
        st.markdown(f":small[{note}]")


def position(found: peers.Comparison) -> None:
    if not found.features:
        st.markdown(t("table.empty"))
        return
    screen.chart(peer_shares.strips(found.features), key="peers_strips", alt=found.strips_alt)
    if found.leaves_out_evacuated:
        st.markdown(f":small[{t('peers.evacuated')}]")


@screen.cached
def tables(*asked: str | int):
    return peers.compare(*asked).tables


def details(found: peers.Comparison, tables) -> None:
    beside = ",".join([found.own.code, *found.asked["code"].head(3)])
    columns = st.columns(3)
    links = {
        "side_by_side": ("peers.compare_link", {"codes": beside}),
        "self_check": ("peers.check_link", {}),
        "local_rounds": ("peers.plans_link", {"view": "peers", "code": found.own.code}),
    }
    for column, (page, (key, query)) in zip(columns, links.items(), strict=True):
        if page != "local_rounds" or found.plan_line:
            column.page_link(f"pages/{page}.py", label=t(key), query_params=query)
    with st.expander(t("peers.readings"), key="peers_readings"):
        st.markdown("\n".join(f"- {screen.plain(reading)}" for reading in found.readings))
        st.markdown(f"**{t('peers.average')}** {t('peers.method')}")
    as_of = period(local_round.removeprefix("local-"))
    for name, rows in tables.items():
        file_name = t(f"peers.file.{name}", as_of=as_of, name=found.name, rule=choices[rule])
        heading = t(f"peers.table.{name}", count=len(rows))
        screen.table(rows, key=f"peers_{name}", file_name=file_name, heading=heading)


@screen.cached
def drawn(local_round: str, *asked: str | int) -> None:
    found = peers.compare(local_round, *asked)
    count = len(found.members)
    screen.sentence(found.sentence)
    left, right = st.columns([5.6, 4.4])
    with left, screen.card("peers_shares", t("peers.shares")):
        alt = "".join(found.readings)
        screen.chart(found.share_figure(screen.is_narrow()), key="peers_shares", alt=alt)
        if found.plan_line:
            st.markdown(f":small[{found.plan_line}]")
    with right, screen.card("peers_step", t("peers.step")):
        next_step(found)
    where, whom, land = st.columns([3.7, 3.9, 2.4])
    with where, screen.card("peers_strips", t("peers.strips", count=count)):
        position(found)
    with whom:
        st.subheader(t(f"peers.ask.{found.order}", count=len(found.asked)), anchor=False)
        if found.asked.empty:
            st.markdown(t("peers.ask.nobody"))
        else:
            screen.call_list(peers.call_list(found), link=t("peers.column.website"))
    with land:
        alt = t("peers.map_alt", count=count)
        screen.map_alone(found.deck(), key="peers_map", alt=alt, height=252)
    denominator, more = t("peers.denominator"), t("peers.more_sources")
    screen.round_provenance(local_round, denominator=denominator, note=t("peers.note"), more=more)


def comparison(code: str) -> None:
    asked = local_round, code, rule, k, *chosen_peers(code)
    drawn(*asked)
    details(compare(*asked), tables(*asked))
    with st.container(horizontal=True):
        meeting.add_view("peer_sheet", government=code)
        meeting.one_page_of_view("peer_sheet", government=code)


if code:
    comparison(code)
else:
    start()
