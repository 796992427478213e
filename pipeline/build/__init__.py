"""Rows become canonical CSV and Parquet, and DuckDB tables."""
