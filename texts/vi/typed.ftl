# The same texts on a network without buttons: people send words and numbers, and no message of theirs can be deleted.

fill-how-several = Chọn một hoặc nhiều mục.
fill-how-several-most = Chọn nhiều nhất { $most } mục.
fill-how-rank = Nhắn số của tất cả các mục theo thứ tự: quan trọng nhất trước.
fill-how-place = Ghi tọa độ, ví dụ 21,03; 105,85. Lắng Nghe chỉ giữ vị trí áng chừng, cỡ một xã.
fill-how-sound = Ghi âm một tin thoại và gửi vào đây; tệp ghi âm thường không qua được Zalo.
fill-how-photo = Gửi một ảnh vào đây, đừng gửi dạng tệp.
fill-how-video = Video thường không qua được Zalo. Xin nhắn “bỏ qua”, hoặc “để sau” rồi viết tiếp phiếu này trên mạng khác (nhắn /lienket để nối).
fill-how-video-needed = Video thường không qua được Zalo, mà câu này cần có mới gửi được phiếu. Xin nhắn “để sau” rồi viết tiếp phiếu này trên mạng khác (nhắn /lienket để nối), hoặc báo cán bộ ban giúp.
fill-how-file = Chụp ảnh văn bản và gửi ảnh vào đây; tệp thường không qua được Zalo.
fill-no-choices = Theo các câu trước thì chưa có mục nào để chọn. Xin nhắn **quay lại** để sửa câu trước.
fill-not-choice = Mục này không có trong danh sách. Xin nhắn số hoặc tên của một mục bên dưới.
fill-ambiguous = Có nhiều mục khớp với điều vừa ghi. Xin nhắn số của đúng một mục bên dưới.
fill-not-ranked = Xin nhắn số của tất cả các mục, quan trọng nhất trước, ví dụ 2 1 3.
fill-not-acknowledged = Xin nhắn **1** để đi tiếp.
fill-not-place = Em chưa hiểu câu trả lời này. Xin ghi tọa độ, ví dụ 21,03; 105,85.
fill-not-video = Câu này chỉ trả lời bằng video được.
fill-not-sound = Câu này cần một tin thoại. Xin ghi âm và gửi vào đây.
fill-not-file = Câu này cần một tệp. Xin chụp ảnh văn bản và gửi ảnh vào đây.
fill-not-yes-or-no = Xin nhắn một số bên dưới, hoặc ghi “thêm” hay “xong”.
fill-tick-one = Xin nhắn số của ít nhất một mục.
fill-gone = Phiếu này đã gửi hoặc không còn nữa. Xin nhắn **menu** để xem việc đang có.
fill-press-a-button = Tin vừa rồi chưa ghi vào phiếu: phiếu đã đủ câu trả lời. Xin nhắn đúng một trong các chữ bên dưới.
fill-later = Phiếu viết dở vẫn còn nguyên. Khi rảnh, nhắn **viết tiếp**.
fill-later-due = Phiếu viết dở vẫn còn nguyên. Hạn gửi: { $time } ngày { $day }. Khi rảnh, nhắn **viết tiếp**.
fill-review-how = Muốn sửa câu nào, nhắn số của câu ấy. Đúng cả rồi thì nhắn **gửi**.
fill-review-preview = Muốn sửa câu nào, nhắn số của câu ấy. Đúng cả rồi thì nhắn **xem trước**, chưa gửi cho ai.
fill-ready = Đã đủ câu trả lời. Nhắn **gửi** để gửi.
fill-ready-now = Đã đủ câu trả lời. Nhắn **gửi ngay** để gửi.
personal-how = Báo cáo không ghi thông tin cá nhân. Xin nhắn **che lại**, cho biết vì sao cần giữ, hoặc viết lại câu trả lời.
personal-how-refused = Lắng Nghe không nhận trang cá nhân của người dân (liên kết báo chí thì được). Xin nhắn **che lại**, hoặc viết lại câu trả lời.
personal-masked = ✓ Đã che trong báo cáo. Trên Zalo, Lắng Nghe không xóa được tin nhắn gốc: xin nhấn giữ tin ấy rồi chọn **Xóa**.

join-stranger = Kênh này chỉ dành cho người được mời. Nếu có lời mời, xin nhắn đúng mã mời đã nhận.
join-welcome = Chào { $honorific } { $name }. Đây là **Lắng Nghe**, kênh tự động ghi nhận dư luận xã hội của { $board }. { $roles }

    Kênh ghi **sự việc**, không dùng để xử lý cá nhân nào. Chỉ cán bộ được giao biết ai báo. Ban lưu họ tên, đơn vị, tài khoản này; tin đi qua máy chủ của mạng.

    Xin hỏi { $honorific } có đồng ý tham gia không ạ?
join-consent = **Điều { $honorific } đồng ý khi tham gia Lắng Nghe của { $board }**

    Kênh chỉ ghi ý kiến về **sự việc**, không theo dõi người nêu ý kiến, và không dùng để xử lý cá nhân nào. Xin không ghi bí mật nhà nước, không ghi tên, số điện thoại hay ảnh rõ mặt của ai.

    Ban lưu họ tên, đơn vị và tài khoản trò chuyện này để gửi yêu cầu và báo lại kết quả. Chỉ cán bộ được giao mới biết ai đã báo cáo. Tin nhắn đi qua máy chủ của mạng nhắn tin. Tin nào lỡ có thông tin cá nhân, Lắng Nghe giúp che trong báo cáo và nhờ { $honorific } tự xóa tin ấy, vì trên Zalo Lắng Nghe không xóa được.
join-done = Đã ghi nhận, xin cảm ơn. Khi có việc, Lắng Nghe sẽ nhắn tại đây. Lúc nào cũng có thể nhắn **menu** để xem việc, **trợ giúp** để xem cách dùng. Chọn việc muốn làm:
menu-offer = Tin ấy đang được ghi làm câu trả lời. Không phải vậy thì nhắn **quay lại** để ghi lại; muốn mở danh mục thì nhắn lại **danh mục**, phiếu viết dở vẫn còn nguyên.
help = **Lắng Nghe** hỏi từng câu một; trả lời bằng số của mục chọn hoặc bằng chữ. Quen rồi thì nhắn liền mấy số cho mấy câu, ví dụ 2 1 1.

    • Báo cáo nhanh có sáu câu; muốn kể kỹ hơn thì chọn phần ghi thêm chi tiết trước khi gửi.
    • Dừng lúc nào cũng được: phiếu viết dở còn nguyên, khi rảnh nhắn **viết tiếp**.
    • Sửa: nhắn **quay lại**, hoặc nhắn số của câu ở trang xem lại.
    • Việc gấp: nhắn **/khan**. Nguy hiểm thì gọi 113, 114, 115 trước.

    Các chữ hay dùng: **menu** (danh mục), **dừng** (tạm dừng), **của tôi** (báo cáo đã gửi), **liên kết** (thêm mạng khác), **kênh** (nơi nhận tin). Ở câu trả lời bằng chữ, nhắn có dấu gạch: **/menu**, **/dung**, **/cuatoi**, **/lienket**.
press-unknown = Mục này không còn dùng được. Xin nhắn **menu** để mở danh mục.
other-message = Tin nhắn loại này chưa dùng được ở đây. Xin trả lời bằng chữ hoặc số.
other-not-carried = Tin vừa gửi không tới được Lắng Nghe. Xin trả lời theo cách ghi dưới câu hỏi.
media-not-here = Câu này trả lời bằng chữ hoặc số; em chưa ghi được tệp hay tin thoại ở đây.
media-refused-not_a_sound =
    **{ $label }**
    Tệp ấy không phải ghi âm nên chưa nhận được. Xin gửi một tin thoại.
group-bound-collaborators = ✓ Nhóm đã được nối: **nhóm cộng tác viên** ({ $unit }). Yêu cầu mới sẽ gửi vào đây; báo cáo thì viết ở trò chuyện riêng với Lắng Nghe.

prompt-matter = – { $text }
prompt-when-now = Nhắn **gửi đi** là gửi ngay.
prompt-look-end = Chưa gửi cho ai. Đúng ý thì nhắn **gửi đi**.
prompt-changing = Đang sửa **{ $title }**. Bản đang hẹn vẫn giữ cho đến khi chọn **Gửi đi**.
prompt-change-too-late = Bản đang sửa không thay được nữa. { $what } Nếu vẫn muốn gửi như một yêu cầu mới, nhắn lại **gửi đi**.
prompt-overdue = Yêu cầu **{ $title }** chưa gửi mà đã tới hạn trả lời ({ $time } ngày { $day }), nên không gửi nữa. Nếu vẫn cần, nhắn **soạn lại**.
prompt-rule-empty = Đến kỳ gửi yêu cầu tháng { $month } mà chưa có yêu cầu soạn sẵn. Nhắn **soạn yêu cầu** để viết.
reminder-pending = ⏰ { $days ->
        [0] Hôm nay
        [1] Còn 1 ngày
       *[other] Còn { $days } ngày
    } đến hạn **{ $title }** ({ $time } ngày { $day }). Chưa thấy báo cáo gửi về. Nếu kỳ này không nghe ý kiến gì, nhắn **đã hỏi, dân không có ý kiến**.
report-nothing-not-heard = ✓ Đã ghi: **{ $title }**, chưa hỏi được. Nghe được gì thêm, nhắn **viết báo cáo**.
own-taken-back = Báo cáo **{ $number }** đã lấy lại và đang viết dở. Nhắn **viết tiếp** để xem lại rồi gửi.
own-correcting = Đang sửa báo cáo **{ $number }**. Bản đã gửi vẫn giữ cho đến khi nhắn **gửi**.

form-how = Thêm hoặc thay một mẫu: soạn theo XLSForm trong Excel, rồi gửi tệp .xlsx (dưới { $most } MB) vào đây. Zalo không chuyển được tệp thì gửi qua Telegram, hoặc nhờ quản trị viên. Tên ở ô form_id quyết định phiếu nào được thay.
export-waits = Có yêu cầu xuất dữ liệu số { $number } đang chờ một cán bộ thứ hai xem và cho ý kiến, trong một ngày. Nhắn /duyetxuat để xem.
open-data-waits = Có đề nghị gửi dữ liệu mở đang chờ một cán bộ thứ hai xem và cho ý kiến, trong một ngày. Nhắn /dulieumo để xem.
alert-button-mistake = Báo nhầm
alert-withdrawn = Việc khẩn số { $number } ({ $time }): người báo báo nhầm, đã rút lại.
alert-group-withdrawn = Việc khẩn số { $number } ({ $time }): người báo báo nhầm, đã rút lại.
fill-missed = Mấy tin vừa rồi em chưa hiểu. Anh/chị nhắn **quay lại**, **để sau**, hoặc **nhờ cán bộ giúp**.
fill-missed-first = Mấy tin vừa rồi em chưa hiểu. Anh/chị nhắn **để sau**, hoặc **nhờ cán bộ giúp**.
fill-help-text = Anh/chị viết câu trả lời bằng lời của mình rồi gửi, ví dụ: “Nhiều hộ lo giá phân bón tăng, muốn Nhà nước công bố giá.” Muốn viết lại thì nhắn **quay lại**.
fill-help-choice = Anh/chị nhắn số của một mục bên dưới. Gõ tên mục ấy cũng được, ví dụ “{ $answer }”. Quen rồi thì nhắn liền mấy số cho mấy câu chọn một, ví dụ 2 1 1.
fill-help-several = Anh/chị nhắn số của các mục cần chọn, ví dụ 1 3.
fill-help-date = Anh/chị nhắn số của một mục bên dưới, hoặc gõ, ví dụ { $example }, “{ $near }”, 8h30.
fill-help-file = Anh/chị gửi ảnh hoặc tin thoại vào đây như gửi cho người quen. Không có thì nhắn **bỏ qua**, nếu câu này cho bỏ qua.
fill-help-other = Anh/chị nhắn **1** để đi tiếp.
fill-help-review = Đây là trang xem lại. Muốn sửa câu nào thì nhắn số của câu ấy; đúng cả rồi thì nhắn **gửi**.
request-too-many = { $most } lời nhờ trước của anh/chị chưa có trả lời, nên em chưa ghi thêm. Việc gấp thì nhắn **/khan**.
template-hint = Có { $count } mẫu đã giữ. Muốn soạn từ mẫu thì nhắn **mẫu đã giữ**.
hours-title = Giờ hẹn. Nhắn số của một việc để đổi giờ:

survey-how-several = Nhắn số của từng phương án muốn chọn, rồi nhắn **xong**.
survey-when-now = Nhắn **gửi khảo sát** là gửi ngay.
