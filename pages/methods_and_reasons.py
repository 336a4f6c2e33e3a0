from readiness import ui

ui.title("methods_and_reasons")
