# Zalo: no buttons, no files.

zalo-early = Tin vừa rồi đến trước câu hỏi nên em chưa ghi. Anh/chị trả lời lại giúp em.
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
