"""The edge between Django's sign-in and `actions.sign_in`; the only clock of this room."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.utils import timezone

from keng.access.actions.signing_in import SignInRefused, sign_in
from keng.access.models import Account


class AccountBackend(BaseBackend):
    """Signs accounts in by login and password; a closed account has no session any more."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django passes it by this name
        **credentials: Any,
    ) -> Account | None:
        """The account of `username` and `password`, or None if refused.

        Raises LockedOut, which the edge shows in words.
        """
        login, password = credentials.get("username"), credentials.get("password")
        if not login or not password:
            return None
        try:
            return sign_in(login, password, at=timezone.now())
        except SignInRefused:
            return None

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session; None once it is closed."""
        return Account.objects.filter(pk=user_id, is_active=True).first()
