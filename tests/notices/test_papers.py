"""Issued papers under which figures moved: those who work at the issuer are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from keng.kernel.actors import OPERATOR
from keng.kernel.figures import CellKey
from keng.notices import papers, tasks
from keng.notices.actions import hearing
from keng.notices.models import Notice, PaperDoubt
from keng.publishing.models import Paper
from keng.publishing.queries import ChangedFigure
from keng.reporting import actions
from notices_told import notices
from reporting_cast import cells
from web_cast import NOW, Office

LATER = NOW + timedelta(minutes=5)


def a_paper(office: Office, unit_id: int) -> Paper:
    """An issued paper of August; what is in it is asked of `publishing`."""
    period = office.draft.period
    return Paper.objects.create(
        unit_id=unit_id,
        outline="commune",
        pack_version="1",
        regime=period.regime,
        first=period.first,
        last=period.last,
        doc_type="BC",
        subject="Kết quả tháng 8/2024",
        profile="ubnd",
        symbol="BC-UBND",
        series="BC-UBND",
        issuer="UBND",
        place="Bắc",
        state="issued",
        snapshot=[],
        snapshot_digest="0" * 64,
        made_at=NOW,
    )


def accepted(office: Office) -> None:
    clerk, officer = office.actor("clerk"), office.actor("officer")
    actions.enter(office.draft.pk, cells(cases=9), actor=clerk, at=NOW)
    actions.submit(office.draft.pk, actor=clerk, at=NOW)
    office.draft.refresh_from_db()
    actions.accept(office.draft.pk, revision=office.draft.revision, actor=officer, at=NOW)


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> list[ChangedFigure]:
    """What `publishing` finds changed; empty until a test fills it."""
    found: list[ChangedFigure] = []
    monkeypatch.setattr(papers, "changes_since_issue", lambda *_args, **_more: found)
    return found


def test_a_paper_of_the_unit_or_of_one_above_is_looked_at_again(
    office: Office, changed: list[ChangedFigure]
) -> None:
    changed.append(ChangedFigure("k", "Vụ việc", "cases", "", "", "9", "12"))
    a_paper(office, office.north)
    accepted(office)

    tasks.read_journal(at=LATER)
    assert papers.judge_papers(at=LATER) == 1

    assert ("officer", "paper_changed") in notices()
    told = Notice.objects.get(kind="paper_changed")
    assert told.facts == {}
    assert not PaperDoubt.objects.exists()


def test_a_paper_that_still_says_the_same_disturbs_nobody(
    office: Office, changed: list[ChangedFigure]
) -> None:
    assert changed == []
    a_paper(office, office.north)
    accepted(office)
    tasks.read_journal(at=LATER)

    assert papers.judge_papers(at=LATER) == 1
    assert ("officer", "paper_changed") not in notices()


def test_a_paper_of_another_unit_is_left_alone(office: Office) -> None:
    a_paper(office, office.two)
    accepted(office)
    tasks.read_journal(at=LATER)

    assert papers.judge_papers(at=LATER) == 0


def test_a_change_that_comes_while_we_look_is_looked_at_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_paper(office, office.north)
    accepted(office)
    tasks.read_journal(at=LATER)

    def meanwhile(*_args: object, **_more: object) -> list[ChangedFigure]:
        actions.adjust(
            office.draft.pk,
            CellKey("cases"),
            8,
            "Đối chiếu",
            adjuster_unit_id=office.north,
            actor=office.actor("officer"),
            at=LATER,
        )
        tasks.read_journal(at=LATER)
        return []

    monkeypatch.setattr(papers, "changes_since_issue", meanwhile)
    papers.judge_papers(at=LATER)

    assert PaperDoubt.objects.count() == 1


def test_a_reopening_is_told_to_the_paper_of_next_year_too(office: Office) -> None:
    paper = a_paper(office, office.one)
    first, last = office.draft.first.replace(year=2025), office.draft.last.replace(year=2025)
    Paper.objects.filter(pk=paper.pk).update(first=first, last=last)

    assert hearing._papers_above(office.draft) == [paper.pk]
    assert OPERATOR.account_id is None
