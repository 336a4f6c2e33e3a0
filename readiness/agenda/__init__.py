"""An agenda is a list of links with the presenter's words."""
