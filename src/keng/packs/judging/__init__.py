"""Judging a unit by a criteria set: pure, the same answer for the same input, every step shown."""
