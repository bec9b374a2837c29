"""Between Django's sign-in and `actions.sign_in`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from keng.access.actions.signing_in import SignInRefused, sign_in
from keng.access.models import Account
from keng.access.standing import has_second_step


class AccountBackend(BaseBackend):
    """Signs accounts in by login and password; a closed account has no session any more."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django passes it by this name
        **credentials: Any,
    ) -> Account | None:
        """The account of `username` and `password` at the moment `at`, or None if refused.

        An account with a second step is refused here: only the page that asks for the code admits.

        Without a moment nobody signs in: the clock is the edge's. Raises LockedOut.
        """
        login, password = credentials.get("username"), credentials.get("password")
        at = credentials.get("at")
        if not (login and password and at):
            return None
        try:
            account = sign_in(login, password, at=at)
        except SignInRefused:
            return None
        return None if has_second_step(account.pk) else account

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session; None once it is closed."""
        return Account.objects.filter(pk=user_id, is_active=True).first()
