"""From one machine to another: `keng backup`, `keng restore`, every row of every table compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from backup_cast import ON_POSTGRESQL, Machine, a_machine, prepare
from keng.backups import archive

PASSPHRASE = "mười hai con giáp"
WRITER = """
from datetime import UTC, datetime
from keng.access import actions
from keng.kernel.actors import OPERATOR
n = 0
print("writing", flush=True)
while True:
    n += 1
    actions.create_account(f"nguoi-{n:05}", f"Người {n}", unit_id=None, actor=OPERATOR,
                           at=datetime.now(tz=UTC))
"""
SEAL = "seal.txt"
OWN_AFTER_RESTORING = {"journal_entry"}


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine with tables, two accounts, a seal and a file; made once."""
    folder = tmp_path_factory.mktemp("pattern") / "keng"
    with a_machine(folder) as machine:
        prepare(machine)
        for login in ("lan", "minh"):
            assert machine.keng("user", "add", login, "--name", f"Người {login}").returncode == 0
        assert machine.keng("seal", "-o", str(folder / SEAL)).returncode == 0
        path = folder / "files" / "papers" / "ab" / "abc"
        path.parent.mkdir(parents=True)
        path.write_bytes("văn bản".encode())
        yield machine


@pytest.fixture
def old(pattern: Machine, tmp_path: Path) -> Iterator[Machine]:
    """A machine of the test's own."""
    with a_machine(tmp_path / "old", like=pattern) as machine:
        yield machine


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Machine]:
    """An empty machine."""
    with a_machine(tmp_path / "new") as machine:
        yield machine


def restored(new: Machine, file: Path, old: Machine, *words: str) -> str:
    done = new.keng("restore", str(file), "--seal-key", str(old.folder / "seal.key"), *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_row_of_every_table_comes_back(old: Machine, new: Machine, tmp_path: Path) -> None:
    file = tmp_path / "a.kengbackup"
    before = old.rows()
    assert old.keng("backup", "-o", str(file)).returncode == 0

    said = restored(new, file, old)

    after = new.rows()
    assert "đúng như bản sao lưu" in said
    assert "nguyên vẹn" in said
    assert len(before["access_account"]) == 2
    assert after.keys() == before.keys()
    for name in before.keys() - OWN_AFTER_RESTORING - {"django_migrations"}:
        assert after[name] == before[name], name
    assert set(before["journal_entry"]) < set(after["journal_entry"])  # and that it was restored
    assert len(after["journal_entry"]) == len(before["journal_entry"]) + 1
    assert (new.folder / "files/papers/ab/abc").read_text(encoding="utf-8") == "văn bản"
    assert new.keng("verify", "--seal-file", str(old.folder / SEAL)).returncode == 0


@pytest.mark.any_engine
@pytest.mark.soak
def test_work_goes_on_after_restoring(old: Machine, new: Machine, tmp_path: Path) -> None:
    file = tmp_path / "a.kengbackup"
    old.keng("backup", "-o", str(file))
    restored(new, file, old)

    assert new.keng("user", "add", "hoa").returncode == 0

    assert len(new.rows()["access_account"]) == 3
    assert new.keng("verify").returncode == 0


def test_a_backup_while_people_write_is_of_one_moment(old: Machine, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.kengbackup" for number in range(3)]
    with old.python(WRITER) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        done = [old.keng("backup", "-o", str(file)) for file in files]
        assert writer.poll() is None  # nothing stopped it

    assert [one.returncode for one in done] == [0, 0, 0], [one.stderr for one in done]
    accounts = [archive.examined(file, None).tables["access_account"].rows for file in files]
    assert accounts[0] < accounts[1] < accounts[2]  # it was written to all the time
    with a_machine(tmp_path / "third") as third:
        # Each account has its entry of the journal: half of a pair would be a problem.
        assert "nguyên vẹn" in restored(third, files[1], old)
        assert len(third.rows()["access_account"]) == accounts[1]


@pytest.mark.soak
@pytest.mark.any_engine
def test_under_a_passphrase_with_its_keys(old: Machine, new: Machine, tmp_path: Path) -> None:
    file, secret = tmp_path / "a.kengbackup", tmp_path / "passphrase"
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    words = ["--passphrase-file", str(secret)]
    assert old.keng("backup", "-o", str(file), "--with-keys", *words).returncode == 0

    refused = new.keng("restore", str(file))
    done = new.keng("restore", str(file), *words)

    assert refused.returncode == 1
    assert "mã hóa" in refused.stderr
    assert done.returncode == 0, done.stderr
    key = new.folder / "seal.key"
    assert key.read_bytes() == (old.folder / "seal.key").read_bytes()
    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.any_engine
def test_nothing_is_restored_over_data(old: Machine, tmp_path: Path) -> None:
    file = tmp_path / "a.kengbackup"
    old.keng("backup", "-o", str(file))
    before = old.rows()

    refused = old.keng("restore", str(file))

    assert refused.returncode == 1
    assert "thư mục trống" in refused.stderr
    assert old.rows() == before


@pytest.mark.any_engine
def test_a_spoilt_backup_leaves_the_new_machine_empty(
    old: Machine, new: Machine, tmp_path: Path
) -> None:
    file = tmp_path / "a.kengbackup"
    old.keng("backup", "-o", str(file))
    file.write_bytes(file.read_bytes()[:-200])

    refused = new.keng("restore", str(file), "--seal-key", str(old.folder / "seal.key"))

    assert refused.returncode == 1
    assert "cắt cụt" in refused.stderr
    assert not new.folder.exists()


@pytest.mark.soak
@pytest.mark.any_engine
def test_without_the_key_nothing_is_made_unless_asked(
    old: Machine, new: Machine, tmp_path: Path
) -> None:
    file = tmp_path / "a.kengbackup"
    old.keng("backup", "-o", str(file))

    refused = new.keng("restore", str(file))
    done = new.keng("restore", str(file), "--without-seal-key")

    assert refused.returncode == 1
    assert "--seal-key" in refused.stderr
    assert done.returncode == 0, done.stderr
    assert not (new.folder / "seal.key").exists()
    assert "chép seal.key" in done.stdout


@pytest.mark.any_engine
def test_older_backups_of_a_folder_go_and_nothing_else(old: Machine, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    for name in ("keng-20200101T000000Z.kengbackup", "keng-20200102T000000Z.kengbackup", "notes"):
        (folder / name).write_text("x")

    done = old.keng("backup", "--to", str(folder), "--keep", "2")

    assert done.returncode == 0
    left = sorted(path.name for path in folder.iterdir())
    assert left[0] == "keng-20200102T000000Z.kengbackup"
    assert left[2] == "notes"
    assert len(left) == 3


def test_a_backup_knows_no_engine(old: Machine, tmp_path: Path) -> None:
    """On PostgreSQL the same file also becomes an office on SQLite."""
    if not ON_POSTGRESQL:
        pytest.skip("asked on PostgreSQL")
    file = tmp_path / "a.kengbackup"
    old.keng("backup", "-o", str(file))

    said = restored(Machine(tmp_path / "lite"), file, old)

    assert "nguyên vẹn" in said
    assert len(Machine(tmp_path / "lite").rows()["access_account"]) == 2
