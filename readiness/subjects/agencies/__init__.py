"""Subjects about the ministries and agencies."""
