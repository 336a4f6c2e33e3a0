"""都道府県マップ: the regional pattern with its uncertainty, then down to the names not yet there."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import each_town, meeting
from readiness.subjects.local.prefecture_map import PrefectureMap

made = screen.subject(PrefectureMap)
controls = [name for name in made.chosen() if name != "beside"]
widths = {2: (2.6, 3.4), 3: (2.4, 3.2, 2.6)}[len(controls)]
for box, name in zip(screen.title(made.content.title, *widths), controls, strict=True):
    with box:
        screen.control(made, name, label=t(f"prefecture_map.{name}"))
screen.headline(made)
left, right = st.columns([5.1, 4.9])
with left, st.container(gap="xsmall"):
    picked = screen.map_figure(made, "map", control="prefecture", state=made.prefecture)
    if not made.prefecture:
        screen.figure(made, "legend")
with right:
    if made.prefecture:
        screen.key_figures(made)
        screen.figure(made, "answers")
        picked = picked or screen.pick_row(made, "municipalities", height=360)
    else:
        if made.beside:
            screen.map_figure(made, "beside", control="prefecture", state=made.beside)
            screen.figure(made, "beside_legend")
        else:
            screen.figure(made, "ranking", sets="prefecture")
            screen.passage(made, "not_ranked", in_card=False)
        screen.control(made, "beside", label=t("prefecture_map.beside"))
if picked:
    st.switch_page("pages/peers.py", query_params={"code": picked})
screen.origin(made)
if made.prefecture:
    screen.passage(made, "waiting", in_card=False)
    screen.to_copy(made, "reminder")
each_town.hand_outs(made.prefecture)
screen.passage(made, "ways", in_card=False)
screen.rows(made, next(iter(made.content.tables)))
meeting.add(made)
