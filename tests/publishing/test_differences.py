"""What a leader who has seen one version has not seen in the next: figures, lines, and no noise."""

from __future__ import annotations

from keng.documents import word
from keng.documents.word import FigureChange, LineChange
from keng.publishing import actions, queries
from keng.publishing.heads import Head
from keng.reporting.actions import ensure_submission

from .conftest import AT, YEAR, Cast, correct, write


def two_versions(cast: Cast) -> tuple[int, list[int]]:
    """A paper that was built, then refreshed; its id and the numbers of its Word files."""
    paper = actions.draft_paper(cast.one, YEAR, "commune", actor=cast.clerk, at=AT)
    actions.refresh_paper(paper.pk, actor=cast.clerk, at=AT)
    view = queries.paper_view(paper.pk, actor=cast.leader, at=AT)
    return paper.pk, [one.n for one in queries.word_versions(view)]


def test_the_same_file_differs_in_nothing(cast: Cast) -> None:
    paper = actions.draft_paper(cast.one, YEAR, "commune", actor=cast.clerk, at=AT)
    content = queries.content_of(paper.pk, actor=cast.clerk, at=AT)

    assert not word.differences(content, content)


def test_a_corrected_figure_is_told_once_and_not_again_as_a_line(cast: Cast) -> None:
    write(cast, "proposals", "Không.")
    paper = actions.draft_paper(cast.one, YEAR, "commune", actor=cast.clerk, at=AT)
    form = ensure_submission(cast.one, "commune", YEAR, actor=cast.clerk, at=AT)
    correct(cast, form.pk, fires=3)  # it was 2
    actions.refresh_paper(paper.pk, actor=cast.clerk, at=AT)

    view = queries.paper_view(paper.pk, actor=cast.leader, at=AT)
    first = queries.word_versions(view)[-1]
    found = queries.differences_since(paper.pk, first.n, actor=cast.leader, at=AT)

    told = {(one.before, one.now) for one in found.figures}
    # the figure and its change against last year (none then), each once though printed twice
    assert told == {("02", "03"), ("tăng 02", "tăng 03")}
    assert len(found.figures) == 2
    assert found.lines == ()


def test_a_name_and_a_text_that_were_added_are_lines(cast: Cast) -> None:
    write(cast, "proposals", "Không.")
    paper = actions.draft_paper(cast.one, YEAR, "commune", actor=cast.clerk, at=AT)
    write(cast, "proposals", "Đề nghị hỗ trợ.")
    head = Head(signer="Trần Thị Thử")
    actions.rewrite_paper(paper.pk, head=head, actor=cast.clerk, at=AT)

    found = queries.differences_since(paper.pk, 1, actor=cast.leader, at=AT)

    assert LineChange("Không.", "Đề nghị hỗ trợ.") in found.lines
    assert LineChange("", "Trần Thị Thử") in found.lines


def test_a_figure_that_is_gone_is_told(cast: Cast) -> None:
    write(cast, "proposals", "Không.")
    paper = actions.draft_paper(cast.one, YEAR, "commune", actor=cast.clerk, at=AT)
    content = queries.content_of(paper.pk, actor=cast.clerk, at=AT)
    other = actions.draft_paper(cast.two, YEAR, "commune", actor=cast.other_clerk, at=AT)
    empty = queries.content_of(other.pk, actor=cast.other_clerk, at=AT)

    found = word.differences(content, empty)

    assert any(one.before and not one.now for one in found.figures)
    assert all(isinstance(one, FigureChange) for one in found.figures)


def test_versions_are_the_word_files_newest_first(cast: Cast) -> None:
    _paper, numbers = two_versions(cast)

    assert numbers == sorted(numbers, reverse=True)


def test_a_paper_waits_for_who_may_approve_it_only(cast: Cast) -> None:
    write(cast, "proposals", "Không.")
    paper = actions.draft_paper(cast.one, YEAR, "commune", actor=cast.clerk, at=AT)
    on = AT.date()
    assert queries.papers_waiting(cast.leader, on=on) == []

    actions.submit_paper(paper.pk, actor=cast.clerk, at=AT)

    assert [one.id for one in queries.papers_waiting(cast.leader, on=on)] == [paper.pk]
    assert queries.papers_waiting(cast.clerk, on=on) == []
    assert queries.papers_waiting(cast.officer, on=on) == []
