"""The page list and the frame around the pages; see pages/ for the screens."""

import streamlit as st

from readiness import ui
from readiness.wording import t

PAGES = {
    "whole": {"overview": "dashboard"},
    "agency": {"agency_status": "grid_on", "agency_karte": "badge", "roadmap": "timeline"},
    "local": {"prefecture_map": "map", "peers": "compare_arrows", "methods_and_reasons": "devices"},
    "data": {"sources": "menu_book"},
}

ui.frame(
    {
        t(f"group.{group}"): [
            st.Page(f"pages/{page}.py", title=t(f"page.{page}"), default=page == "overview")
            for page in pages
        ]
        for group, pages in PAGES.items()
    }
)
