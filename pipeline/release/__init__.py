"""Releases: what is checked, numbered, kept and built for a release page and an archive."""
