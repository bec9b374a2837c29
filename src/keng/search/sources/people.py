"""Users, for who keeps them: by login and name."""

from __future__ import annotations

from collections.abc import Iterator

from keng.access.queries import accounts_kept_by
from keng.search.hits import Found, Hit, Reader
from keng.search.matching import Wanted


class People:
    """The accounts of the units whose users the reader manages, by login."""

    kind = "person"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """Nobody else finds people."""
        if not reader.may_somewhere("manage_users"):
            return Found(())
        return Found(list(_hits(wanted, reader)))


def _hits(wanted: Wanted, reader: Reader) -> Iterator[Hit]:
    for one in accounts_kept_by(reader.actor, on=reader.on):
        rank = wanted.rank((one.login, one.full_name))
        if rank is not None:
            title = one.full_name or one.login
            yield Hit(str(one.pk), title, one.login, rank, is_past=not one.is_active)
