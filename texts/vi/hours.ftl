# Giờ mà các việc tự diễn ra.

hours-title = Giờ hẹn. Bấm một việc để đổi giờ:
hours-line = { $what }: { $time }, sắp tới { $days }
hours-line-off = { $what }: đang tắt
hours-what-monthly-prompt = Gửi yêu cầu tháng
hours-what-reminders = Nhắc hạn
hours-what-daily-digest = Bản tổng hợp ngày
hours-what-monthly-digest = Bản tổng hợp tháng
hours-what-weekly-issues = Vấn đề chưa có kết quả
hours-ask = **{ $what }** đang vào lúc { $time }. Đổi sang mấy giờ? Ví dụ: 8h30. Nhắn **tắt** để ngừng hẳn. Gặp ngày nghỉ thì để sang ngày làm việc kế tiếp; muốn gửi cả ngày nghỉ thì nhắn **cả ngày nghỉ**, muốn thôi thì nhắn **trừ ngày nghỉ**.
hours-ask-off = **{ $what }** đang tắt. Bật lại vào mấy giờ? Ví dụ: 8h30. Nhắn **tắt** để vẫn tắt.
hours-unclear = Chưa rõ mấy giờ. Xin ghi như 8h30 hoặc 16:00; nhắn **tắt** để ngừng hẳn.
hours-night = Từ 20:00 đến 7:00 không nhắc ai. Xin chọn giờ khác, ví dụ 8h30.
hours-done = ✓ Đã đổi. { $line }
hours-off-done = ✓ Đã tắt: { $what }.
hours-button-show = Giờ hẹn
hours-line-days-off = { $what }: { $time }, cả ngày nghỉ, sắp tới { $days }
