# Words that are asked for outside a form: leaving the question, and why words are not taken.

decision-button-drop = Thôi, không ghi
decision-dropped = Đã bỏ qua, chưa ghi gì.
words-refused-empty = Chưa có chữ nào. Xin viết lại.
words-refused-too-short = Ngắn quá, người đọc khó hiểu. Xin viết rõ hơn, chưa có gì được gửi đi.
words-refused-too-long = Dài quá: nhiều nhất { $most } ký tự. Xin viết gọn lại, chưa có gì được gửi đi.
words-refused-personal = Có vẻ có thông tin cá nhân (tên, số điện thoại, địa chỉ…) nên chưa ghi. Xin viết lại, không nêu ai, và xóa tin vừa nhắn.
words-refused-report-sentence = Lời vừa viết lặp lại lời của báo cáo nên chưa gửi. Xin viết bằng lời khác, chung hơn.
words-refused-report-number = Câu hỏi có con số hoặc giờ của báo cáo nên chưa gửi. Xin bỏ con số ấy.
words-refused-report-place = Câu hỏi nêu nơi cụ thể có trong báo cáo nên chưa gửi. Xin chỉ hỏi chung về địa bàn.
decision-missed = Mấy tin vừa rồi chưa ghi được, chưa có gì thay đổi. Muốn để khi khác thì chọn **Thôi, không ghi**.
