"""Words that no indicator may use: the list behind the second net (`packs.forbidden`).

A term with a star is never an ordinary phrase when its marks are dropped ("ton giao"), so it is
found however it is written. The others look like harmless words without their marks ("giao xu ly"
is "giao xử lý"), so they count only with their marks or in a text without any.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """What a word gives away about people, in both languages."""

    code: str
    vi: str
    en: str


RELIGION = Topic("religion", "tôn giáo", "religion")
ETHNICITY = Topic("ethnicity", "dân tộc", "ethnicity")
NATIONALITY = Topic("nationality", "quốc tịch", "nationality")
OPINION = Topic("opinion", "chính kiến", "political opinion")
PERSONS = Topic(
    "persons",
    "người bị theo dõi, nghi vấn, kết án hay điều trị",
    "people watched, suspected, convicted or treated",
)
IDENTITY = Topic("identity", "danh tính của cá nhân", "the identity of single people")

VIETNAMESE: dict[Topic, str] = {
    RELIGION: """
        tôn giáo*; tín ngưỡng*; tín đồ; giáo dân; giáo xứ; giáo họ; giáo phái; giáo hội; giáo lý;
        công giáo; thiên chúa*; ki tô; kitô*; cơ đốc; tin lành; phật giáo; phật tử; hồi giáo;
        cao đài; hòa hảo; bà la môn*; linh mục*; mục sư; tăng ni; nhà sư; chức sắc*; chức việc;
        tu sĩ; tu hành; nhà thờ; nhà nguyện; chùa; thánh thất*; thánh đường*; cơ sở thờ tự;
        thờ tự; thờ cúng; điểm nhóm; tà đạo; đạo lạ; pháp luân công*; hội thánh; đức chúa trời*;
        theo đạo; có đạo; không đạo; vào đạo; bỏ đạo; truyền đạo; hành đạo; xứ đạo; họ đạo;
        lương giáo; người lương; tà giáo; tôn phái; đức tin; sùng đạo; tâm linh*
    """,
    ETHNICITY: """
        dân tộc*; sắc tộc*; bộ tộc*; tộc người*; đồng bào; thiểu số*; dtts*; bản địa; người kinh;
        người tày; người thái; người mường; người khmer*; người hoa; người nùng; người mông;
        người hmông*; người dao; người gia rai*; người ê đê*; người ba na*; người xơ đăng*;
        người chăm; người cơ ho; người hrê; người sán chay; người ra glai; người mnông*;
        người xtiêng*; người sán dìu; người brâu; nguồn gốc tộc; gốc hoa; gốc khmer*
    """,
    NATIONALITY: """
        quốc tịch*; người nước ngoài*; khách nước ngoài*; lao động nước ngoài*; ngoại kiều*;
        việt kiều*; kiều bào*; ngoại quốc*; không quốc tịch*; người trung quốc*; người hàn quốc*;
        người nhật; người mỹ; người lào; người campuchia*; người nga; người pháp; người đài loan*
    """,
    OPINION: """
        chính kiến*; quan điểm chính trị*; tư tưởng chính trị*; thái độ chính trị*;
        khuynh hướng chính trị*; xu hướng chính trị*; lập trường; phản động*; bất mãn*; chống đối*;
        chống phá*; bất đồng; cực đoan*; biểu tình*; tự diễn biến*; thù địch*; đảng viên*;
        ngoài đảng; quần chúng ưu tú; khiếu kiện đông người*; nhà hoạt động; đối lập*; fulro*;
        tư tưởng lệch lạc*; nói xấu chế độ*
    """,
    PERSONS: """
        đối tượng*; sưu tra*; nghi phạm*; nghi can*; nghi vấn*; tình nghi*; khả nghi*; bị can;
        bị cáo; phạm nhân; can phạm*; tù tha*; tù nhân*; mãn hạn tù*; ra tù; đi tù; án treo;
        tiền án*; tiền sự*; án tích*; đặc xá; quản chế*; quản thúc*; cải tạo không giam giữ*;
        cai nghiện*; nghiện*; con nghiện*; methadone*; lầm lỗi*; lầm lạc*; cảm hóa*; hoàn lương*;
        tái hòa nhập*; giáo dục tại xã*; giáo dưỡng*; trại giam*; tạm giam*; tâm thần*; loạn thần*;
        ngáo đá*; hiv*; mại dâm*; bán dâm*; gái bán*; danh sách đen*; trinh sát*; đặc tình*;
        cơ sở bí mật*; mật báo*; cá biệt*; chậm tiến*; hư hỏng*; cộm cán*; bị kết án*; bị truy nã*;
        truy nã*; diện theo dõi*; diện quản lý đặc biệt*; bị theo dõi*; bị giám sát*; bị quản lý*;
        người theo dõi; có biểu hiện*; người sử dụng trái phép*; sử dụng chất ma túy*; bệnh nhân*;
        người điều trị*; đang điều trị*; cần để mắt*; đưa vào diện*
    """,
    IDENTITY: """
        họ và tên*; họ tên*; căn cước*; cccd*; cmnd*; số điện thoại*; ngày sinh*; quê quán*;
        danh sách người*; danh sách cá nhân*; nhận dạng*; khuôn mặt*; biển số*; lý lịch*; nhân thân*
    """,
}

ENGLISH: dict[Topic, str] = {
    RELIGION: r"""
        religio\w*|faiths?|believers?|beliefs?|christians?|catholics?|protestants?|buddhis\w+
        |muslims?|islam\w*|hindus?|church\w*|pagodas?|temples?|mosques?|shrines?|clergy|priests?
        |monks?|nuns?|pastors?|parish\w*|sects?|cults?|worship\w*|congregations?|denominations?
        |atheis\w+|spiritual
    """,
    ETHNICITY: r"""
        ethnic\w*|minorit\w+|trib(?:e|es|al)|rac(?:e|es|ial)|indigenous|khmers?|hmong|highlanders
        |mother\ tongue|native\ language
    """,
    NATIONALITY: r"""
        nationalit\w+|foreigners?|foreign\ (?:nationals?|residents?|citizens?|workers?|guests?)
        |aliens?|expat\w*|immigrants?|citizenship|chinese|koreans?|americans?|russians?|laotians?
        |cambodians?|country\ of\ origin
    """,
    OPINION: r"""
        political\ (?:opinions?|views?|beliefs?|attitudes?|leanings?|affiliations?)|dissiden\w+
        |dissent\w*|activists?|protest(?:s|er|ers|ors?)|demonstrators?|extremis\w+|reactionar\w+
        |party\ members?|dissatisfied\ with\ the\ (?:state|regime|government)|political\ opposition
    """,
    PERSONS: r"""
        suspect\w*|convict\w*|prisoners?|inmates?|detainees?|parole\w*|probation\w*
        |criminal\ records?|addict\w*|drug\ users?|users\ of\ drugs|watch\ ?lists?|watched
        |surveillance|informants?|informers?|blacklist\w*|persons?\ of\ interest|delinquents?
        |rehab\w*|mental\w*|hiv|aids|prostitut\w+|sex\ workers?|patients?|offenders?
        |(?:people|persons?|residents?|individuals?|youths?|pupils?)(?:\ \w+){0,3}\ (?:watched
        |monitored|managed|observed|followed|treated|registered\ by\ the\ police)
        |(?:monitored|managed|observed)\ (?:people|persons?|residents?|individuals?|youths?)
        |(?:in|under)\ treatment|released\ from\ prison|wanted\ (?:people|persons?)
    """,
    IDENTITY: r"""
        full\ names?|names\ of\ (?:people|persons?|residents)|identity\ (?:cards?|numbers?)
        |phone\ numbers?|dates?\ of\ birth|licen[cs]e\ plates?|fac(?:e|ial)\ recognition
        |lists?\ of\ (?:people|persons?|individuals?|residents)
    """,
}

# Phrases in which a word of the lists means something else. They are taken out first.
HARMLESS = """
    dân tộc nội trú; dân tộc bán trú; đoàn kết toàn dân tộc; đoàn kết dân tộc; ban dân tộc;
    ủy ban dân tộc; phòng dân tộc; văn hóa dân tộc; hội thanh niên; hội giáo viên;
    công giao nhiệm vụ; công giao việc; giao xử lý; giao hộ; giao hồ sơ; giao hội viên;
    giao dân quân; mức sử dụng; mục sử dụng; tin do quần chúng; tin do nhân dân; tin do người dân;
    theo dao; người lao động; người hòa giải; người kinh doanh; người chăm sóc; người đào tạo;
    người anh hùng; người dân; phát từ; người thái độ; camera giám sát; hệ thống giám sát;
    đối tượng thụ hưởng; đối tượng tuyên truyền; đối tượng tập huấn; đối tượng áp dụng;
    đối tượng thi đua; đối tượng khen thưởng; đối tượng xét khen thưởng; đối tượng bồi dưỡng;
    đối tượng dự thi; đối tượng đào tạo; chùa cháy; thợ tự do; nhà thô sơ; vào đào tạo;
    có đào tạo; không đạo cụ; có đạo cụ; có đạo đức; có dao; có độc; cô độc; hội thành lập;
    hội thành viên; hội thanh lý; họ đào; phạt tù; người phạm vi; người nhật ký; vị bị cáo;
    bất đồng bộ; bị cảnh báo; tu sửa; từ sĩ quan; chưa; chứa; chữa; chúa; cao dài; tang ni;
    surveillance cameras; surveillance camera; relay race; race day; good faith; first aids;
    no sects; spiritual values; fire patients
"""

# Totals of people in a sensitive situation that the programme may count, as totals, `small: true`.
SMALL_TOTALS = """
    người nghiện có hồ sơ tổng số; số người vi phạm bị xử lý tổng số;
    people with an addiction on file total only; offenders dealt with total only;
    people with addiction; offenders handled
"""
