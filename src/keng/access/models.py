"""People who use the system, and what they may do where and when.

Every row here is committed to in the journal, so that a grant written by hand into the database
is found (`verification`).
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import F, Q

from keng.access import personkeys
from keng.access.logins import is_forgotten
from keng.access.roles import Role
from keng.access.tokens import TokenScope
from keng.access.tours import Tour
from keng.db.validity import Dated
from keng.orgunits.models import Unit
from keng.screening.fields import FreeLine

LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]


class Account(AbstractBaseUser):
    """A user of the system: the only people, besides the commended, that Keng knows.

    `unit` is where the person works and whose administrators keep the account. Grants say what it
    may do; belonging to a unit alone permits nothing. `full_name`, `email` and `phone` (of the
    post, given so that the person can be reminded) may be empty; they stand in `sealed` under the
    key of the account (`personkeys`) and read as empty on a machine without it.
    """

    login = models.CharField(max_length=64, unique=True)
    key_name = models.CharField(max_length=32, blank=True, default="")
    sealed = models.TextField(blank=True, default="")
    has_email = models.BooleanField(default=False)  # what a query can ask of the sealed address
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
            models.CheckConstraint(
                condition=Q(sealed="") | ~Q(key_name=""), name="account_sealed_under_a_key"
            ),
        ]

    @property
    def full_name(self) -> str:
        """How the person is called, with the post; empty where nobody said or no key is here."""
        return self._said("full_name")

    @full_name.setter
    def full_name(self, text: str) -> None:
        self._say("full_name", text)

    @property
    def email(self) -> str:
        """The mail address of the post, or empty."""
        return self._said("email")

    @email.setter
    def email(self, text: str) -> None:
        self._say("email", text)
        self.has_email = bool(text)

    @property
    def phone(self) -> str:
        """The telephone of the post, or empty."""
        return self._said("phone")

    @phone.setter
    def phone(self, text: str) -> None:
        self._say("phone", text)

    @property
    def is_forgotten(self) -> bool:
        """Whether the person was erased: the number and the acts remain, the name does not."""
        return is_forgotten(self.login)

    @property
    def lacks_key(self) -> bool:
        """Whether something is said of the person that this machine cannot open."""
        return personkeys.opened_words(self.key_name, self.sealed) is None

    def _said(self, word: str) -> str:
        return (personkeys.opened_words(self.key_name, self.sealed) or {}).get(word, "")

    def _say(self, word: str, text: str) -> None:
        if text == self._said(word):
            return
        words = {**(personkeys.opened_words(self.key_name, self.sealed) or {}), word: text}
        if any(words.values()) and not personkeys.has_key(self.key_name):
            self.key_name = personkeys.new_key()
        self.sealed = personkeys.sealed_words(self.key_name, words)

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


class TourSeen(models.Model):
    """That an account has seen the tour of a kind of work, on whatever device; gone when it asks
    for the tour again.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tours_seen")
    tour = models.CharField(max_length=20, choices=[(tour.value, tour.value) for tour in Tour])
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "tour"], name="tourseen_once"),
            models.CheckConstraint(
                condition=Q(tour__in=[tour.value for tour in Tour]), name="tourseen_known_tour"
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


class SecondStep(models.Model):
    """What a person has besides the password: a phone that makes codes of a secret.

    Empty `confirmed_at`: the picture was shown and no code was typed yet; nobody is asked for it.
    `last_count` is the stretch of time of the last code that was taken: none is taken twice.
    """

    unstated = ("last_count",)  # moves with each sign-in
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="second_step")
    sealed = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_count = models.BigIntegerField(default=0)


class RecoveryCode(models.Model):
    """A code on paper that stands in for the phone, once."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="recovery_codes")
    mark = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "mark"], name="recoverycode_once"),
        ]


class SecondStepRule(models.Model):
    """From which day everyone above clerk at the unit and below it needs a second step.

    No day: they need none. Where no rule reaches, they need one from the beginning.
    """

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(null=True)


class OpenSession(models.Model):
    """Where an account is signed in: not history (the journal has that), only what can be ended.

    `key` is of the row of the session, from which nobody can make the cookie (`sessionstore`).
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="open_sessions")
    key = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()
    agent = models.CharField(max_length=60, blank=True)


class ApiToken(models.Model):
    """A key with which a program acts as its person, for a time, on the API only.

    `digest` is of the whole token, which is shown once; `head` is how its person recognises it.
    """

    unstated = ("last_used_on",)  # moves with its use
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="api_tokens")
    label = FreeLine(max_length=80)
    head = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(
        max_length=8, choices=[(scope.value, scope.value) for scope in TokenScope]
    )
    made_at = models.DateTimeField()
    valid_until = models.DateField()  # the first day on which it no longer holds
    ended_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scope__in=[scope.value for scope in TokenScope]),
                name="apitoken_known_scope",
            ),
        ]
