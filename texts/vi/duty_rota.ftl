# Who is on duty: the weeks' rota, swaps, days off, and the hours in which nobody is.

duty-title = **Lịch trực**
duty-none = Chưa có lịch trực: việc khẩn báo lần lượt từng cán bộ.
duty-now = Đang trực: { $names }
duty-now-nobody = Giờ này không có ai trực: việc khẩn báo tất cả cán bộ cùng lúc.
duty-overrides = Đổi trực:
duty-override-line = • { $begins } - { $ends }: { $names }
duty-holes = Lịch còn trống những giờ sau. Trong giờ ấy việc khẩn báo tất cả cán bộ cùng lúc:
duty-button-write = Viết lại lịch trực
duty-button-override = Đổi trực
duty-button-days = Ngày nghỉ, làm bù
duty-button-clear = Bỏ lịch trực
duty-button-show = Xem lịch trực
duty-write-how = Nhắn cả lịch trực, mỗi dòng một ca. Có thể chép lịch đang có rồi sửa, hoặc gửi tệp Excel có các cột: thứ, từ giờ, đến giờ, cán bộ.

    T2-T6 7:00-17:00: Trần Bình, Đỗ Em
    T2-T6 17:00-7:00: Đỗ Em
    T7, CN cả ngày: Trần Bình
    Ngày nghỉ cả ngày: Đỗ Em

    Ca qua đêm ghi 17:00-7:00. Cán bộ ghi trước được báo trước.
duty-write-now = Lịch trực hiện nay:
duty-override-how = Nhắn từ lúc nào đến lúc nào, ai trực. Ví dụ: 24/11 17:00 - 25/11 7:00: Đỗ Em
duty-days-how = Muốn sửa, nhắn một ngày: “24/11 nghỉ” hoặc “22/8 làm”.
duty-days-title = Ngày nghỉ và làm bù sắp tới:
duty-day-line-off = • { $day }: nghỉ
duty-day-line-worked = • { $day }: làm
duty-saved = ✓ Đã lưu lịch trực. Việc khẩn đang báo dở vẫn theo lịch cũ.
duty-cleared = Đã bỏ lịch trực.
duty-changed-meanwhile = Chưa lưu: lịch trực vừa được cán bộ khác sửa. Muốn đổi tiếp thì nhắn lại cả lịch.
duty-overridden = ✓ Đã đổi trực từ { $begins } đến { $ends }.
duty-day-off = ✓ Ngày { $day } là ngày nghỉ.
duty-day-worked = ✓ Ngày { $day } là ngày làm việc.
duty-reading = Đang đọc lịch trực…
duty-sheet-unreadable = Không đọc được tệp. Xin gửi tệp Excel (.xlsx) có các cột: thứ, từ giờ, đến giờ, cán bộ.
duty-sheet-not-saved = Lịch trực đang có vẫn như cũ.
duty-refused-empty = Chưa có dòng nào. Xin nhắn ít nhất một ca trực.
duty-refused-too-long = Lịch dài quá. Nhiều nhất 100 dòng.
duty-refused-shape = Dòng { $line }: “{ $word }” thiếu dấu hai chấm trước tên cán bộ.
duty-refused-day = Dòng { $line }: chưa rõ ngày “{ $word }”. Ví dụ: T2-T6, CN, Ngày nghỉ.
duty-refused-hour = Dòng { $line }: chưa rõ giờ trong “{ $word }”. Ví dụ: 7:00-17:00, 17:00-7:00, cả ngày.
duty-refused-name = Dòng { $line }: không tìm được đúng một cán bộ tên “{ $word }”. Xin ghi đủ họ tên như trong danh sách.
duty-refused-override = Chưa rõ từ lúc nào đến lúc nào, ai trực trong “{ $word }”. Ví dụ: 24/11 17:00 - 25/11 7:00: Đỗ Em
duty-refused-date = Chưa rõ ngày nào trong “{ $word }”. Ví dụ: “24/11 nghỉ” hoặc “22/8 làm”.
duty-refused-past = Khoảng ấy đã qua rồi.
duty-day-0 = T2
duty-day-1 = T3
duty-day-2 = T4
duty-day-3 = T5
duty-day-4 = T6
duty-day-5 = T7
duty-day-6 = CN
duty-day-7 = Ngày nghỉ
