"""The menu around the pages: those of the subjects stand in their catalogue, those of the work with them here."""

from readiness import screen
from readiness.subjects.catalogue import MENU

screen.frame(
    MENU
    | {
        "whole": (*MENU["whole"], "meeting", "minutes", "show"),
        "survey": ("survey_desk", "intake", "publish", "advice_log", "operations"),
    },
    # The show is reached from the meeting page, with an agenda.
    hidden=("show",),
    # Two rounds to compare: until then the agencies' way over time stands in its place.
    comparing=("agency_rounds",),
)
