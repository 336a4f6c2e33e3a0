from readiness import ui

ui.title("peers")
