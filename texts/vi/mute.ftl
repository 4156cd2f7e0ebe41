# Đơn vị, người tạm ngừng nhắc.

mute-title = **Tạm ngừng nhắc.** Đến hết ngày đã ghi thì không nhắc và không tính là chưa gửi; yêu cầu mới vẫn gửi tới.
mute-none = Hiện không tạm ngừng nhắc ai.
mute-line = • { $name }: đến hết { $day } ({ $reason }; người ghi: { $by })
mute-button-show = Danh sách tạm ngừng nhắc
mute-button-add = Thêm người tạm ngừng nhắc
mute-button-lift = Nhắc lại: { $name }
mute-ask = Xin ghi tên hoặc mã của đơn vị hay của người, đến ngày nào, rồi lý do sau dấu hai chấm. Ví dụ: Xã An Phú đến { $until }: đang chống bão
mute-done = ✓ { $name }: không nhắc đến hết { $day } ({ $reason }).
mute-lifted = ✓ { $name }: từ hôm nay nhắc như mọi người.
mute-gone = Lần tạm ngừng ấy đã hết hoặc đã có người cho nhắc lại.
mute-refused-shape = Chưa rõ ai, đến ngày nào hoặc vì sao. Xin ghi như: Xã An Phú đến { $until }: đang chống bão
mute-refused-day = Chưa rõ đến ngày nào, hoặc ngày ấy không có trong lịch. Xin ghi như { $until }.
mute-refused-nobody = Không có đơn vị hay người nào tên hoặc mã như vậy trong danh sách. Xin ghi đúng tên, hoặc ghi mã.
mute-refused-several = Có mấy người cùng tên ấy. Xin ghi mã: { $codes }.
mute-refused-past = Ngày ấy qua rồi. Xin ghi một ngày từ hôm nay trở đi, ví dụ { $until }.
mute-refused-too-long = Tạm ngừng nhắc dài nhất một năm. Xin ghi ngày gần hơn, ví dụ { $until }.
