"""What the keys and fixed values of criteria sets are called to people. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from keng.packs.schema.texts import Text


def words(**pairs: tuple[str, str]) -> dict[str, Text]:
    """Words by key; a key that Python keeps for itself is written with a _ behind it."""
    return {key.rstrip("_"): Text(vi=vi, en=en) for key, (vi, en) in pairs.items()}


SET_FIELDS: Final[Mapping[str, Text]] = words(
    all=("mọi tiêu chí", "all criteria"),
    among=("tính trên", "among"),
    applies_if=("chỉ áp dụng khi", "applies if"),
    at_least=("ít nhất", "at least"),
    at_least_done=("số mục cần làm", "to be done"),
    at_most=("nhiều nhất", "at most"),
    attested=("điều phải xác nhận", "attested"),
    checklist=("danh mục", "checklist"),
    classes=("các loại", "classes"),
    clause=("điều, khoản", "clause"),
    complete=("đã đọc đủ", "read in full"),
    counted=("đếm đơn vị", "counted"),
    criteria=("tiêu chí", "criteria"),
    criterion=("tiêu chí", "criterion"),
    deadlines=("các mốc", "deadlines"),
    decided_by=("thẩm quyền", "decided by"),
    decides=("cấp quyết định", "decides"),
    deciding=("hạn quyết định", "decision due"),
    default=("giá trị chọn sẵn", "default"),
    delegation=("ủy quyền", "delegation"),
    dossiers=("hồ sơ", "dossiers"),
    empty=("khi không có gì để chia", "with nothing to divide by"),
    evidence=("minh chứng", "evidence"),
    exceptions=("trường hợp ngoại lệ", "exceptions"),
    excluded=("không thuộc diện", "excluded"),
    fact=("dữ kiện", "fact"),
    facts=("dữ kiện nhập khi đánh giá", "facts"),
    falls_to=("hạ xuống loại", "falls to"),
    family=("tên chung", "family"),
    figures=("số liệu kèm theo", "figures shown"),
    first=("từ ngày", "first day"),
    flows_back=("chỉ tiêu lấy kết quả", "flows back into"),
    gates=("điều kiện tiên quyết", "gates"),
    given=("cách cho điểm", "how points are given"),
    inferred=("suy ra, chưa đọc", "inferred"),
    known=("mức xác minh", "verification"),
    last=("đến hết ngày", "last day"),
    levels=("các cấp", "levels"),
    levels_down=("số cấp được ủy quyền", "levels down"),
    local_additions_allowed=("được thêm tiêu chí địa phương", "local criteria allowed"),
    managed_by=("do cấp quản lý", "managed by"),
    max=("điểm tối đa", "most points"),
    merged=("đơn vị sáp nhập", "merged units"),
    method=("cách tính", "method"),
    months=("các tháng", "months"),
    more_than=("trên", "more than"),
    needed=("bắt buộc", "needed"),
    needs=("cần đạt nhóm", "needs groups"),
    not_applicable_points=("điểm khi không áp dụng", "points where not applicable"),
    of=("của loại", "of"),
    parameters=("tham số của tỉnh", "parameters"),
    points=("điểm", "points"),
    pool=("cách gộp", "pool"),
    pool_from=("cách gộp theo tham số", "pool by parameter"),
    quotas=("tỷ lệ khống chế", "quotas"),
    recognised=("được công nhận", "recognised"),
    recognised_from=("số tiêu chí cần đạt", "criteria needed"),
    recognising=("khi đề nghị công nhận", "for recognition"),
    reference=("dẫn chiếu", "reference"),
    register_only=("chỉ là sổ đăng ký", "register only"),
    registering=("khi đăng ký", "for registration"),
    registration=("đăng ký", "registration"),
    result=("kết quả của bộ khác", "result of another set"),
    scale=("thang điểm", "scale"),
    set=("bộ tiêu chí", "set"),
    sets=("các bộ tiêu chí", "sets"),
    share=("tỷ lệ", "share"),
    short=("tên gọi tắt", "short title"),
    signs=("người ký", "signs"),
    subjects=("đối tượng", "subjects"),
    substitutes=("số liệu thay thế", "substitutes"),
    tie_breaks=("thứ tự khi bằng nhau", "tie-breaks"),
    titles=("danh hiệu", "titles"),
    vetoes=("điều kiện khống chế", "vetoes"),
    what=("kết quả", "what"),
    wording=("quy tắc bằng lời", "the rule in words"),
    window=("cửa sổ đánh giá", "window"),
    year=("năm", "year"),
    years=("số năm liên tục", "years"),
    years_in_row=("số năm liên tục", "years in a row"),
)

CRITERION_KINDS: Final = words(
    attest=("xác nhận, có minh chứng", "attested with evidence"),
    attest_only=("chỉ xác nhận một ô", "one box only"),
    count=("đếm", "count"),
    ratio_of_children=("tỷ lệ đơn vị trực thuộc", "share of managed units"),
    not_occurred=("không xảy ra", "must not occur"),
    compare=("so với năm trước", "compared with last year"),
    choice=("theo nhánh", "by branches"),
    checklist=("danh mục", "checklist"),
    reference=("dẫn chiếu bộ khác", "criteria of another set"),
    result=("kết quả của bộ khác", "result of another set"),
    unread=("chưa đọc được", "not read"),
)
_OUTCOMES: Final = words(
    met=("đạt", "met"),
    not_met=("chưa đạt", "not met"),
    not_applicable=("không áp dụng", "not applicable"),
    unknown=("chưa xác định được", "unknown"),
    waiting=("đang chờ", "waiting"),
)
SET_VALUES: Final[Mapping[str, Mapping[str, Text]]] = {
    "method": words(
        all_met=("phải đạt mọi tiêu chí", "every criterion"),
        count_met=("đếm số tiêu chí đạt", "criteria met are counted"),
        score=("chấm điểm", "points"),
        rating=("xếp mức theo nhóm tiêu chí", "rated by groups"),
    ),
    "known": words(
        verified=("đã đọc văn bản", "verified"),
        partly=("đọc một phần", "partly"),
        secondary=("theo nguồn khác", "secondary"),
        unknown=("chưa biết", "unknown"),
    ),
    "signs": words(
        committee=("thay mặt Ủy ban nhân dân", "on behalf of the committee"),
        chair=("Chủ tịch", "the chairman"),
    ),
    "counted": words(
        registered=("đã đăng ký", "registered"), recognised=("được công nhận", "recognised")
    ),
    "among": words(
        in_scope=("mọi đơn vị thuộc diện", "all in scope"),
        registered=("đơn vị đã đăng ký", "those registered"),
    ),
    "pool": words(joint=("gộp chung", "together"), each=("từng loại", "each kind")),
    "given": words(
        whole=("đạt thì được đủ điểm", "all or nothing"), marked=("người chấm cho điểm", "marked")
    ),
    "empty": _OUTCOMES,
}
