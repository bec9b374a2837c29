"""The pack's rules over the figures of a submission, and what they find, in plain words."""

from __future__ import annotations

from keng.checks.evaluation import evaluate
from keng.checks.findings import Finding

__all__ = ["Finding", "evaluate"]
