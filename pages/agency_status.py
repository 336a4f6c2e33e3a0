from readiness import ui

ui.title("agency_status")
