# Bảng tiến độ theo tháng và đơn vị.

grid-button = Bảng theo tháng
grid-making = Đang lập bảng tiến độ 12 tháng theo đơn vị.
grid-failed = Chưa lập được bảng. Xin thử lại sau ít phút.
grid-none = Chưa có yêu cầu nào hết hạn trong 12 tháng qua nên chưa có gì để lập bảng.
grid-picture = Số người đã trả lời trên số người được hỏi, theo tháng và đơn vị.
grid-book = Cùng bảng ấy trong Excel, đủ mọi đơn vị.
grid-book-alone = Bảng tiến độ trong Excel, đủ mọi đơn vị. Lần này chưa vẽ được hình; số liệu trong tệp này là đủ.
grid-title = Tiến độ trả lời theo tháng và đơn vị
grid-rule = Đã trả lời / được hỏi; trả lời không có ý kiến cũng tính. Không tính người tạm ngừng nhắc, người chưa nhận được yêu cầu, người đã nghỉ.
grid-total = Toàn bộ
grid-rest = Còn { $count } đơn vị trong tệp Excel.
grid-sheet = Tiến độ
grid-unit = Đơn vị
grid-asked = Được hỏi
grid-answered = Đã trả lời
grid-share = Tỷ lệ
