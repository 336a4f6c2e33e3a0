"""Subjects about the local governments."""
