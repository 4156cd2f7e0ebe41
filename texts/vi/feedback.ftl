# What became of one's own report: the outcome, whether it is done, questions of the staff's.

feedback-outcome = Việc anh/chị báo ngày { $day } ({ $number }): { $outcome }

    Nếu việc vẫn chưa xong, chọn **Chưa xong**.
feedback-question = Việc anh/chị báo ngày { $day } ({ $number }) đã xong chưa?
feedback-button-done = Đã xong
feedback-button-not-done = Chưa xong
feedback-reopened = Đã ghi: chưa xong. Việc được mở lại để cán bộ phụ trách xử lý tiếp. Xin cảm ơn anh/chị.
feedback-kept = Đã ghi: chưa xong. Việc này đang được xử lý tiếp cùng một việc khác. Xin cảm ơn anh/chị.
feedback-goes-on = Việc này đang được xử lý tiếp, chưa khép lại. Anh/chị cần nói thêm thì chọn **Nói rõ vì sao**. Xin cảm ơn anh/chị.
feedback-thanks = Đã ghi: đã xong. Xin cảm ơn anh/chị.
feedback-not-now = Việc này đã được ghi nhận trước đó, hoặc đã có kết quả mới hơn. Xin cảm ơn anh/chị.
feedback-button-why = ✎ Nói rõ vì sao
feedback-why-how = Còn gì chưa xong? Anh/chị viết một câu, không nêu tên ai:
feedback-why-kept = ✓ Đã ghi lời anh/chị để cán bộ phụ trách xem. Xin cảm ơn anh/chị.
feedback-why-enough = Những lời trước của anh/chị về việc này đã được ghi đủ để cán bộ phụ trách xem, nên câu vừa viết không được ghi thêm. Khi có kết quả mới, anh/chị lại nói tiếp được. Xin cảm ơn anh/chị.
feedback-why-enough-now = Những lời trước của anh/chị về việc này đã được ghi đủ để cán bộ phụ trách xem. Khi có kết quả mới, anh/chị lại nói tiếp được. Xin cảm ơn anh/chị.
feedback-why-late-now = Việc này đã khép lại hoặc đã có kết quả mới, nên không cần nói thêm. Xin cảm ơn anh/chị.
feedback-why-late = Việc này đã khép lại hoặc đã có kết quả mới, nên câu vừa viết không được ghi.
feedback-asked = Cán bộ ban hỏi thêm về báo cáo ngày { $day } ({ $number }):

    { $question }
feedback-button-reply = ✎ Trả lời
feedback-reply-how = { $question }

    Anh/chị viết câu trả lời, không nêu tên người dân:
feedback-replied = ✓ Đã ghi câu trả lời để cán bộ ban xem. Xin cảm ơn anh/chị.
feedback-answered-before = Câu hỏi này đã được trả lời hoặc không còn nữa.
feedback-returned = Báo cáo ngày { $day } ({ $number }) cần sửa lại: { $reason }
feedback-same-question = Có phải một trong những việc này không? Nếu phải, chọn một việc để nhận kết quả chung; không phải thì bỏ qua.
feedback-same-joined = ✓ Đã ghép báo cáo vào việc: { $title }.
feedback-same-not = Không ghép được nữa: báo cáo đã thuộc một việc, hoặc việc ấy đã xong. Báo cáo vẫn còn nguyên.
