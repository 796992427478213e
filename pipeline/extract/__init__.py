"""Bytes of one letter to its structure: what stands where, the same for the letters of every authority."""
