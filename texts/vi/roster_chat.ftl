# Danh bạ trong chat: lấy tệp, gửi tệp đã sửa, mời tham gia.

roster-chat = **Danh bạ mạng lưới**
    Lấy danh bạ ra tệp Excel, sửa trong tệp rồi gửi lại đây: Lắng Nghe cho xem trước những gì sẽ thay đổi, đồng ý rồi mới nhập. Người đơn tuyến không có trong tệp và giữ nguyên khi nhập.
roster-button-show = 📒 Danh bạ
roster-button-copy = Lấy tệp danh bạ
roster-button-send = Gửi tệp đã sửa
roster-button-invite = Mời tham gia
roster-copying = Đang ghi danh bạ ra tệp.
roster-copied = Danh bạ: { $units } đơn vị, { $members } thành viên. Tệp có họ tên và số điện thoại: xin chỉ giữ ở nơi an toàn. Sửa xong, gửi lại tệp vào đây.
roster-not-copied = Chưa ghi được danh bạ. Xin thử lại sau.
roster-send-how = Xin gửi tệp danh bạ đã sửa (.xlsx). Chưa có gì thay đổi cho tới khi anh/chị đồng ý.
roster-no-files-here = Zalo không chuyển được tệp bảng tính tới bot này. Xin gửi tệp qua Telegram hoặc trang Zalo OA của Lắng Nghe, hoặc nhờ quản trị nhập ở máy chủ.
roster-not-yours = Danh bạ do cán bộ cấp tỉnh và quản trị giữ nên tệp chưa được đọc.
roster-reading = Đang đọc tệp danh bạ. Chưa có gì thay đổi.
roster-not-read = Chưa đọc được tệp danh bạ. Xin gửi lại sau ít phút.
roster-refused = { $count ->
    [1] Tệp danh bạ có một chỗ cần sửa nên chưa nhập gì:
   *[other] Tệp danh bạ có { $count } chỗ cần sửa nên chưa nhập gì:
}
roster-no-changes = Tệp giống hệt danh bạ đang có: không có gì để nhập.
roster-look = **Xem trước, chưa nhập gì**
roster-again = Danh bạ vừa được sửa sau lần xem trước nên chưa nhập. Nay tệp sẽ thay đổi như sau, xin xem lại.
roster-button-take = Nhập danh sách
roster-button-drop = Thôi
roster-take-taken = Đang nhập danh sách. Xong sẽ báo ở đây.
roster-take-over = Tệp này đã được quyết định rồi.
roster-take-expired = Tệp quá hạn nên không còn dùng được, chưa nhập gì. Xin gửi lại.
roster-take-elsewhere = Tệp này được gửi ở cuộc trò chuyện khác; xin đồng ý ở đó.
roster-take-busy = Một danh sách khác đang được nhập. Xin thử lại sau ít phút.
roster-dropped = Thôi không nhập; tệp không còn được giữ.
roster-taken = ✓ Đã nhập danh sách.
roster-farewell = Anh/chị không còn trong danh sách mạng lưới của Lắng Nghe nên từ nay không nhận tin ở đây nữa. Cảm ơn anh/chị đã đồng hành. Nếu đây là nhầm lẫn, xin liên hệ cán bộ phụ trách.
