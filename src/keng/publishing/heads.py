"""Who issues a paper and how it is headed and signed: the pack's profile and one paper's own words.

Pure. What neither of them knows is not guessed: it stands in brackets and is listed as a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from keng.documents.word import Letterhead, Signature
from keng.kernel.errors import NotFound
from keng.packs.schema import IssuerProfile, Outline, Pack

TYPE_NAMES: Final[Mapping[str, str]] = {
    "BC": "Báo cáo",
    "KH": "Kế hoạch",
    "TB": "Thông báo",
    "TTr": "Tờ trình",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "PA": "Phương án",
    "BB": "Biên bản",
    "GCN": "Giấy công nhận",
}
_LONGEST_LINE: Final = 21


class SignedBy(StrEnum):
    """Whether the head of the body signs or a deputy for him (KT.)."""

    HEAD = "head"
    DEPUTY = "deputy"


@dataclass(frozen=True)
class Head:
    """What a person gives for one paper; everything may be left to the pack or left open.

    `profile` "" takes the first profile of the outline that fits the unit. `number` and `day` None
    leave room for the clerk. `lines` answers what the profile does not know: parent_line,
    issuer_line, symbol, series, authority, signer_title.
    """

    profile: str = ""
    number: int | None = None
    day: date | None = None
    place: str = ""
    addressees: tuple[str, ...] | None = None
    signer: str = ""
    signed_by: SignedBy = SignedBy.HEAD
    recipients: tuple[str, ...] | None = None
    lines: tuple[tuple[str, str], ...] = ()


def head_from(stored: Mapping[str, Any]) -> Head:
    """A head as it was stored with a paper."""
    day, addressees, recipients = (stored[name] for name in ("day", "addressees", "recipients"))
    return Head(
        profile=stored["profile"],
        number=stored["number"],
        day=date.fromisoformat(day) if day else None,
        place=stored["place"],
        addressees=None if addressees is None else tuple(addressees),
        signer=stored["signer"],
        signed_by=SignedBy(stored["signed_by"]),
        recipients=None if recipients is None else tuple(recipients),
        lines=tuple((name, line) for name, line in stored["lines"]),
    )


@dataclass(frozen=True)
class Issuer:
    """A profile filled with the names of one unit on one day."""

    profile: str
    name: str
    parent: str
    issuer: str
    symbol: str
    series: str
    signature: Signature
    place: str
    addressees: tuple[str, ...]
    gaps: tuple[str, ...]


def profile_of(pack: Pack, outline: Outline, level: str, wanted: str = "") -> IssuerProfile:
    """The profile that is wanted, else the first of the outline for units of this level.

    Raises NotFound where the outline has no such profile, naming those that it has.
    """
    offered = [pack.profiles[code] for code in outline.profiles if code in pack.profiles]
    fitting = [profile for profile in offered if level in profile.unit_levels]
    for profile in offered if wanted else fitting:
        if wanted in ("", profile.code):
            return profile
    names = ", ".join(profile.code for profile in offered)
    raise NotFound(
        f"Đề cương “{outline.code}” không có mẫu cơ quan ban hành “{wanted or level}”; "
        f"các mẫu có: {names}.",
        message_en=f"Outline {outline.code!r} has no issuer profile {wanted or level!r}: {names}.",
    )


def issuer_of(
    profile: IssuerProfile, head: Head, outline: Outline | None, names: Mapping[str, str], on: date
) -> Issuer:
    """The profile with the unit's names in it; `names` holds unit, superior, place and period.

    A paper without an outline (a letter, a notice) is addressed to nobody but those in `head`.
    """
    given = {**_lines_of(profile), **dict(head.lines)}
    body = _body_name(profile, on)
    filler = _Filler({**names, **({"name": body} if body else {})}, given)
    deputy = head.signed_by is SignedBy.DEPUTY
    authority = [filler.line("authority", "thẩm quyền ký (TM., Q. ...)")]
    title = filler.line("signer_title", "chức vụ người ký")
    if deputy:
        authority.append(filler.line("deputy_authority", "thẩm quyền ký thay"))
        title = filler.line("deputy_title", "chức vụ người ký thay")
    recipients = profile.recipients if head.recipients is None else head.recipients
    addressees = _addressees(profile, outline, head, filler)
    return Issuer(
        profile=profile.code,
        name=f"{profile.label.vi} {names['unit']}",
        parent=_broken(filler.optional("parent_line"), names.get("superior", ""), names["unit"]),
        issuer=_broken(filler.line("issuer_line", "tên cơ quan ban hành"), names["unit"]),
        symbol=filler.line("symbol", "ký hiệu văn bản"),
        series=filler.optional("series") or profile.code,
        signature=Signature(
            authority=tuple(authority),
            title=title,
            recipients=tuple(_recipients(recipients, filler)),
            name=head.signer,
        ),
        place=head.place or names["place"],
        addressees=addressees,
        gaps=tuple(filler.gaps),
    )


def letterhead_of(issuer: Issuer, head: Head, year: int) -> Letterhead:
    """The head of page one; a number below ten is padded."""
    return Letterhead(
        parent=issuer.parent,
        issuer=issuer.issuer,
        symbol=issuer.symbol,
        place=issuer.place,
        number=None if head.number is None else f"{head.number:02d}",
        day=head.day,
        year=year,
        name=issuer.name,
    )


class _Filler:
    """Fills the lines of a profile and remembers those that nobody knows."""

    def __init__(self, names: Mapping[str, str], lines: Mapping[str, str | None]) -> None:
        self._names = names
        self._lines = lines
        self.gaps: list[str] = []

    def filled(self, template: str) -> str:
        for name, value in self._names.items():
            template = template.replace(f"{{{name}}}", value)
        return template

    def optional(self, name: str) -> str:
        return self.filled(self._lines.get(name) or "")

    def line(self, name: str, what: str) -> str:
        line = self._lines.get(name)
        return self.filled(line) if line else self.missing(what)

    def missing(self, what: str) -> str:
        self.gaps.append(f"Chưa rõ {what}; hãy điền trước khi trình.")
        return f"[chưa rõ: {what}]"


def _lines_of(profile: IssuerProfile) -> dict[str, str | None]:
    names = (
        *("parent_line", "issuer_line", "symbol", "series", "authority", "signer_title"),
        *("deputy_authority", "deputy_title"),
    )
    return {name: getattr(profile, name) for name in names}


def _body_name(profile: IssuerProfile, on: date) -> str:
    for body in profile.names:
        if (body.since is None or body.since <= on) and (body.until is None or on < body.until):
            return body.name.vi
    return ""


def _addressees(
    profile: IssuerProfile, outline: Outline | None, head: Head, filler: _Filler
) -> tuple[str, ...]:
    """The same kind of body one level up, unless a person says otherwise."""
    if head.addressees is not None:
        return head.addressees
    if outline is None or not outline.addressee:
        return ()
    superior = filler.filled("{superior}")
    return (f"{profile.label.vi} {superior}" if superior else filler.missing("nơi kính gửi"),)


def _recipients(lines: tuple[str, ...], filler: _Filler) -> Iterator[str]:
    """A line that names the unit above is left out where there is none."""
    for line in lines:
        if "{superior}" not in line or filler.filled("{superior}"):
            yield filler.filled(line)


def _broken(line: str, *names: str) -> str:
    """A long line of the head is broken before the unit's name, as papers do."""
    if len(line) <= _LONGEST_LINE:
        return line
    starts = (line.lower().rfind(name.lower()) for name in names if name)
    start = next((start for start in starts if start > 0), 0)
    return f"{line[:start].rstrip()}\n{line[start:]}" if start else line
