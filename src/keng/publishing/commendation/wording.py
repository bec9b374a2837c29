"""What the papers of commendation say: articles, bases, lists of groups and persons. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from keng.documents.word import Align, Annex, Block, Column, Line, Paragraph, Row, Run, Table
from keng.kernel.vietnamese import format_count
from keng.packs.schema import Act, Award
from keng.publishing.recognition.wording import capital, cited, gap
from keng.publishing.report import ILLUSTRATIVE_MARK

WITHDRAWN: Final = "[tên đã rút]"


@dataclass(frozen=True)
class Listed:
    """One line of a list; `about` is a person's post and place of work, `votes` "" prints none."""

    is_person: bool
    name: str
    about: str
    home: str
    deed: str
    votes: str = ""


@dataclass(frozen=True)
class Subject:
    """What a paper is about: the award, the year, the law that it rests on, who is on the list."""

    award: Award
    act: Act | None
    year: int
    lines: Sequence[Listed]
    is_illustrative: bool

    @property
    def verb(self) -> str:
        """How the award is given: a letter is sent."""
        return "Gửi" if self.award.shape == "letter" else "Tặng"

    @property
    def whom(self) -> str:
        """ "02 tập thể và 01 cá nhân": only what there is."""
        people = sum(one.is_person for one in self.lines)
        counted = (
            (len(self.lines) - people, "tập thể"),
            (people, "cá nhân"),
        )
        return " và ".join(f"{format_count(number)} {what}" for number, what in counted if number)

    @property
    def title(self) -> str:
        """ "tặng Giấy khen cho 02 tập thể năm 2026"."""
        return f"{self.verb.lower()} {self.award.label.vi} cho {self.whom} năm {self.year}"


def illustrative(subject: Subject) -> list[Block]:
    """The line that says in the text itself that all of it was invented."""
    if not subject.is_illustrative:
        return []
    told = Run(f"({ILLUSTRATIVE_MARK}: tập thể, cá nhân và thành tích không có thật)", italic=True)
    return [Paragraph((told,), line=Line.CENTRED)]


def centred(text: str) -> Paragraph:
    """A bold line in the middle."""
    return Paragraph((Run(text, bold=True),), line=Line.CENTRED)


def bases(subject: Subject, given: Mapping[str, str], more: Sequence[str]) -> list[Block]:
    """The lines "Căn cứ ...": `given["basis"]` replaces them, line by line."""
    if own := given.get("basis", ""):
        lines = [line.strip() for line in own.splitlines() if line.strip()]
    else:
        place = subject.award.source.place
        at = f"{place} " if place and place.startswith("Điều") else ""
        law = cited(subject.act) if subject.act else gap("văn bản quy định hình thức khen")
        lines = [
            given.get("authority_basis")
            or f"Căn cứ {gap('luật, nghị quyết quy định thẩm quyền của cơ quan ban hành')}",
            f"Căn cứ {at}{law}",
            *more,
        ]
    ends = [";"] * (len(lines) - 1) + ["."]
    return [
        Paragraph((f"{line.rstrip(';.')}{end}",), line=Line.BASIS)
        for line, end in zip(lines, ends, strict=True)
    ]


def articles(texts: Sequence[str]) -> Iterator[Block]:
    """Điều 1., Điều 2., and so on."""
    for number, text in enumerate(texts, start=1):
        yield Paragraph((Run(f"Điều {number}. ", bold=True), text))


def lists(subject: Subject, title: str, *, votes: bool = False) -> tuple[Annex, ...]:
    """The groups, then the persons, each in a table of its own."""
    groups = [one for one in subject.lines if not one.is_person]
    people = [one for one in subject.lines if one.is_person]
    tables = []
    if groups:
        tables.append(_table("Tập thể", groups, votes=votes, people=False))
    if people:
        tables.append(_table("Cá nhân", people, votes=votes, people=True))
    return (Annex(title, tuple(tables)),) if tables else ()


def _table(caption: str, lines: Sequence[Listed], *, votes: bool, people: bool) -> Table:
    wanted = [
        (Column("Họ và tên" if people else "Tên tập thể", 28), [capital(one.name) for one in lines])
    ]
    if people:
        wanted.append((Column("Chức vụ, nơi công tác", 26), [one.about for one in lines]))
    wanted.append((Column("Đơn vị", 22), [capital(one.home) for one in lines]))
    wanted.append((Column("Thành tích", 40), [one.deed for one in lines]))
    if votes:
        wanted.append((Column("Phiếu", 12, Align.CENTRE), [one.votes for one in lines]))
    columns = (Column("STT", 6, Align.CENTRE), *(column for column, _ in wanted))
    rows = tuple(
        Row(((str(number + 1),), *((cells[number],) for _, cells in wanted)))
        for number in range(len(lines))
    )
    return Table(columns, rows, caption=f"{caption} ({format_count(len(lines))})")
