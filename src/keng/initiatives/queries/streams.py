"""To which unit the streams of the journal belong that are about groups and events."""

from __future__ import annotations

from keng.initiatives.models import Event, Group


def units_of_groups(group_ids: set[int]) -> dict[int, int]:
    """The unit where each group stands today."""
    return dict(Group.objects.filter(pk__in=group_ids).values_list("pk", "unit_id"))


def units_of_events(event_ids: set[int]) -> dict[int, int]:
    """The host of each event."""
    return dict(Event.objects.filter(pk__in=event_ids).values_list("pk", "host_id"))
