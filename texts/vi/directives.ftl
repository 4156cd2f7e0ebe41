# Directives: what a leader says of an urgent matter, and what its officer answers.

directive-button-list = Cho ý kiến việc khẩn
directive-list = **❗ Chưa xác minh**
directive-line = • Việc khẩn số { $number } · { $time } · { $state }
directive-state-open = chờ cán bộ trực nhận
directive-state-taken = cán bộ trực đã nhận
directive-none = Không có việc khẩn nào chưa khép lại.
directive-closed = Việc khẩn này đã khép lại hoặc đã được rút.
directive-button-one = Việc số { $number }
directive-button-known = Đã biết
directive-button-opinion = Cho ý kiến
directive-button-check = Cho kiểm tra
directive-noted = Đã ghi: đồng chí đã biết việc này.
directive-opinion-how = Xin đồng chí cho ý kiến về việc khẩn số { $number }:
directive-check-how = Xin đồng chí ghi việc cần kiểm tra ở việc khẩn số { $number }:
directive-sent = Đã ghi ý kiến, đang chuyển tới cán bộ phụ trách. Khi cán bộ trả lời, câu trả lời sẽ đến đây.
directive-check-sent = Đã ghi, đang giao cán bộ phụ trách kiểm tra, hạn { $at } ngày { $day }. Khi cán bộ trả lời, câu trả lời sẽ đến đây.
directive-unreached = Đã ghi vào việc khẩn này. Hiện chưa liên lạc được cán bộ nào; ai mở việc này sẽ đọc được.
directive-given-known = { $name } đã biết việc khẩn số { $number } ({ $time }).
directive-given-opinion = **{ $name }** cho ý kiến về việc khẩn số { $number } ({ $time }):

    { $words }
directive-given-check = **{ $name }** giao kiểm tra việc khẩn số { $number } ({ $time }), hạn { $at } ngày { $day }:

    { $words }
directive-due-check = Hạn { $at } ngày { $day }, đồng chí chưa trả lời: **{ $name }** giao kiểm tra việc khẩn số { $number } ({ $time }):

    { $words }
directive-button-answer = Trả lời lãnh đạo
directive-answer-how = Trả lời lãnh đạo về việc khẩn số { $number }, một lần. Xin không nêu ai đã báo, không chép lời của báo cáo:
directive-answer-sent = Đã ghi câu trả lời, đang gửi tới lãnh đạo.
directive-answer-unreached = Đã ghi câu trả lời; hiện chưa nhắn được cho lãnh đạo, sẽ gửi khi liên lạc được.
directive-answered-before = Việc này đã được trả lời, hoặc không còn chờ đồng chí trả lời.
directive-answered = Cán bộ phụ trách trả lời về việc khẩn số { $number } ({ $time }):

    { $words }
directive-line-named = • Việc khẩn số { $number } · { $time } · { $place } · { $state } (chưa xác minh): { $words }
