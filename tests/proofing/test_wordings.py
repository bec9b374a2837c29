"""Each class of contradiction in wordings of our own, and relations that hold and look wrong."""

from __future__ import annotations

import pytest

from keng.proofing.finding import Finding, Severity
from keng.proofing.proofreading import proofread
from proofing_wordings import HEAD, SOUND, WRONG

LINES_OF_HEAD = HEAD.count("\n")


def told(text: str) -> list[Finding]:
    """What is told of the lines behind the head of the paper."""
    found = proofread((HEAD + text).split("\n"))
    return [one for one in found if one.line > LINES_OF_HEAD]


@pytest.mark.parametrize(("code", "text"), WRONG, ids=[text[:40] for _, text in WRONG])
def test_a_contradiction_is_told_under_its_code(code: str, text: str) -> None:
    assert code in [one.code for one in told(text)]


@pytest.mark.parametrize("text", SOUND, ids=[text[:40] for text in SOUND])
def test_a_relation_that_holds_is_left_alone(text: str) -> None:
    assert [one for one in told(text) if one.severity is not Severity.STYLE] == []


def test_the_head_alone_is_told_nothing() -> None:
    assert proofread(HEAD.split("\n")) == ()
