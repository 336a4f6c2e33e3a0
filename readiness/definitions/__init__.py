"""What the data promise: contracts, questionnaire, rounds, safe text for spreadsheets."""
