"""The facts: built, checked, loaded into the locked DuckDB, asked by named queries."""
