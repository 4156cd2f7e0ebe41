# Đánh giá quý: đầy đủ và đúng hạn.

evaluation-own = **Đánh giá của anh/chị**
evaluation-line = • Quý { $quarter }: được hỏi { $asked } lần, trả lời { $answered }, trong đó đúng hạn { $intime }.
evaluation-line-none = • Quý { $quarter }: chưa có yêu cầu nào hết hạn.
evaluation-rule = Cách tính: chỉ tính có trả lời hay không và có đúng hạn hay không; trả lời không có ý kiến cũng tính là trả lời. Không tính yêu cầu hết hạn trong thời gian tập sự, tạm ngừng nhắc hoặc chưa tới được người nhận. Không tính số lượng, không xếp hạng, không xét nội dung phản ánh.
evaluation-button-object = Có ý kiến về quý { $quarter }
evaluation-object-ask = Con số quý { $quarter } chưa đúng ở đâu? Xin ghi vài lời để cán bộ xem lại.
evaluation-object-lead = Ý kiến về đánh giá quý { $quarter }:
evaluation-object-kept = ✓ Ý kiến về quý { $quarter } được ghi lại cho cán bộ xem. Khi cán bộ trả lời, câu trả lời sẽ đến đây.
evaluation-which = Lấy bảng đánh giá quý nào?
evaluation-button-sheet = Quý { $quarter }
evaluation-making = Đang lập bảng đánh giá quý { $quarter }.
evaluation-nobody = Chưa có cộng tác viên nào trong danh sách để lập bảng.
evaluation-title = Bảng đánh giá quý { $quarter }: đầy đủ và đúng hạn
evaluation-sheet = Đánh giá
evaluation-column-unit = Đơn vị
evaluation-column-code = Mã
evaluation-column-name = Họ tên
evaluation-column-asked = Được hỏi
evaluation-column-answered = Trả lời
evaluation-column-in-time = Đúng hạn
evaluation-column-completeness = Tỷ lệ trả lời
evaluation-column-timeliness = Tỷ lệ đúng hạn
