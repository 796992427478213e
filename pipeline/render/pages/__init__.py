"""The pages, one module a kind: each gives its pages as template and data."""
