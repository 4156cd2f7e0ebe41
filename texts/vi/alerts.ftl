# Alerts: an urgent matter on its way to an officer.

alert-line = ❗ Việc khẩn cần nhận · số { $number } · { $time }
alert-line-again = ❗ Việc khẩn chưa có người nhận · số { $number } · { $time }
alert-group-raised = ❗ Có việc khẩn số { $number } ({ $time }). Đang báo cán bộ trực.
alert-group-nobody = ❗ Việc khẩn số { $number } ({ $time }): chưa liên lạc được cán bộ trực nào, chưa ai nhận. Xin xem trong Lắng Nghe.
alert-group-unanswered = ❗ Việc khẩn số { $number } ({ $time }): chưa ai nhận. Xin xem trong Lắng Nghe.
alert-group-taken = ✓ Việc khẩn số { $number } ({ $time }): { $name } đã nhận lúc { $at }.
alert-group-withdrawn = Việc khẩn số { $number } ({ $time }): người báo bấm nhầm, đã rút lại.
alert-withdrawn = Việc khẩn số { $number } ({ $time }): người báo bấm nhầm, đã rút lại.
alert-button-mistake = Bấm nhầm
alert-taken-back = Đã rút báo khẩn. Phiếu vẫn còn nguyên.
alert-taken-back-report = Đã rút báo khẩn. Báo cáo vẫn còn nguyên.
alert-mistake-too-late = Đã quá 2 phút hoặc đã có người nhận, không rút được nữa.
alert-button-see = Xem
alert-button-take = ✓ Nhận việc
alert-content = **{ $topic }** · { $place } · { $time } (chưa xác minh)

    { $gist }
alert-no-topic = Chưa rõ lĩnh vực
alert-no-gist = Cộng tác viên đang viết tiếp.
alert-has = ✓ { $name } đã nhận lúc { $time }.
alert-taken = Đã nhận việc.
alert-taken-by-other = Đã có người nhận trước.
alert-not-yours = Không xem được cảnh báo này.
