"""Rows become canonical CSV, and CSV becomes DuckDB tables and Parquet."""
