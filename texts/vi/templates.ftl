# Mẫu yêu cầu: nội dung soạn sẵn, giữ dưới một tên.

template-title = **Mẫu yêu cầu.** Chọn một mẫu để soạn từ đó.
template-none = Chưa có mẫu nào. Khi soạn một yêu cầu, bản xem trước có mục “Giữ làm mẫu”.
template-hint = Có { $count } mẫu đã giữ. Muốn soạn từ mẫu thì bấm nút dưới đây.
template-open = **{ $name }.** Soạn từ mẫu này thì còn phải chọn hạn trả lời, lúc gửi và những gì mẫu không giữ hoặc nay không dùng được nữa.
template-using = Soạn từ mẫu { $name }. Chưa gửi cho ai.
template-gone = Mẫu ấy không còn.
template-removed = ✓ Đã bỏ mẫu { $name }. Yêu cầu gửi trước đó vẫn giữ nguyên.
template-ask = Giữ làm mẫu với tên gì? Ví dụ: Nội dung tháng. Mẫu không giữ ngày, tệp kèm, người chọn theo tên, người đã phản ánh một việc hay chưa trả lời một yêu cầu. Giữ mẫu không gửi gì cho ai.
template-kept = ✓ Đã giữ mẫu { $name }. Chưa gửi gì cho ai.
template-draft-gone = Yêu cầu đang soạn không còn, nên chưa giữ mẫu nào.
template-refused-empty = Tên mẫu cần có chữ. Xin ghi tên khác.
template-refused-named = Đã có mẫu tên này. Xin ghi tên khác.
template-refused-full = Đã có { $most } mẫu. Bỏ bớt một mẫu trước khi giữ mẫu mới.
template-button-keep = Giữ làm mẫu
template-button-list = Mẫu đã giữ
template-button-use = Soạn từ mẫu
template-button-remove = Bỏ mẫu này
