"""Steering committees, their meetings and conclusions, and programmes of coordination."""
