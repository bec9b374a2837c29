"""People at work in an office that may be killed: each knows what was acknowledged to them.

`known` is the last state that the server confirmed. While a request is under way, `asked` is the
state that it would make; after a kill either of the two must stand, whole.
"""

from __future__ import annotations

import json
import threading
import time
from datetime import UTC, datetime, timedelta
from random import Random
from typing import IO, Any
from uuid import uuid4

from jobs_cast import fill_in
from soak.killed_office import CELLS
from soak.sites import PATIENCE, Popen, Site, Unknown

Form = tuple[str, int | None]  # state, and the one number that stands in all its cells
_WRITABLE = frozenset({"draft", "returned", "reopened"})
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Person(threading.Thread):
    """Somebody who writes into one form until told to stop, whatever is killed meanwhile."""

    who = ""

    def __init__(self, site: Site, form: int, known: Form, chance: Random) -> None:
        super().__init__(daemon=True)
        self.site, self.form, self.chance = site, form, chance
        self.known: Form = known
        self.asked: Form | None = None
        self.following: int | None = None
        self.stop = threading.Event()
        self.wrong: list[str] = []
        self.acknowledged = self.interrupted = 0

    def run(self) -> None:
        """One act after the other; after a kill first a look at what stands."""
        while not self.stop.is_set() and not self.wrong:
            self._take_up_the_following()
            try:
                self.act()
            except Unknown:
                self.interrupted += self.asked is not None
                self._look_again()

    def _take_up_the_following(self) -> None:
        """Turn to the empty form that was laid on the desk meanwhile, where there is one."""
        if self.following is not None:
            self.form, self.known, self.following = self.following, ("draft", None), None

    def _look_again(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                status, content = self.site.ask(self.who, "GET", f"/submissions/{self.form}")
            except Unknown:
                status = 0
            if status == 200:
                self._compare(json.loads(content))
                return
            time.sleep(0.1)
        self.wrong.append("no answer after a kill")

    def _compare(self, seen: dict[str, Any]) -> None:
        found = {cell["cell"]: cell["value"] for cell in seen["cells"]}
        values = {found[cell] for cell in CELLS}
        value = next(iter(values))
        stands = (seen["standing"]["state"], None if value is None else int(value))
        if len(values) > 1 or stands not in self.may_stand:
            self.wrong.append(f"lost or half: {values}, {stands} and not {self.may_stand}")
        self.known, self.asked = stands, None

    def act(self) -> None:
        """One act. Subclasses say which."""
        raise NotImplementedError

    def post(self, who: str, path: str, body: object, then: Form, kind: str = "") -> bytes:
        """Ask for a change; it is known once the answer says so."""
        self.asked = then
        status, content = self.site.ask(who, "POST", path, body, kind or "application/json")
        if status >= 500:  # the database went away: nothing was promised
            raise Unknown
        if status != 200:
            self.wrong.append(f"{path}: {status} {content.decode()[:400]}")
            return content
        self.known, self.asked = then, None
        self.acknowledged += 1
        return content

    @property
    def may_stand(self) -> list[Form]:
        """What may be found after a kill."""
        return [self.known] if self.asked is None else [self.known, self.asked]


class Hand(Person):
    """The clerk who types and submits, and the officer who returns, accepts and reopens."""

    who = "clerk"

    def act(self) -> None:
        """What is next in the life of a form."""
        state, number = self.known
        place = f"/submissions/{self.form}"
        if state in _WRITABLE and (number is None or self.chance.random() < 0.6):
            after = (number or 0) + 1
            cells = [{"cell": cell, "value": str(after)} for cell in CELLS]
            self.post("clerk", f"{place}/cells", cells, (state, after))
        elif state in _WRITABLE:
            self.post("clerk", f"{place}/submit", {}, ("submitted", number))
        elif state == "submitted" and self.chance.random() < 0.5:
            due = (datetime.now(tz=UTC) + timedelta(days=5)).date().isoformat()
            body = {"message": "Xem lại.", "due_on": due}
            self.post("officer", f"{place}/return", body, ("returned", number))
        elif state == "submitted":
            self._accept(place, number)
        else:
            self.post("officer", f"{place}/reopen", {"reason": "Sửa."}, ("reopened", number))

    def _accept(self, place: str, number: int | None) -> None:
        status, content = self.site.ask("officer", "GET", place)
        if status != 200:
            raise Unknown
        revision = json.loads(content)["standing"]["revision"]
        self.post("officer", f"{place}/accept", {"revision": revision}, ("accepted", number))


class Workbook(Person):
    """The clerk who downloads the form, fills it in and imports it, all of it or nothing."""

    who = "other.clerk"

    def act(self) -> None:
        """One workbook."""
        state, number = self.known
        status, blank = self.site.ask(
            self.who, "GET", f"/workbooks/template?submission={self.form}"
        )
        if status != 200:
            raise Unknown
        after = (number or 0) + 1
        filled = fill_in(blank, dict.fromkeys(CELLS, after))
        body, kind = _upload(filled)
        content = self.post(
            self.who, "/workbooks/import?mode=all_or_nothing", body, (state, after), kind
        )
        told = json.loads(content)
        if told["problems"] or told["saved"] != len(CELLS):
            self.wrong.append(content.decode()[:400])


def _upload(content: bytes) -> tuple[bytes, str]:
    edge = uuid4().hex
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="bieu.xlsx"\r\n'
    head += f"Content-Type: {XLSX}\r\n\r\n"
    return head.encode() + content + f"\r\n--{edge}--\r\n".encode(), (
        f"multipart/form-data; boundary={edge}"
    )


class Decider:
    """A process that decides and revokes, and what it acknowledged: id and kind of a decision."""

    def __init__(self, process: Popen, told: IO[str]) -> None:
        self.process, self._told = process, told
        self.acknowledged = 0
        self.last: list[object] = []
        self._hear(told.readline())
        assert self.last, "it does not decide"

    def hear_all(self) -> None:
        """What it told until it was killed; a line that was cut off is none."""
        for line in self._told:
            self._hear(line)

    def _hear(self, line: str) -> None:
        if line.endswith("\n"):
            kind, number = line.split()
            self.last = [int(number), kind]
            self.acknowledged += 1


def starts(persons: list[Person]) -> None:
    """Everybody begins."""
    for one in persons:
        one.start()


def wait_for_work(persons: list[Person], patience: float = PATIENCE) -> None:
    """Until each has one more write acknowledged, or has found something wrong."""
    begun = [one.acknowledged for one in persons]
    until = time.monotonic() + patience
    while any(
        one.acknowledged == before and not one.wrong
        for one, before in zip(persons, begun, strict=True)
    ):
        assert time.monotonic() < until, "nobody gets anything done"
        time.sleep(0.01)


def stops(persons: list[Person]) -> None:
    """Everybody ends after the act at hand."""
    for one in persons:
        one.stop.set()
    for one in persons:
        one.join(timeout=2 * PATIENCE)
        assert not one.is_alive()
