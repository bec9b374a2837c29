"""Load on a real server: people who think, or the hour of the deadline. Needs the group `load`.

    uv run --group load python benchmarks/load/run.py --people 200 --minutes 5 --engine postgresql
    uv run --group load python benchmarks/load/run.py --people 10 --engine sqlite
    uv run --group load python benchmarks/load/run.py --deadline 3321 --engine postgresql

Each officer signs in, opens the list of duties and the form, and saves a cell, with 20 to 30 s of
thinking between two requests. Every save that was acknowledged is looked up in the database at the
end. With --deadline each commune enters a figure and submits as fast as the machine can, with
--people requests at a time. The same number of people then asks for an empty page of Django, from
the same server program. Everything runs on this machine and asks this machine only.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from typing import Any

import gevent
from locust import HttpUser, between, constant, events, task
from locust.env import Environment
from locust.exception import StopUser

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import office

PASSWORD = "con-cò-bay-lả-bay-la"  # noqa: S105 - of invented people
PEOPLE: list[dict[str, Any]] = []
SAVED: dict[str, int] = {}
SUBMITTED: list[str] = []


class Officer(HttpUser):
    """Signs in, looks at what is due, opens the form, saves a cell; thinks in between."""

    wait_time = between(20, 30)

    def on_start(self) -> None:
        """Sign in as people do."""
        self.me = PEOPLE.pop()
        self.value = 0
        self.client.get("/dang-nhap/", name="sign-in page")
        self.client.post(
            "/dang-nhap/",
            {"login": self.me["login"], "password": PASSWORD, **self._csrf()},
            name="signing in",
            headers={"Referer": self.host},
        )

    def _csrf(self) -> dict[str, str]:
        return {"csrfmiddlewaretoken": self.client.cookies.get("csrftoken", "")}

    @task(2)
    def home(self) -> None:
        """The home page."""
        self.client.get("/", name="home")

    @task(2)
    def form(self) -> None:
        """The form with its 100 cells."""
        self.client.get(f"/bieu/{self.me['form']}/", name="form")

    @task(6)
    def save(self) -> None:
        """One cell; remembered when the server says that it is saved."""
        self.value += 1
        with self.client.post(
            f"/api/v1/submissions/{self.me['form']}/cells",
            json=[{"cell": "g0_i9", "value": str(self.value)}],
            headers={"X-CSRFToken": self.client.cookies.get("csrftoken", "")},
            name="saving a cell",
            catch_response=True,
        ) as answer:
            if answer.status_code == 200:
                SAVED[str(self.me["form"])] = self.value
            else:
                answer.failure(f"{answer.status_code} {answer.text[:200]}")


class Deadline(HttpUser):
    """Takes the next commune, enters and submits, without a pause."""

    wait_time = constant(0)

    @task
    def hand_in(self) -> None:
        """Two requests; counted when both are acknowledged."""
        if not PEOPLE:
            raise StopUser
        me = PEOPLE.pop()
        self.client.headers["Authorization"] = f"Bearer {me['token']}"
        path = f"/api/v1/submissions/{me['form']}"
        entered = self.client.post(
            f"{path}/cells", json=[{"cell": "g0_i9", "value": "1"}], name="entering"
        )
        handed_in = self.client.post(f"{path}/submit", json={}, name="submitting")
        if entered.status_code == 200:
            SAVED[str(me["form"])] = 1
        if handed_in.status_code == 200:
            SUBMITTED.append(str(me["form"]))


class Visitor(HttpUser):
    """Asks for the empty page, as often as an officer asks Keng."""

    wait_time = between(20, 30)

    @task
    def page(self) -> None:
        """Nothing comes back."""
        self.client.get("/", name="empty page of Django")


def main() -> int:
    """Build, serve, load, compare; 1 where a save that was acknowledged is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--deadline", type=int, default=0, metavar="COMMUNES")
    parser.add_argument("--engine", choices=("postgresql", "sqlite"), default="postgresql")
    asked = parser.parse_args()
    with office.engine(asked.engine) as fresh:
        environment = {**os.environ, **fresh}
        communes = asked.deadline or asked.people
        part = "build-tokens" if asked.deadline else "build"
        PEOPLE.extend(json.loads(_child(environment, part, str(communes))))
        print(f"{office.machine()}, {asked.engine}, {communes} communes", flush=True)
        with _served(environment) as host:
            if asked.deadline:
                began = time.monotonic()
                _load(Deadline, host, min(asked.people, 16), until=lambda: not PEOPLE)
                minutes = (time.monotonic() - began) / 60
                print(f"{len(SUBMITTED)} submitted, {len(SUBMITTED) / minutes:.0f} a minute")
            else:
                _load(Officer, host, asked.people, seconds=asked.minutes * 60)
        lost = _lost(json.loads(_child(environment, "look", "-")))
    if not asked.deadline:
        with _empty_page() as host:
            _load(Visitor, host, asked.people, seconds=min(60, asked.minutes * 60))
    print(f"saves acknowledged: {len(SAVED)} forms; lost: {len(lost)} {lost[:5]}")
    return 1 if lost else 0


def _lost(stands: dict[str, list[Any]]) -> list[str]:
    lost = [form for form, value in SAVED.items() if (stands[form][0] or 0) < value]
    return lost + [form for form in SUBMITTED if stands[form][1] != "submitted"]


def _load(
    kind: type[HttpUser],
    host: str,
    people: int,
    *,
    seconds: float = inf,
    until: Callable[[], bool] = bool,
) -> None:
    """Let so many come over a minute at most, and print what they met.

    They work for so many seconds from when all are there, or until that is true.
    """
    environment = Environment(user_classes=[kind], host=host, events=events)
    runner = environment.create_local_runner()
    runner.start(people, spawn_rate=max(1, people / 60))
    if seconds < inf:
        while runner.user_count < people:
            gevent.sleep(0.2)
        gevent.sleep(10)  # who came last has signed in
        _print(environment, "while they come")
        environment.stats.reset_all()
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and not until():
        gevent.sleep(0.2)
    gevent.sleep(2)  # the last requests come back
    runner.quit()
    _print(environment, "at work" if seconds < inf else "")


def _print(environment: Environment, when: str) -> None:
    """Requests, failures, median, 95th and 99th percentile in milliseconds."""
    print(f"| {when} | requests | failed | median | p95 | p99 |")
    for entry in sorted(environment.stats.entries.values(), key=lambda one: one.name):
        print(
            f"| {entry.name} | {entry.num_requests} | {entry.num_failures} | "
            f"{entry.median_response_time} | {entry.get_response_time_percentile(0.95)} | "
            f"{entry.get_response_time_percentile(0.99)} |",
            flush=True,
        )
    for error in environment.stats.errors.values():
        print("!", error.occurrences, error.to_name(), flush=True)


def _child(environment: dict[str, str], *words: str) -> str:
    command = [sys.executable, str(HERE / "office_under_load.py"), *words]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.splitlines()[-1]


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "keng.ops", "serve", "--port", str(port)]
    with _running(command, environment, port) as host:
        yield host


@contextmanager
def _empty_page() -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2"]
    command += ["--blocking-threads", "4", "--port", str(port), "empty_page:application"]
    with _running(command, {**os.environ, "PYTHONPATH": str(HERE)}, port) as host:
        yield host


@contextmanager
def _running(command: list[str], environment: dict[str, str], port: int) -> Iterator[str]:
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(port)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
