"""Views: one subject, computed once from queries, in the form that slide and hand-out share."""
