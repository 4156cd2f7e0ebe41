# Đính chính, thu hồi yêu cầu đã gửi.

amend-title = **{ $title }** đã gửi cho cộng tác viên. Chọn phần cần đính chính, hoặc thu hồi cả yêu cầu.
amend-part-title = Tên
amend-part-intro = Lời dẫn
amend-part-item = Mục { $number }
amend-button-part = { $part }: { $text }
amend-button-withdraw = Thu hồi yêu cầu này
amend-button-withdraw-yes = Thu hồi
amend-button-withdraw-no = Không thu hồi
amend-ask = **{ $part }** hiện là: { $text }

    Xin ghi lời đúng. Ghi xong là đính chính ngay với mọi người đã nhận.
amend-ask-empty = **{ $part }** hiện để trống. Xin ghi lời cần thêm. Ghi xong là đính chính ngay với mọi người đã nhận.
amend-corrected-both = ✓ Đang đính chính **{ $title }** với { $count } người và { $groups } nhóm.
amend-corrected-people = ✓ Đang đính chính **{ $title }** với { $count } người.
amend-corrected-groups = ✓ Đang đính chính **{ $title }** với { $groups } nhóm.
amend-corrected-none = ✓ Đã sửa **{ $title }**. Hiện chưa liên lạc được ai đã nhận; ai liên lạc được sẽ nhận bản đúng.
amend-withdrawn-both = ✓ Đang thu hồi **{ $title }** ở { $count } người và { $groups } nhóm. Không ai được hỏi hay nhắc nữa; báo cáo nhận trước đó vẫn giữ.
amend-withdrawn-people = ✓ Đang thu hồi **{ $title }** ở { $count } người. Không ai được hỏi hay nhắc nữa; báo cáo nhận trước đó vẫn giữ.
amend-withdrawn-groups = ✓ Đang thu hồi **{ $title }** ở { $groups } nhóm. Không ai được hỏi hay nhắc nữa; báo cáo nhận trước đó vẫn giữ.
amend-withdrawn-none = ✓ Đã thu hồi **{ $title }**. Không ai được hỏi hay nhắc nữa; báo cáo nhận trước đó vẫn giữ.
amend-withdraw-ask = Thu hồi **{ $title }**? Mọi người đã nhận sẽ được báo là không cần trả lời nữa. Thu hồi rồi thì không lấy lại được, chỉ soạn lại.
amend-gone = Yêu cầu ấy không còn để sửa.
amend-refused-gone = { $name } thu hồi **{ $title }** trước rồi, lúc { $time }.
amend-refused-changed = { $name } vừa đính chính **{ $title }** lúc { $time }. Xin xem lại rồi hãy sửa tiếp.
amend-refused-going-out = **{ $title }** còn đang trên đường tới một số người. Xin chờ gửi xong, hoặc hủy phần còn lại ở **Lượt gửi tin**, rồi đính chính hay thu hồi.
