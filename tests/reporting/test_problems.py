"""What `keng verify` finds when somebody changed the tables by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from keng.db.dialects import AppendOnly
from keng.journal.commitments import digest
from keng.reporting import actions, queries
from keng.reporting.commitments import revision_facts
from keng.reporting.models import Figure, FigureRevision, Submission
from reporting_cast import cells

from .conftest import AT, Cast


@pytest.fixture
def accepted(cast: Cast, draft: Submission) -> Submission:
    """2 fires and a text, accepted."""
    actions.enter(draft.pk, cells(fires=2, cases=9), actor=cast.clerk, at=AT)
    actions.write_text(draft.pk, "causes", "Nắng nóng.", actor=cast.clerk, at=AT)
    actions.submit(draft.pk, actor=cast.clerk, at=AT)
    return actions.accept(draft.pk, revision=2, actor=cast.officer, at=AT)


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def run_without_guard(sql: str) -> None:
    """As an intruder runs it who owns the database; the guard comes back with the test's end."""
    if connection.vendor == "postgresql":  # a table with checks still waiting is not altered
        run("SET CONSTRAINTS ALL IMMEDIATE")
    for dropping in AppendOnly("reporting_figurerevision").drop_sql(connection):
        run(dropping)
    run(sql)


def tables() -> set[str]:
    return {problem.table for problem in queries.problems()}


@pytest.mark.usefixtures("accepted")
def test_what_the_actions_wrote_has_no_problem() -> None:
    assert list(queries.problems()) == []


@pytest.mark.usefixtures("accepted")
def test_a_figure_changed_by_hand_is_named_by_its_id() -> None:
    figure = Figure.objects.get(indicator="fires")
    run(f"UPDATE reporting_figure SET value = 7 WHERE id = {figure.pk}")

    (problem,) = queries.problems()

    assert (problem.table, problem.id) == ("reporting_figure", str(figure.pk))
    assert problem.what == "value differ from the last revision in its history"


@pytest.mark.usefixtures("accepted")
def test_a_figure_added_by_hand_has_no_history() -> None:
    run(
        'INSERT INTO reporting_figure (submission_id, indicator, "by", basis, value, status, '
        "note, source, origin, revision, at) SELECT submission_id, 'damage', '', basis, 5, status, "
        "note, source, origin, 1, at FROM reporting_figure WHERE indicator = 'fires'"
    )

    (problem,) = queries.problems()

    assert problem.what == "the figure is at revision 1, its history at None"


@pytest.mark.usefixtures("accepted")
def test_history_cannot_be_changed_or_removed() -> None:
    for sql in (
        "UPDATE reporting_figurerevision SET value = 7",
        "DELETE FROM reporting_figurerevision",
        "UPDATE reporting_textrevision SET text = 'x'",
        "DELETE FROM reporting_statechange",
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            run(sql)

    assert list(queries.problems()) == []


TAMPERING: list[tuple[str, Callable[[FigureRevision], str]]] = [
    (
        "revision 1 was changed after it was written",
        lambda row: f"UPDATE reporting_figurerevision SET value = 7 WHERE id = {row.pk}",
    ),
    (
        "the journal holds revision 1, which is gone from the history",
        lambda row: f"DELETE FROM reporting_figurerevision WHERE id = {row.pk}",
    ),
]


@pytest.mark.parametrize(("what", "sql"), TAMPERING)
@pytest.mark.usefixtures("accepted")
def test_history_changed_behind_the_guards_is_found(
    what: str, sql: Callable[[FigureRevision], str]
) -> None:
    row = FigureRevision.objects.get(figure__indicator="fires")
    run_without_guard(sql(row))

    found = [problem for problem in queries.problems() if problem.table == "reporting_figure"]

    assert {problem.id for problem in found} == {str(row.figure_id)}
    assert any(what in problem.what for problem in found)


@pytest.mark.usefixtures("accepted")
def test_a_figure_and_its_history_forged_together_disagree_with_the_journal() -> None:
    row = FigureRevision.objects.select_related("figure").get(figure__indicator="fires")
    row.value = 7
    forged = digest(row.salt, revision_facts(row))
    run_without_guard(
        f"UPDATE reporting_figurerevision SET value = 7, digest = '{forged}' WHERE id = {row.pk}"
    )
    run(f"UPDATE reporting_figure SET value = 7 WHERE id = {row.figure_id}")

    found = {problem.what for problem in queries.problems()}

    assert "revision 1 is not what the journal entry says" in found


@pytest.mark.usefixtures("accepted")
def test_a_text_changed_by_hand_is_found() -> None:
    run("UPDATE reporting_textblock SET text = 'Khác.'")

    found = {(problem.table, problem.what) for problem in queries.problems()}

    assert ("reporting_textrevision", "the text differs from the current one of its block") in found
    assert tables() == {"reporting_textrevision", "reporting_textblock"}


def test_a_state_set_by_hand_is_found(accepted: Submission) -> None:
    run(
        "UPDATE reporting_submission SET state = 'locked', locked_at = accepted_at, "
        "lock_reason = 'x'"
    )

    found = list(queries.problems())

    assert {(problem.table, problem.id) for problem in found} == {
        ("reporting_submission", str(accepted.pk))
    }
    assert "the state is locked, its history ends at accepted" in {one.what for one in found}


@pytest.mark.usefixtures("accepted")
def test_an_acceptance_by_the_submitter_written_by_hand_is_found() -> None:
    run("UPDATE reporting_submission SET accepted_by = submitted_by")

    found = {problem.what for problem in queries.problems()}

    assert "it was accepted by the account that submitted it" in found
    assert tables() == {"reporting_submission"}
