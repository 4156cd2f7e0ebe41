# Forms: what is wrong with one (the terminal and the chat say the same), trying it out, publishing it, getting it back.

form-error-line = • { $what }
form-error-more = … và { $count } lỗi khác.
form-error-on = trang { $sheet }: { $what }
form-error-at = trang { $sheet }, dòng { $row }: { $what }
form-error-at-column = trang { $sheet }, dòng { $row }, cột { $column }: { $what }
form-error-other = phiếu không dùng được ({ $reason }).

form-error-too-many-files = phiếu nhắc tới hơn { $most } tệp hình, tiếng. Hãy bớt lại.
form-error-no-file = không có tệp này.
form-error-unreadable = không đọc được tệp này.
form-error-unknown-kind = không nhận loại tệp “{ $type }”; hãy dùng .xlsx, .xls, .csv, .md hoặc .xml.
form-error-too-large = tệp lớn quá { $most } MB.
form-error-not-a-workbook = tệp không phải bảng tính .xlsx hoặc đã hỏng. Hãy mở bằng Excel và lưu lại thành .xlsx.
form-error-old-excel = đây là tệp Excel đời cũ (.xls). Hãy mở bằng Excel và lưu thành .xlsx.
form-error-too-large-unpacked = tệp phình ra quá { $most } MB khi mở nên không nhận. Hãy chép riêng các trang của mẫu phiếu sang tệp mới.
form-error-external-entities = tệp có nội dung trỏ ra ngoài nên không nhận. Hãy mở bằng Excel và lưu lại thành .xlsx.
form-error-too-many-rows = có hơn { $most } dòng; mẫu phiếu không cần nhiều đến vậy.
form-error-too-slow = đọc phiếu này mất quá { $seconds } giây. Hãy bớt câu hỏi, lựa chọn hoặc công thức.
form-error-too-much-memory = phiếu này cần quá nhiều bộ nhớ. Hãy bớt câu hỏi, lựa chọn hoặc công thức.
form-error-not-fetched = chưa lấy được tệp từ mạng nhắn tin.
form-error-not-an-xform = tệp không phải mẫu phiếu.
form-error-nothing-to-ask = phiếu không có câu hỏi nào.
form-error-missing-sheet = thiếu trang “{ $name }”.
form-error-duplicate-column = cột “{ $name }” có hai lần.
form-error-duplicate-name = tên “{ $name }” đã dùng ở dòng trên.
form-error-unknown-type = không có loại câu hỏi “{ $type }”.
form-error-unsupported-type = câu “{ $name }” thuộc loại “{ $type }”, không dùng được khi hỏi qua tin nhắn.
form-error-list-not-here = câu “{ $name }” lấy lựa chọn từ { $list }.csv mà Lắng Nghe không có; chỉ có: { $lists }.
form-error-field-needed = phiếu “{ $form }” phải có câu tên “{ $field }”.
form-error-field-unfit = phiếu “{ $form }” phải có câu “{ $name }” đúng một lần, ngoài phần lặp, thuộc loại “{ $type }”, bắt buộc và có các lựa chọn như mẫu có sẵn.
form-error-unknown-reference = có chỗ nhắc tới “{ $name }” nhưng phiếu không có câu này.
form-error-unknown-list = không có danh sách lựa chọn “{ $name }”.
form-error-unmatched-group = “{ $type }” không có phần mở hoặc đóng đi cùng.
form-error-bad-name = tên phải bắt đầu bằng chữ cái và không có dấu cách.
form-error-missing-name = thiếu tên câu hỏi.
form-error-missing-type = thiếu loại câu hỏi.
form-error-missing-label = câu “{ $name }” chưa có lời hỏi (label).
form-error-choice-without-name = lựa chọn này chưa có tên (name).
form-error-duplicate-choice = tên lựa chọn này có hai lần trong cùng danh sách.
form-error-choice-with-blank = tên lựa chọn “{ $choice }” có dấu cách; câu chọn nhiều không dùng được. Hãy viết liền, ví dụ dùng dấu _.
form-error-bad-parameter = cột parameters chưa đúng. Ví dụ đúng: start=0 end=10 step=1.
form-error-bad-reference = chỗ nhắc tới câu khác phải viết đủ dạng { "${" }tên_câu{ "}" }.
form-error-reserved-name = tên “{ $name }” để dành cho hệ thống; hãy đặt tên khác.
form-error-missing-column = thiếu cột “{ $name }”.
form-error-missing-calculation = thiếu công thức tính.
form-error-dependency-cycle = các câu này phụ thuộc vòng tròn vào nhau: { $names }.
form-error-formula-error = ô báo lỗi công thức { $name }. Hãy sửa công thức hoặc ghi thẳng nội dung.
form-error-text-too-long = dài { $length } ký tự; dài nhất được { $most } để vừa một tin nhắn.
form-error-slow-expression = công thức của “{ $name }” tính quá lâu. Hãy viết gọn lại.
form-error-never-relevant = điều kiện hiện của “{ $name }” không bao giờ đúng nên sẽ không ai gặp. Hãy sửa điều kiện hoặc bỏ dòng này.
form-error-switched-off = “{ $name }” đang tắt (điều kiện là false()) nên sẽ không ai gặp.
form-error-bad-expression = công thức “{ $expression }” viết chưa đúng.
form-error-bad-value = giá trị trong công thức “{ $expression }” chưa đúng.
form-error-bad-date-pattern = trong công thức, “{ $reason }” không phải ký hiệu của format-date; dùng được: %Y %y %m %n %b %d %e %a %W %H %h %M %S %3.
form-error-unknown-function = không có hàm “{ $reason }” trong công thức.
form-error-declined-function = hàm “{ $reason }” không dùng được khi hỏi qua tin nhắn.
form-error-bad-form = mẫu phiếu chưa đúng quy cách XLSForm nên không đọc được.
form-error-bad-row = dòng này chưa đúng quy cách XLSForm.
form-error-bad-cell = ô này chưa đúng cách ghi của cột { $column }.
form-error-missing-headings = dòng 1 của trang phải là tên các cột (type, name, label…).
form-error-unknown-column = trang này không có cột tên “{ $name }”.
form-error-ambiguous-reference = nhiều câu cùng tên “{ $name }” nên không rõ nhắc tới câu nào. Hãy đặt tên khác nhau.
form-error-merged-cells = ô này gộp với ô khác nên các ô kia thành trống. Hãy bỏ gộp và ghi đủ từng ô.
form-error-formula-unsaved = ô này là công thức chưa có kết quả. Hãy mở tệp bằng Excel hoặc LibreOffice rồi lưu lại, hoặc ghi thẳng nội dung.
form-error-date-cell = Excel đã đổi ô này thành ngày giờ ({ $name }). Nếu là chữ, hãy gõ dấu ' ở đầu ô rồi ghi lại.
form-error-choice-without-list = lựa chọn “{ $name }” chưa ghi thuộc danh sách nào (list_name).
form-error-encrypted = phiếu mã hóa (public_key) không dùng được ở đây. Hãy xóa ô này.
form-error-bad-ticks = nhãn của thang điểm (tick_labelset) chưa khớp: danh sách phải có, tên lựa chọn là số từ start đến end và đúng bước.
form-error-bad-list-file = danh sách lấy từ tệp phải ghi cả đuôi, ví dụ xa.csv.
form-error-or-other-unfit = or_other cần một danh sách lựa chọn và không đi cùng choice_filter.
form-error-table-list-unfit = các câu trong nhóm table-list phải dùng chung một danh sách và không có choice_filter.
form-error-entity-without-list = cột save_to chỉ dùng khi trang entities có ghi tên danh sách (list_name).
form-error-entity-twice = tên danh sách này có hai lần trong trang entities.
form-error-entity-unknown = trang entities không có danh sách “{ $name }”.
form-error-entity-property-twice = thuộc tính “{ $name }” của save_to đã dùng ở dòng khác.
form-error-entity-group = không lưu cả nhóm câu vào thực thể được. Hãy ghi save_to ở từng câu.
form-error-entity-without-label = danh sách “{ $name }” chưa có label cho thực thể mới.
form-error-entity-incomplete = danh sách này còn thiếu cột { $needed }.
form-error-entity-prefix = khi có nhiều danh sách, save_to ghi dạng tên_danh_sách#thuộc_tính, chỉ một dấu #.
form-error-entity-scope = một thực thể không ghép được từ những câu ở các phần lặp khác nhau.
form-error-entity-bad-name = tên này không dùng được cho thực thể: không có dấu chấm, không bắt đầu bằng __, không phải name hay label.
form-error-choice-without-label = lựa chọn này chưa có nhãn (label) nên mọi người sẽ thấy tên của nó.
form-error-names-alike = tên “{ $name }” chỉ khác một tên khác ở chữ hoa, chữ thường, dễ nhầm khi xem số liệu.
form-error-heading-with-blank = cột “{ $name }” có dấu cách trong tên nên bị bỏ qua.
form-error-heading-misspelt = cột “{ $name }” không có tác dụng. Có phải muốn ghi { $meant }?
form-error-sheet-misspelt = không có trang “{ $name }”. Có phải là trang { $sheets }?
form-error-row-skipped = dòng này không có loại, tên và lời hỏi nên bị bỏ qua.
form-error-translation-missing = chưa có cột { $columns } cho ngôn ngữ “{ $language }”.
form-error-language-without-code = không rõ “{ $language }” là tiếng nào nên có thể không ai thấy. Hãy ghi kèm mã, ví dụ Tiếng Việt (vi).
form-error-bad-pattern = mẫu regex trong “{ $expression }” không dùng được: { $what ->
        [lookaround] không nhìn trước, nhìn sau được ((?=…), (?!…), (?<…)). Hãy viết thành hai điều kiện nối bằng and.
        [back_reference] không nhắc lại nhóm đã khớp được (\1, \k).
        [possessive] không có lượng từ chiếm hữu (*+, ++, ?+). Hãy bỏ dấu + ở cuối.
        [atomic] không có nhóm nguyên khối (?>…). Hãy ghi (?:…).
        [flag] không có cờ “{ $piece }”; chỉ có i, s, u.
        [unknown_class] không có nhóm ký tự { $piece }.
        [unknown_escape] không rõ { $piece } là gì.
        [posix_bracket] { $piece } không có nghĩa ở đây. Chữ cái ghi \p{"{"}L{"}"}, chữ số ghi [0-9].
        [open_bracket] có dấu ( chưa đóng.
        [extra_bracket] thừa dấu ).
        [ends_early] mẫu bị cụt: thiếu ] hoặc thừa \ ở cuối.
        [upside_down] khoảng ghi ngược, số đầu lớn hơn số sau.
        [repeats_nothing] dấu lặp (*, +, ?) không đứng sau ký tự nào.
        [brace] ngoặc nhọn phải ghi dạng {"{"}2,5{"}"} sau một ký tự; nếu là chữ, ghi \{"{"}.
        [too_large] mẫu quá lớn. Hãy viết gọn lại.
       *[other] viết chưa đúng.
    }
form-error-bare-word = trong “{ $expression }”, { $word } không phải tên câu nào nên luôn trống. Có phải muốn ghi { $meant }?
form-error-leads-nowhere = “{ $expression }” trỏ tới chỗ không có trong phiếu nên luôn trống.
form-error-counted-outside = “{ $expression }” đếm các lượt “{ $repeat }” từ bên ngoài nhóm lặp: ODK Collect và Web Forms cho kết quả khác nhau. Nên tính một câu đánh dấu trong nhóm lặp rồi lấy tổng.
form-error-bare-reference = “{ $expression }” không so sánh với gì. Có phải muốn ghi { $meant }?
form-error-constant-condition = “{ $expression }” không xét câu trả lời nào nên không có tác dụng. Có phải muốn ghi { $meant }?
form-error-never-fulfilled = không câu trả lời nào thỏa điều kiện “{ $expression }” nên ai cũng bị chặn ở câu này.
form-error-date-number = trong “{ $expression }”, ngày bị so sánh với một số. Có phải muốn ghi { $meant }?
form-error-date-text = “{ $text }” không so sánh với ngày được. Hãy ghi { $meant }.
form-error-number-text = “{ $text }” không phải số nên không so sánh được. Có phải muốn ghi { $meant }?
form-error-grouped-number = { $number } được hiểu là { $value }, vì dấu chấm là dấu thập phân. Có phải muốn ghi { $meant }?
form-error-no-such-choice = danh sách của câu “{ $field }” không có lựa chọn tên “{ $choice }”. Có phải muốn ghi { $meant }?
form-error-bad-default = “{ $value }” không dùng làm giá trị mặc định cho câu loại { $type } được. Ví dụ đúng: { $meant }.
form-error-lookup-not-here = công thức của “{ $name }” tra trong { $list }.csv mà Lắng Nghe không có; chỉ có: { $lists }.

form-figure-topic = lĩnh vực (topic)
form-figure-item = mục (item)
form-figure-place = nơi (place)
form-figure-strata = nhóm, tầng lớp (strata)
form-figure-main = luồng ý kiến chính (main)
form-figure-share = tỷ lệ (share)
form-figure-urgency = mức độ khẩn (urgency)
form-figure-forecast = dự báo (forecast)
form-figure-source = nguồn (source)

form-reading = Đang đọc mẫu phiếu…
form-staff-only = Mẫu phiếu do cán bộ của Ban đưa lên. Cần thêm hay sửa câu hỏi, xin trao đổi với cán bộ đầu mối của Ban.
form-wrong = Mẫu phiếu chưa dùng được, có **{ $count } chỗ** cần sửa:
form-not-read = Mẫu phiếu chưa dùng được:
form-send-again = Sửa xong, gửi lại tệp vào đây. Các phiếu đã công bố vẫn giữ nguyên.
form-card = Mẫu phiếu **{ $title }** (tên: { $name }), { $count } câu hỏi.
form-card-missing = Chưa có câu cho số liệu: { $names }.
form-card-warnings = Xin xem lại:
form-card-files = Mẫu có nhắc tới { $count } tệp chưa có: { $names }. Anh/chị gửi từng tệp vào đây (dạng tài liệu, đúng tên). Chưa có cũng công bố được: câu hỏi hiện không kèm tệp.
form-card-below = Mẫu phiếu { $title }: xem tin mới hơn ở dưới.
form-files-more = { $names } … và { $count } tệp khác
form-file-kept = ✓ Đã nhận { $name }.
form-file-unnamed = Ảnh, video gửi kiểu thường thì mất tên tệp nên chưa biết đây là tệp nào. Xin gửi lại ở dạng tài liệu (tệp), hoặc ghi tên tệp vào chú thích. Còn chưa có: { $names }.
form-file-unknown = Mẫu phiếu không nhắc tới tệp “{ $name }”. Còn chưa có: { $names }. Xin đổi tên cho đúng rồi gửi lại.
form-file-too-large = Tệp { $name } lớn quá { $most } MB nên chưa nhận. Xin làm nhỏ lại.
form-file-not-fetched = Chưa lấy được tệp { $name } từ mạng nhắn tin. Xin gửi lại.
form-file-not-shown = Tệp { $name } không phải ảnh (JPEG, PNG, WebP), âm thanh (MP3, OGG, M4A, WAV) hay video (MP4) đúng như tên của nó nên chưa nhận.
form-file-late = Mẫu phiếu đã công bố hoặc đã bỏ nên tệp { $name } không dùng nữa. Muốn thêm tệp, xin gửi lại bảng tính rồi gửi tệp.
form-published-without = Còn chưa có tệp: { $names }. Câu hỏi hiện không kèm tệp ấy.
form-file-alone = Các tệp đi kèm quá lớn để gửi qua tin nhắn; quản trị viên lấy bằng `langnghe forms export { $name } TỆP.zip`.
form-card-new = Đây là mẫu mới.
form-card-replaces = Công bố thì thay **{ $title }**, phiên bản { $version }. Phiếu đang viết và báo cáo đã gửi vẫn theo bản cũ.
form-trying = Điền thử **{ $title }**: không có gì được gửi đi hay đưa vào số liệu.
form-tried = Đã điền thử xong **{ $title }**. Không có gì được gửi đi. Công bố mẫu này chứ?
form-published = ✓ Đã công bố **{ $title }** (tên: { $name }), phiên bản { $version }. Phiếu đang viết và báo cáo đã gửi vẫn theo bản cũ.
form-published-same = **{ $title }** (tên: { $name }) giống hệt phiên bản { $version } đang dùng nên giữ nguyên phiên bản ấy.
form-dropped = Đã bỏ mẫu phiếu **{ $title }**. Các phiếu đã công bố vẫn giữ nguyên.
form-already = Mẫu phiếu này đã công bố, phiên bản { $version }.
form-already-dropped = Mẫu phiếu này đã bỏ. Muốn dùng, xin gửi lại tệp.
form-gone = Không còn mẫu phiếu này.
form-list = **Mẫu phiếu đang dùng**
form-list-line = • { $title } (tên: { $name }), phiên bản { $version }, ngày { $day }
form-list-more = … và { $count } mẫu khác.
form-how = Thêm hoặc thay một mẫu: soạn theo XLSForm trong Excel, rồi gửi tệp .xlsx (dưới { $most } MB) vào đây. Tên ở ô form_id quyết định phiếu nào được thay.
form-file = { $title }, phiên bản { $version }
form-not-written = Chưa tạo được tệp của mẫu phiếu này. Xin thử lại sau ít phút.
form-button-try = Điền thử
form-button-publish = Công bố
form-button-drop = Bỏ
form-button-list = Xem mẫu phiếu
form-button-get = Tải: { $title }
