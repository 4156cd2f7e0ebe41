# The networks that a member can be reached on.

network-telegram = Telegram
network-zalo-bot = Zalo
network-zalo-oa = Zalo OA
networks-title = Yêu cầu mới gửi trước tới **{ $network }**. Muốn đổi thì chọn mạng khác:
networks-second = ✓ Đã nối thêm **{ $here }**. Yêu cầu mới vẫn gửi trước tới **{ $network }**; không đến được thì gửi qua mạng còn lại. Muốn đổi thì chọn:
networks-shut = { $network }: hiện không gửi được ({ $reason }).
networks-chosen = ✓ Từ nay yêu cầu mới gửi trước tới **{ $network }**.
networks-one = Hiện chỉ nhận qua **{ $network }**. Muốn thêm mạng khác, nhắn /lienket.
