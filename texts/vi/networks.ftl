# The networks that a member can be reached on.

network-telegram = Telegram
network-zalo-bot = Zalo
network-zalo-oa = Zalo OA
networks-title = Nội dung mới gửi trước tới **{ $network }**. Muốn đổi thì chọn kênh khác:
networks-second = ✓ Đã nối thêm **{ $here }**. Nội dung mới vẫn gửi trước tới **{ $network }**; không đến được thì gửi qua kênh còn lại. Muốn đổi thì chọn:
networks-shut = { $network }: hiện không gửi được ({ $reason }).
networks-chosen = ✓ Từ nay nội dung mới gửi trước tới **{ $network }**.
networks-one = Hiện chỉ nhận qua **{ $network }**. Muốn thêm kênh khác, nhắn /lienket.
