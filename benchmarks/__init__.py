"""Ratios of one run: this dashboard against the floor, Dash and the naive version."""
