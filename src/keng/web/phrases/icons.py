"""The icons of the screens: one set, one file, asked for by name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

_SPRITE: Final = "vendor/bootstrap-icons/icons.svg"
_SHAPE: Final = (
    '<svg class="icon" aria-hidden="true" width="16" height="16"><use href="{}#{}"/></svg>'
)
_FILE: Final = Path(__file__).parents[1] / "static" / _SPRITE


@cache
def icon_names() -> frozenset[str]:
    """The names that the sprite holds."""
    return frozenset(re.findall(r'<symbol id="([^"]+)"', _FILE.read_text(encoding="utf-8")))


def icon(name: str) -> SafeString:
    """An icon that only decorates: the words beside it, or its button's label, say the same.

    Raises KeyError for a name that is not in the sprite, so that a wrong one shows in tests.
    """
    if name not in icon_names():
        raise KeyError(name)
    return format_html(_SHAPE, static(_SPRITE), name)
