# Progress of a prompt: who has answered, who is missing.

progress-waiting = ⏰ { $title } (chưa gửi)
progress-button-card = Lượt gửi tin
progress-all-reached = Ai cũng đã nhận được nội dung này.
progress-none = Chưa gửi nội dung nào.
progress-choose = Xem tình hình của nội dung nào?
progress-head = **{ $title }** (hạn { $due })
    Đã gửi báo cáo: { $submitted }/{ $asked }
    Không có ý kiến hoặc chưa hỏi được: { $nothing }
    Đang viết: { $started }
    Chưa gửi: { $pending }
    Chưa nhận được nội dung: { $unreached }
progress-missing-title = **Chưa gửi:**
progress-missing = { $unit }: { $names }
progress-started = { $name } (đang viết dở)
progress-unreached-title = **Chưa nhận được nội dung:**
progress-unreached = { $unit }: { $name } ({ $reason })
progress-held = { $unit }: { $name } (đang chờ: { $reason })
