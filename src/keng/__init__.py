"""Keng: reporting and recognition for a yearly programme of Vietnamese local government."""

from __future__ import annotations
