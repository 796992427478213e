"""Rules, run by Great Expectations on DuckDB, and what they found: the rows of ``checks``."""
