# The risk of an issue, and watching it until a day.

assessment-button-risk = Đánh giá nguy cơ
assessment-button-watch = Theo dõi đến ngày…
assessment-likelihood = Khả năng việc lan rộng hoặc phức tạp hơn?
assessment-consequence = Nếu xảy ra thì hậu quả đến mức nào?
assessment-level-1 = Thấp
assessment-level-2 = Vừa
assessment-level-3 = Cao
assessment-why = Vì sao đánh giá như vậy? Nhắn một hai câu:
assessment-watch-how = Theo dõi đến ngày nào, vì sao? Ví dụ: 25/11: chờ kết quả kiểm tra của sở
assessment-no-day = Xin ghi ngày sắp tới trước, rồi lý do. Ví dụ: 25/11: chờ kết quả kiểm tra của sở
assessment-kept = ✓ Đã ghi.
assessment-risk-low = Nguy cơ **thấp** (khả năng: { $likelihood }, hậu quả: { $consequence }) · { $name } { $day }: { $why }
assessment-risk-medium = Nguy cơ **vừa** (khả năng: { $likelihood }, hậu quả: { $consequence }) · { $name } { $day }: { $why }
assessment-risk-high = ❗ Nguy cơ **cao** (khả năng: { $likelihood }, hậu quả: { $consequence }) · { $name } { $day }: { $why }
assessment-watched = Theo dõi đến ngày { $until } · { $name } { $day }: { $why }
assessment-watch-ended = Hết hạn theo dõi vấn đề số { $number }: { $title }. Xin chuyển lên, đóng lại hoặc theo dõi tiếp.
