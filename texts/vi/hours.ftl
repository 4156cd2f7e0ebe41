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
hours-night = Từ { $begins } đến { $ends } không nhắc ai. Xin chọn giờ khác, ví dụ 8h30.
hours-done = ✓ Đã đổi. { $line }
hours-off-done = ✓ Đã tắt: { $what }.
hours-button-show = Giờ hẹn
hours-line-days-off = { $what }: { $time }, cả ngày nghỉ, sắp tới { $days }
hours-line-night = Giờ nghỉ đêm: { $begins } đến { $ends }, chỉ gửi việc khẩn
hours-button-night = Đổi giờ nghỉ đêm
hours-night-ask = Giờ nghỉ đêm đang từ { $begins } đến { $ends }; trong giờ này chỉ gửi việc khẩn. Đổi thành mấy giờ đến mấy giờ? Ví dụ: 21:00 đến 6:00
hours-night-unclear = Chưa rõ từ mấy giờ đến mấy giờ. Xin ghi như 21:00 đến 6:00
hours-night-refused-begins = Giờ nghỉ đêm bắt đầu sớm nhất lúc { $earliest }. Xin ghi lại, ví dụ 21:00 đến 6:00
hours-night-refused-ends = Giờ nghỉ đêm kết thúc từ { $latest } đến { $last }. Xin ghi lại, ví dụ 21:00 đến 6:00
hours-night-refused-reminders = Giờ nhắc hạn là { $reminders }, nằm trong giờ nghỉ đêm ấy, nên chưa đổi. Xin ghi giờ khác, hoặc đổi giờ nhắc hạn trước.
hours-night-done = ✓ Đã đổi. Giờ nghỉ đêm: { $begins } đến { $ends }. Tin đang chờ tới sáng vẫn gửi vào giờ đã hẹn.
hours-night-moved = { $count } người chọn giờ nhắc riêng nằm trong giờ nghỉ đêm; từ nay nhắc theo giờ chung.
