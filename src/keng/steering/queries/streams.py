"""Whose each stream of the journal is, for who may read it."""

from __future__ import annotations

from collections.abc import Iterable

from keng.steering.models import Committee, Cooperation


def units_of_committees(ids: Iterable[int]) -> dict[int, int | None]:
    """The unit of each committee."""
    return dict(Committee.objects.filter(pk__in=list(ids)).values_list("pk", "unit_id"))


def units_of_cooperations(ids: Iterable[int]) -> dict[int, int | None]:
    """The unit of each programme of coordination."""
    return dict(Cooperation.objects.filter(pk__in=list(ids)).values_list("pk", "unit_id"))
