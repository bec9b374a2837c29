"""Words are found on either engine, and follow what is added, changed and removed."""

from __future__ import annotations

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from keng.db.fulltext import FullText, HasWords

pytestmark = pytest.mark.django_db
INDEX = FullText("notes", "id", ["head", "body"])


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


@pytest.fixture
def notes() -> None:
    _run("CREATE TABLE notes (id integer PRIMARY KEY, head text NOT NULL, body text NOT NULL)")
    _run(*INDEX.create_sql(connection))
    _run("INSERT INTO notes VALUES (1, '05 kh ubnd', 'tuan tra ban dem'), (2, 'giao ban', 'tuan')")


@isolate_apps("keng.papers")
def _found(*words: str, columns: tuple[str, ...] = ("head", "body")) -> list[int]:
    class Note(models.Model):
        class Meta:
            app_label = "papers"
            db_table = "notes"
            managed = False

    found = []
    for are_common in (False, True):  # two ways to the same answer
        wanted = HasWords('"notes"."id"', INDEX, columns, words, are_common=are_common)
        found.append(sorted(Note._default_manager.filter(wanted).values_list("pk", flat=True)))
    assert found[0] == found[1]
    return found[0]


def test_every_word_is_the_beginning_of_some_word(notes: None) -> None:
    assert notes is None

    assert _found("tuan") == [1, 2]
    assert _found("tuan", "tr") == [1]
    assert _found("05", "kh") == [1]
    assert _found("ban") == [1, 2]
    assert _found("ban", columns=("head",)) == [2]
    assert _found("an") == []


def test_what_is_changed_or_removed_is_found_as_it_stands(notes: None) -> None:
    assert notes is None
    _run("UPDATE notes SET body = 'canh gac' WHERE id = 1", "DELETE FROM notes WHERE id = 2")

    assert _found("canh") == [1]
    assert _found("tuan") == []


def test_an_index_that_was_away_finds_what_came_meanwhile(notes: None) -> None:
    assert notes is None
    _run(*INDEX.drop_sql(connection), "INSERT INTO notes VALUES (3, 'x', 'canh gac')")
    _run(*INDEX.create_sql(connection))

    assert _found("canh") == [3]


@pytest.mark.parametrize("words", [(), ("a b",), ("a'",), ('"',)])
def test_only_words_are_looked_for(words: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="letters and digits"):
        HasWords("id", INDEX, ("head",), words)
