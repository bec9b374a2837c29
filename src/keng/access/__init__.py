"""Accounts, what they may do for which unit on which day, and who stands in for whom."""
