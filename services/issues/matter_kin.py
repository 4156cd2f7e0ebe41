"""Which things and troubles people name for each other, and which tell matters apart. Names are those of `matter_words.txt`."""

from __future__ import annotations

from texts.fold import fold


def _names(said: str) -> frozenset[str]:
    return frozenset(said.split(", "))


APART = frozenset(("crop", "animal", "goods", "school", "paper", "hazard", "medicine"))
"""Classes of which two different things are two matters: lợn and gà, sổ đỏ and khai sinh."""
TOGETHER = frozenset(("thing", "people"))
"""Classes of which a report may name several, or none, and mean the same."""
SCENES = TOGETHER | {"stream"}
"""Classes that say who and where: what happened there happened to a thing of another class."""
ANYWHERE = _names(
    "hư hỏng, chậm, chi trả, thiếu, giá, xa, rườm rà, thu tiền, phản đối, mập mờ, bất công, hàng giả, tuyên truyền, sai sót, "
    "lãng phí, thái độ, vắng, không biết dùng, cưỡng ép, bắt giữ, giờ giấc, bỏ hoang, quá đông"
)
"""Troubles that anything may have: they tell a matter only together with the thing."""
AKIN = (
    _names("nhà văn hóa, nhà rông"),
    frozenset(
        ("chậm", "chi trả", "thiếu", "không trả lời", "trả chậm lương", "treo", "rườm rà", "hứa suông", "từ chối")
    ),
    _names("thu tiền, giá, phản đối, mập mờ, lãng phí, cưỡng ép, hối lộ"),
    _names("hư hỏng, ngập, bỏ hoang, rò nước, dây chùng, cây đổ, xe nặng, tai nạn"),
    _names("hư hỏng, lỗi mạng, điện yếu, rườm rà, chậm"),
    _names("ế, giá"),
    _names("ô nhiễm, nước đục, rác ứ, khói bụi, rò nước, dịch bệnh"),
    _names("tiếng ồn, đánh nhau, đua xe, say rượu"),
    _names("tối, hư hỏng"),
    _names("hạn, mất nước, thiếu, mặn"),
    _names("dịch bệnh, sâu bệnh, thực phẩm bẩn"),
    _names("bất công, mập mờ, sai sót"),
    _names("hình thức, lãng phí, mất việc"),
    _names("chết, dịch bệnh, tôm nổi đầu"),
    _names("vứt xác, ô nhiễm, rác ứ"),
    _names("rác ứ, đổ trộm, đốt, phân loại rác, chậm"),
    _names("tắc cống, ngập, rò nước"),
    _names("bị cắt, chi trả, từ chối, hết hạn"),
    _names("chưa phun, dịch bệnh"),
    _names("lấn chiếm, ùn tắc, cản trở, đón khách bừa"),
    _names("bạo hành học đường, phạt, bạo hành"),
    _names("vệ sinh bẩn, ô nhiễm"),
    _names("mua thuốc ngoài, thiếu"),
    _names("nước ngoài, bắt dời, thiếu"),
    _names("sai sót, quá nhanh, giá"),
    _names("lãng phí, bỏ hoang, chậm"),
    _names("cô lập, sạt lở, hư hỏng, ngập"),
    _names("đốt, khói bụi, cháy, ô nhiễm"),
    _names("thuốc bay, khói bụi, ô nhiễm"),
    _names("dây chùng, hư hỏng, cây đổ"),
    _names("không biết dùng, lỗi mạng"),
    _names("ép học thêm, thu tiền, cưỡng ép"),
    _names("giữ tên, phản đối, khát vọng"),
    _names("thiếu, quá đông, mất bác sĩ"),
    _names("vắng, mất bác sĩ, chậm cứu"),
    _names("lạnh chết, sâu bệnh, hạn, dập nát, lúa đổ, mùa màng"),
    _names("tối, quấy rối"),
    _names("tai nạn, thiếu biển, đua xe, thả rông"),
    _names("ế, ép giá"),
    _names("thiếu, chưa có nước máy, mất nước, nước đục"),
    _names("thiếu, chưa có điện"),
    _names("thiếu, chưa có xe, bỏ chuyến, khát vọng"),
    _names("chậm, sơ tán, tuyên truyền"),
    _names("khai thác lậu, sạt lở, lấn chiếm, sai quy định"),
    _names("hối lộ, thái độ"),
    _names("thả rông, phá hoại"),
    _names("phá hoại, hư hỏng"),
    _names("phá hoại, phá lưới"),
    _names("lãi cao, giá"),
    _names("mức phạt, nồng độ cồn, xử phạt"),
    _names("trẻ đuối nước, cấm tắm"),
)
"""Troubles that people name for each other, when they speak of one thing."""
KIN = (
    _names("điện, công tơ, tiền điện, dây điện, đèn đường"),
    _names("nước, công tơ, tiền nước, ống nước, giếng, phí lắp đặt"),
    _names("kênh, nước tưới, cống, sông, hồ, suối, thủy lợi phí, cống ngăn mặn"),
    _names("đê, sông, biển, bến, kênh"),
    _names("bão, lũ, triều cường"),
    _names("núi, taluy, đường"),
    _names("rau, hoa màu, nông sản, đất ruộng"),
    _names("lúa, đất ruộng, nước tưới, máy gặt, cây giống"),
    _names("trại chăn nuôi, lợn"),
    _names("trại chăn nuôi, gia cầm"),
    _names("trại chăn nuôi, trâu bò"),
    _names("lợn, dịch tả lợn"),
    _names("trâu bò, lở mồm long móng, rét"),
    _names("chợ, chỗ ngồi, tiểu thương, phí"),
    _names("karaoke, quán nhậu, loa, đám cưới, đám tang"),
    _names("học phí, điều hòa, đồng phục, phòng học"),
    _names("bảo hiểm y tế, bệnh viện, trạm y tế, thuốc, viện phí, giường bệnh, phòng khám tư, thuốc ngoài, thai phụ"),
    _names("vắc xin, trạm y tế, thuốc"),
    _names("đền bù, đất ruộng, đất ở, đường tránh, cao tốc, nhà máy"),
    _names("sổ đỏ, tái định cư, chung cư, đất ở, đất ruộng"),
    _names("trụ sở, một cửa"),
    _names("một cửa, khai sinh, khai tử, kết hôn, hôn nhân, đổi giấy tờ, dịch vụ công"),
    _names("đường, xe tải, mỏ đá, vật liệu xây dựng, xe cộ"),
    _names("đường, vỉa hè, ngã tư, dốc, lối đi chung, cống, taluy, biển báo, hầm chui, chợ, quốc lộ"),
    _names("sông, bãi cát, tàu hút cát, bến, vật liệu xây dựng, đê"),
    _names("tàu cá, định vị, biển, luồng, bến"),
    _names("trợ cấp, phụ cấp, lương, lương hưu, bảo hiểm xã hội, thưởng"),
    _names("hỗ trợ, bão, lũ, nhà ở, trợ cấp"),
    _names("vé, bến, xe khách, xe buýt"),
    _names("bữa ăn, nội trú, thực phẩm, mầm non, tiểu học"),
    _names("thuế, tiểu thương, phí"),
    _names("đất rừng, keo"),
    _names("nhà máy, xưởng may, xưởng giày, xưởng gỗ, nhà máy giấy, chế biến, lò gạch"),
    _names("chó, dại"),
    _names("sáp nhập, bỏ cấp huyện, trụ sở, tên xã"),
)
"""Things that people name for each other, or one of which is part of the other: they are no two matters by themselves."""
CRIMES = _names("lừa đảo, trộm, ma túy, cờ bạc, bạo hành")
"""Troubles that a report does not leave unsaid: one that tells of other troubles is of another matter."""
REACTIONS = _names("phản đối, chung, cưỡng ép, tuyên truyền, hứa suông, không trả lời, bắt giữ, sai quy định")
"""How people and offices take it: no trouble of its own beside another."""
EVERYDAY = frozenset(
    fold(
        "và với của cho là thì mà có không chưa chẳng chả đã đang sẽ vừa mới còn vẫn cũng lại rồi xong được bị bởi do vì nên ở "
        "tại trên dưới trong ngoài trước sau ra vào lên xuống đi đến tới về từ lúc khi nay này kia đó đây ấy nọ ni tê nào gì "
        "ai sao đâu bao nhiêu mấy những các cái con chiếc người dân bà ông anh chị em tôi mình họ nó ta chúng cứ toàn rất quá "
        "lắm hơn nhất nữa thêm hết cả đều chỉ mỗi một hai ba bốn năm sáu bảy tám chín mười nhiều ít vài hay hoặc nếu tuy nhưng "
        "song để muốn cần phải nói kêu hỏi thấy biết làm luôn hoài mãi suốt liền ngay hôm ngày tháng tuần giờ qua nhà xã thôn "
        "xóm ấp bản tổ phường huyện tỉnh khu chỗ nơi đề nghị mong phản ánh bức xúc ý kiến theo như cùng gần xa đầu cuối giữa "
        "bên cạnh ạ nhé nha vậy thế à thôi rằng đầy dạo bữa hồi trời nhau tự cách việc sự điều bảo nhờ xin gọi dám lo sợ khổ "
        "buồn mừng khen than đêm sáng chiều tối trưa"
    ).split()
)
"""Words that stand in any report, folded: they say nothing of the matter."""


def says(word: str) -> bool:
    """Tell whether a folded word says something of a matter."""
    return len(word) > 1 and word not in EVERYDAY and not word.isdecimal()
