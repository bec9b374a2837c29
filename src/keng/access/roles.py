"""Which role may do what, and for which units. Pure: the table is the whole truth.

A grant is a role at one unit. Each verb of a role carries a scope: only the unit itself, only the
units under it, or both. The head of a village, school or enterprise is its clerk.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person does at a unit."""

    CLERK = "clerk"
    LEADER = "leader"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Verb(StrEnum):
    """What an action asks for. Every action names exactly one of these."""

    VIEW = "view"
    ENTER = "enter"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    LOCK = "lock"
    REOPEN = "reopen"
    ADJUST = "adjust"
    MANAGE_ROUNDS = "manage_rounds"
    APPROVE = "approve"
    ISSUE = "issue"
    MANAGE_UNITS = "manage_units"
    MANAGE_USERS = "manage_users"
    MANAGE_PACKS = "manage_packs"
    AUDIT = "audit"


class Scope(StrEnum):
    """For which units a verb of a grant holds."""

    OWN = "own"  # the unit of the grant
    BELOW = "below"  # the units under it, not itself
    SUBTREE = "subtree"  # both


@dataclass(frozen=True)
class Word:
    """What something is called to people."""

    vi: str
    en: str


_OWN_WORK = {Verb.VIEW: Scope.SUBTREE, Verb.ENTER: Scope.OWN, Verb.SUBMIT: Scope.OWN}

MAY: dict[Role, dict[Verb, Scope]] = {
    Role.CLERK: {**_OWN_WORK, Verb.ISSUE: Scope.OWN},
    Role.LEADER: {**_OWN_WORK, Verb.APPROVE: Scope.OWN, Verb.ISSUE: Scope.OWN},
    Role.OFFICER: {
        Verb.VIEW: Scope.SUBTREE,
        Verb.ENTER: Scope.SUBTREE,  # types for those who cannot; the journal says who typed
        Verb.SUBMIT: Scope.SUBTREE,
        Verb.RETURN: Scope.BELOW,
        Verb.ACCEPT: Scope.BELOW,
        Verb.LOCK: Scope.BELOW,
        Verb.REOPEN: Scope.BELOW,
        Verb.ADJUST: Scope.BELOW,
        Verb.MANAGE_ROUNDS: Scope.SUBTREE,
        Verb.ISSUE: Scope.OWN,
    },
    Role.ADMINISTRATOR: {
        Verb.VIEW: Scope.SUBTREE,
        Verb.MANAGE_ROUNDS: Scope.SUBTREE,
        Verb.MANAGE_UNITS: Scope.SUBTREE,
        Verb.MANAGE_USERS: Scope.SUBTREE,
        Verb.MANAGE_PACKS: Scope.SUBTREE,
    },
    Role.AUDITOR: {Verb.VIEW: Scope.SUBTREE, Verb.AUDIT: Scope.SUBTREE},
}

ROLE_WORDS: dict[Role, Word] = {
    Role.CLERK: Word("cán bộ lập báo cáo", "clerk"),
    Role.LEADER: Word("lãnh đạo", "leader"),
    Role.OFFICER: Word("cán bộ theo dõi cấp trên", "officer of the level above"),
    Role.ADMINISTRATOR: Word("quản trị viên", "administrator"),
    Role.AUDITOR: Word("kiểm tra viên", "auditor"),
}

VERB_WORDS: dict[Verb, Word] = {
    Verb.VIEW: Word("xem", "view"),
    Verb.ENTER: Word("nhập số liệu", "enter figures"),
    Verb.SUBMIT: Word("trình", "submit"),
    Verb.RETURN: Word("trả lại", "return"),
    Verb.ACCEPT: Word("tiếp nhận", "accept"),
    Verb.LOCK: Word("chốt số liệu", "lock"),
    Verb.REOPEN: Word("mở lại", "reopen"),
    Verb.ADJUST: Word("điều chỉnh", "adjust"),
    Verb.MANAGE_ROUNDS: Word("quản lý đợt báo cáo", "manage rounds"),
    Verb.APPROVE: Word("duyệt", "approve"),
    Verb.ISSUE: Word("ban hành", "issue"),
    Verb.MANAGE_UNITS: Word("quản lý đơn vị", "manage units"),
    Verb.MANAGE_USERS: Word("quản lý người dùng", "manage users"),
    Verb.MANAGE_PACKS: Word("quản lý bộ chương trình", "manage programme packs"),
    Verb.AUDIT: Word("kiểm tra nhật ký", "audit"),
}


def scope_of(role: Role, verb: Verb) -> Scope | None:
    """For which units the role may do this; None if for none."""
    return MAY[role].get(verb)
