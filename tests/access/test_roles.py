"""The table of roles, and the promises that it must keep whatever is added to it."""

from __future__ import annotations

import pytest

from keng.access.roles import MAY, ROLE_WORDS, VERB_WORDS, Role, Scope, Verb, scope_of

TABLE = {
    # verb: clerk, leader, officer, administrator, auditor
    "view": ("subtree", "subtree", "subtree", "subtree", "subtree"),
    "enter": ("own", "own", "subtree", None, None),
    "submit": ("own", "own", "subtree", None, None),
    "return": (None, None, "below", None, None),
    "accept": (None, None, "below", None, None),
    "lock": (None, None, "below", None, None),
    "reopen": (None, None, "below", None, None),
    "adjust": (None, None, "below", None, None),
    "manage_rounds": (None, None, "subtree", "subtree", None),
    "approve": (None, "own", None, None, None),
    "issue": ("own", "own", "own", None, None),
    "manage_units": (None, None, None, "subtree", None),
    "manage_users": (None, None, None, "subtree", None),
    "manage_packs": (None, None, None, "subtree", None),
    "audit": (None, None, None, None, "subtree"),
}


@pytest.mark.parametrize("verb", Verb)
def test_each_verb_is_as_the_table_says(verb: Verb) -> None:
    assert tuple(scope_of(role, verb) for role in Role) == TABLE[verb]


def test_an_auditor_changes_nothing() -> None:
    assert set(MAY[Role.AUDITOR]) == {Verb.VIEW, Verb.AUDIT}


def test_nobody_judges_the_work_of_their_own_unit() -> None:
    judging = [Verb.RETURN, Verb.ACCEPT, Verb.LOCK, Verb.REOPEN, Verb.ADJUST]

    scopes = {scope_of(role, verb) for role in Role for verb in judging}

    assert scopes == {None, Scope.BELOW}


def test_whoever_manages_users_enters_no_figures() -> None:
    assert not {Verb.ENTER, Verb.SUBMIT, Verb.ACCEPT} & MAY[Role.ADMINISTRATOR].keys()


def test_every_role_and_verb_has_its_words_in_both_languages() -> None:
    words = [*ROLE_WORDS.values(), *VERB_WORDS.values()]

    assert set(ROLE_WORDS) == set(Role)
    assert set(VERB_WORDS) == set(Verb)
    assert all(word.vi and word.en for word in words)
