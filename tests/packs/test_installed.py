"""Installing a programme: who may, what is kept, what a new version may not do."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from keng.db.dialects import guards_lifted
from keng.journal.models import Entry
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from keng.packs import installed
from keng.packs.content import content_of
from keng.packs.loading import PackError, load_pack
from keng.packs.models import PackVersion
from pack_cast import PROGRAMMES, SOUND

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)


class Stranger:
    """Somebody with a grant for one commune only."""

    account_id: int | None = 7
    label = "la"

    def may(self, verb: str, *, unit_id: int, on: date) -> bool:
        del verb, unit_id, on
        return False

    def require(self, verb: str, *, unit_id: int, on: date) -> None:
        del unit_id, on
        raise NotAllowed(verb)

    def reach(self, verb: str, *, on: date) -> frozenset[int] | None:
        del verb, on
        return frozenset({3})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a shipped pack that a test may change."""
    return shutil.copytree(SOUND, tmp_path / "sound")


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def next_version(folder: Path) -> None:
    rewrite(folder / "pack.yaml", 'version: "1"', 'version: "2"')


def test_an_installed_pack_is_the_one_in_use(folder: Path) -> None:
    view = installed.install(folder, actor=OPERATOR, at=AT)

    assert content_of(installed.current()) == content_of(load_pack(SOUND))
    assert installed.current("sound").version == "1"
    assert installed.current_version() == (view.id, installed.version_of(view.id))
    assert [version.code for version in installed.versions()] == ["sound"]


def test_installing_is_journalled_with_the_digest(folder: Path) -> None:
    view = installed.install(folder, actor=OPERATOR, at=AT)

    entry = Entry.objects.get(stream="pack:sound")
    assert entry.verb == "packs.installed"
    assert entry.facts == {
        "version_id": view.id,
        "version": "1",
        "digest": view.digest,
        ROWS: stated(PackVersion.objects.get(pk=view.id)),
    }


def test_the_same_content_again_changes_nothing(folder: Path) -> None:
    first = installed.install(folder, actor=OPERATOR, at=AT)

    assert installed.install(folder, actor=OPERATOR, at=AT) == first
    assert PackVersion.objects.count() == 1
    assert Entry.objects.filter(stream="pack:sound").count() == 1


def test_the_same_version_with_other_content_is_refused(folder: Path) -> None:
    installed.install(folder, actor=OPERATOR, at=AT)
    rewrite(folder / "indicators" / "1-cases.yaml", "Cases received", "Received cases")

    with pytest.raises(Conflict) as refusal:
        installed.install(folder, actor=OPERATOR, at=AT)

    assert "tăng số phiên bản" in refusal.value.message
    assert PackVersion.objects.count() == 1


def test_a_new_version_takes_over_and_the_old_one_stays_readable(folder: Path) -> None:
    old = installed.install(folder, actor=OPERATOR, at=AT)
    next_version(folder)
    rewrite(folder / "indicators" / "1-cases.yaml", "Cases received", "Received cases")

    new = installed.install(folder, actor=OPERATOR, at=AT)

    label = "received"
    assert installed.current().indicators[label].label.en == "Received cases"
    assert installed.version_of(old.id).indicators[label].label.en.startswith("Cases")
    assert new.id > old.id


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("indicators/1-cases.yaml", "digits: 1", "digits: 2", "settled_rate"),
        ("indicators/1-cases.yaml", "kind: flow", "kind: stock", "received"),
    ],
)
def test_a_version_that_changes_the_meaning_of_stored_figures_is_refused(
    folder: Path, file: str, old: str, new: str, said: str
) -> None:
    installed.install(folder, actor=OPERATOR, at=AT)
    next_version(folder)
    rewrite(folder / file, old, new)

    with pytest.raises(BadInput) as refusal:
        installed.install(folder, actor=OPERATOR, at=AT)

    assert refusal.value.code == "meaning_lost"
    assert said in refusal.value.message
    assert installed.current().version == "1"


def test_a_broken_pack_is_refused_whole(folder: Path) -> None:
    rewrite(folder / "pack.yaml", "code: sound", "code: Sound Two")

    with pytest.raises(PackError):
        installed.install(folder, actor=OPERATOR, at=AT)

    assert not PackVersion.objects.exists()
    assert not Entry.objects.exists()


def test_who_has_no_grant_for_the_nation_installs_nothing(folder: Path) -> None:
    with pytest.raises((NotAllowed, NotFound)):
        installed.install(folder, actor=Stranger(), at=AT)

    assert not PackVersion.objects.exists()


def test_without_a_pack_the_person_is_told_how_to_install_one() -> None:
    with pytest.raises(NotFound) as refusal:
        installed.current()

    assert "keng pack install" in refusal.value.message


def test_an_installed_version_cannot_be_changed_by_hand(folder: Path) -> None:
    view = installed.install(folder, actor=OPERATOR, at=AT)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE packs_packversion SET version = 'x' WHERE id = %s", [view.id])

    assert list(installed.problems()) == []


def test_the_shipped_pack_is_found_and_an_unknown_one_is_refused() -> None:
    assert installed.shipped("antq") == PROGRAMMES / "antq"
    assert "antq" in installed.shipped_codes()
    with pytest.raises(NotFound) as refusal:
        installed.shipped("khac")
    assert "antq" in refusal.value.message


@pytest.mark.parametrize("column", ["code", "version", "digest"])
def test_a_version_changed_by_hand_is_found(folder: Path, column: str) -> None:
    view = installed.install(folder, actor=OPERATOR, at=AT)

    with guards_lifted():
        PackVersion.objects.filter(pk=view.id).update(**{column: "other"})

        assert {(problem.table, problem.id) for problem in installed.problems()} == {
            ("packs_packversion", str(view.id))
        }


def test_the_content_of_a_version_changed_by_hand_is_found(folder: Path) -> None:
    view = installed.install(folder, actor=OPERATOR, at=AT)
    content = {**PackVersion.objects.get(pk=view.id).content, "title": "other"}

    with guards_lifted():
        PackVersion.objects.filter(pk=view.id).update(content=content)

        assert [problem.id for problem in installed.problems()] == [str(view.id)]


def test_versions_removed_and_put_in_by_hand_are_found(folder: Path) -> None:
    view = installed.install(folder, actor=OPERATOR, at=AT)
    content = PackVersion.objects.get(pk=view.id).content

    with guards_lifted():
        PackVersion.objects.all().delete()
        PackVersion.objects.create(pk=view.id + 1, code="sound", version="1", content=content)

        assert {problem.id for problem in installed.problems()} == {
            str(view.id),
            str(view.id + 1),
        }
