"""The verbs with which an official text orders work, and the words that may stand before them."""

from __future__ import annotations

import re
from typing import Final

# What a clause of its own may begin with.
_STRONG: Final = (
    r"tham muu|to chuc(?! (?:quan chung|chinh tri|tu quan|dang|doan|xa hoi|kinh te|phi|thanh vien"
    r"|bo may|cong doan))|tang cuong|day manh|nang cao|doi moi|lam tot|huong dan|kiem tra|giam sat"
    r"|ra soat|kien toan|cung co|duy tri|phat huy|quan triet|trien khai|thuc hien|chi dao|chu tri"
    r"|phoi hop|chu dong|chu trong|quan tam|tap trung|phan dau|bo tri|de xuat|de nghi(?= cac cap"
    r"| khen| xet| cong| cap)|so ket|tong ket|so, tong ket|phat dong|xay dung|nhan rong|bao dam"
    r"|dam bao|cham diem|van dong|tuyen truyen|tiep tuc|thuong xuyen|kip thoi|tich cuc|tham gia"
    r"|ket hop|gan ket|theo doi|don doc|tong hop|tap huan|boi duong|mo(?= (?:cac|rong|lop|dot|\d))"
    r"|lap (?:ho so|ke hoach|danh sach|du toan)|ban hanh|thanh lap|ra mat|ky cam ket|ky ket|ky quy"
    r"|khao sat|danh gia|binh xet|cham lo|can cu(?= chuc nang)|dinh ky|hang nam|hang thang"
    r"|hang quy|tung buoc|thong ke|phan cong"
    r"|giao(?= (?:cho|cong an|phong|ban|ubnd|uy ban|cac|thuong truc|hoi|chi tieu))|bien soan"
    r"|bien tap|dang tin|phat song|cong nhan"
    r"|trang bi|lap dat|tuan tra|nam (?:chac )?tinh hinh|dua noi dung|long ghep|can doi|cap phat"
    r"|gui|bao cao|nop|dang ky|trinh|hoan thanh|xu ly|giai quyet|ngan chan|dau tranh|quan ly"
    r"|phat hien|hoa giai|treo|in |cap nhat|cung cap|co trach nhiem|chiu trach nhiem|can doi"
    r"|khen thuong|gap mat|phan loai|bo sung|sua doi|dau tu|mua sam|nghiem tuc|to chuc"
)
_CLAUSE: Final = (
    r"tham muu|chu dong|phoi hop|huong dan|lam tot|chu trong|doi moi|to chuc(?! cac hoat dong co"
    r"| (?:quan chung|chinh tri|dang|doan the|xa hoi))|day manh|thuc hien|xay dung|tang cuong"
    r"|de nghi(?= cac cap| khen)|cham diem|quan tam|kiem tra|ra soat|cung co|kien toan|duy tri"
    r"|trien khai|so ket|tong ket|mo(?= (?:lop|dot|cac|\d))|tap huan|phat dong|van dong"
    r"|tuyen truyen|chi dao|chu tri|lap |ban hanh|ky cam ket|ky ket|bao cao ket qua|boi duong"
)
# A word behind a mark: without its marks "giao" is "giáo" and "giao"; the whole syllable counts.
_BEHIND: Final = r"(?![a-z])"
_VERB: Final = re.compile(rf"(?<![a-z])(?:{_STRONG}){_BEHIND}")
_STARTS: Final = re.compile(
    rf"(?:[-–+*•✓]\s*|[a-zđ]\)\s*|\d{{1,2}}(?:\.\d{{1,2}})*[.)]\s*|\(\d{{1,2}}\)\s*)?"
    rf"(?:(?:dong thoi|trong do|ngoai ra|ben canh do|nghiem tuc|tich cuc|hang nam|hang thang"
    rf"|hang quy|tu do|gan voi(?: viec)?|cung voi do|va|tiep do|tren co so do)[,:]?\s)*"
    rf"(?:{_STRONG}){_BEHIND}"
)
_CLAUSE_STARTS: Final = re.compile(
    rf"(?:(?:dong thoi|va|gan voi(?: viec)?)[,:]?\s)*(?:{_CLAUSE}){_BEHIND}"
)


def starts_with_a_verb(plain: str) -> bool:
    """Whether folded words order work from their beginning on."""
    return bool(_STARTS.match(plain))


def starts_a_clause(plain: str) -> bool:
    """Whether folded words behind a semicolon order work of their own."""
    return bool(_CLAUSE_STARTS.match(plain))


def verb_from(plain: str, start: int) -> int | None:
    """Where the first such verb stands from a place on, or None."""
    found = _VERB.search(plain, start)
    return found.start() if found else None
