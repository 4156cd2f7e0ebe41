# Prompts: writing, previewing, sending, changing.

prompt-title = **{ $title }**
prompt-matter = **{ $number }.** { $text }
prompt-due = ⏰ Hạn gửi: { $due } ngày { $day }.
prompt-button-report = ✎ Viết báo cáo
prompt-button-calm = Đã hỏi, dân không có ý kiến
prompt-button-not-heard = Chưa hỏi được
prompt-button-open = Mở Lắng Nghe
prompt-write-code = Để viết báo cáo, nhắn riêng cho **{ $name }** mã này: { $code }
prompt-write-privately = Nhắn riêng cho **{ $name }** để viết báo cáo.
prompt-preview = **Xem trước.** Gửi tới: { $unit }, { $asked } cộng tác viên, trong đó { $reached } người hiện nhận được tin. { $when }
prompt-preview-shielded = **Xem trước.** Gửi tới: { $unit }. Không nêu số người, để giữ kín người phản ánh. { $when }
prompt-preview-quota = Zalo **{ $name }**: còn { $left }/{ $monthly } tin tháng này; lần gửi này cần khoảng { $needed }.
prompt-preview-quota-short = ⚠ { $name } **không đủ lượt** cho lần gửi này: có người sẽ nhận muộn hoặc nhận qua mạng khác.
prompt-preview-shut = **Hiện không gửi được tới { $count } người:**
prompt-preview-closing = ⏰ { $count } người sắp quá hạn nhận tin trên Zalo OA trước hạn trả lời, nên có thể không nhắc được: { $names }
prompt-when-now = Bấm **Gửi đi** là gửi ngay.
prompt-when-morning = Đang ngoài giờ: sẽ gửi lúc { $time }.
prompt-when-rule = Gửi theo lịch hằng tháng, { $time } ngày { $day }.
prompt-when-later = Gửi lúc { $time } ngày { $day }.
prompt-button-send = ✓ Gửi đi
prompt-button-look = Xem trên từng mạng
prompt-look =
    { $count ->
        [1] **Trên { $network }** sẽ như sau:
       *[other] **Trên { $network }** sẽ là { $count } tin, như sau:
    }
prompt-look-files = Tệp kèm theo đi trước lời: { $names }. Nơi nào mạng không nhận tệp thì có đường dẫn hoặc lời báo tên tệp thay vào.
prompt-look-end = Chưa gửi cho ai. Đúng ý thì bấm **Gửi đi**.
prompt-button-change = ✎ Sửa
prompt-button-drop = Bỏ, không gửi
prompt-button-progress = Ai đã báo cáo
prompt-button-other-when = Đổi lúc gửi
prompt-button-other-send-hour = Đổi giờ gửi
prompt-due-too-early = Hạn trả lời phải sau lúc gửi ({ $time } ngày { $day }). Xin chọn ngày khác.
prompt-hour-is-over = Giờ gửi đã qua ({ $time } ngày { $day }). Xin chọn lại.
prompt-planned = ✓ Đã hẹn gửi **{ $title }** tới { $asked } cộng tác viên lúc { $time } ngày { $day }.
prompt-planned-shielded = ✓ Đã hẹn gửi **{ $title }** lúc { $time } ngày { $day }. Không nêu số người, để giữ kín người phản ánh.
prompt-button-cancel = Hủy lịch gửi
prompt-button-rewrite = ✎ Soạn lại
prompt-planned-cancelled = Đã hủy lịch gửi **{ $title }**.
prompt-changing = Đang sửa **{ $title }**. Bản đang hẹn vẫn giữ cho đến khi bấm **Gửi đi**.
prompt-rewriting = Soạn lại **{ $title }**.
prompt-change-busy = { $name } đang sửa yêu cầu này.
prompt-change-too-late = Bản đang sửa không thay được nữa. { $what } Bấm **Gửi đi** lần nữa nếu vẫn muốn gửi như một yêu cầu mới.
prompt-was-sent = Yêu cầu này đã gửi lúc { $time } ngày { $day }.
prompt-was-cancelled = { $name } đã hủy lịch gửi lúc { $time } ngày { $day }.
prompt-was-overdue = Yêu cầu này đã quá hạn trả lời nên không gửi.
prompt-overdue = Yêu cầu **{ $title }** chưa gửi mà đã tới hạn trả lời ({ $time } ngày { $day }), nên không gửi nữa. Bấm **Soạn lại** nếu vẫn cần.
prompt-rule-empty = Đến kỳ gửi yêu cầu tháng { $month } mà chưa có yêu cầu soạn sẵn. Bấm **Soạn yêu cầu** để viết.
prompt-button-copy = Soạn từ yêu cầu này
prompt-copying = Soạn yêu cầu mới từ **{ $title }**: lời dẫn, các mục và nơi nhận giữ như cũ, ngày giờ hỏi lại. Tên có thể sửa ở trang xem lại.
prompt-button-amend = Đính chính, thu hồi
prompt-corrected = Ban có đính chính trong **{ $title }**; tin ở trên là bản đúng.
prompt-corrected-below = **Đính chính.** Bản đúng của **{ $title }** như sau, thay bản trước:
prompt-withdrawn = Ban thu hồi **{ $title }**: không cần trả lời nữa. Cảm ơn anh/chị.
prompt-withdrawn-card = **{ $title }**: yêu cầu này được thu hồi, không cần trả lời nữa.
prompt-files-gone = ⚠ Tệp kèm không còn giữ vì đã quá hạn: { $names }. Nếu gửi bây giờ thì không có tệp ấy; muốn có thì sửa yêu cầu và gửi lại tệp.
prompt-files-wait = Đang kiểm tra tệp kèm; xong là hiện bản xem trước.
prompt-group-count = ✓ Ít nhất { $count } người đã trả lời.
prompt-answered-before = Anh/chị đã trả lời **{ $title }** rồi. Muốn báo thêm việc khác thì chọn **Viết báo cáo**.
