"""Terms of the screens and known peculiarities of the figures: codes here, words in the catalogue."""

from readiness.language.wording import t

TERMS = (
    "states",
    "remote_access",
    "stage",
    "plan",
    "fiscal_quarter",
    "deadline",
    "agency_order",
    "communication",
    "barrier",
    "entity_class",
    "adoption_ratio",
    "basis",
    "wilson",
    "peer",
    "similar_group",
    "reading",
    "staff_band",
    "nearest",
    "device",
    "style",
    "lan_access",
    "utilisation",
    "days_per_person",
    "lgwan",
    "security_guideline",
    "gss",
    "review_sheet",
)
QUIRKS = (
    "other_marks",
    "fy2018_marks",
    "moj",
    "plan_marks",
    "utilisation_rounding",
    "part_time_sum",
    "definition_change",
    "not_surveyed",
    "zero_procedures",
    "yusuhara",
    "futaba",
    "gss_month",
    "two_sheets",
)


def terms() -> list[dict[str, str]]:
    """One row per term: code, term, meaning."""
    return [
        {"code": code, "term": t(f"term.{code}.name"), "meaning": t(f"term.{code}.meaning")}
        for code in TERMS
    ]


def quirks() -> list[dict[str, str]]:
    """One row per peculiarity of the source figures: code, subject, what is known and how it is shown."""
    return [
        {"code": code, "subject": t(f"quirk.{code}.subject"), "note": t(f"quirk.{code}.note")}
        for code in QUIRKS
    ]
