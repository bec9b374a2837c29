"""The installed programme, as other rooms ask for it: one door to `queries` and `actions`."""

from __future__ import annotations

from keng.packs.actions import (
    Foresight,
    install,
    install_archive,
    install_with_set,
    look_at_archive,
    require_installer,
)
from keng.packs.queries import (
    Installation,
    VersionView,
    current,
    current_version,
    installations,
    may_install,
    period_named,
    problems,
    version_of,
    versions,
)
from keng.packs.schema import Form, Pack
from keng.packs.shipping import shipped, shipped_codes

__all__ = [
    "Foresight",
    "Form",
    "Installation",
    "Pack",
    "VersionView",
    "current",
    "current_version",
    "install",
    "install_archive",
    "install_with_set",
    "installations",
    "look_at_archive",
    "may_install",
    "period_named",
    "problems",
    "require_installer",
    "shipped",
    "shipped_codes",
    "version_of",
    "versions",
]
