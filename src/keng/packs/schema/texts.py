"""The smallest parts of a pack: texts in two languages, codes, and where a statement comes from."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from keng.kernel.periods import Language

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
RegimeCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Formula = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Level = Literal[
    "nation", "province", "district", "commune", "village", "agency", "enterprise", "school", "body"
]

_DAY_OF_YEAR = re.compile(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")


def refusal(vi: str, en: str) -> PydanticCustomError:
    """A validation error worded in both languages; `packs.loading` adds file and line."""
    return PydanticCustomError("pack", "{vi} ({en})", {"vi": vi, "en": en})


def _day_of_year(text: str) -> str:
    if not _DAY_OF_YEAR.match(text):
        raise refusal(
            "ngày trong năm phải viết tháng-ngày, ví dụ 11-10",
            "a day of the year is written month-day, such as 11-10",
        )
    return text


DayOfYear = Annotated[str, AfterValidator(_day_of_year)]


class Part(BaseModel):
    """Anything that stands in a pack: it cannot be changed, and an unknown key is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Text(Part):
    """One text for people, in Vietnamese (as the law says it) and in English."""

    vi: Line
    en: Line

    def of(self, language: Language) -> str:
        """The text in one language."""
        return self.vi if language == "vi" else self.en


class Source(Part):
    """Where a value comes from: an act of the pack and the place in it, and how sure we are.

    `sure` is "read" (the text itself was read), "secondary" (one other page says so), "inferred"
    or "unverified": a person must confirm the last two before a deadline or a decision uses them.
    """

    act: Code | None = None
    place: Line | None = None
    url: Line | None = None
    sure: Literal["read", "secondary", "inferred", "unverified"]
    note: Line | None = None


class Act(Part):
    """An official document that the pack relies on, described in our own words."""

    code: Code
    type: Annotated[str, Field(description="code of the document type in Decree 30/2020")]
    number: Line | None
    symbol: Line | None
    issued_on: Line | None = Field(description="ISO date, or only the year or month that is known")
    issuer: Line
    about: Text
    in_force_from: Line | None = None
    in_force_until: Line | None = None
    amended_by: tuple[Code, ...] = ()
    replaces: tuple[Code, ...] = ()
    unknown: tuple[Line, ...] = Field(default=(), description="what nobody has confirmed yet")
    source: Source
