# Warnings of an account that its network refuses.

account-refused = Tài khoản **{ $name }** đang bị mạng nhắn tin từ chối ({ $reason }). Tin đang gửi được giữ lại và thử tiếp trong một ngày. Xin báo người quản trị.
account-refused-link = Tài khoản Zalo **{ $name }** cần liên kết lại. Tin đang gửi được giữ lại và thử tiếp trong một ngày. Xin báo người quản trị chạy lệnh: langnghe oa link
account-other-poller = Có chương trình khác đang dùng chung mã của **{ $name }**, nên một phần tin nhắn của mọi người không tới được đây. Xin báo người quản trị tắt chương trình kia hoặc đổi mã.
account-webhook-taken = Webhook của **{ $name }** vừa bị chương trình khác đổi; đã đặt lại. Xin báo người quản trị kiểm tra ai đang dùng mã này.
account-webhook-fails = Mạng nhắn tin không gọi được webhook của **{ $name }**, nên tin của mọi người có thể tới chậm. Xin báo người quản trị.
