# Prompts, reports, reminders, alerts, digests in the chat.

prompt-title = **{ $title }**
prompt-matter = **{ $number }.** { $text }
prompt-due = ⏰ Hạn gửi: { $due } ngày { $day }.
prompt-button-report = ✎ Viết báo cáo
prompt-button-calm = Đã nắm, không có ý kiến
prompt-button-not-heard = Chưa nắm được
prompt-button-open = Mở Lắng Nghe
prompt-write-privately = Nhắn riêng cho **{ $name }** để viết báo cáo.
prompt-preview = **Xem trước.** Gửi tới: { $unit }, { $asked } cộng tác viên, trong đó { $reached } người nhận được qua kênh này. { $when }
prompt-preview-quota = Zalo **{ $name }**: còn { $left }/{ $monthly } tin tháng này; lần gửi này cần khoảng { $needed }.
prompt-preview-quota-short = ⚠ { $name } **không đủ lượt** cho lần gửi này: có người sẽ nhận muộn hoặc nhận qua kênh khác.
prompt-preview-shut = **Hiện không gửi được tới { $count } người:**
prompt-preview-closing = ⏰ { $count } người sắp quá hạn nhận tin trên Zalo OA trước hạn trả lời, nên có thể không nhắc được: { $names }
list-more = và { $count } người khác
prompt-when-now = Gửi ngay khi bấm.
prompt-when-morning = Đang ngoài giờ: sẽ gửi lúc { $time }.
prompt-when-rule = Gửi theo lịch hằng tháng, { $time } ngày { $day }.
prompt-when-later = Gửi lúc { $time } ngày { $day }.
prompt-button-send = ✓ Gửi đi
prompt-button-change = ✎ Sửa
prompt-button-drop = Bỏ, không gửi
prompt-button-progress = Xem tình hình gửi
prompt-due-too-early = Hạn trả lời phải sau lúc gửi ({ $time } ngày { $day }). Xin chọn ngày khác.
prompt-hour-is-over = Giờ gửi đã qua ({ $time } ngày { $day }). Xin chọn lại.
prompt-planned = ✓ Đã hẹn gửi **{ $title }** tới { $asked } cộng tác viên lúc { $time } ngày { $day }.
prompt-button-cancel = Hủy lịch gửi
prompt-button-rewrite = ✎ Soạn lại
prompt-planned-cancelled = Đã hủy lịch gửi **{ $title }**.
prompt-changing = Đang sửa **{ $title }**. Bản đang hẹn vẫn giữ cho đến khi bấm **Gửi đi**.
prompt-rewriting = Soạn lại **{ $title }**.
prompt-change-busy = { $name } đang sửa nội dung này.
prompt-change-too-late = Bản đang sửa không thay được nữa. { $what } Bấm **Gửi đi** lần nữa nếu vẫn muốn gửi như một nội dung mới.
prompt-was-sent = Nội dung này đã gửi lúc { $time } ngày { $day }.
prompt-was-cancelled = { $name } đã hủy lịch gửi lúc { $time } ngày { $day }.
prompt-was-overdue = Nội dung này đã quá hạn trả lời nên không gửi.
prompt-overdue = Nội dung **{ $title }** chưa gửi mà đã tới hạn trả lời ({ $time } ngày { $day }), nên không gửi nữa. Bấm **Soạn lại** nếu vẫn cần.
prompt-dropped = Đã bỏ, không gửi gì.
prompt-rule-empty = Đến kỳ gửi nội dung tháng { $month } mà chưa có nội dung soạn sẵn. Bấm **Soạn nội dung** để viết.

broadcast-sending = Đang gửi **{ $title }**: { $told }/{ $asked }{ $unreached ->
        [0] {""}
       *[other] {" "}· chưa tới { $unreached }
    }
broadcast-asleep = **{ $title }** chờ tới { $time } ngày { $day } mới gửi tiếp: đã gửi { $told }/{ $asked }{ $unreached ->
        [0] {""}
       *[other] {" "}· chưa tới { $unreached }
    }
broadcast-paused = Đã tạm dừng gửi **{ $title }**: đã gửi { $told }/{ $asked }, còn { $waiting } người. ({ $name }, { $time })
broadcast-cancelled = Đã hủy phần còn lại của **{ $title }**: đã gửi { $told }/{ $asked }. ({ $name }, { $time })
broadcast-done = ✓ Đã gửi **{ $title }**: { $told }/{ $asked }{ $unreached ->
        [0] {""}
       *[other] {" "}· chưa tới { $unreached }
    }
broadcast-groups = Nhóm kín: { $told }/{ $groups }
broadcast-held = Đang chờ { $count } người: { $reason }
broadcast-button-pause = Tạm dừng
broadcast-button-resume = Gửi tiếp
broadcast-button-cancel = Hủy phần còn lại
broadcast-button-who = Xem ai chưa nhận
broadcast-button-again = Gửi lại cho { $count } người chưa nhận
broadcast-was-paused = { $name } đã tạm dừng lúc { $time }.
broadcast-was-resumed = { $name } đã cho gửi tiếp lúc { $time }.
broadcast-was-cancelled = { $name } đã hủy phần còn lại lúc { $time }.
broadcast-was-sent-again = { $name } đã cho gửi lại lúc { $time }.
broadcast-was-done = Đã gửi xong.
broadcast-under-way = Đang gửi.
broadcast-over = Nội dung này đã hết hạn trả lời, không gửi lại nữa.
broadcast-nobody-left = Không còn ai để gửi lại.
broadcast-card-moved = **{ $title }**: xem tình hình gửi ở tin mới nhất bên dưới.
broadcast-reminder = Đang nhắc: { $sent }/{ $total }
broadcast-reminder-paused = Đã tạm dừng nhắc: { $sent }/{ $total }
broadcast-reminder-over = Không còn gì để nhắc.

progress-waiting = ⏰ { $title } (chưa gửi)
progress-button-card = Việc gửi
progress-all-reached = Ai cũng đã nhận được nội dung này.
progress-none = Chưa gửi nội dung nào.
progress-choose = Xem tình hình của nội dung nào?
progress-head = **{ $title }** (hạn { $due })
    Đã gửi báo cáo: { $submitted }/{ $asked }
    Không có ý kiến hoặc chưa nắm được: { $nothing }
    Đang viết: { $started }
    Chưa gửi: { $pending }
    Chưa nhận được nội dung: { $unreached }
progress-missing-title = **Chưa gửi:**
progress-missing = { $unit }: { $names }
progress-started = { $name } (đang viết dở)
progress-unreached-title = **Chưa nhận được nội dung:**
progress-unreached = { $unit }: { $name } ({ $reason })
progress-held = { $unit }: { $name } (đang chờ: { $reason })
reason-not-joined = chưa tham gia kênh
reason-blocked = đã chặn Lắng Nghe
reason-deactivated = tài khoản đã xóa
reason-never-started = chưa mở trò chuyện với Lắng Nghe
reason-not-found = không tìm thấy tài khoản
reason-cancelled = đã hủy phần gửi còn lại
reason-later = chưa gửi, gửi lại được
reason-gave-up = lỗi mạng kéo dài
reason-expired = quá giờ mới gửi được
reason-our-fault = lỗi của Lắng Nghe
reason-left = không còn trong danh sách
reason-other = mạng nhắn tin từ chối

reminder-pending = ⏰ { $days ->
        [0] Hôm nay
        [1] Còn 1 ngày
       *[other] Còn { $days } ngày
    } đến hạn **{ $title }** ({ $time } ngày { $day }). Chưa thấy báo cáo gửi về. Nếu kỳ này không nghe ý kiến gì, bấm **Đã nắm, không có ý kiến**.
reminder-started = ⏰ Phiếu **{ $title }** còn { $left } câu. Hạn gửi: { $time } ngày { $day }.
reminder-not-sent = ⏰ Phiếu **{ $title }** đã đủ câu trả lời nhưng chưa gửi. Hạn gửi: { $time } ngày { $day }.

report-which = Báo cáo cho nội dung nào?
report-over = Nội dung này đã hết hạn hoặc không còn nữa.
report-already = Đã có báo cáo cho nội dung này rồi, xin cảm ơn.
report-not-yours = Không có báo cáo này.
report-missing = Còn câu chưa trả lời:
report-files-wait = Đang kiểm tra tệp; xong là phiếu được gửi ngay.
report-received = Đã nhận báo cáo **{ $number }**. Xin cảm ơn. Có kết quả xử lý, Lắng Nghe sẽ báo lại.
report-urgent-received = ❗ Đã nhận và báo ngay cán bộ trực: **{ $number }**. Nguy hiểm đến tính mạng thì gọi 113, 114, 115. Có kết quả xử lý, Lắng Nghe sẽ báo lại.
report-revised = ✓ Đã sửa báo cáo **{ $number }**.
report-nothing-calm = ✓ Đã ghi: **{ $title }**, đã nắm và không có ý kiến. Xin cảm ơn.
report-nothing-not-heard = ✓ Đã ghi: **{ $title }**, chưa nắm được. Nghe được gì thêm, bấm **Viết báo cáo**.
report-button-more = Thêm nội dung khác
report-button-after-all = ✎ Viết báo cáo
own-none = Chưa gửi báo cáo nào.
own-title = Các báo cáo đã gửi, mới nhất ở trên:
own-line = { $number } · { $day } · { $kind }
own-head = **{ $number }**, gửi ngày { $day }, lần { $revision }
own-answer = { $label } **{ $answer }**
own-button-older = Báo cáo cũ hơn ›
own-button-correct = ✎ Sửa báo cáo này
own-correcting = Đang sửa báo cáo **{ $number }**. Bản đã gửi vẫn giữ cho đến khi bấm Gửi.
kind-periodic = định kỳ
kind-thematic = chuyên đề
kind-urgent = khẩn
kind-review = sơ kết, tổng kết

alert-line = ❗ Việc khẩn cần nhận
alert-line-again = ❗ Việc khẩn chưa có người nhận
alert-group = ❗ Có việc khẩn. Cán bộ trực đã được báo.
alert-button-see = Xem
alert-button-take = ✓ Nhận việc
alert-content = **{ $topic }** · { $place } · { $time } (chưa xác minh)

    { $gist }
alert-no-topic = Chưa rõ lĩnh vực
alert-no-gist = Cộng tác viên đang viết tiếp.
alert-has = ✓ { $name } đã nhận lúc { $time }.
alert-taken = Đã nhận việc.
alert-taken-by-other = Đã có người nhận trước.
alert-not-yours = Không xem được cảnh báo này.

digest-making = Đang tổng hợp, xin chờ ít giây…
digest-none = Chưa có bản tổng hợp.
digest-section-empty = Mục này chưa có gì.
digest-failed = Chưa lập được bản tổng hợp. Sự cố đã được ghi lại; xin thử lại sau.
digest-document = Bản tổng hợp ngày { $day }, chờ ký.
digest-document-making = Đang lập văn bản…
digest-button-document = ⬇ Văn bản (DOCX)
