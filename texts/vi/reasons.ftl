# Reasons why something was not delivered.

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
reason-window = lâu chưa nhắn lại, quá hạn Zalo cho gửi
reason-not-served = tài khoản của Lắng Nghe ở đó không còn dùng
reason-quota = Zalo hết lượt gửi tháng này
reason-token = mạng nhắn tin từ chối mã của bot
reason-refresh-token = Zalo OA cần liên kết lại
reason-package = gói Zalo OA của Ban đã hết hạn
reason-unpaid = Zalo chưa được trả phí
