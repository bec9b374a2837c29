"""What papers cite: read, settled, never in a circle; the chain up and down."""

from __future__ import annotations

from datetime import date

import pytest

from keng.kernel.errors import BadInput, Conflict
from keng.papers import actions, queries
from keng.papers.models import Paper
from keng.papers.sameness import Reference
from keng.papers.vocabulary import Direction, LinkKind
from papers.conftest import Desk
from papers_cast import AT, COMMUNE_PLAN, PROVINCE_PLAN, a_file, facts

UPPER = facts("38", title="Giữ gìn trật tự ở cơ sở năm 2025", day=date(2025, 1, 15))
OWN = facts(direction=Direction.SENT, issuer="UBND xã Một")


def _filed(desk: Desk) -> tuple[Paper, Paper]:
    """The plan of the province and the plan of the commune, in the register of the commune."""
    upper = actions.file_paper(
        desk.unit, UPPER, actor=desk.clerk, at=AT, given=a_file(PROVINCE_PLAN)
    )
    lower = actions.file_paper(desk.unit, OWN, actor=desk.clerk, at=AT, given=a_file(COMMUNE_PLAN))
    return upper, lower


def _plain(desk: Desk, number: str) -> Paper:
    return actions.file_paper(desk.unit, facts(number), actor=desk.clerk, at=AT)


def test_a_text_says_what_it_implements_and_what_it_rests_on(desk: Desk) -> None:
    upper, lower = _filed(desk)

    above = queries.paper_view(upper.pk, actor=desk.clerk, at=AT)
    below = queries.paper_view(lower.pk, actor=desk.clerk, at=AT)

    assert [(one.kind, one.line, one.entry) for one in above.names] == [
        ("cites", "124/2021/TT-BCA", None)
    ]
    (step,) = below.names
    assert (step.kind, step.entry and step.entry.id) == ("implements", upper.pk)
    assert [one.entry and one.entry.id for one in above.named_by] == [lower.pk]


def test_the_chain_leads_from_the_circular_to_the_plan_of_the_commune(desk: Desk) -> None:
    upper, lower = _filed(desk)

    chain = queries.chain_of(upper.pk, actor=desk.clerk, at=AT)

    assert [(one.level, one.line, len(one.heads)) for one in chain.nodes] == [
        (-1, "124/2021/TT-BCA", 0),
        (0, "38/KH-UBND", 1),
        (1, "05/KH-UBND", 1),
    ]
    assert sorted(one.kind for one in chain.steps) == ["cites", "implements"]
    from_below = queries.chain_of(lower.pk, actor=desk.clerk, at=AT)
    assert [one.level for one in from_below.nodes] == [-2, -1, 0]
    assert not chain.is_cut


def test_one_paper_in_two_registers_is_one_place_of_the_chain(desk: Desk) -> None:
    upper, _lower = _filed(desk)
    theirs = actions.file_paper(desk.other, UPPER, actor=desk.other_clerk, at=AT)
    made = facts("9", direction=Direction.SENT, issuer="UBND xã Hai", title="Của xã Hai")
    below = actions.file_paper(desk.other, made, actor=desk.other_clerk, at=AT)
    actions.add_link(
        below.pk, LinkKind.IMPLEMENTS, target_id=theirs.pk, actor=desk.other_clerk, at=AT
    )

    seen_above = queries.chain_of(upper.pk, actor=desk.officer, at=AT)
    seen_by_one = queries.chain_of(upper.pk, actor=desk.clerk, at=AT)

    assert [one.line for one in seen_above.nodes if one.level == 1] == ["05/KH-UBND", "09/KH-UBND"]
    assert [len(one.heads) for one in seen_above.nodes if one.level == 0] == [2]
    assert [one.line for one in seen_by_one.nodes if one.level == 1] == ["05/KH-UBND"]


def test_a_circle_of_implementations_is_refused(desk: Desk) -> None:
    one, two, three = (_plain(desk, number) for number in ("11", "12", "13"))
    for lower, upper in ((one, two), (two, three)):
        actions.add_link(lower.pk, LinkKind.IMPLEMENTS, target_id=upper.pk, actor=desk.clerk, at=AT)

    with pytest.raises(BadInput) as refusal:
        actions.add_link(three.pk, LinkKind.IMPLEMENTS, target_id=one.pk, actor=desk.clerk, at=AT)

    assert refusal.value.code == "circle_of_papers"
    assert three.links.count() == 0
    with pytest.raises(BadInput):
        actions.add_link(one.pk, LinkKind.CITES, target_id=one.pk, actor=desk.clerk, at=AT)
    actions.add_link(three.pk, LinkKind.CITES, target_id=one.pk, actor=desk.clerk, at=AT)
    chain = queries.chain_of(one.pk, actor=desk.clerk, at=AT)
    assert len(chain.nodes) == 3


def test_a_replaced_paper_is_no_longer_in_force(desk: Desk) -> None:
    old = _plain(desk, "20")
    new = actions.file_paper(desk.unit, facts("21", day=date(2025, 3, 12)), actor=desk.clerk, at=AT)

    actions.add_link(new.pk, LinkKind.REPLACES, target_id=old.pk, actor=desk.clerk, at=AT)

    view = queries.paper_view(old.pk, actor=desk.clerk, at=AT)
    assert view.head.ends_on == date(2025, 3, 12)
    assert [one.id for one in view.replaced_by] == [new.pk]
    assert list(queries.problems()) == []


def test_a_mention_that_may_mean_two_papers_asks_a_person(desk: Desk) -> None:
    lower = _plain(desk, "30")
    for issuer in ("UBND tỉnh Đông", "UBND huyện Bắc"):
        actions.file_paper(
            desk.unit, facts("31", issuer=issuer, title=issuer), actor=desk.clerk, at=AT
        )
    link = actions.add_link(
        lower.pk,
        LinkKind.CITES,
        reference=Reference("KH", "31", "KH-UBND"),
        actor=desk.clerk,
        at=AT,
    )

    (named,) = queries.paper_view(lower.pk, actor=desk.clerk, at=AT).names
    assert (named.entry, len(named.others)) == (None, 2)
    actions.settle_link(link.pk, named.others[1].id, actor=desk.clerk, at=AT)

    (settled,) = queries.paper_view(lower.pk, actor=desk.clerk, at=AT).names
    assert settled.entry is not None
    assert settled.entry.title == "UBND huyện Bắc"
    with pytest.raises(BadInput):
        actions.settle_link(link.pk, lower.pk, actor=desk.clerk, at=AT)


def test_a_link_is_said_once_and_taken_back_without_being_lost(desk: Desk) -> None:
    one, two = _plain(desk, "40"), _plain(desk, "41")
    made = actions.add_link(one.pk, LinkKind.CITES, target_id=two.pk, actor=desk.clerk, at=AT)

    with pytest.raises(Conflict):
        actions.add_link(one.pk, LinkKind.CITES, target_id=two.pk, actor=desk.clerk, at=AT)
    actions.remove_link(made.pk, actor=desk.clerk, at=AT)

    assert queries.paper_view(one.pk, actor=desk.clerk, at=AT).names == ()
    assert one.links.get().removed
    assert list(queries.problems()) == []


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (Reference("", "124/2021", "TT-BCA"), Reference("TT", "124/2021", "tt–bca"), "same"),
        (Reference("", "5", "KH-UBND"), Reference("", "05", "KH-UBND"), "unknown"),
        (
            Reference("", "5", "KH-UBND", date(2025, 1, 1), "UBND xã A"),
            Reference("", "05", "KH-UBND", date(2025, 1, 1), "Ủy ban nhân dân xã A"),
            "same",
        ),
        (
            Reference("", "5", "KH-UBND", date(2025, 1, 1), "UBND xã A"),
            Reference("", "5", "KH-UBND", date(2025, 1, 1), "UBND xã B"),
            "unknown",
        ),
    ],
)
def test_papers_are_the_same_only_where_that_is_known(
    one: Reference, other: Reference, told: str
) -> None:
    said = "same" if one.key and one.key == other.key else "unknown"
    assert said == told
