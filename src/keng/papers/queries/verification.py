"""What does not hold in the register: rows changed by hand, files, gaps and doubles of numbers."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Max, Min

from keng.journal import rows as vouched
from keng.kernel.problems import Problem
from keng.papers import files
from keng.papers.actions._journal import PAPER_STREAM, SERIES_STREAM
from keng.papers.models import Link, Number, Paper, PaperText, Series
from keng.papers.vocabulary import NumberState


def problems() -> Iterator[Problem]:
    """Rows and files that are not what Keng wrote, and series whose numbers do not add up."""
    yield from vouched.problems(Series, Number, streams=f"{SERIES_STREAM}:")
    yield from vouched.problems(Paper, PaperText, Link, streams=f"{PAPER_STREAM}:")
    kept = Paper.objects.filter(file_kept=True).order_by("id").values_list("pk", "sha256")
    for paper_id, digest in kept.iterator():
        if not files.is_whole(digest):
            yield Problem("papers_paper", str(paper_id), "its stored file is gone or changed")
    yield from _numbers_that_do_not_add_up()


def _numbers_that_do_not_add_up() -> Iterator[Problem]:
    counted = Series.objects.order_by("id").annotate(
        count=Count("numbers"), lowest=Min("numbers__n"), highest=Max("numbers__n")
    )
    for series in counted.values("pk", "first", "last", "count", "lowest", "highest"):
        expected = series["last"] - series["first"] + 1
        whole = (series["count"], series["lowest"], series["highest"]) == (
            expected,
            series["first"] if expected else None,
            series["last"] if expected else None,
        )
        if not whole:
            yield Problem("papers_series", str(series["pk"]), "its numbers have a gap or a double")
    used = Number.objects.filter(state=NumberState.USED.value, paper=None)
    for number_id in used.order_by("id").values_list("pk", flat=True):
        yield Problem("papers_number", str(number_id), "is used, but no paper bears it")
