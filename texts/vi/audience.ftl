# Gửi yêu cầu cho ai.

audience-several = Chọn theo nhiều tiêu chí
audience-members = Chọn từng người
audience-provincial = Cấp tỉnh
audience-local = Cấp cơ sở (xã, phường, đặc khu)
audience-stratum = Phụ trách nhóm: { $name }
audience-tag = Nhãn: { $name }
audience-issue = Những người từng phản ánh: { $title }
audience-unanswered = Chưa trả lời: { $title }
audience-chosen = những người được chọn
audience-networks = Theo mạng: { $networks }.
audience-nobody = Chọn như vậy thì không có cộng tác viên nào. Xin chọn lại.
audience-few = Có ít hơn 3 người từng phản ánh vấn đề ấy trong phạm vi đã chọn; gửi riêng cho họ sẽ làm lộ người phản ánh. Xin chọn lại.
audience-crossed = Đã chọn người từng phản ánh một vấn đề thì không chọn kèm nhóm, nhãn hay đơn vị khác: số người còn lại sẽ làm lộ ai đã phản ánh. Xin chọn lại.
audience-unknown = Chưa tìm thấy trong danh sách cộng tác viên: { $names }. Xin ghi lại, mã hoặc đúng họ tên.
audience-several-of-name = Có mấy người cùng tên: { $names }. Xin ghi mã của người cần gửi.
