"""Rounds, submissions and their figures: what each unit reports, and how it becomes accepted."""
