"""The guides as slides: one barrier, one way of working, one choice of information."""

import re

import pandas as pd

from readiness.data import queries
from readiness.definitions import rounds
from readiness.language.wording import number, pct, t
from readiness.subjects import barriers
from readiness.subjects.kept import kept
from readiness.subjects.model import Bar, Bars, Provenance, View
from readiness.subjects.provenance import joined, of_round, of_source, said

SUBJECTS = ("local", "agency")
DEVICES = {"private": "private", "desk": "desk_takeout", "loan": "loan"}
PLACES, LANS = ("home", "satellite", "mobile"), ("yes", "no")


def barrier_choices() -> dict[str, str]:
    """``local-cost`` -> subject and wording of the barrier."""
    return {
        f"{subject}-{code}": t(
            "view.barrier_guide.choice", subject=t(f"barrier.subject.{subject}"), barrier=name
        )
        for subject in SUBJECTS
        for code, name in barriers.choices(subject).items()
    }


def barrier(barrier: str) -> View:
    """One barrier: who named it in which round, what others use, what to do."""
    subject, _, code = barrier.partition("-")
    name = barriers.choices(subject)[code]
    measures = kept(queries.policy_counter_measures, subject, code)
    history = barriers.naming_history(subject, code)
    used, used_note = barriers.used_by_others(subject)
    round_code = _latest_reasons() if subject == "local" else kept(queries.latest_round, "agency")
    origin = of_round(round_code)
    asked = len(kept(queries.agency_stage, kept(queries.latest_round, "agency")))
    groups = (
        (t(f"barrier.named_{subject}"), _bars(history, "obstacle")),
        (t("barrier.peers"), _bars(used, "has")),
    )
    return View(
        code="barrier_guide",
        condition=kept(barrier_choices)[barrier],
        title=t("view.barrier_guide", barrier=name),
        headline=t(
            "view.barrier_guide.headline",
            barrier=name,
            named=history["words"].iloc[-1],
            count=int((~measures["is_for_any"]).sum()),
        ),
        key_figure=pct(history["ratio"].iloc[-1])
        if subject == "local"
        else _plain(history["text"].iloc[-1]),
        key_label=t(f"view.barrier_guide.key.{subject}", round=history["label"].iloc[-1]),
        chart=Bars(groups=groups, maximum=1.0, unit="%", is_ratio=True),
        rows=measures[["kind", "title", "detail", "origin", "programme", "source_id"]],
        alt=joined(*(f"{bar.label} {bar.text}" for _, bars in groups for bar in bars)),
        caution=used_note,
        notes=said(*(f"{row.title} {row.detail}" for row in measures.itertuples())),
        aside_heading=t("view.barrier_guide.aside"),
        aside=tuple(
            (t("view.barrier_guide.measure", kind=row.kind, title=row.title), "")
            for row in measures.itertuples()
        ),
        provenance=Provenance(
            denominator=t("view.barrier_guide.denominator")
            if subject == "local"
            else t("view.denominator.agencies", total=asked),
            **(origin | {"source": _with_sources(origin["source"], measures)}),
        ),
    )


def _latest_reasons() -> str:
    published = kept(queries.local_published_questions)
    asked = published[(published["question_code"] == "reason") & (published["figure_count"] > 0)]
    return str(asked["round_code"].iloc[-1])


def _plain(text: str) -> str:
    """A text for a plotly figure without its bold letters."""
    return re.sub(r"</?b>", "", text)


def _bars(rows: pd.DataFrame, role: str) -> tuple[Bar, ...]:
    return tuple(
        Bar(row.label, float(row.ratio), _plain(row.text), role) for row in rows.itertuples()
    )


def _with_sources(first: str, measures: pd.DataFrame) -> str:
    codes = dict.fromkeys(measures["source_id"].dropna())
    return joined(*dict.fromkeys([first, *(of_source(code)["source"] for code in codes)]))


def method_choices() -> dict[str, str]:
    """``loan-home-yes`` -> device, place and office LAN in words."""
    return {
        f"{device}-{place}-{lan}": t(
            "view.method_guide.choice",
            device=t(f"method.device.{device}"),
            place=t(f"method.place.{place}"),
            lan=t(f"method.lan.{lan}"),
        )
        for device in DEVICES
        for place in PLACES
        for lan in LANS
    }


def method(way: str) -> View:
    """The method and its measures for a device, a place and the office LAN."""
    device, place, lan = way.split("-")
    answers = {"device": device, "place": place, "lan": lan}
    found = kept(queries.policy_method, **answers).iloc[0]
    measures = kept(queries.policy_method_measures, **answers)
    published = kept(queries.local_published_questions)
    round_code = rounds.shown_round(published, ["lan_access"], rounds.LATEST)
    used = kept(queries.local_access_methods, round_code).set_index("access_method_code")
    bars = tuple(
        Bar(
            label=t(f"method.device.{code}"),
            value=float(used.loc[choice, "method_ratio"]),
            text=t(
                "view.method_guide.value",
                ratio=pct(used.loc[choice, "method_ratio"]),
                lan=pct(used.loc[choice, "lan_access_ratio"]),
            ),
            role="has" if code == device else "others",
        )
        for code, choice in DEVICES.items()
    )
    first_count = int((measures["priority"] == "◎").sum())
    asked = number(used["government_count"].iloc[0])
    origin = of_round(round_code)
    return View(
        code="method_guide",
        condition=kept(method_choices)[way],
        title=t("view.method_guide", name=found["name"]),
        headline=t(
            "view.method_guide.headline",
            choice=kept(method_choices)[way],
            name=found["name"],
            first_count=first_count,
            count=len(measures),
        ),
        key_figure=f"◎ {first_count}",
        key_label=t("view.method_guide.key", count=len(measures)),
        chart=Bars(
            groups=((t("view.method_guide.group"), bars),), maximum=1.0, unit="%", is_ratio=True
        ),
        rows=measures[["priority", "title", "detail", "origin", "source_id"]],
        alt=joined(*(f"{bar.label} {bar.text}" for bar in bars)),
        caution=t("view.method_guide.caution"),
        notes=said(found["summary"], found["reason"], t("method.priority_note")),
        aside_heading=t("view.method_guide.aside"),
        aside=tuple((f"{row.priority} {row.title}", "") for row in measures.itertuples()),
        provenance=Provenance(
            denominator=t("view.denominator.adopters", total=asked),
            **(origin | {"source": _with_sources(origin["source"], measures)}),
        ),
    )
