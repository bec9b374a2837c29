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
from keng.packs.made import Made, made_forms
from keng.packs.making import Heading, Wanted, form_as_wanted, make_form, refuse_unfit
from keng.packs.queries import (
    Installation,
    VersionView,
    current,
    current_version,
    current_with_made,
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
    "Heading",
    "Installation",
    "Made",
    "Pack",
    "VersionView",
    "Wanted",
    "current",
    "current_version",
    "current_with_made",
    "form_as_wanted",
    "install",
    "install_archive",
    "install_with_set",
    "installations",
    "look_at_archive",
    "made_forms",
    "make_form",
    "may_install",
    "period_named",
    "problems",
    "refuse_unfit",
    "require_installer",
    "shipped",
    "shipped_codes",
    "version_of",
    "versions",
]
