# Alerts: an urgent matter on its way to an officer.

alert-line = ❗ Việc khẩn cần nhận
alert-line-again = ❗ Việc khẩn chưa có người nhận
alert-group = ❗ Có việc khẩn. Cán bộ trực đã được báo.
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
