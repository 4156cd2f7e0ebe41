# The question after a restore.

restore-ask = ⚠ Dữ liệu được khôi phục từ bản sao lưu lúc { $made }. Từ đó đến { $restored } có việc đã đến giờ gửi; có thể đã gửi rồi mà bản sao lưu chưa ghi nhận:
restore-prompt = • Yêu cầu **{ $title }**
restore-rule-monthly-prompt = • Yêu cầu nắm bắt tháng
restore-rule-reminders = • Nhắc người chưa trả lời
restore-rule-daily-digest = • Bản tổng hợp ngày
restore-rule-monthly-digest = • Bản tổng hợp tháng
restore-rule-weekly-issues = • Danh sách vấn đề chưa có kết quả trong tuần
restore-asks = • { $count } kết quả, câu hỏi đã đến hạn báo
restore-held = • { $count } tin đang chờ gửi lúc sao lưu
restore-choose = Những việc này đang được giữ lại. Gửi bây giờ hay bỏ qua?
restore-button-send = Gửi
restore-button-skip = Bỏ qua
restore-sending = ✓ Sẽ gửi những việc đã đến giờ.
restore-skipped = ✓ Đã bỏ qua. Yêu cầu chờ gửi đã chuyển sang hủy, có thể soạn lại; các kỳ sau vẫn theo lịch.
restore-decided = { $name } đã quyết định lúc { $time }.
