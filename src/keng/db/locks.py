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
    connection = connections[queryset.db]
    if not connection.in_atomic_block:
        message = "for_update() needs a transaction: wrap the action in transaction.atomic"
        raise transaction.TransactionManagementError(message)
    if connection.features.has_select_for_update_of:
        return queryset.select_for_update(of=("self",))
    return queryset
