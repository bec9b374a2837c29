"""kill -9 at random moments: what was acknowledged stands, and nothing stands half.

The office is served by `keng serve` while people type, submit, return, accept and import over HTTP,
a job imports workbooks, and a process decides. KENG_KILLS tells how many kills the long round has.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection

from backup_cast import ON_POSTGRESQL, Machine, a_machine, prepare
from soak.people import (
    Decider,
    Form,
    Hand,
    Person,
    Workbook,
    stops,
    wait_for_work,
)
from soak.sites import PATIENCE, Site, a_cluster, kill_one, sound

KILLS = int(os.environ.get("KENG_KILLS", "100"))
SECONDS = float(os.environ.get("KENG_SECONDS", "inf"))  # begins no further batch after so many
A_BATCH = 6
SEED = os.environ.get("KENG_SEED", "kẻng")
LONGEST = 1.2  # seconds of work before the kill, after something was acknowledged


@pytest.fixture
def office(tmp_path: Path, transactional_db: None) -> Iterator[Site]:
    """An office on the engine of the run; its tables are copied from those of the suite."""
    del transactional_db
    with a_machine(tmp_path / "unused") as machine:
        site = Site(tmp_path / "office", machine.url)
        site.folder.mkdir()
        if not ON_POSTGRESQL:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(site.folder / "keng.sqlite3")])
        with site.built(fresh=True):
            yield site


@pytest.mark.soak
def test_a_killed_office_keeps_what_it_acknowledged(office: Site) -> None:
    chance = Random(SEED)

    played = Batch(office, chance, has_decider=False)
    played.killing(["office", "server"])

    assert played.acknowledged


@pytest.mark.soak
def test_kills_on_sqlite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = Site(tmp_path / "office")
    site.folder.mkdir()
    with site.built():
        told = many_kills(site, ("office", "server", "worker", "decider"))

    assert sound(site.folder) == "ok"
    with capsys.disabled():
        print(f"\nSQLite: {told}")


@pytest.mark.soak
def test_kills_on_postgresql(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    victims = ("office", "server", "worker", "decider", "database", "backend")
    with a_cluster() as cluster:
        site = Site(tmp_path / "office", cluster.url, cluster)
        site.folder.mkdir()
        with site.built():
            told = many_kills(site, victims)

    with capsys.disabled():
        print(f"\nPostgreSQL: {told}")


def many_kills(site: Site, victims: tuple[str, ...]) -> str:
    """So many kills as asked for; says what they met. After every few, everything is verified."""
    chance, counted = Random(SEED), Counter[str]()
    acknowledged = interrupted = 0
    began = time.monotonic()
    while counted.total() < KILLS and time.monotonic() - began < SECONDS:
        batch = [chance.choice(victims) for _ in range(min(A_BATCH, KILLS - counted.total()))]
        played = Batch(site, chance)
        played.killing(batch)
        counted.update(played.killed)
        acknowledged += played.acknowledged
        interrupted += played.interrupted
        _tell(f"{counted.total()} {dict(counted)} {acknowledged} {interrupted}")
    return (
        f"{counted.total()} kills {dict(sorted(counted.items()))}; {acknowledged} writes "
        f"acknowledged, {interrupted} under way when killed; none lost, none half"
    )


def _tell(progress: str) -> None:
    """Past what captures output: a long round is looked at while it goes on."""
    print(f"{time.strftime('%H:%M:%S')} {progress}", file=sys.__stderr__, flush=True)


class Batch:
    """People at work, some kills one after the other, and at the end a look at everything."""

    def __init__(self, site: Site, chance: Random, *, has_decider: bool = True) -> None:
        self.site, self.chance, self.has_decider = site, chance, has_decider
        self.acknowledged = self.interrupted = 0
        self.killed = Counter[str]()

    def killing(self, victims: list[str]) -> None:
        """Raises AssertionError where anything acknowledged is missing or anything is half."""
        before = self.site.look()
        assert before["problems"] == []
        persons: list[Person] = [
            Hand(self.site, *self._form(before, "one"), self.chance),
            Workbook(self.site, *self._form(before, "two"), self.chance),
        ]
        number = 1 + max(self._number(before["forms"][str(one)]) or 0 for one in before["by_jobs"])
        with self._somebody_deciding() as decider:
            self.site.part("ask", str(number))
            for one in persons:
                one.start()
            for victim in victims:
                wait_for_work(persons)
                time.sleep(self.chance.uniform(0, LONGEST))
                if self._kills(victim, decider):
                    self.killed[victim] += 1
                    _tell(victim)
                if self.site.cluster is not None:
                    self.site.cluster.wait()
                self.site.serve()
            stops(persons)
        self._judge(persons, decider, number)

    @contextmanager
    def _somebody_deciding(self) -> Iterator[Decider | None]:
        if not self.has_decider:
            yield None
            return
        with self.site.decider() as (process, told):
            decider = Decider(process, told)
            yield decider
            process.kill()
            decider.hear_all()

    def _form(self, seen: dict[str, Any], name: str) -> tuple[int, Form]:
        form = int(self.site.told[name])
        state, *cells = seen["forms"][str(form)]
        assert len(set(cells)) == 1, f"half: {cells}"
        return form, (state, cells[0])

    def _number(self, form: list[Any]) -> int | None:
        _, *cells = form
        assert len(set(cells)) == 1, f"half: {cells}"
        return None if cells[0] is None else int(cells[0])

    def _kills(self, victim: str, decider: Decider | None) -> bool:
        """Whether anything was killed: who decides dies once in a batch, and stays so."""
        site, cluster = self.site, self.site.cluster
        deciding = [decider.process.pid] if decider and decider.process.poll() is None else []
        if victim == "office":
            site.kill()
            kill_one(deciding)
            return True
        if victim == "database" and cluster is not None:
            cluster.kill()
            return True
        if victim == "backend" and cluster is not None:
            return cluster.kill_a_backend()
        if victim == "server":
            return kill_one(sorted(site.servers(), key=lambda _: self.chance.random()))
        return kill_one(site.workers() if victim == "worker" else deciding)

    def _judge(
        self,
        persons: list[Person],
        decider: Decider | None,
        number: int,
    ) -> None:
        wrong = [line for one in persons for line in one.wrong]
        assert wrong == []
        after = self.site.look()
        assert after["problems"] == []
        assert after["without_lines"] == 0
        for one in persons:
            _, stands = self._form(after, "one" if isinstance(one, Hand) else "two")
            assert stands in one.may_stand, (one.known, one.asked)
            self.acknowledged += one.acknowledged
            self.interrupted += one.interrupted
        if decider is not None:
            promised, newest = decider.last, after["decision"]
            assert newest == promised or newest[0] > promised[0]
            self.acknowledged += decider.acknowledged
        self._jobs_end(number)

    def _jobs_end(self, number: int) -> None:
        until = time.monotonic() + PATIENCE
        while set(states := self.site.part("jobs")) != {"done"}:
            assert time.monotonic() < until, states
            time.sleep(0.3)
        seen = self.site.look()
        assert seen["problems"] == []
        assert {self._number(seen["forms"][str(form)]) for form in seen["by_jobs"]} == {number}


FILE = "files/a/b.bin"
RESTORES = int(os.environ.get("KENG_RESTORES", "5"))
# One process for all of them: twenty commands took longer than everything that is tested here.
_PEOPLE = """
from datetime import UTC, datetime
from keng.access.actions import create_account
from keng.kernel.actors import OPERATOR
for number in range(20):
    at = datetime.now(tz=UTC)
    create_account(f"nguoi{number}", f"Ten {number}", unit_id=None, actor=OPERATOR, at=at)
print("done")
"""


@pytest.mark.soak
def test_a_killed_restoration_is_whole_or_can_be_begun_anew(tmp_path: Path) -> None:
    chance, file = Random(SEED), tmp_path / "a.kengbackup"
    with a_machine(tmp_path / "old") as old:
        prepare(old)
        with old.python(_PEOPLE) as making:
            assert making.stdout is not None
            assert making.stdout.read() == "done\n"
        (old.folder / FILE).parent.mkdir(parents=True)
        (old.folder / FILE).write_bytes(b"evidence")
        assert old.keng("backup", "-o", str(file)).returncode == 0
        key = str(old.folder / "seal.key")
        began = time.monotonic()
        with a_machine(tmp_path / "measured") as whole:
            assert whole.keng("restore", str(file), "--seal-key", key, timeout=900).returncode == 0
            rows = whole.rows()["access_account"]
        lasts = time.monotonic() - began
        for number in range(RESTORES):
            with a_machine(tmp_path / f"new{number}") as new:
                _kill_a_restoration(new, file, key, chance.uniform(0.2, lasts), rows)
                _tell(f"restoration {number + 1} of {RESTORES}")
                shutil.rmtree(new.folder, ignore_errors=True)


def _kill_a_restoration(
    new: Machine, file: Path, key: str, after: float, rows: list[tuple[object, ...]]
) -> None:
    """One kill: no half of it stands, and the same command makes the whole, if it is not there."""
    command = [sys.executable, "-m", "keng.ops", "restore", str(file), "--seal-key", key]
    running = subprocess.Popen(
        command, env=new.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after)
    running.kill()
    running.wait()
    had_ended = _stands(new)
    again = new.keng("restore", str(file), "--seal-key", key, timeout=900)
    assert (again.returncode == 0) is not had_ended, again.stdout + again.stderr
    assert new.rows()["access_account"] == rows
    assert (new.folder / FILE).read_bytes() == b"evidence"
    assert _stands(new)
    if had_ended:  # else the second one has verified all of it
        verified = new.keng("verify", timeout=900)
        assert verified.returncode == 0, verified.stdout + verified.stderr


def _stands(new: Machine) -> bool:
    """Whether the restoration was over: the folder of what is being made is gone."""
    return new.folder.exists() and not (new.folder / ".restoring").exists()
