"""The papers of commendation: the proposal to who decides, and the decision with its list.

They name persons, so they are written when they are asked for and kept nowhere: a name that is
withdrawn is in no file of Keng (docs/decisions/0301-...). The layout is our own by the rules that
hold for every paper.
"""

from __future__ import annotations

from keng.publishing.commendation.building import decision_paper, proposal_file
from keng.publishing.recognition.built import BuiltPaper

__all__ = ["BuiltPaper", "decision_paper", "proposal_file"]
