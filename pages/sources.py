from readiness import ui

ui.title("sources")
