"""Thematic and ad hoc reports: an office asks once, with a form of its own made of indicators."""
