"""The installed programme, as other rooms ask for it: one door to `queries` and `actions`."""

from __future__ import annotations

from keng.packs.actions import install
from keng.packs.queries import (
    VersionView,
    current,
    current_version,
    period_named,
    problems,
    version_of,
    versions,
)
from keng.packs.schema import Form, Pack
from keng.packs.shipping import shipped, shipped_codes

__all__ = [
    "Form",
    "Pack",
    "VersionView",
    "current",
    "current_version",
    "install",
    "period_named",
    "problems",
    "shipped",
    "shipped_codes",
    "version_of",
    "versions",
]
