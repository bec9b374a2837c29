"""Texts that know their English."""

from __future__ import annotations

import copy
import pickle

from keng.kernel.said import Said, in_english, joined

WORDS = Said("ước", "estimated")


def test_it_is_the_vietnamese_text_wherever_a_text_is_asked_for() -> None:
    assert f"{WORDS}; {WORDS!s}" == "ước; ước"
    assert {WORDS: 1}["ước"] == 1
    assert in_english(WORDS) == "estimated"
    assert in_english("xã Một") == "xã Một"


def test_a_copy_knows_its_english_too() -> None:
    sent = pickle.loads(pickle.dumps(WORDS))  # noqa: S301 - what we have just written
    for made in (copy.copy(WORDS), copy.deepcopy(WORDS), sent):
        assert (made, made.en) == ("ước", "estimated")


def test_several_are_joined_in_both_languages_and_the_empty_ones_left_out() -> None:
    both = joined([WORDS, "", "xã Một"])

    assert (both, both.en) == ("ước; xã Một", "estimated; xã Một")
    assert joined([]) == ""
