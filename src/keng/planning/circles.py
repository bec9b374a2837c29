"""Which task carries out which: a chain upwards that must not come back to itself. Pure."""

from __future__ import annotations

from collections.abc import Mapping


def circle_of(task: int, above: int, carries_out: Mapping[int, int | None]) -> tuple[int, ...]:
    """The tasks of the circle that would close if `task` carried out `above`; () if none.

    `carries_out` says of each task on the way which one it carries out.

    >>> circle_of(1, 3, {3: 2, 2: 1})
    (1, 3, 2, 1)
    >>> circle_of(1, 3, {3: 2, 2: None})
    ()
    """
    way = [task, above]
    seen = {above}
    here: int | None = above
    while here is not None and here != task:
        here = carries_out.get(here)
        if here is None or here in seen:
            return ()
        seen.add(here)
        way.append(here)
    return tuple(way) if here == task else ()
