"""Where the pages of recognition are looked at: who opens them, what addresses are made of."""

from __future__ import annotations

from typing import Final

from criteria_cast import a_criteria_pack
from keng.packs.schema import Pack
from recognition_cast import a_season, decided, villages
from web_cast import Office

RECOGNITION_PAGES: Final[dict[str, tuple[str, tuple[str, ...], str]]] = {
    "recognition": ("clerk", (), "nam=2024"),
    "run": ("clerk", ("run_id",), ""),
    "council": ("clerk", ("run_id",), ""),
    "marking": ("leader", ("assessment_id",), ""),
    "deciding": ("leader", ("run_id",), ""),
    "what_if": ("leader", ("run_id",), ""),
    "decision": ("leader", ("decision_id",), "tinh-lai=1"),
    "why": ("clerk", ("assessment_id",), ""),
    "unit_years": ("officer", ("unit_id",), ""),
    "certificate": ("clerk", ("line_id",), ""),
    "recognition_paper": ("leader", ("paper_kind", "about_id"), ""),
    "criteria_sets": ("keeper", (), ""),
    "criteria_set": ("keeper", ("set_code",), ""),
    "set_draft": ("keeper", ("set_code",), ""),
}


def with_a_set(pack: Pack) -> Pack:
    """The pack with the set of villages beside its own; their results flow into no form."""
    made = a_criteria_pack(villages() | {"flows_back": []})
    return pack.model_copy(update={"criteria": {**pack.criteria, **made.criteria}})


def recognition_keywords(office: Office) -> dict[str, int | str]:
    """A run with a decision, and what its addresses are made of."""
    season = a_season(office)
    made = decided(season)
    return {
        "run_id": season.run.pk,
        "assessment_id": season.submitted.pk,
        "decision_id": made.pk,
        "line_id": made.lines.get().pk,
        "set_code": "kdc",
        "paper_kind": "recognition-minutes",
        "about_id": season.run.pk,
    }
