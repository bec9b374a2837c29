"""Questions about the register."""

from __future__ import annotations

from keng.papers.queries.chain import Chain, ChainNode, ChainStep, chain_of
from keng.papers.queries.numbers import (
    MOST_NUMBERS,
    NumberView,
    SeriesView,
    has_series,
    open_series_of,
    series_of,
    series_view,
    suggested_number,
    units_of_series,
)
from keng.papers.queries.register import (
    MOST_FOUND,
    Filter,
    Force,
    LinkView,
    PaperHead,
    PaperList,
    PaperView,
    Within,
    candidates_of,
    file_of,
    found_papers,
    heads_of,
    paper_view,
    papers_waiting,
    units_of_papers,
    years_of,
)
from keng.papers.queries.verification import problems

__all__ = [
    "MOST_FOUND",
    "MOST_NUMBERS",
    "Chain",
    "ChainNode",
    "ChainStep",
    "Filter",
    "Force",
    "LinkView",
    "NumberView",
    "PaperHead",
    "PaperList",
    "PaperView",
    "SeriesView",
    "Within",
    "candidates_of",
    "chain_of",
    "file_of",
    "found_papers",
    "has_series",
    "heads_of",
    "open_series_of",
    "paper_view",
    "papers_waiting",
    "problems",
    "series_of",
    "series_view",
    "suggested_number",
    "units_of_papers",
    "units_of_series",
    "years_of",
]
