"""自治体の比較: one local government among its peers, what comes next, and whom to call."""

import pandas as pd
import streamlit as st

from readiness import maps, queries, ui
from readiness.figures import peer_readings, peer_shares
from readiness.wording import number, period, t

PAGE, EXAMPLES = "peers", ("342084", "132063", "073644", "141003", "131016", "340006")
local_round = queries.latest_round("local")
as_of = period(local_round.removeprefix("local-"))
governments = queries.local_governments(local_round)
labels = ui.government_labels(local_round)

find_box, rule_box, change_box = ui.title(t("peers.title"), 3.9, 3.6, 1.6)
with change_box, st.popover(t("peers.change"), width="stretch"):
    k = ui.slider(PAGE, "k", 5, 50, label=t("peers.k"), default=15)
    codes = ",".join(ui.pick(PAGE, "codes", labels, label=t("peers.codes"), limit=20))
    removing = st.container()
with find_box:
    code = ui.find_government(PAGE, local_round, label=t("find.label_of_box"))
is_alone = bool(code) and queries.peer_nearest(code, 1).empty
with rule_box:
    choices = {rule: t(f"peers.choice.{rule}", count=k) for rule in peer_readings.RULES}
    usual = "class_staff" if is_alone else "nearest"
    rule = ui.select(PAGE, "rule", choices, label=t("peers.rule"), default=usual)


def start() -> None:
    ui.sentence(t("peers.start"))
    st.markdown(t("peers.start_how"))
    with ui.card("peers_examples", t("peers.start_examples")):
        for example in EXAMPLES:
            st.page_link("pages/peers.py", label=labels[example], query_params={"code": example})
    ui.round_provenance(local_round, denominator=t("peers.denominator"), note=t("peers.note"))


def group_shares(own, removed: str) -> list[peer_shares.Share]:
    """The nation and every rule that has something to say, in the order of the figure."""
    same_kind = governments[
        (governments["entity_class"] == "都道府県") == (own.entity_class == "都道府県")
    ]
    adopted = int((same_kind["status"] == "adopted").sum())
    ratio = adopted / len(same_kind)
    kind = "prefectures" if own.entity_class == "都道府県" else "municipalities"
    nation = peer_shares.Share(
        "", t(f"peers.nation.{kind}"), len(same_kind), adopted, ratio, ratio, ratio
    )
    groups = []
    for each in ("prefecture", "class_staff", "similar_group", "nearest", "own"):
        if each == "own" and not codes and rule != "own":
            continue
        summary = next(queries.peer_summary(own.code, each, k, codes, removed).itertuples())
        label = peer_readings.rule_label(each, own, summary.peer_count or k)
        reason = peer_readings.why_no_peers(each, own)
        groups.append(peer_readings.share(each, label, summary, reason))
    return [nation, *groups]


def comparison(code: str) -> None:
    own = next(governments[governments["code"] == code].itertuples(index=False))
    everyone = queries.peer_members(code, rule, k, codes)
    with removing:
        candidates = {peer: labels[peer] for peer in everyone["code"]}
        removed = (
            ",".join(
                ui.pick(
                    PAGE, "removed", candidates, label=t("peers.removed"), limit=len(candidates)
                )
            )
            if candidates
            else ""
        )
    members = everyone[~everyone["code"].isin(removed.split(","))]
    groups = group_shares(own, removed)
    chosen = next(group for group in groups if group.rule == rule)
    indicators = queries.peer_indicators(code, rule, k, codes, removed)
    lacked = peer_readings.lacked_items(indicators)
    asked = members[members["status"] == "adopted"]
    order = "most" if own.status == "adopted" and len(lacked) else "similar"
    if order == "most":
        asked = asked.sort_values(["lacked_item_count", "rank"], ascending=[False, True])
    nearest = next(asked.itertuples(), None)
    ui.sentence(peer_readings.sentence(own, chosen, lacked, nearest))
    readings = [peer_readings.reading(group, own.status) for group in groups]

    left, right = st.columns([5.6, 4.4])
    with left, ui.card("peers_shares", t("peers.shares")):
        wide, narrow = (
            peer_shares.shares(groups, groups[0].ratio, rule, is_narrow)
            for is_narrow in (False, True)
        )
        ui.wide_and_narrow(wide, narrow, key="peers_shares", alt="".join(readings))
    with right, ui.card("peers_step", t("peers.step")):
        next_step(own, chosen, lacked, indicators)
    where, whom, land = st.columns([3.7, 3.9, 2.4])
    with where, ui.card("peers_strips", t("peers.strips", count=len(members))):
        position(own, members)
    with whom:
        st.subheader(t(f"peers.ask.{order}", count=len(asked)), anchor=False)
        whom_to_ask(asked, len(lacked))
    with land:
        others = maps.placed(members)
        (oneself,) = maps.placed(governments[governments["code"] == code])
        ui.map_alone(
            maps.among_peers(oneself, others),
            key="peers_map",
            alt=t("peers.map_alt", count=len(members)),
            height=252,
        )
    ui.round_provenance(
        local_round,
        denominator=t("peers.denominator"),
        note=t("peers.note"),
        more=t("peers.more_sources"),
    )
    ways_on(code, asked)
    words = {"as_of": as_of, "name": f"{own.prefecture_name}{own.name}", "rule": choices[rule]}
    details(words, readings, asked, members, indicators)


def next_step(own, chosen, lacked, indicators) -> None:
    items = [
        (peer_readings.item_label(row.indicator_code), int(row.yes_count), int(row.peer_count))
        for row in lacked.itertuples()
        if row.peer_count
    ]
    if own.status == "not_adopted" and chosen.peer_count:
        telework = (peer_readings.item_label("telework"), chosen.adopted_count, chosen.peer_count)
        items.insert(0, telework)
    unknown = indicators[indicators["own_answer"] == "not_surveyed"]["indicator_code"]
    if items:
        shown = 5 if len(items) <= 5 else 4  # the line on the rest takes the fifth row
        words = t("list.separator").join(
            t("peers.step_item", item=item, have=have, count=count) for item, have, count in items
        )
        wide, narrow = (peer_shares.lacked_items(items[:shown], narrow) for narrow in (False, True))
        ui.wide_and_narrow(wide, narrow, key="peers_step", alt=t("peers.step_alt", items=words))
        if len(items) > shown:
            st.markdown(f":small[{t('peers.step_more', count=len(items) - shown)}]")
    elif unknown.empty:
        answered = int(indicators["own_answer"].notna().sum())
        st.markdown(t("peers.step_done", count=answered))
    if len(unknown):
        names = t("list.separator").join(peer_readings.item_label(item) for item in unknown)
        st.markdown(f":small[{t('peers.step_unknown', items=names)}]")


def position(own, members) -> None:
    features = peer_readings.features(own, members, is_alone)
    if not features:
        st.markdown(t("table.empty"))
        return
    values = t("list.separator").join(
        t(
            "peers.strips_value",
            label=feature.label,
            own=feature.printed(feature.own),
            low=feature.printed(min(feature.values)),
            high=feature.printed(max(feature.values)),
        )
        for feature in features
    )
    ui.chart(
        peer_shares.strips(features), key="peers_strips", alt=t("peers.strips_alt", values=values)
    )
    if peer_readings.evacuated(own, members).any():
        st.markdown(f":small[{t('peers.evacuated')}]")


def whom_to_ask(asked, lacked_count: int) -> None:
    if asked.empty:
        st.markdown(t("peers.ask.nobody"))
        return
    is_prefecture = asked["entity_type"] == "都道府県"
    staff = asked["staff_count"]
    if staff.isna().any() and staff.notna().any():
        staff = [t("mark.none") if pd.isna(count) else number(count) for count in staff]
    shown = asked.assign(
        place=asked["name"].where(is_prefecture, asked["prefecture_name"] + " " + asked["name"]),
        items=[f"{count} / {lacked_count}" for count in asked["lacked_item_count"]],
        staff_count=staff,
        km=asked["distance_km"].round().astype(int),
    )[["place", "items", "population", "staff_count", "km", "website_url"]]
    shown = shown.drop(columns=[] if lacked_count else ["items"]).dropna(axis="columns", how="all")
    ui.call_list(
        shown.rename(
            columns={
                "place": t("peers.column.name"),
                "items": t("peers.column.items", count=lacked_count),
                "population": t("peers.feature.population"),
                "staff_count": t("peers.column.staff"),
                "km": t("peers.column.distance_km"),
                "website_url": t("peers.column.website"),
            }
        ),
        link=t("peers.column.website"),
    )


def ways_on(code: str, asked) -> None:
    """Four in columns, and the questions that the public table does not answer."""
    beside = ",".join([code, *asked["code"].head(3)])
    columns = st.columns(2)
    columns[0].page_link(
        "pages/side_by_side.py", label=t("peers.compare_link"), query_params={"codes": beside}
    )
    columns[1].page_link("pages/self_check.py", label=t("peers.check_link"))


def details(words, readings, asked, members, indicators) -> None:
    with st.expander(t("peers.readings"), key="peers_readings"):
        st.markdown("\n".join(f"- {ui.plain(reading)}" for reading in readings))
        st.markdown(f"**{t('peers.average')}** {t('peers.method')}")
    listed = [c for c in members.columns if c not in ("latitude", "longitude")]
    for name, rows in (
        ("ask", asked[listed]),
        ("members", members[listed]),
        ("indicators", peer_readings.indicator_table(indicators)),
    ):
        ui.table(
            rows,
            key=f"peers_{name}",
            file_name=t(f"peers.file.{name}", **words),
            heading=t(f"peers.table.{name}", count=len(rows)),
        )


if code:
    comparison(code)
else:
    start()
