# Rules that flag reports: written, tried on the last month, agreed on by a second officer.

flag-title = **Quy tắc đánh dấu báo cáo**. Báo cáo trúng quy tắc được báo cho cán bộ trực; người báo không biết.
flag-title-none = Chưa có quy tắc nào. Báo cáo trúng quy tắc sẽ được báo cho cán bộ trực; người báo không biết.
flag-line = • { $rule }
flag-line-waits = • { $rule } (chờ cán bộ thứ hai)
flag-line-ends = • { $rule } (đề nghị bỏ, chờ cán bộ thứ hai)
flag-rule = quy tắc số { $number }: { $what } · { $unit }
flag-what-words = có từ “{ $words }”
flag-what-answer = “{ $question }” trả lời “{ $answer }”
flag-what-count = từ { $reports } người báo cùng một lĩnh vực, cùng một nơi trong { $hours } giờ
flag-what-rise-c1 = một lĩnh vực ở một nơi tăng vọt so với bảy ngày trước
flag-what-rise-cusum = một lĩnh vực ở một nơi tăng dần nhiều ngày so với bốn tuần trước
flag-button-add = + Thêm quy tắc
flag-button-see = Xem quy tắc số { $number }
flag-button-see-proposed = Xem quy tắc số { $number } (đang chờ)
flag-button-words = Theo từ ngữ
flag-button-answer = Theo câu trả lời
flag-button-count = Theo số người báo
flag-button-rise-c1 = Tăng vọt trong ngày
flag-button-rise-cusum = Tăng dần nhiều ngày
flag-button-change = Sửa
flag-button-remove = Đề nghị bỏ
flag-button-propose = Gửi cán bộ thứ hai
flag-button-drop = Không dùng nữa
flag-button-agree = ✓ Đồng ý
flag-button-refuse = Không đồng ý
flag-button-list = Các quy tắc
flag-which-kind = Đánh dấu báo cáo theo gì?
flag-which-field = Theo câu hỏi nào?
flag-which-choice = { $question } Trả lời thế nào thì đánh dấu?
flag-words-how = Nhắn các từ, cách nhau bằng dấu phẩy; có dấu hay không dấu đều được. Chỉ cho một nơi thì ghi tên nơi ấy và dấu hai chấm ở đầu.

    Ví dụ: đình công, ngừng việc tập thể
    Hoặc: xã An Phú: cá chết, nước đen
flag-words-now = Hiện nay: { $words }
flag-count-how = Nhắn hai số: bao nhiêu người báo, trong bao nhiêu giờ. Ví dụ: 3 người trong 6 giờ. Chỉ cho một nơi thì ghi tên nơi ấy và dấu hai chấm ở đầu.
flag-trying = Đang thử quy tắc trên báo cáo một tháng qua.
flag-tried = Thử { $rule }.

    Một tháng qua: đánh dấu { $flagged } trong { $tried } báo cáo.
flag-tried-numbers = Mới nhất: { $numbers }
flag-tried-broad = Quy tắc này đánh dấu từ một nửa số báo cáo trở lên nên không dùng được: báo quá nhiều thì không ai đọc nữa. Xin chọn từ hẹp hơn.
flag-tried-failed = Chưa thử được quy tắc. Xin viết lại.
flag-how-on = Quy tắc chỉ có hiệu lực khi cán bộ thứ hai đồng ý.
flag-proposed = Đã ghi, đang báo cán bộ khác. Quy tắc số { $number } có hiệu lực khi một cán bộ khác đồng ý.
flag-proposed-change = Đã ghi, đang báo cán bộ khác. Bản mới của quy tắc số { $number } có hiệu lực khi một cán bộ khác đồng ý; từ nay đến lúc ấy vẫn dùng bản cũ.
flag-proposed-end = Đã ghi, đang báo cán bộ khác. Quy tắc số { $number } vẫn có hiệu lực cho tới khi một cán bộ khác đồng ý bỏ.
flag-proposed-nobody = Đã lưu, nhưng hiện chưa liên lạc được cán bộ nào khác. Cán bộ khác mở /quytac sẽ thấy.
flag-proposed-alone = Đã lưu, nhưng danh sách chưa có cán bộ nào khác: quy tắc cần người thứ hai đồng ý.
flag-proposed-to-you = { $name } đề nghị quy tắc số { $number }. Cần một cán bộ khác đồng ý.
flag-end-proposed-to-you = { $name } đề nghị bỏ quy tắc số { $number }. Cần một cán bộ khác đồng ý.
flag-not-proposed = Không gửi được: quy tắc chưa thử xong, quá rộng, đã có bản khác đang chờ, hoặc do người khác viết.
flag-agreed = ✓ { $name } đã đồng ý. Quy tắc số { $number } có hiệu lực.
flag-ended = ✓ { $name } đã đồng ý. Quy tắc số { $number } không còn hiệu lực.
flag-not-agreed = { $name } không đồng ý với đề nghị về quy tắc số { $number }.
flag-decided = Đã ghi.
flag-not-decided = Đã có người quyết định, hoặc quy tắc do chính mình viết.
flag-dropped = Đã bỏ bản này.
flag-gone = Không có quy tắc này.
flag-card = { $rule } (bản { $version })

    Viết: { $name } · { $day }
flag-card-tried = Thử trên một tháng trước đó: { $flagged } trong { $tried } báo cáo.
flag-card-before = Hiện đang dùng: { $rule }
flag-status-draft = Đang soạn
flag-status-proposed = Chờ cán bộ thứ hai
flag-status-active = ✓ Đang có hiệu lực
flag-status-refused = Không dùng
flag-status-retired = Đã thôi dùng
flag-refused-empty = Chưa có từ nào. Xin nhắn ít nhất một từ.
flag-refused-too-many = Nhiều nhất { $most } từ. Xin bớt đi.
flag-refused-too-short = Có từ quá ngắn, sẽ trúng mọi báo cáo. Xin ghi cả cụm từ.
flag-refused-too-long = Có cụm từ quá dài. Xin ghi ngắn hơn.
flag-refused-person = Có từ giống tên người, số điện thoại, số giấy tờ hoặc tài khoản. Lắng Nghe không tìm theo người, chỉ theo sự việc.
flag-refused-numbers = Xin nhắn đúng hai số: từ 2 đến 100 người, từ 1 đến 672 giờ. Ví dụ: 3 người trong 6 giờ.
flag-refused-unit = Chưa có nơi nào tên như ghi trước dấu hai chấm. Xin ghi đúng tên, hoặc bỏ phần ấy để dùng cho tất cả.
flag-report = ⚑ Trúng { $rule }
