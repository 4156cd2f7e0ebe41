# Surveys: composed by staff, answered by members and by whoever follows a link, closed, counted, told.

survey-first = 📊 **{ $title }**

    { $purpose }

    { $count ->
        [1] Một câu hỏi
       *[other] { $count } câu hỏi
    }, nhận câu trả lời đến { $time } ngày { $day }. { $seen } { $who } { $network }
survey-seen-board = Chỉ Ban xem kết quả chung.
survey-seen-leaders = Ban và lãnh đạo xem kết quả chung.
survey-seen-public = Kết quả chung sẽ được công bố.
survey-anonymous = **Khảo sát ẩn danh:** Lắng Nghe không giữ ai trả lời thế nào, chỉ giữ rằng đã trả lời để không hỏi lại.
survey-with-unit = **Có ghi đơn vị:** đơn vị của anh/chị đứng cạnh câu trả lời, tên thì không.
survey-network = Riêng máy chủ của mạng nhắn tin vẫn thấy phương án anh/chị chọn.
survey-pilot-lead = Anh/chị được nhờ xem thử khảo sát này trước khi gửi chính thức. Câu trả lời thử không tính; thấy câu nào khó hiểu, xin báo cán bộ ban.
survey-reminder = Khảo sát này còn nhận câu trả lời đến { $time } ngày { $day }. Nếu vừa trả lời rồi, xin bỏ qua tin này.
survey-button-begin = Bắt đầu
survey-question = { $title }
    **Câu { $number }/{ $total }.** { $text }
survey-option-line = **{ $number }.** { $label }
survey-how-several = Chọn một hoặc nhiều phương án rồi bấm **Xong**.
survey-chosen = Đang chọn: { $labels }
survey-all-answered = Đã đủ { $total } câu. Gửi rồi thì không sửa được nữa, vì không còn biết câu trả lời nào là của ai.
survey-button-back = ‹ Câu trước
survey-button-done = ✓ Xong
survey-button-send = ✓ Gửi câu trả lời
survey-button-leave = Thôi, không gửi
survey-thanks = ✓ Đã nhận câu trả lời, xin cảm ơn.
survey-thanks-public = ✓ Đã nhận câu trả lời, xin cảm ơn. Khi có kết quả, Ban có thể báo lại tại đây.
survey-thanks-link = ✓ Đã nhận câu trả lời, xin cảm ơn. Lắng Nghe không giữ liên hệ của anh/chị.
survey-thanks-next = ✓ Đã nhận phiếu tại **{ $label }**.
survey-thanks-again = Cảm ơn, phiếu trước tại **{ $label }** đã xong, không cần gửi lại.
survey-button-next = Phiếu tiếp theo
survey-left = Đã bỏ câu trả lời. Khảo sát vẫn mở nếu anh/chị muốn trả lời sau.
survey-refused-unknown = Khảo sát này không còn, hoặc không dành cho anh/chị.
survey-refused-early = Khảo sát này chưa mở.
survey-refused-over = Khảo sát này đã đóng. Câu trả lời chưa gửi thì không tính và không được giữ lại.
survey-refused-answered = Anh/chị đã trả lời khảo sát này rồi. Mỗi người trả lời một lần, dù trên mạng nào.
survey-refused-answered-guest = Tài khoản này đã trả lời khảo sát này rồi. Mỗi tài khoản trả lời một lần.
survey-refused-crowded = Đang có rất nhiều người trả lời cùng lúc. Xin thử lại sau một giờ.
survey-refused-stale = Phương án này thuộc câu khác. Đây là câu đang hỏi:

survey-no-answer = Không trả lời
survey-unclear = Chưa rõ
survey-agree-1 = Rất đồng ý
survey-agree-2 = Đồng ý
survey-agree-3 = Không đồng ý
survey-agree-4 = Rất không đồng ý
survey-satisfied-1 = Rất hài lòng
survey-satisfied-2 = Hài lòng
survey-satisfied-3 = Không hài lòng
survey-satisfied-4 = Rất không hài lòng
survey-about-strata = Anh/chị thuộc nhóm nào nhất?
survey-about-age = Anh/chị ở nhóm tuổi nào?
survey-about-sex = Anh/chị là nam hay nữ?
survey-age-1 = 18 đến 34
survey-age-2 = 35 đến 49
survey-age-3 = 50 đến 64
survey-age-4 = Từ 65
survey-sex-1 = Nam
survey-sex-2 = Nữ

survey-list = **Khảo sát.** Chọn một khảo sát để xem, hoặc soạn mới:
survey-list-none = Chưa có khảo sát nào.
survey-button-write = ✎ Soạn khảo sát
survey-preview = **Xem trước.** { $to } { $when } Câu hỏi không sửa được sau khi gửi.
survey-preview-network = Gửi tới: { $unit }, { $asked } cộng tác viên, trong đó { $reached } người nhận được lúc này. Kết quả là ý kiến của cộng tác viên, không phải mẫu của người dân.
survey-preview-self = Người dân trả lời qua liên kết mở, tạo sau khi mở khảo sát. Kết quả là ý kiến của người tự trả lời, không phải mẫu của người dân.
survey-preview-sampled = Người dân được chọn mẫu trả lời qua liên kết; kết quả so được với dân số khi nhập tỷ lệ các nhóm.
survey-when-now = Gửi ngay khi bấm **Gửi khảo sát**.
survey-when-later = Mở lúc { $time } ngày { $day }.
survey-closes = Đóng lúc { $time } ngày { $day }.
survey-closes-quota = Đóng lúc { $time } ngày { $day }, hoặc khi đủ { $quota } câu trả lời.
survey-preview-question = **{ $number }.** { $text }
    { $options }
survey-button-launch = ✓ Gửi khảo sát
survey-button-pilot = Gửi thử mười người
survey-button-change = ✎ Sửa khảo sát
survey-button-drop = Bỏ khảo sát
survey-not-askable-conditional = Câu **{ $label }** của mẫu này có điều kiện mà khảo sát chưa hỏi được: điều kiện phải dựa vào đúng một câu hỏi trước, chỉ chọn một phương án. Xin chọn mẫu khác hoặc soạn câu hỏi ngay đây.
survey-not-askable-conditional-sampled = Câu **{ $label }** chỉ hỏi một số người. Khảo sát theo mẫu lấy từ dân cư phải hỏi mọi người như nhau thì mới quy theo dân số được. Xin chọn mẫu khác hoặc soạn câu hỏi ngay đây.
survey-asked-after = Chỉ hỏi người trả lời: { $answers } (câu “{ $question }”).
survey-asked-many = Số người được hỏi: { $n }.
survey-not-askable-not-a-choice = Khảo sát chỉ hỏi câu có phương án chọn; câu **{ $label }** thì không. Xin chọn mẫu khác hoặc soạn câu hỏi ngay đây.
survey-not-askable-no-options = Câu **{ $label }** không có phương án nào. Xin chọn mẫu khác hoặc soạn câu hỏi ngay đây.
survey-not-askable-empty = Mẫu này không có câu hỏi nào. Xin chọn mẫu khác hoặc soạn câu hỏi ngay đây.
survey-not-askable-too-many = Mẫu này có quá nhiều câu; khảo sát hỏi nhiều nhất 12 câu. Xin chọn mẫu khác hoặc soạn câu hỏi ngay đây.
survey-options-few = Xin ghi từ 2 đến 10 phương án, mỗi phương án một dòng.
survey-audience-gone = Khảo sát gửi tới một đơn vị anh/chị phụ trách. Xin chọn lại.
survey-closes-too-early = Lúc đóng phải sau lúc mở ({ $time } ngày { $day }). Xin chọn ngày khác.
survey-sent = ✓ Khảo sát **{ $title }** đang tới { $reached } cộng tác viên.
survey-opened = ✓ Khảo sát **{ $title }** đã mở.
survey-planned = ✓ Khảo sát **{ $title }** mở lúc { $time } ngày { $day }.
survey-piloting = ✓ Khảo sát **{ $title }** đang tới { $count } người xem thử.
survey-pilot-nobody = Chưa có cộng tác viên nào nhận được lúc này để xem thử.
survey-cancelled = Khảo sát **{ $title }** đã bỏ; câu trả lời thử không được giữ.
survey-too-late = Khảo sát này không còn ở bước ấy nữa.
survey-card = 📊 **{ $title }** ({ $status })
    { $answered }
    { $closes }
survey-card-asked = Gửi tới { $asked } cộng tác viên; { $reached } người nhận được lúc này.
survey-answered-few = Dưới 5 câu trả lời.
survey-answered-about = Ít nhất { $count } câu trả lời (đếm theo bước năm, để không lộ ai vừa trả lời).
survey-answered = { $count } câu trả lời.
survey-status-planned = chờ mở
survey-status-pilot = đang xem thử
survey-status-open = đang mở
survey-status-closed = đã đóng
survey-status-cancelled = đã bỏ
survey-button-open = ✓ Gửi chính thức
survey-button-call-off = Bỏ khảo sát này
survey-button-close = Đóng ngay
survey-button-close-sure = Đóng thật
survey-close-ask = Đóng **{ $title }** ngay? Câu trả lời đang viết dở sẽ không tính.
survey-button-remind = Nhắc người chưa trả lời
survey-reminding = ✓ Lời nhắc đang tới những người chưa trả lời. Danh sách không ai xem được.
survey-closed = Khảo sát **{ $title }** đã đóng. { $answered }
survey-kept-open = Khảo sát **{ $title }** tới giờ đóng đúng lúc hệ thống ngừng, nên còn nhận câu trả lời đến { $time } ngày { $day }.
survey-over-time = Khảo sát **{ $title }** đã hết hạn và đã đóng.
survey-over-quota = Khảo sát **{ $title }** đã đủ số câu trả lời và đã đóng.
survey-over-cancelled = Khảo sát **{ $title }** tới giờ đóng mà chưa mở được, nên đã bỏ.
survey-button-see = Xem khảo sát
survey-button-results = Kết quả

survey-results = **Kết quả: { $title }**
survey-results-not-yet = Khảo sát chưa đóng nên chưa có kết quả, hoặc kết quả không dành cho anh/chị.
survey-earlier-too-few = Chưa đặt cạnh lần trước được: ở một trong hai lần, quá ít người chọn nên không nêu số.
survey-cell = • { $label }: **{ $share }** (n = { $n }; { $least }–{ $most } %)
survey-cell-weighted = • { $label }: **{ $share }** ({ $least }–{ $most } %)
survey-cell-hidden = • { $label }: … (ít người, không nêu số)
survey-row = • { $label } (n = { $n }; hiệu quả { $effective }): { $shares }
survey-by = **{ $title }**, theo: { $groups }
survey-button-by = Theo: { $groups }
survey-button-document = Word
survey-button-workbook = Excel
survey-button-csv = CSV
survey-button-chart = Biểu đồ
survey-button-tell = Báo kết quả cho người đã trả lời
survey-button-population = Tỷ lệ và chỉ tiêu nhóm
survey-button-shares = Nhập: { $question }
survey-exporting = Đang làm tệp; xong sẽ có ở đây.
survey-exported = Kết quả khảo sát **{ $title }**.
survey-export-not-drawn = Lần này chưa vẽ được hình. Số liệu vẫn có đủ trong tệp DOCX và XLSX; hình xin lấy lại sau.
survey-export-no-chart = Chưa phương án nào đủ người trả lời để nêu tỷ lệ, nên không có hình.
survey-export-failed = Chưa làm được tệp này. Xin thử lại sau.
survey-telling = ✓ Kết quả đang tới những người đã trả lời. Danh sách không ai xem được.
survey-told-before = Kết quả chỉ báo lại một lần, sau khi khảo sát đóng, và chỉ khi đã nói trước là sẽ công bố.
survey-told = Cảm ơn anh/chị đã trả lời khảo sát **{ $title }**. Đây là kết quả chung:
survey-population = **{ $title }**: các nhóm của dân số, nhóm còn thiếu nhiều nhất đứng trước (đếm theo bước năm).
survey-achieved = • { $option }: dân số { $share } %, đã có { $answered } / cần { $wanted }
survey-shares-ask = Ghi tỷ lệ dân số (%), mỗi nhóm một dòng; thêm gạch chéo và số câu trả lời cần có nếu muốn, ví dụ **Nam: 49,6 / 200**. Dòng đầu ghi nguồn và ngày số liệu, ví dụ **Nguồn: Niên giám thống kê, 31/12/2025**.
    { $lines }
survey-shares-source = Xin ghi cả dòng nguồn có ngày số liệu, ví dụ: Nguồn: Niên giám thống kê, 31/12/2025.
survey-shares-unknown-option = Mục thứ { $detail } chưa rõ là nhóm nào. Xin ghi đúng tên nhóm như trong câu hỏi.
survey-shares-missing-option = Còn thiếu tỷ lệ của nhóm “{ $detail }”. Xin ghi lại đủ các nhóm.
survey-shares-sum = Các tỷ lệ cộng lại được { $detail } %, phải gần 100 %. Xin ghi lại.
survey-shares-not-a-number = Mục thứ { $detail }: sau tên nhóm chưa có số. Xin ghi lại.
survey-shares-closed = Khảo sát không còn nhận tỷ lệ nhóm: kết quả đã tính rồi thì không tính lại theo tỷ lệ khác.
survey-shares-kept = ✓ Đã lưu tỷ lệ theo “{ $question }”.

survey-guest = **Khảo sát của { $board }.** Trả lời là tự nguyện. Lắng Nghe không hỏi tên, không lưu tài khoản của anh/chị, chỉ giữ một dấu không đọc ngược được để mỗi tài khoản trả lời một lần. Nơi phát mã đứng cạnh câu trả lời.

    { $first }
survey-guest-code = Nếu đồng ý, xin nhắn: đồng ý { $code }
survey-button-agree = Đồng ý
survey-button-decline = Không tham gia
survey-declined = Vâng, không có gì được lưu lại.
survey-declined-answered = Vâng. Câu trả lời trước đây vẫn được tính, vì không còn biết câu nào là của ai để bỏ ra.
survey-beside = **{ $label }**: ghi hộ người bên cạnh, hết người này tới người khác. Xin đọc cho họ nghe trước:

    { $first }
survey-button-beside = Ghi phiếu đầu tiên
survey-button-links = Liên kết mở
survey-button-new-link = Tạo liên kết
survey-button-close-link = Đóng: { $label }
survey-links = **Liên kết mở** (đếm theo bước năm):
survey-link-line = • { $label } ({ $code }): { $answered } câu trả lời
survey-link-line-closed = • { $label } (đã đóng): { $answered } câu trả lời
survey-link-ask = Liên kết này dùng ở đâu, đợt nào? Ví dụ: Chợ Mới, sáng 5/11
survey-link-made = ✓ Liên kết cho **{ $label }**. Mã: { $code }. Người dân mở liên kết, hoặc nhắn đúng mã này; cộng tác viên nhắn mã để ghi hộ.
survey-link-on-telegram = Telegram: { $where }
survey-link-on-zalo-bot = Zalo: tìm { $where } rồi nhắn mã trên.
survey-link-on-zalo-oa = Zalo: tìm OA { $where } rồi nhắn mã trên.
survey-link-picture = Mã QR cho **{ $label }**. In ra hoặc gửi đi đều được; ai có mã cũng trả lời được, mỗi tài khoản một lần.
survey-link-closed = Liên kết **{ $label }** đã đóng; ai mở cũng không trả lời được nữa.

survey-button-earlier = So với lần trước
survey-earlier = **{ $title }**, so với **{ $before }** (đóng ngày { $day }):
survey-change = • { $option }: trước { $then }, nay **{ $now }**
survey-changed = (chênh { $points } điểm; { $least } đến { $most })
survey-earlier-note = Chỉ so các câu hỏi giống nhau từng chữ. Không ghi chênh lệch là chưa đủ chắc có thay đổi.

survey-doc-title = KẾT QUẢ KHẢO SÁT
survey-doc-method = Cách làm
survey-doc-purpose = Mục đích: { $purpose }
survey-doc-when = Nhận câu trả lời từ { $opened } đến { $closed }; { $why }
survey-doc-ended-time = đóng khi hết hạn.
survey-doc-ended-quota = đóng khi đủ số câu trả lời.
survey-doc-ended-staff = do cán bộ ban đóng.
survey-doc-drawn-network = Người trả lời là cộng tác viên của Ban. Đây là ý kiến của cộng tác viên, không phải mẫu của người dân.
survey-doc-drawn-self-chosen = Người trả lời tự chọn qua liên kết mở. Đây là ý kiến của những người ấy, không phải mẫu của người dân.
survey-doc-drawn-sampled = Người trả lời được chọn mẫu từ dân số nêu ở cuối báo cáo, theo khai báo của cán bộ lập khảo sát.
survey-doc-n = Số câu trả lời được tính: n = { $n }; n hiệu quả (Kish) = { $effective }.
survey-doc-anonymous = Khảo sát ẩn danh: không giữ ai trả lời thế nào.
survey-doc-unit = Đơn vị của người trả lời đứng cạnh câu trả lời; không giữ tên.
survey-doc-hasty = Không tính { $count } câu trả lời nhanh hơn mức đọc được.
survey-doc-unweighted = Không gán trọng số: mỗi câu trả lời tính như nhau.
survey-doc-weighted = Có trọng số theo tỷ lệ dân số (raking, trọng số từ 0,3 đến 3 lần trung bình); hệ số thiết kế (Kish) = { $effect }.
survey-doc-coarse = Có trọng số thì tỷ lệ làm tròn đến { $step } % và không ghi số người chọn từng phương án, để không ai tính ngược ra một nhóm nhỏ.
survey-doc-left-out = { $count } người không cho biết nhóm nên không có trong các số có trọng số.
survey-doc-total = Tỷ lệ theo “{ $question }” cộng lại được { $total }; đã quy về tổng chung.
survey-doc-refused-empty-stratum = Không gán trọng số được: chưa ai trả lời thuộc nhóm “{ $option }” (câu “{ $question }”). Các số dưới đây không có trọng số.
survey-doc-refused-totals-differ = Không gán trọng số được: tỷ lệ theo “{ $question }” có tổng khác các tỷ lệ còn lại. Các số dưới đây không có trọng số.
survey-doc-refused-no-target = Không gán trọng số được: có người trả lời thuộc nhóm “{ $option }” (câu “{ $question }”) mà chưa nhập tỷ lệ dân số. Các số dưới đây không có trọng số.
survey-doc-refused-no-convergence = Không gán trọng số được: không có trọng số nào trong giới hạn khớp đủ các tỷ lệ đã nhập. Các số dưới đây không có trọng số.
survey-doc-refused-nobody = Không gán trọng số được: không còn ai cho biết nhóm của mình. Các số dưới đây không có trọng số.
survey-doc-few = dưới { $k }
survey-doc-results = Kết quả từng câu
survey-doc-question-heading = Câu { $number }. { $text }
survey-doc-wording = { $kind } Các phương án: { $options }.
survey-doc-one = Chọn một.
survey-doc-several = Chọn một hoặc nhiều.
survey-doc-base = n = { $n }; n hiệu quả = { $effective }. Khoảng tin cậy 95 % (Wilson).
survey-doc-nothing = Không nêu số vì có nhóm dưới { $k } người.
survey-doc-question = Câu hỏi
survey-doc-group = Nhóm
survey-doc-option = Phương án
survey-doc-count = n
survey-doc-effective = n hiệu quả
survey-doc-share = Tỷ lệ
survey-doc-shares = Tỷ lệ các phương án
survey-doc-between = Khoảng tin cậy 95 %
survey-doc-least = Cận dưới
survey-doc-most = Cận trên
survey-doc-crosses = So sánh các nhóm
survey-doc-cross-heading = { $text } – theo: { $groups }
survey-doc-by-unit = đơn vị
survey-doc-others = Còn lại (ít người)
survey-doc-everybody = Tất cả
survey-doc-cell = { $label }: { $share }
survey-doc-difference = { $group } so với { $other }, “{ $option }”: chênh { $points } điểm phần trăm (từ { $least } đến { $most }, Newcombe 95 %).
survey-doc-population = Tỷ lệ dân số đã dùng
survey-doc-source = Nguồn
survey-doc-as-of = Ngày số liệu
survey-doc-note = Ô dưới { $k } người, và những ô mà phép trừ sẽ làm lộ ra, ghi là “…”. Chênh lệch giữa hai nhóm chỉ nêu khi cả hai có n hiệu quả trên 30 và khoảng tin cậy không chứa 0.
survey-doc-sheet-method = Cách làm
survey-doc-sheet-tables = Kết quả
survey-doc-sheet-population = Dân số
survey-doc-chart = n = { $n }; n hiệu quả = { $effective }. Vạch ngang: khoảng tin cậy 95 %.
survey-doc-chart-caption = Tỷ lệ từng phương án, vạch ngang là khoảng tin cậy 95 %
survey-doc-beside = So với khảo sát trước
survey-doc-earlier = Trước: { $title } (đóng ngày { $closed }), hỏi cùng cách chọn người.
survey-doc-policy = Giữa hai lần hỏi: { $title }, ban hành ngày { $issued }.
survey-doc-then = Trước
survey-doc-now = Nay
survey-doc-moved = Chênh (điểm phần trăm)
survey-doc-points = { $points } ({ $least } đến { $most })
survey-doc-not-certain = chưa chắc
survey-doc-sheet-earlier = So với trước
survey-link-crowded = Khảo sát **{ $title }**: trong giờ này đã có { $most } người bắt đầu qua liên kết **{ $label }**, người đến sau được mời thử lại sau một giờ. Nếu mã đã lan ra ngoài ý muốn, xin đóng liên kết.
