"""No pattern of ours takes a text of its choosing more than a moment: linear, never quadratic.

Every compiled pattern of every module is searched in long texts that repeat what patterns are made
of. Patterns that are only ever asked to fit a whole text are asked so.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from typing import Any, Final

import pytest

import keng

pytestmark = pytest.mark.soak

LENGTH: Final = 20_000
SECONDS: Final = 1.5  # of the processor; a linear search takes a few thousandths
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
WHOLE: Final = frozenset({"_STREAM", "_WITH_YEAR", "_CELL", "_TOTAL"})
"""Names of patterns that their modules hold against a whole, short text."""


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


def test_no_pattern_is_slow() -> None:
    def over(*_: object) -> None:
        raise TooSlow

    signal.signal(signal.SIGVTALRM, over)
    slow, count = [], 0
    for name, pattern in patterns():
        count += 1
        ask = pattern.fullmatch if name.rpartition(".")[2] in WHOLE else pattern.search
        for seed in SEEDS:
            text = (seed * (LENGTH // len(seed) + 1))[:LENGTH]
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            try:
                ask(text)
                ask(f"{text}\x01")
            except TooSlow:
                slow.append((name, seed))
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    assert slow == []
    assert count > 400
