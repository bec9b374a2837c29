"""A sealed stream comes back whole, or is refused."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keng.backups import cipher
from keng.backups.cipher import OpeningReader, SealingWriter
from keng.kernel.errors import BadInput

PASSPHRASE = "mười hai con giáp"
PIECE = 256 * 1024


@pytest.fixture(autouse=True, scope="module")
def light_work() -> object:
    """The price of guessing is not what is tested here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cipher, "_WORK", {"n": 2, "r": 8, "p": 1})
        yield


def sealed(content: bytes) -> bytes:
    out = io.BytesIO()
    with SealingWriter(out, PASSPHRASE) as writer:
        for start in range(0, len(content), 1000):
            writer.write(content[start : start + 1000])
    return out.getvalue()


def opened(text: bytes, passphrase: str = PASSPHRASE) -> bytes:
    with io.BufferedReader(OpeningReader(io.BytesIO(text), passphrase)) as reader:
        return reader.read()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 7])
def test_what_went_in_comes_out(size: int) -> None:
    content = os.urandom(size)

    assert opened(sealed(content)) == content


def test_the_same_bytes_are_never_sealed_alike_and_do_not_show() -> None:
    content = b"x\xc3\xa3 T\xe1\xbb\xa9 K\xe1\xbb\xb3" * 10

    assert sealed(content) != sealed(content)
    assert content[:12] not in sealed(content)


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(BadInput, match="Cụm mật khẩu"):
        opened(sealed(b"figures"), "mười hai con cá")


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(BadInput, match="12"):
        SealingWriter(io.BytesIO(), "ngắn")


@settings(max_examples=60, deadline=None)
@given(place=st.integers(min_value=0), how=st.sampled_from(["flip", "cut", "add"]))
def test_whatever_is_changed_is_noticed(place: int, how: str) -> None:
    text = sealed(b"a" * (PIECE + 500))
    at = place % len(text)
    spoilt = {
        "flip": text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :],
        "cut": text[:at],
        "add": text + b"\0",
    }[how]

    with pytest.raises(BadInput):
        opened(spoilt)


@pytest.mark.parametrize("head", ["[" * 990, '{"n": Infinity}', "{}", "[1]"])
def test_a_head_that_says_something_else_is_refused(head: str) -> None:
    with pytest.raises(BadInput):
        opened(cipher.MAGIC + head.encode() + b"\n" + b"a" * 40)


def test_pieces_cannot_change_places() -> None:
    text = sealed(b"a" * PIECE + b"b" * PIECE + b"c")
    head, sealed_piece = text.index(b"}\n") + 2, PIECE + 16
    first = text[head : head + sealed_piece]
    second = text[head + sealed_piece : head + 2 * sealed_piece]

    with pytest.raises(BadInput):
        opened(text[:head] + second + first + text[head + 2 * sealed_piece :])
