"""地方公共団体の比較: one local government among its peers, what it lacks, and whom to call."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.screen.draft import draft
from readiness.subjects.local.peers import Peers

peers = screen.subject(Peers)
find_box, rule_box, change_box = screen.title(peers.content.title, 3.9, 3.6, 1.6)
with find_box:
    screen.control(peers, "code", label=t("find.label_of_box"))
with rule_box:
    screen.control(peers, "rule", label=t("peers.rule"))
with change_box.popover(t("peers.change"), width="stretch"):
    screen.control(peers, "k", label=t("peers.k"))
    for name in ("codes", "removed"):
        if name in peers.chosen():
            screen.control(peers, name, label=t(f"peers.{name}"))
screen.headline(peers)
if not peers.code:
    screen.passage(peers, "how", in_card=False)
    screen.passage(peers, "examples")
    screen.origin(peers)
    st.stop()

left, right = st.columns([5.6, 4.4])
with left:
    screen.figure_card(peers, "shares")
with right:
    screen.figure_card(peers, "step")
where, whom, land = st.columns([3.7, 3.9, 2.4])
with where:
    screen.figure_card(peers, "strips")
with whom:
    screen.passage(peers, "calls")
with land:
    screen.map_alone(peers, "map", height=252)
size, near = st.columns([6, 4])
with size:
    screen.figure_card(peers, "size", sets="item")
    screen.control(peers, "item", label=t("peers.size.names_of"))
with near:
    screen.figure_card(peers, "neighbours")
if "size_names" in peers.content.tables:
    screen.listing(peers, "size_names", 260)
screen.origin(peers)
screen.passage(peers, "numbers", in_card=False)
screen.passage(peers, "ways", in_card=False)
with st.expander(t("peers.readings"), key="peers_readings"):
    screen.passage(peers, "readings", in_card=False)
    screen.passage(peers, "method", in_card=False)
for name in ("ask", "members", "indicators", "size"):
    screen.rows(peers, name)
draft(peers)
meeting.add(peers)
meeting.one_page(peers)
