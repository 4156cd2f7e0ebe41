# Drafts of prompts that are over.

late-draft = Phiếu **{ $title }** đã quá hạn ({ $time } ngày { $day }) và vẫn còn nguyên. Có thể gửi muộn, hoặc bỏ phiếu. Nếu vừa nhắn tin cho việc khác thì tin ấy chưa ghi vào đâu: mở danh mục để viết báo cáo mới.
late-button-send = Xem lại và gửi muộn
late-resumed = Viết tiếp phiếu đã quá hạn; báo cáo sẽ được ghi là gửi muộn.
late-received = Báo cáo được ghi là gửi muộn.
left-draft = Phiếu **{ $title }** để dở từ ngày { $day } và vẫn còn nguyên. Tin vừa nhắn chưa ghi vào đâu: có thể viết tiếp phiếu ấy, hoặc mở danh mục để viết báo cáo mới.
left-button-go-on = ✎ Viết tiếp
late-mark = gửi muộn
