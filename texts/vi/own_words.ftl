# A sentence that nobody asked for: what it wants, and what becomes of what it tells.

said-thanks = Dạ, xin cảm ơn.
said-greeting = Xin chào. Chọn việc muốn làm:
said-unknown = Em chưa hiểu tin này. Anh/chị chọn một việc, hoặc nhờ cán bộ giúp:
said-who-sees = Chỉ cán bộ được giao mới biết ai đã báo cáo, và mỗi lần xem đều được ghi lại kèm lý do. Lãnh đạo và bản tổng hợp không thấy tên người báo cáo. Xem Ban đang lưu gì về mình: nhắn **dữ liệu của tôi**.
said-as-is = Dạ, để nguyên như cũ, không đổi gì.
said-delete = Báo cáo vừa gửi thì lấy lại được trong 2 phút: /laylai. Báo cáo cũ thì mở trong **Báo cáo của tôi** để sửa hoặc xóa.
said-due-head = Hạn trả lời:
said-due = • { $title }: { $time } ngày { $day }
said-nothing-due = Lúc này không có yêu cầu nào đang chờ anh/chị trả lời.
said-kept = Em giữ tin này lại, chưa gửi cho ai. Anh/chị muốn ghi thành gì?
said-kept-file = Em giữ tệp này lại, chưa gửi cho ai. Anh/chị muốn ghi thành gì?
said-full = Em đã giữ đủ mấy tin trước nên chưa giữ được tin vừa rồi. Anh/chị chọn một việc cho các tin trước, rồi gửi lại tin này:
said-cut = Tin dài hoặc nhiều tệp quá, em chỉ giữ được phần đầu.
said-button-on = Ghi vào: { $title }
said-button-report = Ghi thành phản ánh
said-button-urgent = ❗ Báo khẩn
said-button-drop = Không ghi
said-in-place = ✓ Đã đưa tin của anh/chị vào phiếu.
said-files-left = Phiếu này không nhận thêm được. Còn { $count } tệp em vẫn giữ, chưa gửi cho ai; gửi xong phiếu này thì em hỏi lại.
said-files-still = Em còn giữ { $count } tệp, chưa gửi cho ai. Anh/chị muốn ghi thành gì?
said-waits = Em giữ tin của anh/chị lại, đến câu cần viết em sẽ đưa ra.
said-nothing = Em chưa ghi gì. Kỳ này anh/chị muốn ghi thế nào?
said-dropped = Đã bỏ, không ghi vào đâu.
said-gone = Tin ấy đã được ghi hoặc đã bỏ trước đó.
said-kept-anew = Em đã giữ lại lời mới sửa, chưa gửi cho ai. Anh/chị muốn ghi thành gì?
