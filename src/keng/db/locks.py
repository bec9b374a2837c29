"""Taking the lock on rows that an action is about to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import connections, models, transaction

if TYPE_CHECKING:
    from django.db.models import QuerySet

_M = TypeVar("_M", bound=models.Model)


def for_update(queryset: QuerySet[_M]) -> QuerySet[_M]:
    """The same rows, locked until the transaction ends.

    PostgreSQL locks the rows of the queryset's own table (not those it joins). SQLite has one
    writer: an immediate transaction already holds the database, so the queryset comes back as it
    is. Outside a transaction both engines refuse (TransactionManagementError), because there the
    lock would be gone before the caller could use it.
    """
    return _locked(queryset, no_key=False)


def in_turn(queryset: QuerySet[_M]) -> QuerySet[_M]:
    """The same rows, locked against others that take this lock or `for_update` on them.

    For acts that only have to come one after another: rows that refer to these may be inserted
    meanwhile, so nobody who holds such a row and waits for this one can wait in a circle. Refuses
    as `for_update` does.
    """
    return _locked(queryset, no_key=True)


def _locked(queryset: QuerySet[_M], *, no_key: bool) -> QuerySet[_M]:
    connection = connections[queryset.db]
    if not connection.in_atomic_block:
        message = "a row is locked in a transaction: wrap the action in transaction.atomic"
        raise transaction.TransactionManagementError(message)
    if connection.features.has_select_for_update_of:
        return queryset.select_for_update(of=("self",), no_key=no_key)
    return queryset
