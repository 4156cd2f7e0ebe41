# Reminders.

reminder-pending = ⏰ { $days ->
        [0] Hôm nay
        [1] Còn 1 ngày
       *[other] Còn { $days } ngày
    } đến hạn **{ $title }** ({ $time } ngày { $day }). Chưa thấy báo cáo gửi về. Nếu kỳ này không nghe ý kiến gì, bấm **Đã hỏi, dân không có ý kiến**.
reminder-started = ⏰ Phiếu **{ $title }** còn { $left } câu. Hạn gửi: { $time } { $days ->
        [0] hôm nay ({ $day })
        [1] ngày mai ({ $day })
       *[other] ngày { $day }, còn { $days } ngày
    }.
reminder-not-sent = ⏰ Phiếu **{ $title }** đã đủ câu trả lời nhưng chưa gửi. Hạn gửi: { $time } { $days ->
        [0] hôm nay ({ $day })
        [1] ngày mai ({ $day })
       *[other] ngày { $day }, còn { $days } ngày
    }.
reminder-late = ⏰ **{ $title }** hết hạn lúc { $time } ngày { $day } mà chưa thấy báo cáo gửi về. Báo cáo muộn vẫn nhận đến { $until } ngày { $last } và được ghi là muộn. Nếu kỳ này không nghe ý kiến gì, xin chọn một mục bên dưới.
