# Verification: a neutral question to a contact, and the verdict.

verification-whom = Hỏi cán bộ đầu mối nào?
verification-one-reporter = Địa bàn này chỉ có một người có thể đã báo: hỏi đầu mối cấp trên thì kín hơn.
verification-nobody = Chưa có cán bộ đầu mối phù hợp để hỏi.
verification-due = { $days } ngày (17:00 { $day })
verification-by-when = Cần trả lời trong bao lâu?
verification-how = Viết câu hỏi trung tính bằng lời của cán bộ: không nhắc lời, con số, giờ hay nơi cụ thể trong báo cáo.
verification-asked = ✓ Đang gửi câu hỏi đến { $name }.
verification-asked-unreached = ✓ Đã ghi câu hỏi; hiện chưa nhắn được cho { $name }, sẽ gửi khi liên lạc được. Đến hạn vẫn chưa gửi được thì hỏi đầu mối cấp trên.
verification-question = Ban cần đồng chí xác minh thông tin, trả lời trước { $time } ngày { $day }:

    { $question }
verification-question-again = ⏰ Câu hỏi xác minh đã quá hạn { $time } ngày { $day }, xin đồng chí trả lời giúp:

    { $question }
verification-verdict-true = Đúng
verification-verdict-partly = Đúng một phần
verification-verdict-false = Không đúng
verification-verdict-unclear = Chưa rõ
verification-thanks = ✓ Đã ghi: **{ $verdict }**. Xin cảm ơn đồng chí. Cần nói rõ thêm thì chọn **Ghi thêm**.
verification-thanks-words = ✓ Đã ghi: **{ $verdict }**, kèm lời đồng chí viết. Xin cảm ơn đồng chí.
verification-words-kept = Đã giữ lời đồng chí vừa viết, chưa gửi. Chọn một câu trả lời dưới đây thì lời ấy gửi kèm.
verification-words-kept-several = Đã giữ lời đồng chí vừa viết, chưa gửi. Lời ấy trả lời câu hỏi nào?
verification-button-drop-words = Không gửi lời này
verification-words-dropped = Đã bỏ lời ấy, chưa gửi cho ai.
verification-others-asked = Xin cảm ơn đồng chí. Việc này ban sẽ hỏi thêm đầu mối khác.
verification-button-note = ✎ Ghi thêm
verification-note-how = Đồng chí ghi thêm vài lời, không nêu tên người dân:
verification-noted = ✓ Đã ghi để cán bộ ban xem. Xin cảm ơn đồng chí.
verification-noted-before = Phần ghi thêm đã được ghi rồi, xin cảm ơn đồng chí.
verification-answered-before = Câu hỏi này đã được trả lời: **{ $verdict }**. Cần đính chính, xin báo cán bộ ban.
verification-cancelled = Câu hỏi này không còn cần trả lời nữa, xin cảm ơn đồng chí.
verification-not-yours = Không có câu hỏi này.
verification-answer = Xác minh vấn đề số { $number } (**{ $title }**): **{ $verdict }**
verification-raised = ⏰ Vấn đề số { $number } (**{ $title }**): đến hạn chưa có kết quả xác minh, nay hỏi đầu mối cấp trên: { $name }.
verification-no-answer = ⏰ Vấn đề số { $number } (**{ $title }**): đến hạn chưa có kết quả xác minh, và không còn đầu mối cấp trên để hỏi. Có thể hỏi đầu mối khác.
