"""Levels and kinds of units, their words, and how sure a day is. Pure: no Django.

The level of a unit never changes; its kind may (a xã becomes a phường) and is a dated fact. Kinds
and their official words are those of the Law on Organization of Local Government; the words of
people's speech and their abbreviations are here so that a name can be read however it is typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from keng.kernel.vietnamese import fold, normalise

BEGINNING: Final = date(1, 1, 1)
"""The first day of a fact whose beginning no source tells. It is not a claim about the year 1."""

NATION_KEY: Final = "vn"


class Level(StrEnum):
    """What a unit is by nature; never changes."""

    NATION = "nation"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"
    AGENCY = "agency"
    ENTERPRISE = "enterprise"
    SCHOOL = "school"
    BODY = "body"


class DayIs(StrEnum):
    """How the first day of a dated fact is known."""

    EXACT = "exact"  # the act or the source names the day
    BY = "by"  # had happened by this day; the true day is earlier and not known
    UNKNOWN = "unknown"  # no source tells when it began


class Extent(StrEnum):
    """How much of a unit passed to a successor. The share of a part is never invented."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True)
class Kind:
    """One official kind of unit: its words, and whether the word stands before the name."""

    code: str
    level: Level
    label: str
    label_en: str
    short: tuple[str, ...] = ()  # abbreviations, folded, without dots


# Territory: the word of the kind is written before the name ("xã Quang Khải").
TERRITORIAL: Final = frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.VILLAGE})
ADMINISTRATIVE: Final = frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE})
# Units that lie in one place and may be managed from another: never guessed from where they lie.
MANAGED_BY_ACT: Final = frozenset({Level.AGENCY, Level.ENTERPRISE, Level.SCHOOL})

_KINDS: Final = (
    Kind("nation", Level.NATION, "", ""),
    Kind("tinh", Level.PROVINCE, "tỉnh", "province", ("t",)),
    Kind("thanh_pho_tw", Level.PROVINCE, "thành phố", "city", ("tp",)),
    Kind("huyen", Level.DISTRICT, "huyện", "rural district", ("h",)),
    Kind("quan", Level.DISTRICT, "quận", "urban district", ("q",)),
    Kind("thi_xa", Level.DISTRICT, "thị xã", "district-level town", ("tx",)),
    Kind("thanh_pho", Level.DISTRICT, "thành phố", "district-level city", ("tp",)),
    Kind("xa", Level.COMMUNE, "xã", "commune", ("x",)),
    Kind("phuong", Level.COMMUNE, "phường", "ward", ("p",)),
    Kind("thi_tran", Level.COMMUNE, "thị trấn", "township", ("tt",)),
    Kind("dac_khu", Level.COMMUNE, "đặc khu", "special zone", ("dk",)),
    Kind("thon", Level.VILLAGE, "thôn", "village"),
    Kind("lang", Level.VILLAGE, "làng", "village"),
    Kind("ban", Level.VILLAGE, "bản", "village"),
    Kind("ap", Level.VILLAGE, "ấp", "hamlet"),
    Kind("buon", Level.VILLAGE, "buôn", "village"),
    Kind("xom", Level.VILLAGE, "xóm", "hamlet"),
    Kind("khu", Level.VILLAGE, "khu", "quarter"),
    Kind("khu_pho", Level.VILLAGE, "khu phố", "quarter", ("kp",)),
    Kind("khom", Level.VILLAGE, "khóm", "quarter"),
    Kind("to_dan_pho", Level.VILLAGE, "tổ dân phố", "residential group", ("tdp",)),
    Kind("co_quan", Level.AGENCY, "cơ quan", "agency"),
    Kind("don_vi_su_nghiep", Level.AGENCY, "đơn vị sự nghiệp", "public service unit"),
    Kind("doanh_nghiep", Level.ENTERPRISE, "doanh nghiệp", "enterprise"),
    Kind("hop_tac_xa", Level.ENTERPRISE, "hợp tác xã", "cooperative"),
    Kind("thcs", Level.SCHOOL, "trường trung học cơ sở", "lower secondary school"),
    Kind("thpt", Level.SCHOOL, "trường trung học phổ thông", "upper secondary school"),
    Kind("lien_cap", Level.SCHOOL, "trường liên cấp", "combined school"),
    Kind("gdtx", Level.SCHOOL, "trung tâm giáo dục thường xuyên", "continuing education centre"),
    Kind("day_nghe", Level.SCHOOL, "cơ sở giáo dục nghề nghiệp", "vocational school"),
    Kind("cao_dang", Level.SCHOOL, "trường cao đẳng", "college"),
    Kind("dai_hoc", Level.SCHOOL, "trường đại học", "university"),
    Kind("uy_ban", Level.BODY, "ủy ban nhân dân", "people's committee"),
    Kind("van_phong", Level.BODY, "văn phòng", "office"),
    Kind("ban_chi_dao", Level.BODY, "ban chỉ đạo", "steering committee"),
    Kind("cong_an", Level.BODY, "công an", "police"),
    Kind("quan_su", Level.BODY, "ban chỉ huy quân sự", "military command"),
    Kind("mat_tran", Level.BODY, "ủy ban Mặt trận Tổ quốc", "Fatherland Front committee"),
    Kind("phu_nu", Level.BODY, "hội liên hiệp phụ nữ", "women's union"),
    Kind("thanh_nien", Level.BODY, "đoàn thanh niên", "youth union"),
    Kind("cuu_chien_binh", Level.BODY, "hội cựu chiến binh", "veterans' association"),
    Kind("nong_dan", Level.BODY, "hội nông dân", "farmers' association"),
    Kind("cong_doan", Level.BODY, "công đoàn", "trade union"),
    Kind("phong_ban", Level.BODY, "phòng, ban chuyên môn", "specialised office"),
)

KINDS: Final[dict[str, Kind]] = {kind.code: kind for kind in _KINDS}


def full_name(kind: str, name: str) -> str:
    """The name as it stands in a sentence: "xã Quang Khải", "Phường 1", "Trường THCS Hưng Đạo".

    A numbered unit takes a capital (Decree 30/2020, Annex II); agencies, enterprises, schools and
    bodies carry their own words in their names.
    """
    known = KINDS[kind]
    if known.level not in TERRITORIAL:
        return name
    label = known.label.capitalize() if name.isdigit() else known.label
    return f"{label} {name}"


def search_form(text: str) -> str:
    """The form by which names are compared: folded, no punctuation, numbers without leading 0."""
    letters = "".join(c if c.isalnum() or c.isspace() else " " for c in _joined(fold(text)))
    return " ".join(word.lstrip("0") or "0" if word.isdigit() else word for word in letters.split())


def _joined(folded: str) -> str:
    # B'Lá and B Lá, K’Bang and Kbang: the apostrophe joins, and is typed in three ways.
    return folded.replace("'", "").replace("’", "").replace("`", "")


def spoken_kinds(text: str) -> list[tuple[frozenset[str], str]]:
    """Readings of a name: (kinds its first words may mean, search form of the rest).

    "TP. Hải Dương" may be a city of either level; a text whose first words name no kind has one
    reading, with no kinds. The reading of the whole text as a bare name is always the last.
    """
    spaced = search_form(text.replace(".", " "))
    readings: dict[str, set[str]] = {}
    for kind in _KINDS:
        for word in (search_form(kind.label), *kind.short):
            if word and spaced.startswith(f"{word} "):
                readings.setdefault(spaced[len(word) + 1 :], set()).add(kind.code)
    found = sorted(readings.items(), key=lambda reading: len(reading[0]))
    return [*((frozenset(kinds), rest) for rest, kinds in found), (frozenset(), spaced)]


def kind_of(text: str) -> str | None:
    """The code of a kind given as code, official word or abbreviation; None if there is none.

    A word of two levels ("thành phố") is not decided here and gives None.
    """
    wanted = search_form(text.replace(".", " ").replace("_", " "))
    found = [
        kind.code
        for kind in _KINDS
        if wanted
        in {search_form(kind.code.replace("_", " ")), search_form(kind.label), *kind.short}
    ]
    if len(found) > 1:
        found = [code for code in found if code.replace("_", " ") == wanted and "_" in text]
    return found[0] if len(found) == 1 else None


def written_naming(text: str, level: str) -> tuple[str, str] | None:
    """Kind and name of a unit written in full ("phường Hòa Mỹ"), among the kinds of a level.

    With diacritics, because this is how the unit will be called. None where the text does not begin
    with the word of such a kind.
    """
    written = normalise(" ".join(text.split()))
    fitting = [
        kind
        for kind in _KINDS
        if kind.level == level and kind.label and written.lower().startswith(f"{kind.label} ")
    ]
    if not fitting:
        return None
    kind = max(fitting, key=lambda found: len(found.label))
    return kind.code, written[len(kind.label) + 1 :]
