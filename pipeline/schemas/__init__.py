"""The definition of every table, once: one Table Schema a table, and what derives from it."""
