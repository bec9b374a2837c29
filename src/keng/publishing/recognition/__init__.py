"""The papers of recognition: minutes, proposal, decision with its list, certificates, results.

What they say comes from `criteria` as plain values; how it is said and laid out stands here. The
forms that the law attaches were not read, so the layout of these papers is our own, by the rules
that hold for every paper (docs/decisions/0260-...). The minutes of a meeting of a committee or of
coordination are written and followed the same way (docs/decisions/0331-...).
"""

from __future__ import annotations

from keng.publishing.recognition.building import build, figures_now, preview, source_key
from keng.publishing.recognition.built import BuiltPaper
from keng.publishing.recognition.kinds import (
    KINDS,
    About,
    Kind,
    PaperKind,
    about_of,
    is_recognition,
    kind_of,
)

__all__ = [
    "KINDS",
    "About",
    "BuiltPaper",
    "Kind",
    "PaperKind",
    "about_of",
    "build",
    "figures_now",
    "is_recognition",
    "kind_of",
    "preview",
    "source_key",
]
