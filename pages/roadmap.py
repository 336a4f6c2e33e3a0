from readiness import ui

ui.title("roadmap")
