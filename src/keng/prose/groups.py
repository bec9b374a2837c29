"""The words of watched groups of people, and of what is not one, as official prose says them.

All words stand folded. A word that has another meaning under the same letters is bound to the words
around it ("nghiện", not "nghiên cứu"; "người Lào", not "người lao động").
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import Final

from keng.prose.folding import blurred


class Group(StrEnum):
    """The groups of people about whom no figure is given out."""

    BELIEVERS = "believers"
    FOREIGNERS = "foreigners"
    DRUG_USERS = "drug_users"
    CONVICTED = "convicted"
    WATCHED = "watched"
    SUSPECTS = "suspects"


_COUNTRIES: Final = (
    r"trung quoc|dai loan|han quoc|trieu tien|nhat ban|campuchia|cam-pu-chia|cam pu chia|thai lan"
    r"|mianma|myanmar|malaysia|singapore|indonesia|philippin\w{0,3}|an do|pakistan|bangladesh|nepal"
    r"|hoa ky|canada|italia|ha lan|bo dao nha|tay ban nha|ukraina|ba lan|hungary|thuy dien|na uy"
    r"|dan mach|iran|iraq|nigeria|ghana|nam phi|brazil|cuba|mong co"
)
# One syllable: a country only where it has its capital ("người Anh", "người anh").
_SHORT_COUNTRIES: Final = r"lao(?! dong)|my|anh(?! hung)|phap(?! l)|duc|nga|uc|nhat|han|hoa"
_PERSON: Final = (
    r"nguoi|cong dan|lao dong|chuyen gia|khach|hoc sinh|sinh vien|phu nu|co dau|chu re|thuyen vien"
    r"|cong nhan|ky su|doi tuong|kieu dan|vo|chong"
)


def _short_ones(person: str) -> str:
    return rf"|(?P<short>(?:{person}) (?:la )?(?:nguoi )?(?:nuoc )?(?:{_SHORT_COUNTRIES})(?!\w))"


_SHORT_ONES: Final = _short_ones(_PERSON)
# Words of a subject, not of persons: a sentence that only holds these may be quoted.
_FAITH: Final = r"tin nguong|ton giao"
_NAMED_BELIEVERS: Final = (
    r"tin do|giao dan|phat tu|chuc sac|chuc viec|tu si|tu hanh|tin huu|linh muc|muc su|tang ni"
    r"|theo (?:cac |hien tuong |cac hien tuong )?(?:dao(?! duc)|ton giao|cong giao|phat giao)"
    r"|theo (?:cac |hien tuong )?(?:tin lanh|ta dao|phap luan)|phap luan cong|ta dao|nguoi co dao"
    r"|dao la|dong bao (?:co )?dao|hoi thanh(?! pho| vien| lap| doan)"
    r"|cong giao|tin lanh|cao dai|hoa hao|thien chua|giao xu|nhom dao"
)
_BELIEVERS: Final = rf"{_NAMED_BELIEVERS}|{_FAITH}"
_FOREIGNERS: Final = (
    r"nguoi (?:o )?nuoc ngoai|ngoai kieu|khach (?:quoc te|nuoc ngoai)|viet kieu|kieu bao"
    r"|quoc tich|(?:lao dong|chuyen gia|giao vien|hoc sinh) (?:la )?nuoc ngoai|nguoi goc"
    rf"|(?:{_PERSON}) (?:la )?(?:nguoi )?(?:goc )?(?:nuoc )?(?:{_COUNTRIES})(?!\w)"
    rf"{_SHORT_ONES}"
    r"|(?:nhap|xuat) canh|cu tru trai phep"
)
_DRUG_USERS: Final = (
    r"(?:test|xet nghiem)(?: nhanh)? (?:chat )?ma tuy|"
    r"nghien(?! cuu| ngam)|su dung (?:trai phep )?(?:chat )?ma tuy|cai nghien|sau cai|methadone"
    r"|phe ma tuy|duong tinh|nguoi (?:lien quan|mac)[\w ]{0,20}ma tuy|loan than|hiv|ban dam"
    r"|mua dam|gai mai dam|nguoi nhiem|quan he voi ma tuy"
)
_CONVICTED: Final = (
    r"tien an|tien su|dac xa|tha tu|tu tha|man han|an treo|pham nhan|tu nhan|moi ra tu"
    r"|an phat tu|chap hanh (?:xong )?(?:hinh phat|an|cac hinh phat)|thi hanh an hinh su"
    r"|giam giu|quan che|tai hoa nhap|tai pham|ket an|an tich|tha truoc thoi han|an phat"
    r"|tuoc mot so quyen|cai tao khong giam|nguoi chap hanh"
)
# Offenders in general: their sentences are not quoted, their totals may be compared.
_OFFENDERS: Final = r"doi tuong|truy na|dau thu|nguoi vi pham|nguoi pham toi"
_SUPERVISED: Final = (
    r"suu tra|sua tra|quan ly theo nghiep vu|lam loi"
    r"|giao duc tai (?:xa|phuong|cong dong|dia phuong|gia dinh)"
    r"|dien (?:quan ly|giao duc|suu tra|theo doi|cai nghien)|giao duong|tu tap"
    r"|giao duc bat buoc|tam than|(?:thanh thieu nien|thanh nien|hoc sinh|tre em) (?:hu|cham)"
    r"|cham tien|ca biet|khong co noi cu tru|phan tu"
    r"|ke gian|bao ke|nghi van|tre em vi pham"
)
_WATCHED: Final = rf"{_OFFENDERS}|{_SUPERVISED}"
_SUSPECTS: Final = (
    r"bi can|bi cao|nghi pham|nghi can|ke trom|ten trom|ten cuop|toi pham(?= bi)|thu pham"
    r"|nguoi bi (?:bat|tam giu|tam giam|khoi to|tinh nghi)|bi bat|hung thu|con bac|danh bac"
)
# Persons counted after these are suspects; behind a number they only say what was done.
_ARRESTS: Final = (
    r"tam giam|khoi to|truy to|tam giu hinh su|xet xu|bat (?:giu|qua tang|khan cap|tam giam|duoc"
    r"|them|xu ly)|bat(?= \d|,)|xu ly hinh su"
)
_WORDS: Final = {
    Group.BELIEVERS: _BELIEVERS,
    Group.FOREIGNERS: _FOREIGNERS,
    Group.DRUG_USERS: _DRUG_USERS,
    Group.CONVICTED: _CONVICTED,
    Group.WATCHED: _WATCHED,
    Group.SUSPECTS: _SUSPECTS,
}
# A count of persons that comes after one of these is about nobody watched.
_HARMLESS: Final = (
    r"lam chet|nguoi chet|bi thuong|tu vong|thuong tich|cuu duoc|tham gia|tham du|den du|du hop"
    r"|thu hut|tap huan|boi duong|huan luyen|khen thuong|duoc tang|tang giay khen|tang bang khen"
    r"|bieu duong|tang qua|hien mau|tiep cong dan|nhan khau|luot nguoi|can cuoc|dinh danh"
)
# A number without a unit, or a percentage, may also be about cases and things.
_THINGS: Final = (
    r"vu|vu viec|vu an|bang, nhom|kham pha|don|don thu|khieu nai|to cao|tin bao|kinh phi"
    r"|thu ngan sach|tai san|thiet hai|phuong tien|mo hinh|khu dan cu|doanh nghiep|chi tieu"
    r"|tieu chi|dien tich|san luong|thu tuc|tai nan|vi pham hanh chinh|vu khi|phao|va cham|dat dai"
    r"|ty le (?:kham pha|dieu tra|giai quyet|ho ngheo|dat)|ti le (?:kham pha|giai quyet|ho ngheo)"
)


def _topics(words_of: dict[Group, str], arrests: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(
            [rf"\b(?P<{group.value}>{words})(?!\w)" for group, words in words_of.items()]
            + [rf"\b(?P<arrest>{arrests})(?!\w)"]
            + [rf"\b(?P<harmless>{_HARMLESS})\b", rf"\b(?P<thing>{_THINGS})\b"]
        )
    )


TOPIC: Final = _topics(_WORDS, _ARRESTS)
NAMES_WATCHED: Final = re.compile(
    rf"\b(?:{_NAMED_BELIEVERS}|{_FOREIGNERS}|{_DRUG_USERS}|{_CONVICTED}|{_SUPERVISED})(?!\w)"
)
"""The words of every group but suspects and offenders in general."""
NAMES_OFFENDERS: Final = re.compile(rf"\b(?:{_OFFENDERS}|{_SUSPECTS})(?!\w)")
"""The words of suspects and of offenders in general."""
# "đối tượng" stands in nearly every such sentence: its first letter may be lost as well.
_DAMAGED_SUBJECT: Final = r"\w?[oe]i t[uvy]\w{0,3}ng|\w{1,2}n treo|nghi[eo]\w(?! c[uvi]u)"


def _with_likes(words: str) -> str:
    """Words of a group with their likes; not "tái phạm", whose like is "tội phạm"."""
    short = _short_ones(f"{_PERSON}|{blurred(_PERSON)}")
    plain = words.replace(_SHORT_ONES, "")
    told = words.replace(_SHORT_ONES, short)
    return f"{told}|{blurred(plain.replace('tai pham|', ''))}"


@cache
def damaged_topic() -> re.Pattern[str]:
    """The same for a text that lost its marks: words of groups are also known by their likes."""
    words_of = {group: _with_likes(words) for group, words in _WORDS.items()}
    words_of[Group.WATCHED] += f"|{_DAMAGED_SUBJECT}"
    return _topics(words_of, f"{_ARRESTS}|{blurred(_ARRESTS)}")


# Verbs between the persons counted and a group that they deal with: "20 người tố giác đối tượng".
ACTS_ON: Final = re.compile(
    r"(?<!bi )(?<!duoc )(?<!dien )(?<!dang )(?<!can )\b(?:to giac|cung cap|phat hien|tuyen truyen"
    r"|tap huan|giup do|cam hoa|phong,? chong|dau tranh|truy bat|truy duoi|van dong|ky cam ket"
    r"|quan ly|theo doi|lam cong tac|bao ve|nghe|bi thuong|chet)\b"
)
PERSON_UNITS: Final = frozenset(
    {
        *("người", "lượt người", "trường hợp", "công dân", "lượt công dân", "lượt", "em", "cháu"),
        *("hồ sơ", "đối tượng", "bị can", "bị cáo", "lao động", "khẩu", "nhân khẩu", "con"),
        *("cá nhân", "thanh niên", "phụ nữ", "trẻ em", "học sinh", "sinh viên", "hộ", "hộ dân"),
        *("hộ gia đình", "nhóm", "lần", "thành viên", "loại", "danh hiệu", "người dân", "việc"),
        *("cán bộ", "chiến sĩ", "giáo viên", "hội viên", "đoàn viên", "đảng viên", "đồng chí"),
        *("gia đình", "chủ hộ", "cử tri", "lượt cá nhân", "lượt hộ", "bản"),
    }
)
# Where the words behind such a unit do not tell, the topic before it does.
OPEN_UNITS: Final = frozenset(
    {"người", "trường hợp", "em", "cháu", "hồ sơ", "công dân", "lần", "loại", "nhân khẩu", "bản"}
)
# Units of one syllable that, without their marks, may be the beginning of a watched group's name.
DOUBTFUL_UNITS: Final = frozenset({"tin", "con", "đơn", "bản", "bài", "thư", "cầu", "căn", "tổ"})
