"""People who use the system, and what they may do where and when.

Every row here is committed to in the journal, so that a grant written by hand into the database
is found (`verification`).
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import F, Q

from keng.access.roles import Role
from keng.db.validity import Dated
from keng.orgunits.models import Unit

LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]


class Account(AbstractBaseUser):
    """A user of the system: the only people, besides the commended, that Keng knows.

    `unit` is where the person works and whose administrators keep the account. Grants say what it
    may do; belonging to a unit alone permits nothing.
    """

    login = models.CharField(max_length=64, unique=True)
    full_name = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="accounts")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="vi")
    salt = models.CharField(max_length=32)

    objects = BaseUserManager()
    USERNAME_FIELD = "login"

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(login=""), name="account_has_a_login"),
        ]

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password. Unlike Django's, never rewrites the stored hash.

        The hash is committed to in the journal; it changes by `actions.set_password` alone.
        """
        return check_password(raw_password, self.password)


class Grant(Dated):
    """A role at a unit, from one day until another."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="grant_role_known"
            ),
        ]


class Substitute(Dated):
    """Somebody who does another's duties at a unit while that person is away."""

    absent = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="substitutes")
    stands_in = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="stand_ins")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(absent=F("stands_in")), name="substitute_is_another"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=False), name="substitute_has_an_end"
            ),
        ]


class SignInTally(models.Model):
    """Failed attempts to sign in under one login or from one place; survives restarts.

    `subject` is a digest: what people type into the login field by mistake is often a password.
    """

    subject = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)
