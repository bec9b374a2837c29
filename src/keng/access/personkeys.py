"""The key of each person: name, mail address and telephone are gone once it is destroyed.

The database holds them sealed under a random key of the account (`keng.db.keyrings`). Keys lie in a
folder that no backup takes, so a backup of any day names nobody by itself. A destroyed key leaves a
mark: where an older backup is restored and the folder carried over, it is known whose name was
erased meanwhile.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from functools import lru_cache
from secrets import token_hex
from typing import Final

from keng.db.keyrings import KeyGone, Keyring

FOLDER: Final = "account-names"
WORDS: Final = ("full_name", "email", "phone")
_RING: Final = Keyring(FOLDER)
_REMEMBERED: Final = 20_000  # accounts of a province whose lists are opened again and again


def new_key() -> str:
    """Make a key; what it is called. One whose transaction fails stays behind and opens nothing."""
    name = token_hex(16)
    _RING.make(name)
    return name


def has_key(name: str) -> bool:
    """Whether this machine can open what was sealed under the key."""
    return bool(name) and _RING.has(name)


def is_erased(name: str) -> bool:
    """Whether the key was destroyed on this machine, or on the one its folder came from."""
    return bool(name) and _RING.is_destroyed(name)


def sealed_words(name: str, words: Mapping[str, str]) -> str:
    """What is said of a person as it is stored; empty for nothing. Raises KeyGone."""
    said = {word: text for word, text in words.items() if text}
    if not said:
        return ""
    content = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    return base64.b64encode(_RING.sealed(name, content, _about(name))).decode()


def opened_words(name: str, text: str) -> Mapping[str, str] | None:
    """The words again; None where the key is not here or the words were altered."""
    if not text:
        return {}
    try:
        return _opened(name, text)
    except (KeyGone, ValueError):  # SealBroken and broken base64 are ValueErrors
        return None


def destroy(name: str) -> None:
    """Overwrite and remove the key; nothing happens for one that is gone."""
    if name:
        _RING.destroy(name, leaves_a_mark=True)
    _opened.cache_clear()


@lru_cache(maxsize=_REMEMBERED)
def _opened(name: str, text: str) -> Mapping[str, str]:
    """A key that is not here is looked for again each time: it may be carried over."""
    read: dict[str, str] = json.loads(_RING.opened(name, base64.b64decode(text), _about(name)))
    return read


def _about(name: str) -> str:
    return f"keng account {name}"
