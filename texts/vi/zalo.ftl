# Zalo: no buttons, no files.
zalo-early = Tin anh/chị nhắn trước khi tin trên đến thì chưa được tính. Xin trả lời theo tin trên.
zalo-file-link =
    **{ $name }**
    { $link }
    Đường dẫn chỉ mở được trong thời gian ngắn.
zalo-file-no-link = Tệp **{ $name }** không gửi được qua Zalo. Xin liên hệ cán bộ ban để nhận.
zalo-menu-one = Nhắn số để chọn.
zalo-menu-several = Nhắn các số cần chọn, ví dụ 1 3.
zalo-menu-listed = Nhắn đúng chữ ở trên để chọn.
zalo-menu-or = Hoặc nhắn: { $words }
zalo-menu-ways = Nhắn: { $words }
zalo-menu-words = Muốn chọn việc khác, nhắn đúng chữ ở trên.
reason-window = lâu chưa nhắn lại, quá hạn Zalo cho gửi
reason-not-served = tài khoản của Lắng Nghe ở đó không còn dùng
reason-quota = Zalo hết lượt gửi tháng này
reason-token = mạng nhắn tin từ chối mã của bot
reason-refresh-token = Zalo OA cần liên kết lại
reason-package = gói Zalo OA của Ban đã hết hạn
reason-unpaid = Zalo chưa được trả phí

quota-left = { $name }: còn { $left }/{ $monthly } tin tháng này
quota-runs-low = ⚠ Bot Zalo **{ $name }** đã dùng { $used }/{ $monthly } tin của tháng này. Hết lượt thì ai có kênh khác sẽ nhận qua kênh khác, ai chỉ có bot này thì chưa nhận được.
quota-used-up = ⚠ Bot Zalo **{ $name }** đã hết lượt tháng này ({ $used }/{ $monthly } tin). Ai có kênh khác sẽ nhận qua kênh khác, ai chỉ có bot này thì chưa nhận được.
account-refused = Tài khoản **{ $name }** đang bị mạng nhắn tin từ chối ({ $reason }). Nội dung đang gửi được giữ lại và thử tiếp trong một ngày. Xin báo người quản trị.
account-refused-link = Tài khoản Zalo **{ $name }** cần liên kết lại. Nội dung đang gửi được giữ lại và thử tiếp trong một ngày. Xin báo người quản trị chạy lệnh: langnghe oa link
