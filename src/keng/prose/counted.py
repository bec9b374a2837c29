"""What official prose counts and measures with: the words that may follow a number.

All words stand folded. They tell a count from a date ("07/07 làng"), from a year ("2010 lượt") and
from the number of a name ("thôn 3"), and give a figure its unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final

from keng.kernel.letters import folded
from keng.prose.folding import blurred
from keng.prose.text import Text


class Sort(StrEnum):
    """What stands behind a number."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    MEASURE = "measure"
    TIME = "time"
    BARE = "bare"


@dataclass(frozen=True)
class Unit:
    """The unit behind a number: its sort, its name as usually written, what it multiplies by.

    `plus` is what a second scale adds ("8 tỷ 900 triệu đồng"); `length` is that of its words.
    """

    sort: Sort
    name: str
    times: Decimal = Decimal(1)
    length: int = 0
    plus: Decimal = Decimal(0)

    @property
    def written(self) -> str:
        """The unit with its scale, as it stands on paper: "tỷ đồng"."""
        scale = _SCALE_NAMES.get(self.times, "")
        return f"{scale} {self.name}".strip()


_MONEY: Final = (
    r"(?P<scale>ty|trieu|nghin|ngan|tr)?(?:\s(?P<rest>\d{1,3})\s(?P<lower>trieu|nghin|ngan))?\s?"
    r"(?P<coin>dong(?! chi\b| bao\b| doi(?! voi| ung)\b| ho(?! tro)\b)|vnd|d)\b|(?P<short>tr)\b"
)
_SCALES: Final = {
    "ty": Decimal(10**9),
    "tr": Decimal(10**6),
    "trieu": Decimal(10**6),
    "nghin": Decimal(1000),
    "ngan": Decimal(1000),
}
_SCALE_NAMES: Final = {
    Decimal(10**9): "tỷ",
    Decimal(10**6): "triệu",
    Decimal(1000): "nghìn",
}
_MEASURES: Final = {
    "km2": "km2",
    "km": "km",
    "kilomet": "km",
    "m2": "m2",
    "m3": "m3",
    "met vuong": "m2",
    "met khoi": "m3",
    "met": "m",
    "cm": "cm",
    "mm": "mm",
    "m": "m",
    "ha": "ha",
    "hecta": "ha",
    "kg": "kg",
    "kilogam": "kg",
    "gam": "g",
    "gram": "g",
    "g": "g",
    "tan": "tấn",
    "ta": "tạ",
    "yen": "yến",
    "lit": "lít",
    "ml": "ml",
    "kwh": "kWh",
    "kw": "kW",
    "sao": "sào",
    "diem %": "điểm %",
}
_TIMES: Final = {
    "nam": "năm",
    "thang": "tháng",
    "tuan": "tuần",
    "ngay": "ngày",
    "gio": "giờ",
    "phut": "phút",
    "giay": "giây",
    "tuoi": "tuổi",
    "quy": "quý",
    "nhiem ky": "nhiệm kỳ",
}
# Classifiers and common nouns that follow a count; the longest that fits is taken.
_COUNTS: Final = """
vụ việc|vụ án|vụ tai nạn|vụ cháy|vụ|việc|lượt người|lượt bài|lượt tin|lượt cán bộ
lượt phương tiện|lượt công dân|lượt đoàn|lượt hộ|lượt tập thể|lượt cá nhân|lượt ý kiến|lượt|lần
người dân|người|hộ dân|hộ gia đình|hộ kinh doanh|hộ nghèo|hộ cận nghèo|hộ|nhân khẩu|khẩu súng
khẩu|lao động|xã, phường, thị trấn|xã, thị trấn|xã, phường|xã|phường|thị trấn|thị xã|huyện|tỉnh|quận
thành phố|thôn, bản|thôn|bản tin|bản cam kết|bản đăng ký|bản|làng|ấp|khóm|buôn|khu dân cư
khu phố|khu|tổ dân phố|tổ tự quản|tổ bảo vệ|tổ hòa giải|tổ|đội dân phòng|đội|nhóm|băng, nhóm
băng|chi hội|chi bộ|đảng bộ|chi đoàn|cơ quan|đơn vị|doanh nghiệp|hợp tác xã|công ty|trường học
trường hợp|trường|lớp|nhà trường|cơ sở|học sinh|sinh viên|em|cháu|giáo viên|cán bộ|chiến sĩ
đồng chí|đ/c|thành viên|hội viên|đoàn viên|đảng viên|ủy viên|công dân|cá nhân|tập thể|gia đình
dòng họ|mô hình|câu lạc bộ|điểm|địa điểm|tụ điểm|đợt|buổi|cuộc|hội nghị|hội thi|lễ|phiên|kỳ họp
nguồn tin|tin báo|tin, bài|tin bài|tin|bài viết|bài|phóng sự|chuyên mục|tờ rơi|tờ|pa nô|pano
áp phích|băng rôn|khẩu hiệu|biển|bảng|đơn thư|đơn|thư|ý kiến|kiến nghị|hồ sơ|thẻ|văn bản|kế hoạch
nghị quyết|quyết định|chỉ thị|công văn|báo cáo|biên bản|giấy khen|giấy mời|giấy|bằng khen
phương tiện|xe|ô tô|mô tô|súng|viên đạn|viên|đạn|quả|lựu đạn|bom|mìn|kíp nổ|kíp|dao|kiếm|đao|gậy
bình chữa cháy|bình|hộp|bao|chiếc|cái|con|căn|ngôi|nhà|phòng|công trình|tuyến|đoạn|đường|trục
camera|mắt camera|đèn|bóng|cột|tiêu chí|chỉ tiêu|nội dung|nhiệm vụ|giải pháp|điều|cách làm|cách
hoạt động|phong trào|chương trình|phần quà|phần|suất quà|suất|đối tượng|bị can|bị cáo|tổ chức
chốt|trạm|bếp|ngành|lĩnh vực|thủ tục|dịch vụ|giao dịch|tài khoản|máy|bộ|cuốn|quyển|đĩa|ảnh
hình ảnh|đoàn khách|đoàn kiểm tra|đoàn|chùa|đình|đền|nhà thờ|cơ sở thờ tự|cầu phao|cầu|cống|hố
giếng|chợ|cửa hàng|quán|nhà nghỉ|khách sạn|dự án|đề tài|sáng kiến|đề án|phần việc|công việc|loại
danh hiệu|gương|tấm gương|thi thể|vũ khí|công cụ hỗ trợ|linh kiện|thùng|gói|túi|bịch|cây|gốc
con trâu|trang|số buổi|nhát|bước|cấp|mặt|nguồn|bí thư|trưởng thôn|thôn đội|dân quân|bảo vệ
chủ hộ|chủ cơ sở|phụ nữ|thanh niên|trẻ em|cử tri|căn cước công dân|căn cước|giấy phép lái xe
giấy phép|giấy chứng nhận
"""


_WRITTEN_NAMES: Final = frozenset(
    name for line in _COUNTS.split("\n") for name in line.split("|") if name
)


def _folded_names() -> dict[str, str]:
    names = [name for line in _COUNTS.split("\n") for name in line.split("|") if name]
    found: dict[str, str] = {}
    for name in names:  # of two names with the same letters the commoner one stands first
        found.setdefault(folded(name), name)
    return found


_COUNT_NAMES: Final = _folded_names()


def _any_of(names: dict[str, str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_UNIT: Final = re.compile(
    rf" ?(?:(?P<percent>%|phan tram\b)|{_MONEY}|(?P<times>ty|trieu|nghin|ngan)\b"
    rf"|(?P<measure>{_any_of(_MEASURES)})(?![\w])"
    rf"|(?:cai )?(?P<time>{_any_of(_TIMES)})\b)"
)
_COUNT: Final = re.compile(rf" (?P<count>{_any_of(_COUNT_NAMES)})\b")


# Common words have the same letters as these: "cống" and "công", "tuyến" and "tuyên".
_DOUBTFUL: Final = frozenset(
    {
        *("cống", "hố", "đình", "đền", "bộ", "cấp", "mặt", "cách", "biển", "bảng", "lễ", "tuyến"),
        *("đội", "đường", "cầu", "căn", "con", "cái", "chợ", "cột", "máy", "bước", "điều", "trục"),
        *("quán", "em", "ảnh", "loại", "đoạn", "bao", "phần"),
    }
)
# Small words that look like a counted thing once vowels are blurred ("trong", "trường").
_FUNCTION_WORDS: Final = frozenset(
    {
        *("trong", "tren", "dan", "den", "dong", "tong", "cho", "cac", "con", "voi", "tai", "the"),
        *("theo", "thi", "nen", "ton", "tang", "cong", "chong", "khong", "phong", "tien", "dien"),
    }
)
_NAMES: Final = sorted(_COUNT_NAMES.values(), key=len, reverse=True)
_LEAST_BLURRED: Final = 4


@cache
def _damaged_counts() -> re.Pattern[str]:
    """The counted things of a text that lost its marks: one group for each name of `_NAMES`."""
    plain = (folded(name) for name in _NAMES)
    likes = (blurred(name) if len(name) >= _LEAST_BLURRED else name for name in plain)
    return re.compile(" (?:" + "|".join(f"({name})" for name in likes) + ")(?!\\w)")


def unit_at(text: Text, offset: int) -> Unit:
    """The unit that stands at a place of a text, right behind a number.

    A word that is in no list gives a bare unit: the number may still count something.
    """
    if (found := _UNIT.match(text.folded, offset)) and _is_spelt(text, found):
        return _measured(text, found)
    name, end = _counted_at(text, offset)
    return Unit(Sort.COUNT, name, length=end - offset) if name else Unit(Sort.BARE, "")


def _is_spelt(text: Text, found: re.Match[str]) -> bool:
    """Whether a measure carries its marks: "07 dòng họ" is no money, "214 giấy" no seconds."""
    if text.unmarked:
        return True
    if (said := found["coin"]) == "dong":
        return _written(text, found, "coin") == "đồng"
    if (said := found["measure"]) and not _MEASURES[said].isascii():
        return _written(text, found, "measure") == _MEASURES[said]
    said = found["time"]
    return not said or _written(text, found, "time") == _TIMES[said]


def _written(text: Text, found: re.Match[str], group: str) -> str:
    return text.low[found.start(group) : found.end(group)]


def _counted_at(text: Text, offset: int) -> tuple[str, int]:
    """The name of the counted thing at a place and where it ends; ("", offset) where none is.

    A word of one syllable must also carry its marks ("15/7 đến" counts no temples, "đền"); where
    the text lost them, words with common likes are not taken and others are known by their likes.
    """
    if text.unmarked:
        found = _damaged_counts().match(text.folded, offset)
        name = _NAMES[found.lastindex - 1] if found and found.lastindex else ""
        doubtful = found is None or name in _DOUBTFUL or found[0].strip() in _FUNCTION_WORDS
        return (name, found.end()) if found and not doubtful else ("", offset)
    found = _COUNT.match(text.folded, offset)
    if found is None:
        return "", offset
    written = text.low[found.start("count") : found.end("count")]
    # "tờ" and "tổ" have the same letters: what is written goes first.
    name = written if written in _WRITTEN_NAMES else _COUNT_NAMES[found["count"]]
    return (name, found.end()) if " " in name or written == name else ("", offset)


def _measured(text: Text, found: re.Match[str]) -> Unit:
    length = found.end() - found.start()
    if found["percent"]:
        return Unit(Sort.PERCENT, "%", length=length)
    if found["coin"] or found["short"]:
        return _money(found, length)
    if found["times"]:
        return _scaled(text, found)
    if found["measure"]:
        return Unit(Sort.MEASURE, _MEASURES[found["measure"]], length=length)
    return Unit(Sort.TIME, _TIMES[found["time"]], length=length)


def _money(found: re.Match[str], length: int) -> Unit:
    """Đồng with a scale ("tỷ đồng", "200tr"), and a second one ("8 tỷ 900 triệu đồng")."""
    plus = Decimal(found["rest"]) * _SCALES[found["lower"]] if found["rest"] else Decimal(0)
    scale = found["short"] or found["scale"] or ""
    return Unit(Sort.MONEY, "đồng", _SCALES.get(scale, Decimal(1)), length, plus)


def _scaled(text: Text, found: re.Match[str]) -> Unit:
    """A scale without đồng: of a counted thing ("60 nghìn hộ"), else money ("1,2 tỷ")."""
    name, end = _counted_at(text, found.end())
    times = _SCALES[found["times"]]
    if name:
        return Unit(Sort.COUNT, name, times, end - found.start())
    if times > 1000:
        return Unit(Sort.MONEY, "đồng", times, end - found.start())
    return Unit(Sort.BARE, "", times, end - found.start())
