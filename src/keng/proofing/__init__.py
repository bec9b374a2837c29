"""Contradictions and slips in a text, and how sure the reader may be of each."""
