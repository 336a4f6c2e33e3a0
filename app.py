"""The page list; the frame around the pages is in readiness/screen, the screens are in pages/."""

from readiness import screen

screen.frame(
    {
        "whole": ("overview", "meeting", "minutes", "show"),
        "agency": (
            "agency_status",
            "agency_karte",
            "roadmap",
            "agency_history",
            "agency_gss",
            "agency_patterns",
            "agency_compare",
            "agency_rounds",
        ),
        "local": (
            "prefecture_map",
            "local_structure",
            "peers",
            "side_by_side",
            "self_check",
            "methods_and_reasons",
            "local_rounds",
        ),
        "policy": ("method_guide", "lgwan_guide", "barrier_guide", "policy_targets"),
        "survey": ("survey_desk", "intake", "publish", "advice_log", "operations"),
        "data": ("sources",),
        "": ("search",),  # no group: one click from every page
    },
    # The show is reached from the meeting page, with an agenda.
    hidden=("show",),
    # Two rounds to compare: until then the agencies' way over time stands in its place.
    comparing=("agency_rounds",),
)
