"""Commendations of a programme as data: the kinds, who decides, rules and quotas of a year.

A certificate of merit, a commendation certificate, a letter of praise and a commemorative medal are
four things; each says who may decide it and to whom it is given. What no text that was read says is
null: the level above is asked, and what needs the answer is not decided until it is there.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from keng.packs.schema.texts import Code, Level, Part, Source, Text, refusal

Recipient = Literal["group", "person"]
Shape = Literal["certificate", "letter", "medal"]


class DatedNumber(Part):
    """A number from a day on, with its source; null = unknown, asked for."""

    since: date
    value: Annotated[int, Field(ge=0, le=1_000_000)] | None
    source: Source


def _refuse_disorder(values: tuple[DatedNumber, ...]) -> None:
    days = [one.since for one in values]
    if days != sorted(set(days)):
        raise refusal(
            "các giá trị theo ngày phải xếp từ ngày sớm đến ngày muộn, mỗi ngày một giá trị",
            "dated values stand from the earliest day to the latest, one for each day",
        )


class AwardDecider(Part):
    """At which level the award is decided, and which post there signs, from a day until a day."""

    level: Level
    post: Text
    since: date
    until: date | None = None
    source: Source


class Award(Part):
    """A kind of commendation; its code is a value of the breakdown `award`.

    `given_to` null: nobody has said whether groups, persons or both. `decided_by` null: nobody has
    said who decides; the deciding unit must then name the paper that allows it.
    `years_between` is the least number of years from one such award to the next of the same kind.
    """

    code: Code
    label: Text
    shape: Shape
    given_to: tuple[Recipient, ...] | None
    decided_by: tuple[AwardDecider, ...] | None
    years_between: tuple[DatedNumber, ...] = ()
    quota_groups: tuple[DatedNumber, ...] = ()
    quota_persons: tuple[DatedNumber, ...] = ()
    source: Source

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for values in (self.years_between, self.quota_groups, self.quota_persons):
            _refuse_disorder(values)
        return self


class AwardVoting(Part):
    """When a proposal has passed the council: parts of a hundred.

    `quorum` members that must vote, of all; `in_favour` votes, of all members;
    `in_favour_of_votes`, of those who voted.
    """

    quorum: tuple[DatedNumber, ...] = ()
    in_favour: tuple[DatedNumber, ...] = ()
    in_favour_of_votes: tuple[DatedNumber, ...] = ()

    @model_validator(mode="after")
    def _parts_of_a_hundred(self) -> Self:
        for values in (self.quorum, self.in_favour, self.in_favour_of_votes):
            _refuse_disorder(values)
            if any(one.value is not None and one.value > 100 for one in values):
                raise refusal(
                    "tỷ lệ biểu quyết phải từ 0 đến 100", "a share of votes is from 0 to 100"
                )
        return self


class SeveralAwards(Part):
    """Whether one achievement may be commended more than once; null = unknown, asked for."""

    since: date
    allowed: bool | None
    source: Source


class AwardsCounted(Part):
    """Which indicator, broken down by award, each count of the register fills."""

    groups: Code | None = None
    persons: Code | None = None


class Commendations(Part):
    """All that the programme says about commendations."""

    awards: dict[Code, Award] = {}
    voting: AwardVoting = AwardVoting()
    several: tuple[SeveralAwards, ...] = ()
    counted: AwardsCounted = AwardsCounted()
    asked: tuple[Text, ...] = Field(default=(), description="questions that a person must answer")
