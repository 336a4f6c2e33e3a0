"""The page list and the frame around the pages; see pages/ for the screens."""

import streamlit as st

from readiness import ui
from readiness.wording import t

PAGES = {
    "whole": {"overview": "dashboard", "meeting": "co_present", "show": "slideshow"},
    "agency": {
        "agency_status": "grid_on",
        "agency_karte": "badge",
        "roadmap": "timeline",
        "agency_patterns": "hub",
        "agency_compare": "compare",
        "agency_rounds": "history",
    },
    "local": {
        "prefecture_map": "map",
        "local_structure": "stacked_bar_chart",
        "peers": "compare_arrows",
        "side_by_side": "view_column",
        "self_check": "fact_check",
        "methods_and_reasons": "devices",
    },
    "policy": {
        "method_guide": "devices",
        "lgwan_guide": "shield",
        "barrier_guide": "signpost",
        "policy_targets": "flag",
    },
    "data": {"sources": "menu_book"},
    "": {"search": "search"},  # no group: one click from every page
}

ui.frame(
    {
        (t(f"group.{group}") if group else ""): [
            st.Page(
                f"pages/{page}.py",
                title=t(f"page.{page}"),
                default=page == "overview",
                # The show is reached from the meeting page, with an agenda.
                visibility="hidden" if page == "show" else "visible",
            )
            for page in pages
        ]
        for group, pages in PAGES.items()
    }
)
