# The card of a broadcast under way.

broadcast-sending = Đang gửi **{ $title }**: { $told }/{ $asked }{ $unreached ->
        [0] {""}
       *[other] {" "}· { $unreached } người chưa nhận
    }
broadcast-asleep = **{ $title }** chờ tới { $time } ngày { $day } mới gửi tiếp: đã gửi { $told }/{ $asked }{ $unreached ->
        [0] {""}
       *[other] {" "}· { $unreached } người chưa nhận
    }
broadcast-paused = Đã tạm dừng gửi **{ $title }**: đã gửi { $told }/{ $asked }, còn { $waiting } người. ({ $name }, { $time })
broadcast-cancelled = Đã hủy phần còn lại của **{ $title }**: đã gửi { $told }/{ $asked }. ({ $name }, { $time })
broadcast-done = ✓ Đã gửi **{ $title }**: { $told }/{ $asked }{ $unreached ->
        [0] {""}
       *[other] {" "}· { $unreached } người chưa nhận
    }
broadcast-groups = Nhóm kín: { $told }/{ $groups }
broadcast-group-missed = ⚠ Chưa tới nhóm **{ $title }**: { $reason }
broadcast-button-groups = Gửi lại vào nhóm
broadcast-held = Đang chờ { $count } người: { $reason }
broadcast-button-pause = Tạm dừng
broadcast-button-resume = Gửi tiếp
broadcast-button-cancel = Hủy phần còn lại
broadcast-button-who = Xem ai chưa nhận
broadcast-button-again = Gửi lại cho { $count } người chưa nhận
broadcast-was-paused = { $name } đã tạm dừng lúc { $time }.
broadcast-was-resumed = { $name } đã cho gửi tiếp lúc { $time }.
broadcast-was-cancelled = { $name } đã hủy phần còn lại lúc { $time }.
broadcast-was-sent-again = { $name } đã cho gửi lại lúc { $time }.
broadcast-was-done = Đã gửi xong.
broadcast-under-way = Đang gửi.
broadcast-over = Yêu cầu này đã hết hạn trả lời, không gửi lại nữa.
broadcast-nobody-left = Không còn ai để gửi lại.
broadcast-card-moved = **{ $title }**: xem lượt gửi ở tin mới nhất bên dưới.
broadcast-reminder = Đang nhắc: { $sent }/{ $total }
broadcast-reminder-paused = Đã tạm dừng nhắc: { $sent }/{ $total }
broadcast-reminder-over = Không còn gì để nhắc.
