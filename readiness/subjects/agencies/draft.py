"""The draft for an agency's vice minister: what its karte says, on two pages. Content in, memo out."""

from readiness.language.wording import headed, said, t
from readiness.subjects.agencies import answers
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.memo import Memo, Proposal, cited, labelled, measures
from readiness.subjects.model import Content, Passage

_MOST = 5  # measures on paper
_ADVICE_SOURCE = "S30"


def memo(content: Content, survey: Survey, name: str, link: str) -> Memo:
    """The draft of one agency."""
    gap = survey.gap_of(name)
    named = gap[(gap["kind"] == "barrier") & gap["state"].isin(["obstacle", "unreadable"])]
    barriers = [
        (row["choice_code"], answers.short_item(row["choice_code"], row["item"]))
        for _, row in named.iterrows()
    ]
    guide, sources = measures("agency", barriers, each=2, most=_MOST)
    passages = content.passages
    days = content.figures["days"]
    stand = [
        content.headline,
        *_lines(passages["since"]),
        labelled(headed(days.heading, days.detail), passages["later"].lines[0].text),
    ]
    plans = [one for one in passages["plan"].lines if one.label == t("agency_karte.plan")]
    reasons = [
        *_barriers(content),
        *_lines(passages["nobody"]),
        *(labelled(one.label, one.text) for one in plans),
    ]
    others = [
        *_lines(passages["next"])[1:],
        *_lines(passages["ready"]),
        *_lines(passages["practices"]),
        *_lines(passages["plan"])[-1:],
    ]
    view = content.views["sheet"]
    return Memo(
        title=t("memo.title.agency", name=said(name)),
        name=said(name),
        to=t("memo.to.agency"),
        stand=tuple(stand),
        view=view,
        reasons=tuple(reasons) or (t("memo.no_reason"),),
        others=tuple(dict.fromkeys(others)),
        proposals=(
            *_advice(content, [words for _, words in barriers]),
            *_next(passages["next"]),
            *guide,
        ),
        sources=cited(content.provenance.source, (_ADVICE_SOURCE, *sources)),
        notes=(
            t("memo.as_of", as_of=content.provenance.as_of, basis=content.provenance.basis),
            *content.notes[:1],
            t("origin.key"),
        ),
        link=link,
    )


def _lines(passage: Passage) -> list[str]:
    """Lines that say something; ways to other screens lead nowhere on paper."""
    return [labelled(one.label, one.text + one.remark) for one in passage.lines if not one.link]


def _barriers(content: Content) -> list[str]:
    table = content.tables.get("advice")
    if table is None:
        return []
    names = t("list.separator").join(table.rows["advised_barrier"])
    return [labelled(t("memo.barriers"), names)]


def _advice(content: Content, barriers: list[str]) -> tuple[Proposal, ...]:
    """What the document advises about each barrier, and whom to ask."""
    table = content.tables.get("advice")
    rows = zip(barriers, table.rows.itertuples(), strict=True) if table else ()
    return tuple(
        Proposal(
            t(
                "memo.advice",
                barrier=barrier,
                advice=row.advice_summary,
                contact=row.advice_contact,
                ahead=row.advice_ahead,
            ),
            t("origin.with_source", origin=t("origin.arranged"), source=_ADVICE_SOURCE),
        )
        for barrier, row in rows
    )


def _next(passage: Passage) -> tuple[Proposal, ...]:
    """What the next stage asks, in the survey's own words."""
    first = passage.lines[:1]
    return tuple(
        Proposal(t("memo.next", label=one.label, text=one.text), t("origin.arranged"))
        for one in first
    )
