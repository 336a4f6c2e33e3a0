"""What to do next: rules, barriers and search. Queries in, plain values out; no figure, no screen."""
