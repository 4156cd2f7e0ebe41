# Warnings of an account that its network refuses.

account-refused = Tài khoản **{ $name }** đang bị mạng nhắn tin từ chối ({ $reason }). Nội dung đang gửi được giữ lại và thử tiếp trong một ngày. Xin báo người quản trị.
account-refused-link = Tài khoản Zalo **{ $name }** cần liên kết lại. Nội dung đang gửi được giữ lại và thử tiếp trong một ngày. Xin báo người quản trị chạy lệnh: langnghe oa link
