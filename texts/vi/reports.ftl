# Reports: beginning, receipt, correction, one's own.

report-which = Báo cáo cho nội dung nào?
report-over = Nội dung này đã hết hạn hoặc không còn nữa.
report-already = Đã có báo cáo cho nội dung này rồi, xin cảm ơn.
report-not-yours = Không có báo cáo này.
report-missing = Còn câu chưa trả lời:
report-constraint = Câu này chưa khớp với các câu khác. Xin xem lại:
report-unfit = Câu này đang ghi chưa đúng dạng. Xin trả lời lại:
report-at-odds = Chưa gửi được vì các câu trả lời chưa khớp nhau. Xin xem lại.
report-files-wait = Đang kiểm tra tệp; xong là phiếu được gửi ngay.
report-received = Đã nhận báo cáo **{ $number }**. Xin cảm ơn. Có kết quả xử lý, Lắng Nghe sẽ báo lại.
report-urgent-nobody = ❗ Đã nhận: **{ $number }**. Hiện chưa liên lạc được cán bộ trực; Lắng Nghe sẽ báo tiếp cho tới khi có người nhận. Nguy hiểm đến tính mạng thì gọi 113, 114, 115.
report-urgent-received = ❗ Đã nhận, đang báo cán bộ trực: **{ $number }**. Nguy hiểm đến tính mạng thì gọi 113, 114, 115. Có kết quả xử lý, Lắng Nghe sẽ báo lại.
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
