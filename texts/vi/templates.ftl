# Mẫu yêu cầu: nội dung soạn sẵn, giữ dưới một tên.

template-title = **Mẫu yêu cầu.** Chọn một mẫu để soạn từ đó.
template-none = Chưa có mẫu nào. Khi soạn một yêu cầu, bản xem trước có mục “Giữ làm mẫu”.
template-hint = Có { $count } mẫu đã giữ; muốn soạn từ mẫu thì nhắn **mẫu yêu cầu**.
template-open = **{ $name }.** Dùng mẫu này thì chỉ còn hạn trả lời và lúc gửi phải chọn.
template-using = Soạn từ mẫu { $name }. Chưa gửi cho ai.
template-gone = Mẫu ấy không còn.
template-removed = ✓ Đã bỏ mẫu { $name }. Yêu cầu gửi trước đó vẫn giữ nguyên.
template-ask = Giữ làm mẫu với tên gì? Ví dụ: Nội dung tháng. Mẫu không giữ ngày, tệp kèm và người được chọn theo tên. Giữ mẫu không gửi gì cho ai.
template-kept = ✓ Đã giữ mẫu { $name }. Chưa gửi gì cho ai.
template-draft-gone = Yêu cầu đang soạn không còn, nên chưa giữ mẫu nào.
template-refused-empty = Tên mẫu cần có chữ. Xin ghi tên khác.
template-refused-named = Đã có mẫu tên này. Xin ghi tên khác.
template-refused-full = Đã có { $most } mẫu. Bỏ bớt một mẫu trước khi giữ mẫu mới.
template-button-keep = Giữ làm mẫu
template-button-list = Mẫu đã giữ
template-button-use = Soạn từ mẫu
template-button-remove = Bỏ mẫu này
