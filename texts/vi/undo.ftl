# A report taken back just after it was sent, or deleted.

undo-button = ↶ Lấy lại
undo-button-see = Xem lại
undo-button-correct = ✎ Sửa
undo-how = Gửi nhầm thì nhắn /laylai trong 2 phút.
undo-done = ✓ Đã lấy lại **{ $number }**. Phiếu viết dở còn nguyên; sửa xong thì gửi lại.
undo-done-correction = ✓ Đã lấy lại lần sửa vừa gửi; **{ $number }** trở lại như trước khi sửa. Lời vừa sửa còn nguyên trong phiếu viết dở.
undo-reviewed = Cán bộ đang xem bản vừa sửa của **{ $number }** nên không lấy lại được nữa. Anh/chị vẫn sửa tiếp được.
undo-too-late = Đã quá 2 phút nên không lấy lại **{ $number }** được nữa. Anh/chị vẫn sửa được, hoặc mở **Xem lại** để xóa.
undo-revised = **{ $number }** đã được sửa sau khi gửi nên không lấy lại được; anh/chị vẫn sửa được, hoặc mở **Xem lại** để xóa.
undo-digested = **{ $number }** đã vào bản tổng hợp nên không lấy lại được. Anh/chị vẫn sửa được, hoặc mở **Xem lại** để xóa; bản tổng hợp đã làm thì giữ nguyên.
undo-alerted = Cán bộ trực đã được báo việc khẩn trong **{ $number }** nên không rút được nữa. Có gì thay đổi, anh/chị sửa báo cáo, hoặc nhắn /hoi để nhờ cán bộ.
undo-gone = **{ $number }** đã rút từ trước.
undo-not-theirs = Không có báo cáo này.
undo-delete-sure = Xóa báo cáo **{ $number }**? Lời văn, câu trả lời và ảnh kèm theo sẽ mất hẳn, chỉ còn số. Bản tổng hợp đã làm thì giữ nguyên.
undo-button-delete-yes = Xóa hẳn
undo-button-delete-no = Không xóa
undo-deleted = ✓ Đã xóa nội dung báo cáo **{ $number }**. Tin anh/chị đã nhắn trong trò chuyện này thì anh/chị tự xóa giúp.
undo-mark = tác giả đã rút
undo-emptied = Tác giả đã rút báo cáo này: nội dung không còn, chỉ giữ số.
