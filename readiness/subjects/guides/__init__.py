"""Subjects that tell what to do next: methods, rules, barriers, targets."""
