# Is it a matter that is known there? Asked while a report is being filled in, by the matter alone.

same-question = Có phải một trong những việc này không? Nếu phải, chọn việc ấy để nhận kết quả chung; không phải thì cứ trả lời tiếp.
same-noted = ✓ Đã chọn: khi gửi, báo cáo được ghép vào việc ấy.
