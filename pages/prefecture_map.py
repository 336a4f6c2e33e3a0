from readiness import ui

ui.title("prefecture_map")
