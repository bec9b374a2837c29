"""Small totals attacked where they leave the house: screens, API, files, jobs, mail, commands.

Two worlds differ in what communes report of people, in which rules warn of it and in what is
written about it, and look alike from outside. Whatever leaves for somebody outside must be the same
in both, byte for byte: somebody two levels above with every role, an auditor and officer of the
nation, people of a commune beside. Then it tells no more than the public picture does, of which a
solver proves that it gives no small total away (`tests/consolidation/test_attacked.py`). What can
be read as numbers goes to the solver as well.
"""

from __future__ import annotations

import os
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.signals import request_started
from django.db import transaction
from django.test import override_settings

from consolidation.attacker import Attacker, Sum
from keng.access.actors import AccountActor
from keng.api import clock as api_clock
from keng.consolidation.queries import consolidate
from keng.consolidation.shapes import Row
from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.ops import session
from keng.ops.main import parser
from keng.publishing import pages, pdf
from keng.web import clock
from leaving_cast import (
    COMMANDS,
    PERIODS,
    SHUT,
    Answers,
    commands,
    comparable,
    everything,
    figures_looked_at,
)
from outside_cast import FIGURES, PEOPLE, World, a_world, outsiders
from told_cast import Told, told_in
from web_cast import NOW

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
SMALL = (1, 2, 3, 4)


class Dice:
    """Randomness that falls the same in both worlds: it begins anew with every request."""

    def __init__(self) -> None:
        self._seed, self._n = b"", 0

    def begin(self, seed: str) -> None:
        """The same seed, the same falls."""
        self._seed, self._n = seed.encode(), 0

    def __call__(self, size: int) -> bytes:
        fallen = b""
        while len(fallen) < size:
            self._n += 1
            fallen += sha256(self._seed + self._n.to_bytes(8)).digest()
        return fallen[:size]


@dataclass(frozen=True)
class Seen:
    """What left one world, read there: the answers, the numbers in them, and what is true."""

    answers: Mapping[str, Answers]
    told: frozenset[Told]
    picture: Mapping[tuple[int, str, CellKey], str]
    truth: Mapping[tuple[int, str, CellKey], int]
    communes: frozenset[int]


@pytest.fixture(scope="module")
def worlds(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Seen, Seen]]:
    """Both worlds as the same people outside read them; made once, and undone."""
    del django_db_setup
    with django_db_blocker.unblock():
        yield tuple(_world(place, tmp_path_factory.mktemp("world")) for place in (0, 1))


def _world(place: int, folder: Path) -> Seen:
    with standing_still(folder), transaction.atomic():
        world = a_world(place)
        readers = outsiders(world)
        answers = {
            "above": everything(world, readers["above"], folder),
            "nation": figures_looked_at(world, readers["nation"], folder),
            "beside": figures_looked_at(world, readers["beside"], folder),
        }
        seen = Seen(
            answers=answers,
            told=frozenset(told for found in answers.values() for told in told_in(found)),
            picture=_picture(world, AccountActor(readers["above"])),
            truth=_truth(world, place),
            communes=frozenset(world.communes.values()),
        )
        transaction.set_rollback(True)
    return seen


@contextmanager
def standing_still(folder: Path) -> Iterator[None]:
    """A clock that stands, a folder of its own, dice that fall alike; no LibreOffice."""
    dice = Dice()
    kept = {
        "KENG_DIR": folder,
        "MEDIA_ROOT": folder / "files",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
        "BASE_URL": "https://keng.example.vn",
    }

    def begin(environ: Mapping[str, Any], **_: Any) -> None:
        dice.begin(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")

    made = parser()  # every command is there to be given the clock
    with pytest.MonkeyPatch.context() as patch, override_settings(**kept):
        patch.setattr(os, "urandom", dice)
        patch.setattr(random, "_urandom", dice)
        patch.setattr("keng.db.wholefiles.os.fsync", lambda _descriptor: None)
        patch.setattr("keng.ops.main.parser", lambda: made)
        patch.setattr(clock, "now", lambda: NOW)
        patch.setattr(api_clock, "now", lambda: NOW)
        _stop_the_desk(patch)
        patch.setattr(pdf, "to_pdf", lambda content: content)
        patch.setattr(pages, "page_count", lambda _digest, _content: 1)
        patch.setattr(pages, "page", lambda digest, _n: digest.encode())
        patch.setattr(mail, "outbox", [], raising=False)
        request_started.connect(begin)
        yield
        request_started.disconnect(begin)


def _stop_the_desk(patch: pytest.MonkeyPatch) -> None:
    """The clock of the command line, wherever a command has it from."""
    true_now = session.now
    for name, module in list(sys.modules.items()):
        if name.startswith("keng.ops") and getattr(module, "now", None) is true_now:
            patch.setattr(module, "now", lambda: NOW)


def _rows(world: World, actor: Actor) -> Iterator[tuple[int, str, Row]]:
    units = (*world.communes.values(), world.office.north, world.office.province)
    for unit in units:
        for code in PERIODS:
            found = consolidate(unit, parse_period(code), actor=actor, on=TODAY)
            yield from ((unit, code, row) for row in found.rows)


def _picture(world: World, reader: Actor) -> dict[tuple[int, str, CellKey], str]:
    """What the queries answer the reader, cell by cell."""
    return {
        (unit, code, row.key): row.shown or ("" if row.value is None else str(row.exact(row.value)))
        for unit, code, row in _rows(world, reader)
    }


def _truth(world: World, place: int) -> dict[tuple[int, str, CellKey], int]:
    """What the communes reported of people."""
    return {
        (unit, month, CellKey(code)): pairs[at][place]
        for month, people in FIGURES.items()
        for code, pairs in people.items()
        for at, unit in enumerate(world.communes.values())
    }


def test_the_worlds_differ_and_look_alike_to_who_stands_outside(
    worlds: tuple[Seen, Seen],
) -> None:
    one, two = worlds

    assert one.truth != two.truth
    assert one.picture == two.picture
    hidden = {key[:2] for key, shown in one.picture.items() if shown in {"<5", "…"}}
    assert len(hidden) > len(FIGURES) * 3


@pytest.mark.parametrize("reader", ["above", "nation", "beside"])
def test_whatever_leaves_is_the_same_in_both(worlds: tuple[Seen, Seen], reader: str) -> None:
    one, two = (seen.answers[reader] for seen in worlds)

    assert one.keys() == two.keys()
    differing = [
        label
        for label, answer in one.items()
        if answer.status != two[label].status
        or comparable(answer.body) != comparable(two[label].body)
    ]
    assert differing == []


def test_every_way_out_was_gone_or_is_shut_for_a_reason(worlds: tuple[Seen, Seen]) -> None:
    answered: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for label, answer in worlds[0].answers["above"].items():
        answered[label.partition(" ")[0]][answer.status // 100] += 1
    never = {name for name, kinds in answered.items() if not kinds[2] and name not in _ACTS}

    assert never == set(SHUT) - {"metrics"}
    assert not [name for name, kinds in answered.items() if kinds[5]]


def test_the_others_opened_what_is_told_to_them(worlds: tuple[Seen, Seen]) -> None:
    opened = {
        reader: {label.partition(" ")[0] for label, one in found.items() if one.status == 200}
        for reader, found in worlds[0].answers.items()
    }

    assert {"journal", "journal_csv", "kept_texts", "round", "submission"} <= opened["nation"]
    assert {"/consolidated", "/journal/submissions/{submission_id}"} <= opened["nation"]
    assert {"home", "journal", "search"} <= opened["beside"]
    assert not {"submission", "form", "drill", "/consolidated"} & opened["beside"]


def test_every_command_of_the_program_is_asked_or_left_out_for_a_reason(
    worlds: tuple[Seen, Seen],
) -> None:
    asked = {name for name, ways in COMMANDS.items() if isinstance(ways, list)}
    went = {label.rpartition(" ")[0] for label in worlds[0].answers["above"]}

    assert set(COMMANDS) == set(commands(parser()))
    assert {f"keng {name}" for name in asked} <= went


_ACTS = {"ask_tables", "ask_report", "ask_forms", "take_along", "keng"}


def test_no_number_is_another_one_than_the_queries_answer(worlds: tuple[Seen, Seen]) -> None:
    for seen in worlds:
        assert len(seen.told) > 200
        wrong = [
            told
            for told in seen.told
            if told[2] in PEOPLE and told[:3] in seen.picture and told[3] != seen.picture[told[:3]]
        ]
        assert wrong == []


def test_the_solver_finds_nothing_in_all_that_was_read(worlds: tuple[Seen, Seen]) -> None:
    for seen in worlds:
        attacker = Attacker()
        for unit, period, key, text in seen.told:
            added_up = _sum(unit, period, key, seen)
            if added_up is not None:
                number = int(text) if re.fullmatch(r"\d+", text) else None
                attacker.sees(added_up, number, "" if number is not None else text)
        narrowed = [
            (place, left)
            for place, true in seen.truth.items()
            if true in SMALL
            and (left := [value for value in SMALL if attacker.may_be(frozenset({place}), value)])
            != list(SMALL)
        ]
        assert attacker.facts
        assert narrowed == []


def _sum(unit: int, period: str, key: CellKey, seen: Seen) -> Sum | None:
    """What a figure of people adds up from; None where not all of it was reported."""
    if key not in PEOPLE:
        return None
    months = [month for month in FIGURES if parse_period(period).contains(parse_period(month))]
    spans = {one.last for one in map(parse_period, months)}
    last = parse_period(period).last
    if key.indicator == "addicts":
        months = [month for month in months if parse_period(month).last == last]
    elif len(months) != len(parse_period(period).months()) or last not in spans:
        return None
    units = {unit} if unit in seen.communes else seen.communes
    return frozenset((one, month, key) for one in units for month in months) if months else None
