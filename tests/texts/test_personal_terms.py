"""Terms that may be a person, told from those about a matter."""

from __future__ import annotations

import pytest

from texts.personal_terms import shaped_like_person


@pytest.mark.parametrize(
    ("terms", "person"),
    [
        (
            "Nguyễn Văn An, nguyen van an, Trần Bình, trần bình, tran binh, phan đình phùng, 0912 345 678, 0912345678, @anhba, "
            "ông Ba, bà Tư béo, Bình, facebook.com/anh.ba, 001089012345, le thi hoa, Lò Văn Páo, phó chủ tịch Minh",
            True,
        ),
        (
            "đình công, lừa đảo, tụ tập đông người, tap trung dong nguoi, lương thấp, bệnh lạ, cá chết, Cá chết, đỗ xe, "
            "Đình công, "
            "cưỡng chế, thu hồi đất, bạo lực học đường, dịch tả, lũ quét, dương tính, mất điện, bình ổn giá, hải sản, hồ sơ, "
            "vũ khí, chủ tịch xã, cháy, 113, lương công nhân, "
            " nợ lương công ty, cao tốc chậm, từ chối tiếp dân, mai táng phí, đoàn kiểm tra, ban giao dat, danh sách cử tri",
            False,
        ),
    ],
)
def test_term_like_a_person_is_told_from_one_about_a_matter(terms: str, person: bool) -> None:
    assert [term for term in terms.split(", ") if shaped_like_person(term) is not person] == []
