"""What a change says of the rows that it wrote, and whether they still stand so.

The journal holds the digest of each change; the change holds a mark of every row as it left it (the
seed of the country: 57,000 rows in one change), so that a row changed by hand is named.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from django.db.models import Model

from keng.journal.arrived import marks_on_arrival, told_in_bulk
from keng.journal.commitments import digest
from keng.journal.models import Entry
from keng.journal.rows import Told, differences, stated_in_bulk
from keng.kernel.problems import Problem
from keng.orgunits.models import (
    Affiliation,
    Change,
    Designation,
    Management,
    Retracted,
    Succession,
    Unit,
)

_STATED: Final[tuple[type[Model], ...]] = (
    Unit,
    Designation,
    Affiliation,
    Management,
    Succession,
)
_IDS_A_QUERY: Final = 500


def commitment(change: Change) -> str:
    """The digest of a change that its journal entry holds."""
    return digest(
        change.salt,
        {
            "verb": change.verb,
            "on": change.on.isoformat(),
            "at": change.at,
            "basis": change.basis,
            "account": change.account_id,
            "undoes": change.undoes_id,
            "facts": change.facts,
        },
    )


def standing(written: Mapping[type[Model], Collection[int]]) -> dict[str, object]:
    """How the rows that a change wrote now stand, for its facts: marks by table, and what is gone.

    Read anew from the database, after the last write.
    """
    rows: dict[str, object] = {}
    gone: list[list[object]] = []
    for model, ids in written.items():
        wanted = sorted(ids)
        found: dict[int, Model] = {}
        for start in range(0, len(wanted), _IDS_A_QUERY):
            found |= model._default_manager.in_bulk(wanted[start : start + _IDS_A_QUERY])
        table = model._meta.db_table
        if found:
            rows[table] = stated_in_bulk(found.values())
        gone += [[table, row_id] for row_id in wanted if row_id not in found]
    return {"rows": rows, "gone": gone}


def keeping(change: Change, table: str, row_id: int, content: Mapping[str, object]) -> str:
    """What the facts of a change hold of a row that it archived."""
    return digest(change.salt, {"table": table, "row": row_id, "content": content})


def problems() -> Iterator[Problem]:
    """Changes that the journal does not confirm, and rows that no change left as they stand."""
    changes = list(Change.objects.order_by("id"))
    yield from _unconfirmed(changes)
    yield from _archive(changes)
    yield from _rows_against_changes(changes)


def _unconfirmed(changes: Iterable[Change]) -> Iterator[Problem]:
    journalled = defaultdict(set)
    for facts in Entry.objects.filter(verb__startswith="orgunits.").values_list("facts", flat=True):
        journalled[facts.get("change")].add(facts.get("digest"))
    seen = set()
    for change in changes:
        seen.add(change.pk)
        if commitment(change) != change.digest:
            yield Problem("orgunits_change", str(change.pk), "does not match its own digest")
        elif change.digest not in journalled[change.pk]:
            yield Problem("orgunits_change", str(change.pk), "the journal does not know it")
    for change_id in sorted(change_id for change_id in journalled.keys() - seen if change_id):
        yield Problem("orgunits_change", str(change_id), "the journal knows it, the table does not")


def _archive(changes: Iterable[Change]) -> Iterator[Problem]:
    """Archived rows that are not what their change kept."""
    by_change = defaultdict(list)
    for row in Retracted.objects.order_by("id"):
        by_change[row.change_id].append(row)
    for change in changes:
        left = Counter(_listed(change, "kept"))
        for row in by_change[change.pk]:
            kept = keeping(change, row.table, row.row_id, row.content)
            if left[kept]:
                left[kept] -= 1
            else:
                what = f"is not what change {change.pk} archived"
                yield Problem("orgunits_retracted", str(row.pk), what)
        if left.total():
            what = f"archived rows are gone or changed: {left.total()}"
            yield Problem("orgunits_change", str(change.pk), what)


def _rows_against_changes(changes: Iterable[Change]) -> Iterator[Problem]:
    """Rows that stand otherwise than the last change that wrote them left them.

    The lock of the map orders the changes by their ids.
    """
    told: Told = {model._meta.db_table: {} for model in _STATED}
    arrived = marks_on_arrival([*told, Change._meta.db_table])
    came = arrived.pop(Change._meta.db_table)
    if came:  # what those changes left is told by the marks on arrival
        told = arrived
    for change in changes:
        if str(change.pk) in came:
            continue
        # A change spoilt by hand is named above, and must not hide what the others say.
        with suppress(TypeError, ValueError, KeyError, AttributeError):
            for table, stretches in change.facts["rows"].items():
                told[table].update(told_in_bulk(stretches))
        with suppress(TypeError, ValueError, KeyError):
            for table, row_id in _listed(change, "gone"):
                told[table].pop(str(row_id), None)
    yield from differences(told, *_STATED)


def _listed(change: Change, name: str) -> list[Any]:
    found = change.facts.get(name) if isinstance(change.facts, dict) else None
    return found if isinstance(found, list) else []
