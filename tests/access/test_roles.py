"""The table of roles, and the promises that it must keep whatever is added to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from keng.access.roles import MAY, ROLE_WORDS, VERB_WORDS, Role, Scope, Verb, scope_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "mechanisms" / "permission.md"


def table_of_the_page() -> dict[str, tuple[str, ...]]:
    """The worked table of the documentation: each verb with its scope for each role."""
    rows = [line.strip("|").split("|") for line in PAGE.read_text("utf-8").splitlines()]
    return {
        verb.strip(): tuple(scope.strip() for scope in scopes)
        for verbs, *scopes in rows
        if len(scopes) == len(Role)
        for verb in verbs.split(",")
    }


@pytest.mark.parametrize("verb", Verb)
def test_each_verb_is_as_the_page_says(verb: Verb) -> None:
    assert tuple(scope_of(role, verb) or "–" for role in Role) == table_of_the_page()[verb]


def test_the_page_names_no_verb_that_does_not_exist() -> None:
    assert set(table_of_the_page()) - {"verb", "---"} == set(Verb)


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
