"""No pattern of ours takes a text of its choosing more than a moment: linear, never quadratic.

Every compiled pattern of every module is looked for in texts that repeat what patterns are made
of, as its module does it. What is measured is growth: how fast the machine is does not matter.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

import keng

pytestmark = pytest.mark.soak

LENGTH: Final = 16_000
TIMES: Final = 4  # how much shorter the text is against which the growth is measured
NOTICED: Final = 0.02  # seconds of the processor; nobody waits for less
TICK: Final = 0.004  # what the clock of the processor tells apart on many machines
GROWTH: Final = 9  # four times the text: 4 where time is linear, 16 where it is quadratic
CAP: Final = 2.0
SEEDS: Final = (
    *("a", "1", "1.", "1,", "a ", " ", "1 ", ".", "-", "a-", "Ủ", "ủy ban ", "số ", "1/", "/", "("),
    *(
        ")(",
        "tháng ",
        "1.1.",
        "a1",
        "“",
        "<w:t>",
        "a=b;",
        "[",
        "năm 2024 ",
        "A-",
        "1%",
        "xã ",
        ", ",
    ),
    *(
        ", ",
        "1-",
        "a@",
        "I.",
        "a\u0301",
        "00",
        ":",
        "* ",
        "_",
        "..",
        "…",
        "=",
        "{{",
        "&",
        "|",
        "O",
        "?",
    ),
)
OWN: Final = frozenset({"keng.prose.folding._VOWELS"})
"""Patterns that read our own patterns only, once when a module is loaded."""

WHOLE: Final = frozenset({"keng.journal.vocabulary._STREAM"})
"""Patterns that are handed to a function which holds them against a whole text."""

_CALL: Final = r"\b{name}\b\]?\.(\w+)\("
_FROM_ONE_PLACE: Final = frozenset({"match", "fullmatch"})


class TooSlow(Exception):
    """The time is over."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each pattern of text once, with the module and the name under which it stands."""
    seen: set[re.Pattern[Any]] = set()
    for module in pkgutil.walk_packages(keng.__path__, "keng."):
        if ".migrations" in module.name or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for one in _inside(value):
                if one not in seen and isinstance(one.pattern, str):
                    seen.add(one)
                    yield f"{module.name}.{name}", one


def _inside(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _inside(one)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _inside(one)


def asking(name: str, pattern: re.Pattern[str]) -> Callable[[str], object]:
    """How the module asks the pattern; anywhere in a text, where it is not seen to ask otherwise.

    Whoever matches from one place alone need not be linear from each place.
    """
    if name in WHOLE:
        return pattern.fullmatch
    module, _, attribute = name.rpartition(".")
    source = inspect.getsource(sys.modules[module])
    ways = set(re.findall(_CALL.format(name=attribute), source))
    handed_on = len(re.findall(rf"\b{attribute}\b(?!\.)", source)) > 1  # beside its definition
    if ways and ways <= _FROM_ONE_PLACE and not handed_on:
        return pattern.fullmatch if ways == {"fullmatch"} else pattern.match
    return lambda text: deque(pattern.finditer(text), maxlen=0)


def seconds(ask: Callable[[str], object], seed: str, length: int) -> float:
    """Of the processor, for a text of so many letters; CAP where it takes longer."""
    text = (seed * (length // len(seed) + 1))[:length]
    signal.setitimer(signal.ITIMER_VIRTUAL, CAP)
    began = time.process_time()
    try:
        ask(f"{text}\x01")
    except TooSlow:
        return CAP
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def grows_too_fast(ask: Callable[[str], object], seed: str) -> bool:
    """Whether four times the text takes much more than four times as long; the best of three."""
    if seconds(ask, seed, LENGTH) < NOTICED:
        return False
    long = min(seconds(ask, seed, LENGTH) for _ in range(3))
    short = min(seconds(ask, seed, LENGTH // TIMES) for _ in range(3))
    return long >= CAP or (long >= NOTICED and long > GROWTH * max(short, TICK))


def test_no_pattern_is_slow() -> None:
    def over(*_: object) -> None:
        raise TooSlow

    signal.signal(signal.SIGVTALRM, over)
    known = [(name, one) for name, one in patterns() if name not in OWN]

    slow = [
        (name, seed)
        for name, pattern in known
        for ask in [asking(name, pattern)]
        for seed in SEEDS
        if grows_too_fast(ask, seed)
    ]

    assert slow == []
    assert len(known) > 400


def test_a_quadratic_pattern_is_seen() -> None:
    assert grows_too_fast(re.compile(r"\d+/").search, "1")
    assert not grows_too_fast(re.compile(r"\d{1,9}/").search, "1")
