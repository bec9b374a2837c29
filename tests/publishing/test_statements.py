"""No row of a paper or of its files is altered by hand unseen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from keng.db.dialects import guards_lifted
from keng.publishing import actions, queries
from keng.publishing.models import Paper, PaperFile

from .conftest import AT, YEAR, Cast, write


@pytest.fixture
def paper(cast: Cast) -> Iterator[Paper]:
    """A submitted report of the commune, with the guards taken off."""
    connection.check_constraints()  # PostgreSQL lets no guard be moved before that
    with guards_lifted():
        write(cast, "proposals", "Không.")
        draft = actions.draft_paper(cast.one, YEAR, "commune", actor=cast.clerk, at=AT)
        yield actions.submit_paper(draft.pk, actor=cast.clerk, at=AT)
        connection.check_constraints()


def by_hand(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def tables() -> set[str]:
    return {problem.table for problem in queries.problems()}


def test_a_paper_and_its_files_as_written_are_no_problem(paper: Paper) -> None:
    assert tables() == set()
    assert paper.files.count() == 1


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize(
    "change",
    [
        "subject = 'Báo cáo khác'",
        "symbol = 'BC-KHAC'",
        "state = 'approved'",
        "revision = revision + 1",
        "made_by = 99",
        "submitted_by = 99",
        "head = '{}'",
        "last = '2024-11-30'",
        "give_back_reason = 'Khác'",
    ],
)
def test_a_paper_changed_by_hand_is_found(change: str) -> None:
    by_hand(f"UPDATE publishing_paper SET {change}")

    assert tables() == {"publishing_paper"}


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize(
    "change", ["n = 7", "kind = 'signed'", "name = 'khac.docx'", "size = 1", "account_id = 99"]
)
def test_the_row_of_a_file_changed_by_hand_is_found(change: str) -> None:
    by_hand(f"UPDATE publishing_paperfile SET {change}")

    assert tables() == {"publishing_paperfile"}


def test_the_row_of_a_file_put_in_or_removed_by_hand_is_found(paper: Paper) -> None:
    file = PaperFile.objects.get()
    added = PaperFile(**{**_columns(file), "id": None, "n": 2})
    added.save(force_insert=True)
    with_another = [(problem.table, problem.id) for problem in queries.problems()]

    PaperFile.objects.filter(paper_id=paper.pk).delete()

    assert with_another == [("publishing_paperfile", str(added.pk))]
    assert [problem.table for problem in queries.problems()] == ["publishing_paperfile"]


def test_a_paper_removed_by_hand_with_all_its_files_is_found(paper: Paper) -> None:
    with transaction.atomic():
        PaperFile.objects.filter(paper_id=paper.pk).delete()
        Paper.objects.filter(pk=paper.pk).delete()

    assert tables() == {"publishing_paper", "publishing_paperfile"}


def _columns(file: PaperFile) -> dict[str, object]:
    return {field.attname: getattr(file, field.attname) for field in file._meta.concrete_fields}
