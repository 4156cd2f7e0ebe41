# Asking an officer, and the answer.

request-button-ask = Nhờ cán bộ giúp
request-button-again = Hỏi thêm
request-button-send = Gửi cho cán bộ
request-button-drop = Không gửi
request-button-reply = Trả lời
request-button-reply-to = Trả lời { $number }: { $name }
request-ask-how = Anh/chị cần giúp việc gì? Nhắn một tin ở đây, cán bộ Ban sẽ đọc. Xin không ghi tên hay số điện thoại của người dân.
request-offer-absence = Tin này em chưa gửi cho ai. Gửi cho cán bộ Ban để sắp xếp trong thời gian anh/chị vắng chứ ạ?
request-offer-moved = Tin này em chưa gửi cho ai. Gửi cho cán bộ Ban để sửa danh sách chứ ạ?
request-dropped = Đã bỏ, không ai nhận được tin ấy.
request-gone = Tin ấy đã gửi hoặc đã bỏ trước đó.
request-sent = ✓ Đã ghi lời nhờ của anh/chị. Có trả lời, em nhắn tại đây.
request-sent-nobody = ✓ Đã ghi lời nhờ của anh/chị. Lúc này em chưa báo được cho cán bộ nào; cán bộ sẽ thấy khi mở danh mục.
request-too-many = { $most } lời nhờ trước của anh/chị chưa có trả lời, nên em chưa ghi thêm. Việc gấp thì bấm **Báo việc khẩn**.
request-asked = **{ $name }** ({ $unit }) nhờ giúp:
    { $words }
request-answered = Cán bộ Ban trả lời:
    { $words }
request-list = Lời nhờ chưa trả lời: { $count }
request-list-none = Không có lời nhờ nào đang chờ.
request-reply-how = Trả lời **{ $name }**: nhắn câu trả lời ở đây.
request-answered-before = Lời nhờ này đã có người trả lời.
request-reply-sent = ✓ Đã ghi câu trả lời, đang chuyển tới người hỏi.
request-reply-unreached = Đã ghi câu trả lời; lúc này chưa nhắn được cho người hỏi, sẽ gửi khi liên lạc được.
