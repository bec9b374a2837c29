"""Committees and coordination of a programme: which indicators their registers fill."""

from __future__ import annotations

from keng.packs.schema.texts import Code, Part


class SteeringCounted(Part):
    """Which indicator each count fills; None where there is none.

    `committee_meetings`: meetings of committees that were held (register `committees`).
    `programmes`: programmes of coordination in force on the last day; `coordination_meetings`:
    their meetings and reviews that were held (register `coordination`).
    """

    committee_meetings: Code | None = None
    programmes: Code | None = None
    coordination_meetings: Code | None = None


class Steering(Part):
    """All that the programme says about committees and coordination."""

    counted: SteeringCounted = SteeringCounted()
