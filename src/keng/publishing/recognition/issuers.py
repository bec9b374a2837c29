"""Who issues a paper of recognition: the programme's profile, the council, or the unit itself.

What nobody has told Keng stands in brackets and keeps the paper from being submitted; a
person answers it in the head of the paper (`Head.lines`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from keng.kernel.errors import NotFound
from keng.orgunits.queries import UnitView, ancestors, views
from keng.orgunits.vocabulary import ADMINISTRATIVE
from keng.packs.schema import IssuerProfile, Pack, Source, Text
from keng.publishing.heads import Issuer
from keng.publishing.recognition.kinds import KINDS, PaperKind

_REPORT: Final = "BC-"
_OF_THE_COUNCIL: Final = frozenset({PaperKind.MINUTES, PaperKind.PROPOSAL})
_OWN: Final = Source(sure="unverified", note="Cách trình bày của Keng")
_COUNCIL: Final = IssuerProfile(
    code="recognition_council",
    label=Text(vi="Hội đồng xét công nhận", en="Review council"),
    unit_levels=(),
    parent_line="ỦY BAN NHÂN DÂN {unit}",
    issuer_line="HỘI ĐỒNG XÉT CÔNG NHẬN",
    symbol="HĐ",
    series=None,
    authority="TM. HỘI ĐỒNG",
    signer_title="CHỦ TỊCH HỘI ĐỒNG",
    deputy_authority="KT. CHỦ TỊCH HỘI ĐỒNG",
    deputy_title="PHÓ CHỦ TỊCH HỘI ĐỒNG",
    recipients=("Như trên", "Thành viên Hội đồng", "Lưu: VT"),
    source=_OWN,
)
_THE_UNIT: Final = IssuerProfile(
    code="recognition_unit",
    label=Text(vi="Đơn vị", en="Unit"),
    unit_levels=(),
    parent_line="ỦY BAN NHÂN DÂN {superior}",
    issuer_line="{unit}",
    symbol=None,
    series=None,
    authority=None,
    signer_title=None,
    recipients=("UBND {superior}", "Lưu: hồ sơ"),
    source=_OWN,
)


def profile_for(pack: Pack, kind: PaperKind, level: str, wanted: str = "") -> IssuerProfile:
    """The profile that heads a paper of the kind at a unit of the level.

    Minutes and proposal are the council's, everything else is the unit's; `wanted` asks for a
    profile of the programme instead. NotFound where there is none of that name.
    """
    if wanted in {_COUNCIL.code, _THE_UNIT.code}:
        found = _COUNCIL if wanted == _COUNCIL.code else _THE_UNIT
    elif wanted:
        found = _named(pack, wanted)
    elif kind in _OF_THE_COUNCIL:
        found = _COUNCIL
    else:
        found = _fitting(pack, level)
    return of_type(found, KINDS[kind].doc_type)


def own_profile(pack: Pack, doc_type: str, level: str, wanted: str = "") -> IssuerProfile:
    """The profile of the programme for a paper of the type at a unit of the level; else the unit's.

    `wanted` asks for another one by name. NotFound where there is none of that name.
    """
    return of_type(_named(pack, wanted) if wanted else _fitting(pack, level), doc_type)


def without_number(issuer: Issuer, profile: IssuerProfile, given: Mapping[str, str]) -> Issuer:
    """A unit that numbers no papers and signs for itself alone: a village, a school.

    Neither a symbol nor an authority line is asked of it; both are printed where they are given.
    """
    if profile.code != _THE_UNIT.code:
        return issuer
    if "symbol" not in given:
        issuer = replace(issuer, symbol="", series=profile.code)
    if "authority" not in given:
        issuer = replace(issuer, signature=replace(issuer.signature, authority=()))
    return issuer


def told_first(issuer: Issuer, line: str) -> Issuer:
    """Those whom the last article names stand first among the recipients."""
    signature = issuer.signature
    told = replace(signature, recipients=(line, *signature.recipients))
    return replace(issuer, signature=told)


def decider_named(pack: Pack, body: UnitView) -> str:
    """Whom a proposal addresses: the body of the deciding unit as its profile is called."""
    fitting = (one for one in pack.profiles.values() if body.level in one.unit_levels)
    profile = next(fitting, None)
    return f"{profile.label.vi} {body.full_name}" if profile else body.full_name


def place_of(unit: UnitView, on: date) -> str:
    """Where papers of the unit are dated: the nearest unit of administration that it lies in."""
    around = views((unit.id, *ancestors(unit.id, on=on)), on=on).values()
    return next((one.name for one in around if one.level in ADMINISTRATIVE), unit.name)


def _named(pack: Pack, wanted: str) -> IssuerProfile:
    if wanted in pack.profiles:
        return pack.profiles[wanted]
    names = ", ".join((_COUNCIL.code, _THE_UNIT.code, *pack.profiles))
    raise NotFound(
        f"Không có mẫu cơ quan ban hành “{wanted}”; các mẫu có: {names}.",
        message_en=f"There is no issuer profile {wanted!r}; there are: {names}.",
    )


def _fitting(pack: Pack, level: str) -> IssuerProfile:
    return next((one for one in pack.profiles.values() if level in one.unit_levels), _THE_UNIT)


def of_type(profile: IssuerProfile, doc_type: str) -> IssuerProfile:
    """The same body with the symbol that it gives to papers of this type."""
    if profile.symbol is None:
        return profile
    symbol = f"{doc_type}-{profile.symbol.removeprefix(_REPORT)}"
    return profile.model_copy(update={"symbol": symbol, "series": symbol})
