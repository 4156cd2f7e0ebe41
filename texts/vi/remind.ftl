# Giờ nhắc riêng của mỗi người.

remind-hour-ask = Hiện anh/chị được nhắc lúc { $time }. Muốn được nhắc lúc mấy giờ, từ { $ends } đến { $begins }? Ví dụ: 18h30. Nhắn **như mọi người** để theo giờ chung.
remind-hour-ask-common = Hiện anh/chị được nhắc theo giờ chung. Muốn được nhắc lúc mấy giờ, từ { $ends } đến { $begins }? Ví dụ: 18h30. Nhắn **như mọi người** để vẫn theo giờ chung.
remind-hour-unclear = Chưa rõ mấy giờ. Xin ghi như 18h30 hoặc 9:00; nhắn **như mọi người** để theo giờ chung.
remind-hour-night = Từ { $begins } đến { $ends } không nhắc ai. Xin chọn giờ khác, ví dụ 18h30.
remind-hour-done = ✓ Từ nay nhắc anh/chị lúc { $time } vào ngày cần nhắc. Ngày hết hạn, nếu giờ này đã quá hạn thì nhắc theo giờ chung.
remind-hour-common = ✓ Từ nay nhắc anh/chị theo giờ chung.
