"""An account as an actor: the grants in force on the day decide, read anew for each reading."""

from __future__ import annotations

from datetime import date

from keng.access.ladder import LOOKING, WORKING, Hold
from keng.access.ladders import ladder
from keng.access.models import Account
from keng.access.queries import duties_of
from keng.access.roles import MAY, ROLE_WORDS, VERB_WORDS, Role, Scope, Verb, scope_of
from keng.kernel.errors import DomainError, NotAllowed
from keng.orgunits.queries import unit_view

_LOOKING_VERBS = frozenset({Verb.VIEW, Verb.AUDIT})


class AccountActor:
    """Implements `kernel.actors.Actor`. It remembers nothing itself.

    A grant that ends, an account that is closed, a merger of units: each holds from the next
    page on, also for somebody who is signed in.
    """

    def __init__(self, account: Account) -> None:
        self.account_id: int = account.pk
        self.label: str = account.login

    def may(self, verb: str, *, unit_id: int, on: date) -> bool:
        """Whether a duty of the account on the day allows the verb for the unit.

        Raises ValueError for a verb that is not in the table: that is a bug in the caller.
        """
        asked = Verb(verb)
        return any(
            held & ladder(on).holders(unit_id, scope=scope, over=_over(asked))
            for scope, held in self._places(asked, on).items()
        )

    def require(self, verb: str, *, unit_id: int, on: date) -> None:
        """Raise NotAllowed, saying what, for which unit and whom to ask, unless `may` holds."""
        if not self.may(verb, unit_id=unit_id, on=on):
            raise _refusal(self.label, Verb(verb), unit_id, on)

    def reach(self, verb: str, *, on: date) -> frozenset[int]:
        """Ids of all units for which `may` holds; units that are gone stand with those they left.

        An account never reaches "every unit" (None): that is the operator of the machine.
        """
        asked = Verb(verb)
        reached = [
            ladder(on).reached(unit_id, scope=scope, over=_over(asked))
            for scope, held in self._places(asked, on).items()
            for unit_id in held
        ]
        return reached[0] if len(reached) == 1 else frozenset().union(*reached)

    def _places(self, verb: Verb, on: date) -> dict[Scope, frozenset[int]]:
        """The units at which the account has a role with the verb, by the scope that it has."""
        places: dict[Scope, frozenset[int]] = {}
        for duty in duties_of(self.account_id, on=on):
            scope = scope_of(duty.role, verb)
            if scope is not None:
                places[scope] = places.get(scope, frozenset()) | {duty.unit_id}
        return places


def _over(verb: Verb) -> frozenset[Hold]:
    return LOOKING if verb in _LOOKING_VERBS else WORKING


def _refusal(login: str, verb: Verb, unit_id: int, on: date) -> NotAllowed:
    name, word = _name_of(unit_id, on), VERB_WORDS[verb]
    roles = [ROLE_WORDS[role] for role in Role if verb in MAY[role]]
    who, who_en = ", ".join(role.vi for role in roles), ", ".join(role.en for role in roles)
    return NotAllowed(
        f"Ngày {on:%d/%m/%Y}, tài khoản {login} không được giao việc {word.vi} cho {name}. "
        f"Việc này thuộc về: {who}. Hãy đề nghị quản trị viên cấp trên cấp quyền.",
        message_en=f"On {on.isoformat()} the account {login} has no grant to {word.en} for {name}. "
        f"This belongs to: {who_en}. Ask the administrator of the level above.",
        where=name,
    )


def _name_of(unit_id: int, on: date) -> str:
    try:
        return unit_view(unit_id, on=on).full_name
    except DomainError:  # an id that is no unit is refused like any other
        return f"#{unit_id}"
