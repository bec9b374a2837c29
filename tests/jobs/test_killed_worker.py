"""A real worker is killed with SIGKILL in the middle of an import; the next one goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from backup_cast import Machine, prepare

TESTS = Path(__file__).resolve().parents[1]
UNITS = 10
CELLS = 3

_SET_UP = """
import django; django.setup()
from web_cast import an_office, SETUP, START, DUE, NOW
from jobs_cast import fill_in
from keng.intake import batches, workbooks
from keng.intake.workbooks import SavePolicy
from keng.kernel.actors import OPERATOR
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.reporting import actions
from keng.jobs.actions import NewStep, ask
office = an_office()
for n in range({units}):
    create_unit(NewUnit(Naming("xa", f"Thu {{n}}"), office.north), on=START, basis="NQ 1",
                actor=OPERATOR, at=SETUP)
made = actions.open_round("commune", office.draft.period.preceding(),
                          owner_unit_id=office.north, due_on=DUE, actor=OPERATOR, at=NOW)
steps = []
for one in made.submissions.order_by("pk")[:{units}]:
    content = workbooks.template([one.pk], actor=OPERATOR, at=NOW)
    filled = fill_in(content, {{"fires": 2, "cases": 5, "settled": 4}})
    steps.append(NewStep("x", f"{{one.pk}}.xlsx", filled))
job = ask("intake.save", steps, unit_id=office.north, actor=OPERATOR, at=NOW,
          arguments={{"policy": "all_or_nothing"}})
print(job.pk)
"""
_LOOK = """
import django; django.setup()
import json
from keng.jobs.models import Job
from keng.journal.models import Entry
from keng.reporting.models import Figure, FigureRevision
job = Job.objects.get()
print(json.dumps([job.state, job.done, job.total, Figure.objects.count(),
    FigureRevision.objects.count(), Entry.objects.filter(verb="intake.imported").count()]))
"""
_END_AFTER_A_STEP = """
import django; django.setup()
import os, time
from keng.jobs.models import Job
for _ in range(12_000):
    if Job.objects.values_list("done", flat=True).get() >= 1:
        break
    time.sleep(0.005)
os.kill({pid}, {signal})
"""
_PASS_THE_LEASE = """
import django; django.setup()
from datetime import timedelta
from django.db.models import F
from keng.jobs.models import Job
Job.objects.filter(state="running").update(beat_at=F("beat_at") - timedelta(minutes=2))
"""


@pytest.fixture
def place(tmp_path: Path, transactional_db: None) -> Iterator[dict[str, str]]:
    """A folder and a database of their own, for processes of their own."""
    del transactional_db
    environment = {
        **os.environ,
        "KENG_DIR": str(tmp_path / "keng"),
        "DJANGO_SETTINGS_MODULE": "keng.config.settings",
        "PYTHONPATH": str(TESTS),
    }
    (tmp_path / "keng").mkdir()
    name = f"killed_{os.getpid()}"
    if url := os.environ.get("KENG_DATABASE_URL"):
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        environment["KENG_DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    prepare(Machine(tmp_path / "keng", environment.get("KENG_DATABASE_URL", "")))
    yield environment
    if url:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def told(script: str, place: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], env=place, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def worker(place: dict[str, str], *more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "keng.ops", "worker", *more], env=place)


def test_nothing_is_lost_or_doubled_when_a_worker_is_killed(place: dict[str, str]) -> None:
    told(_SET_UP.format(units=UNITS), place)

    killed = worker(place)
    told(_END_AFTER_A_STEP.format(pid=killed.pid, signal=int(signal.SIGKILL)), place)
    killed.wait()
    state, done, *_, figures, revisions, imported = json.loads(told(_LOOK, place))
    assert (state, 1 <= done < UNITS) == ("running", True)
    assert revisions == figures == CELLS * done
    assert imported == done

    told(_PASS_THE_LEASE, place)
    assert worker(place, "--once").wait(timeout=120) == 0

    assert json.loads(told(_LOOK, place)) == [
        "done",
        UNITS,
        UNITS,
        CELLS * UNITS,
        CELLS * UNITS,
        UNITS,
    ]
    verified = subprocess.run(
        [sys.executable, "-m", "keng.ops", "verify", "--format", "json"],
        env=place,
        check=False,
        capture_output=True,
    )
    tables = {one["table"] for one in json.loads(verified.stdout)["problems"]}
    assert tables <= {"packs_packversion"}  # the sample programme is put there without its line


@pytest.mark.soak
def test_a_worker_told_to_end_finishes_its_step_and_hands_the_rest_back(
    place: dict[str, str],
) -> None:
    told(_SET_UP.format(units=UNITS), place)

    ended = worker(place)
    told(_END_AFTER_A_STEP.format(pid=ended.pid, signal=int(signal.SIGTERM)), place)
    assert ended.wait(timeout=30) == 0

    state, done, _total, figures, *_ = json.loads(told(_LOOK, place))
    assert (state, 1 <= done < UNITS) == ("waiting", True)
    assert figures == CELLS * done
    assert worker(place, "--once").wait(timeout=120) == 0
    assert json.loads(told(_LOOK, place))[:2] == ["done", UNITS]
