# The consolidated account of a period: texts for leaders and staff, the chart, the document.

digest-title = **Dư luận xã hội { $period }**
digest-period-day = ngày { $date }
digest-period-days = từ ngày { $first } đến ngày { $last }
digest-period-instants = từ { $since } ngày { $first } đến { $until } ngày { $last }
digest-period-month = { $month }
digest-base = { $reports } báo cáo từ { $units }/{ $all } xã.
digest-base-urgent = { $reports } báo cáo từ { $units }/{ $all } xã, { $urgent } việc khẩn.
digest-base-none = Chưa nhận được báo cáo mới.
digest-base-urgent-only = { $urgent } việc khẩn; chưa nhận được báo cáo mới.
digest-base-reports = { $reports } báo cáo, cộng từ các bản tổng hợp trong kỳ.
digest-base-few = Ít hơn 3 người báo cáo.
digest-base-few-urgent = Ít hơn 3 người báo cáo, { $urgent } việc khẩn.
digest-issues = Vấn đề nắm được: { $said }.
digest-issues-heard = { $count }
digest-issues-days = { $said } (một nửa số ấy trong { $days } ngày từ khi nắm được)
digest-issues-acted = đã bắt đầu xử lý { $count }
digest-issues-acted-percent = đã bắt đầu xử lý { $count } ({ $percent } %)
digest-issues-told = báo lại kết quả { $count }
digest-issues-told-percent = báo lại kết quả { $count } ({ $percent } %)
digest-previous = Kỳ liền trước: { $n } báo cáo.
digest-last-year = Cùng kỳ năm trước: { $n } báo cáo.
digest-in-steps = Số đã nêu trong kỳ chỉ đổi khi có thêm từ ba người báo cáo.
digest-reports-until = Số báo cáo như bản lúc { $at }; việc khẩn và tiến độ tính đến lúc tổng hợp.
digest-quiet = **Dư luận xã hội { $period }:** chưa nhận được phản ánh mới, chưa nhận được tin khẩn.
digest-trend = { $weeks } tuần qua, số báo cáo mỗi tuần: { $numbers }
digest-trend-up = { $said }; tăng { $weeks } tuần liền.
digest-trend-down = { $said }; giảm { $weeks } tuần liền.
digest-trend-even = { $said }.
digest-months = { $months } tháng đến { $ends }, số báo cáo mỗi tháng: { $numbers }
digest-months-up = { $said }; tăng { $months } tháng liền.
digest-months-down = { $said }; giảm { $months } tháng liền.
digest-months-topic = { $name }: { $numbers }.
digest-part-title = **{ $title }**
digest-quiet-outage = **Dư luận xã hội { $period }:** chưa ghi nhận báo cáo mới. Chưa thể kết luận tình hình trong thời gian ngừng dưới đây.
digest-outage-line = ⚠ { $said }
digest-outage = Hệ thống ngừng từ { $since } đến { $until }.
digest-outage-some = Không nhận được tin qua { $names } từ { $since } đến { $until }.
digest-outage-restored = Dữ liệu từ { $since } đến { $until } không còn, do khôi phục từ bản sao lưu.
digest-outage-lasts = Từ { $since } đến lúc lập bản này hệ thống chưa nhận được tin; có thể còn tin đang chờ.
digest-outage-lasts-some = Từ { $since } đến lúc lập bản này chưa nhận được tin qua { $names }; có thể còn tin đang chờ.
digest-uncovered = Số liệu không gồm ngày { $days }.
digest-uncovered-run = { $first } đến { $last }
digest-uncovered-more = { $n } ngày khác
digest-outage-lost = Tin gửi trước { $before } có thể không đến.
digest-outage-more = Còn { $n } lần ngừng khác trong kỳ.
digest-outage-moment = { $time } ngày { $day }
digest-estimate = theo ước lượng của cộng tác viên
digest-estimate-note = Tỷ lệ theo ước lượng của cộng tác viên.
digest-few = ít nguồn
digest-few-names = Ít người phản ánh nên chưa nêu tỷ lệ: { $names }.
digest-few-topics = Chưa đủ nguồn để nêu theo lĩnh vực.
digest-topics-title = **Nổi lên** ({ digest-estimate })
digest-line = • { $line }
digest-matter = **{ $name }** ({ $reports } báo cáo): { $streams }
digest-matter-up = **{ $name }** ({ $reports } báo cáo, tăng { $change }): { $streams }
digest-matter-down = **{ $name }** ({ $reports } báo cáo, giảm { $change }): { $streams }
digest-streams-few = ít người phản ánh, chưa nêu tỷ lệ
digest-matter-last-year = cùng kỳ năm trước { $n }
digest-stream = { $word } { $stance }
digest-stream-percent = { $word } { $stance } ({ $percent } %)
digest-list-separator = {", "}
digest-word-most = hầu hết
digest-word-majority = đa số
digest-word-half = khoảng một nửa
digest-word-half-over = hơn một nửa
digest-word-half-under = gần một nửa
digest-word-part = một bộ phận
digest-word-few = cá biệt
digest-urgent-title = **❗ Chưa xác minh**
digest-urgent-title-some = **❗ Việc khẩn (chưa xác minh nếu không ghi khác)**
digest-urgent-item = { $when } · { $what } · { $place } · { $state }
digest-urgent-acknowledged = cán bộ trực đã nhận
digest-urgent-open = chờ cán bộ trực nhận
digest-urgent-verdict-true = { $state }, đầu mối trả lời: đúng
digest-urgent-verdict-partly = { $state }, đầu mối trả lời: đúng một phần
digest-urgent-verdict-false = { $state }, đầu mối trả lời: không đúng
digest-urgent-verdict-unclear = { $state }, đầu mối trả lời: chưa rõ, vẫn chưa xác minh
digest-urgent-unknown = Việc khẩn
digest-urgent-more = và { $n } việc khác
digest-urgent-none = Chưa nhận được tin khẩn.
digest-ask-urgent-some = **Cần đồng chí cho ý kiến:** hướng xử lý { $n } việc khẩn nêu trên, có việc chưa xác minh.
digest-ask-urgent = **Cần đồng chí cho ý kiến:** hướng xử lý { $n } việc khẩn chưa xác minh nêu trên.
digest-ask-matter = **Cần đồng chí cho ý kiến:** việc trả lời người dân về { $name }.

## Sections

digest-section-topics = Theo lĩnh vực
digest-section-places = Theo nơi
digest-section-groups = Theo nhóm, tầng lớp
digest-section-urgent = Việc khẩn
digest-section-progress = Tiến độ báo cáo
digest-section-title = **{ $section } · { $period }**
digest-place = **{ $name }**: { $reports } báo cáo
digest-place-topic = **{ $name }**: { $reports } báo cáo, nhiều nhất về { $topic }
digest-place-whole = trong địa bàn
digest-place-elsewhere = nơi khác trong địa bàn
digest-place-rest = nơi khác thuộc { $name }
digest-places-more = và { $n } nơi khác, xem trong tài liệu
digest-places-note = Nơi chỉ có một người phản ánh được tính vào đơn vị cấp trên.
digest-cells-cause = Theo người dân, nguyên nhân: { $cells }.
digest-cells-spread = Mức độ lan rộng, theo cộng tác viên: { $cells }.
digest-cells-forecast = Cộng tác viên dự báo: { $cells }.
digest-cells-source = Nghe qua: { $cells }.
digest-cells-urgency = Mức độ: { $cells }.
digest-cell = { $name } ({ $reports })
digest-prompt-monthly = Yêu cầu nắm bắt { $month }
digest-prompt-ad_hoc = Yêu cầu nắm bắt đột xuất
digest-prompt-thematic = Yêu cầu chuyên đề
digest-prompt-review = Yêu cầu sơ kết, tổng kết
digest-prompt = **{ $name }** · hạn { $due }
digest-answered = { $answered }/{ $assigned } cộng tác viên đã trả lời{ $submitted ->
    [0] { $nothing ->
        [0] { "" }
       *[other] : { $nothing } không có gì để báo
    }
   *[other] : { $submitted } có báo cáo{ $nothing ->
        [0] { "" }
       *[other] , { $nothing } không có gì để báo
    }
}.
digest-prompt-matter = { $name }: { $reports } báo cáo
digest-prompt-matter-few = { $name }: dưới ba người báo cáo
digest-prompt-matter-none = { $name }: chưa có báo cáo
digest-nothing = Đã hỏi, dân không có ý kiến: { $calm }. Chưa hỏi được: { $not_heard }.
digest-missing = Chưa gửi: { $missing } người.
digest-missing-started = Chưa gửi: { $missing } người, trong đó { $started } phiếu viết dở.
digest-no-prompt = Không có yêu cầu nào đang chờ trả lời.

## Staff

digest-staff-title = **Tổng hợp { $period }** (bản của Ban)
digest-kinds = Theo loại: { $cells }.
digest-missing-units = Chưa gửi theo đơn vị: { $cells }.
digest-missing-more = và { $n } đơn vị khác

## Chart

digest-chart-stances-title = Luồng ý kiến theo lĩnh vực
digest-chart-stances-topic = { $name } (n = { $reports })
digest-chart-stances-n = n: số báo cáo. Càng đậm càng nhiều người; theo ước lượng của cộng tác viên.
digest-chart-stances-hidden = Ô gạch chéo: dưới ba người phản ánh, không nêu.
digest-chart-units-title = Số báo cáo theo nơi, từng tháng
digest-chart-units-scale = 12 tháng đến { $ends }; mọi ô cùng một thước đo.
digest-chart-units-hidden = Gạch chéo: tháng không nêu số.
digest-chart-title = Luồng ý kiến theo lĩnh vực
digest-chart-source = { $reports } báo cáo từ { $units }/{ $all } xã · Tỷ lệ theo ước lượng của cộng tác viên, không phải kết quả điều tra
digest-chart-reports = { $reports } báo cáo
digest-chart-rest = Ít nguồn
digest-month-chart-title = Số báo cáo theo tháng
digest-month-chart-all = Tất cả lĩnh vực
digest-month-chart-ends = 12 tháng đến { $ends } · theo các bản tổng hợp
digest-month-chart-gap = Ô gạch chéo: tháng chưa có số, hoặc có dưới ba người phản ánh

## Document: what the code fills in

digest-doc-place-date = { $place }, ngày { $day } tháng { $month } năm { $year }
digest-doc-subject = tình hình dư luận xã hội { $period }
digest-doc-opening = { $board } tổng hợp tình hình dư luận xã hội { $period } trên địa bàn { $unit }, theo phản ánh của mạng lưới cộng tác viên, như sau:
digest-doc-whole = toàn tỉnh
digest-doc-base = Trong kỳ có { $reports } báo cáo từ { $units }/{ $all } xã, phường, đặc khu (kỳ trước: { $previous } báo cáo).
digest-doc-base-alone = Trong kỳ có { $reports } báo cáo từ { $units }/{ $all } xã, phường, đặc khu.
digest-doc-base-reports = Trong kỳ có { $reports } báo cáo.
digest-doc-base-none = Trong kỳ chưa nhận được báo cáo mới.
digest-doc-base-none-now = Trong kỳ chưa nhận được báo cáo mới (kỳ trước: { $previous } báo cáo).
digest-doc-base-few = Trong kỳ có ít hơn 3 người báo cáo.
digest-doc-matter = Có { $reports } báo cáo. Luồng ý kiến: { $streams }.
digest-doc-matter-before = Có { $reports } báo cáo (kỳ trước: { $previous }). Luồng ý kiến: { $streams }.

## Document: what stands in the template

digest-doc-party = ĐẢNG CỘNG SẢN VIỆT NAM
digest-doc-number = Số
digest-doc-kind = BÁO CÁO
digest-doc-general = Tình hình chung
digest-doc-note = Tỷ lệ các luồng ý kiến là theo ước lượng của cộng tác viên, không phải kết quả điều tra xã hội học. Chỗ ghi “ít nguồn” là số liệu có dưới ba người phản ánh, hoặc được giữ lại để bảo vệ người phản ánh.
digest-doc-topics = Dư luận theo lĩnh vực
digest-doc-chart = Biểu đồ. Luồng ý kiến theo lĩnh vực, theo ước lượng của cộng tác viên
digest-doc-groups = Dư luận theo nhóm, tầng lớp
digest-doc-units = Số báo cáo theo nơi được phản ánh
digest-doc-forecast = Nguyên nhân theo người dân và dự báo của cộng tác viên
digest-doc-urgent = Việc khẩn, chưa xác minh nếu không ghi khác
digest-doc-urgent-note = Các việc sau do cộng tác viên báo lên, chưa được xác minh nếu không ghi khác:
digest-doc-none = Không có.
digest-doc-none-outage = Chưa ghi nhận; chưa thể kết luận trong thời gian hệ thống ngừng.
digest-doc-row = TT
digest-doc-month = Tháng
digest-doc-place = Nơi được phản ánh
digest-doc-reports = Số báo cáo
digest-doc-topic = Lĩnh vực nhiều nhất
digest-targets = Đạt so với chỉ tiêu: { $said }.
digest-targets-few = Dấu “–”: chưa đủ nguồn để nêu số.
digest-doc-group = Nhóm, tầng lớp
digest-doc-streams = Luồng ý kiến
digest-doc-to = Nơi nhận:
digest-doc-sign = TRƯỞNG BAN

digest-making = Đang tổng hợp, xin chờ ít giây…
digest-none = Chưa có bản tổng hợp.
digest-section-empty = Mục này chưa có gì.
digest-failed = Chưa lập được bản tổng hợp. Sự cố đã được ghi lại; xin thử lại sau.
document-chart-missing = (Lần này chưa vẽ được biểu đồ; số liệu trong văn bản này là đủ.)
digest-chart-missing = Lần này chưa vẽ được biểu đồ; số liệu trong tin này là đủ.
digest-document-failed = Chưa lập được văn bản (DOCX). Bản tổng hợp trong tin nhắn vẫn dùng được; sự cố đã được ghi lại, xin thử lại sau.
digest-document = Bản tổng hợp ngày { $day }, chờ ký.
digest-document-making = Đang lập văn bản…
digest-button-document = ⬇ Văn bản (DOCX)

## How a leader wants it

digest-button-before = Các bản trước
digest-button-wish = ⚙ Cách nhận
digest-button-older = Bản cũ hơn
digest-list = **Các bản tổng hợp**, mới nhất ở trên:
digest-line-daily = Hằng ngày · { $at }
digest-line-monthly = Hằng tháng · { $at }
digest-wish-title = **Cách nhận bản tổng hợp hằng ngày**
digest-wish-changed = **✓ Đã ghi.** Từ bản sau, bản tổng hợp hằng ngày đến đồng chí như sau:
digest-wish-at-once = • Ngay khi có
digest-wish-at = • Lúc { $hour }
digest-wish-every-day = • Mọi ngày
digest-wish-workdays = • Ngày làm việc; bản của ngày nghỉ đến vào ngày làm việc tiếp theo
digest-wish-short = • Bản ngắn
digest-wish-full = • Bản đầy đủ
digest-wish-hour-how = Đồng chí muốn nhận lúc mấy giờ? Xin chọn, hoặc viết giờ khác, ví dụ 6:45.
digest-wish-button-hour = Giờ nhận
digest-wish-button-at-once = Ngay khi có
digest-wish-button-workdays = Chỉ ngày làm việc
digest-wish-button-every-day = Mọi ngày
digest-wish-button-full = Bản đầy đủ
digest-wish-button-short = Bản ngắn
digest-wish-button-language = English
