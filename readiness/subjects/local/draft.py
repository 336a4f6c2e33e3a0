"""The draft for a mayor or a governor: a government among its peers, with its own answers where there are
any. Comparison and answers in, memo out.
"""

from collections.abc import Mapping

import pandas as pd

from readiness.data import queries
from readiness.language.wording import listed, number, pct, t
from readiness.subjects.kept import kept
from readiness.subjects.local import governments, peer_words
from readiness.subjects.local.comparison import Comparison
from readiness.subjects.memo import Memo, Proposal, cited, for_anybody, labelled, measures
from readiness.subjects.model import Content

_EACH, _MOST = 2, 5  # measures per reason, and on paper
_REASONS = 4  # own reasons that are worked on
_COMMON = 3  # of the nation's reasons, where one's own are not known
_ITEMS = 4  # indicators named
_MAYORS = {"都道府県": "governor", "特別区": "ward", "町": "town", "村": "village"}


def memo(of: Comparison, content: Content, link: str, own: Mapping[str, str] | None = None) -> Memo:
    """The draft of one government. ``content`` is what its comparison says; ``own`` are its own answers,
    question in words -> answer in words, the reasons by their codes under ``reason``.
    """
    name = governments.full_name(of.own)
    answered = dict(own or {})
    reasons, origin = _reasons(of, answered.pop("reason", ""))
    found, sources = measures("local", reasons, each=_EACH, most=_MOST)
    if of.own.status == "adopted" and origin == "common":
        found, sources = for_anybody("local", most=2)
    view = content.views["sheet"]
    return Memo(
        title=t("memo.title.local", name=name),
        name=name,
        to=t(f"memo.to.{_MAYORS.get(of.own.entity_type, 'city')}"),
        stand=(
            t("memo.stand", name=name, status=peer_words.status(of.own.status)),
            *_items(of),
        ),
        view=view,
        reasons=(
            *_said_reasons(of, reasons, origin),
            *(labelled(question, answer) for question, answer in answered.items()),
        ),
        others=tuple(_others(of, content)),
        proposals=(*_calls(of), *_step(of), *found),
        sources=cited(content.provenance.source, (*sources, *_reason_source(origin))),
        notes=(
            t("memo.as_of", as_of=content.provenance.as_of, basis=content.provenance.basis),
            content.caution,
            *content.notes,
            t("origin.key"),
        ),
        link=link,
    )


def _labels() -> dict[str, str]:
    rows = kept(queries.local_choice_labels)
    rows = rows[rows["question_code"] == "reason"]
    return dict(zip(rows["choice_code"], rows["short_label"], strict=True))


def _reasons(of: Comparison, codes: str) -> tuple[list[tuple[str, str]], str]:
    """Reasons (code, words) to work on and whose they are: told by oneself, answered in a survey, or
    the nation's most common ones.
    """
    labels = _labels()
    if codes:
        return [(code, labels.get(code, code)) for code in codes.split(",")][:_REASONS], "own"
    rows = kept(queries.peer_answers, of.code, of.rule, of.k, ",".join(of.codes), "")
    surveyed = rows[(rows["question_code"] == "reason") & (rows["own_answer"] == "yes")]
    if len(surveyed):
        codes_of = list(surveyed["choice_code"])
        return [(code, labels.get(code, code)) for code in codes_of][:_REASONS], "surveyed"
    return [
        (row.choice_code, labels.get(row.choice_code, row.choice)) for row in _common()
    ], "common"


def _common() -> list[pd.Series]:
    rows = kept(queries.local_question_distribution, "reason")
    rows = rows[rows["choice_code"] != "other"].sort_values("choice_ratio", ascending=False)
    return list(rows.head(_COMMON).itertuples())


def _reason_source(origin: str) -> list[str]:
    if origin != "common":
        return []
    return list(dict.fromkeys(row.source_id for row in _common()))


def _said_reasons(of: Comparison, reasons: list[tuple[str, str]], origin: str) -> list[str]:
    """Whose reasons they are, and which."""
    if origin != "common":
        words = listed(words for _, words in reasons)
        return [labelled(t(f"memo.reasons.{origin}"), words)]
    if not reasons:
        return [t("memo.no_reason")]
    labels = _labels()
    rows = _common()
    words = listed(
        t(
            "memo.reason_share",
            reason=labels.get(row.choice_code, row.choice),
            ratio=pct(row.choice_ratio),
        )
        for row in rows
    )
    unknown = "memo.unknown.adopted" if of.own.status == "adopted" else "memo.unknown"
    count = number(rows[0].government_count) if pd.notna(rows[0].government_count) else ""
    return [t(unknown), labelled(t("memo.reasons.common", count=count), words)]


def _items(of: Comparison) -> list[str]:
    """What most of the peers have and this one lacks."""
    common = of.lacked[of.lacked["yes_count"] * 2 > of.lacked["peer_count"]].head(_ITEMS)
    if common.empty:
        return []
    items = listed(
        t(
            "memo.item",
            item=peer_words.item(row.indicator_code),
            yes=int(row.yes_count),
            of=int(row.peer_count),
        )
        for row in common.itertuples()
    )
    return [labelled(t("memo.lacking"), items)]


def _others(of: Comparison, content: Content) -> list[str]:
    """Each group of peers in words, and when they plan to begin."""
    lines = []
    for group in of.groups:
        kind = peer_words.kind(group) if group.rule or not group.rate.has_share else "whole"
        lines.append(t(f"memo.group.{kind}", **peer_words.fields(of, group)))
    plan = content.figures["shares"].note
    return [*lines, *([plan] if plan else [])]


def _calls(of: Comparison) -> tuple[Proposal, ...]:
    """Ask those that have it, most alike first."""
    names = [governments.full_name(one) for one in of.asked.head(_ITEMS).itertuples()]
    if not names:
        return ()
    return (Proposal(t("memo.call", names=listed(names)), t("origin.ours")),)


def _step(of: Comparison) -> tuple[Proposal, ...]:
    """The first thing most of the peers have and this one lacks."""
    common = of.lacked[of.lacked["yes_count"] * 2 > of.lacked["peer_count"]].head(2)
    if common.empty:
        return ()
    items = listed(peer_words.item(code) for code in common["indicator_code"])
    return (Proposal(t("memo.step", items=items), t("origin.ours")),)
