"""Commendations: calls of a year, proposals, votes, decisions, a register of the commended."""
