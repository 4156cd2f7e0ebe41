# Tệp danh sách.

roster-sheet-units = Đơn vị
roster-sheet-members = Thành viên
roster-sheet-guide = Hướng dẫn
roster-units-code = Mã đơn vị
roster-units-name = Tên đơn vị
roster-units-kind = Loại
roster-units-parent = Thuộc đơn vị
roster-units-valid-from = Từ ngày
roster-units-valid-to = Đến ngày
roster-members-code = Mã
roster-members-name = Họ và tên
roster-members-phone = Điện thoại
roster-members-unit = Mã đơn vị
roster-members-roles = Vai trò
roster-members-strata = Nhóm theo dõi
roster-members-honorific = Xưng hô
roster-members-language = Ngôn ngữ
roster-members-single = Đơn tuyến
roster-members-officer = Mã cán bộ phụ trách
roster-members-duty = Thứ tự trực
roster-members-left = Nghỉ
roster-kind-province = Tỉnh
roster-kind-commune = Xã
roster-kind-ward = Phường
roster-kind-zone = Đặc khu
roster-kind-district = Huyện
roster-kind-body = Cơ quan
roster-role-collaborator = Cộng tác viên
roster-role-contact = Cán bộ đầu mối
roster-role-staff = Cán bộ ban
roster-role-leader = Lãnh đạo
roster-role-admin = Quản trị
roster-role-note-collaborator = Nhận yêu cầu nắm bắt và gửi báo cáo.
roster-role-note-contact = Được hỏi khi cần xác minh thông tin.
roster-role-note-staff = Soạn, gửi yêu cầu và xem báo cáo.
roster-role-note-leader = Nhận bản tổng hợp.
roster-role-note-admin = Cài đặt và quản lý danh sách.
roster-guide-intro = Điền hai trang "Đơn vị" và "Thành viên". Cột màu cam là bắt buộc. Nhập lại tệp này sẽ cập nhật theo mã; người không có trong tệp vẫn giữ nguyên.
roster-guide-rule = Cách điền
roster-guide-example = Ví dụ
roster-guide-roles = Vai trò
roster-guide-strata = Nhóm theo dõi
roster-note-units-code = Mã riêng, không trùng: chữ, số, dấu chấm, gạch ngang hoặc gạch chéo; tối đa 32 ký tự.
roster-note-units-name = Tên đầy đủ của đơn vị.
roster-note-units-kind = Tỉnh, Xã, Phường, Đặc khu, Huyện (trước 01/07/2025) hoặc Cơ quan (đơn vị không theo địa bàn).
roster-note-units-parent = Mã của đơn vị cấp trên. Bỏ trống: trực thuộc đơn vị gốc.
roster-note-units-valid-from = Ngày bắt đầu có đơn vị, ngày/tháng/năm. Có thể bỏ trống.
roster-note-units-valid-to = Ngày cuối cùng còn đơn vị. Bỏ trống: vẫn còn.
roster-note-members-code = Mã riêng, không trùng. Nhập lại cùng mã là cập nhật người đó.
roster-note-members-name = Họ và tên đầy đủ.
roster-note-members-phone = Số điện thoại Việt Nam. Có thể bỏ trống.
roster-note-members-unit = Mã của đơn vị, có ở trang "Đơn vị" hoặc đã có trong hệ thống.
roster-note-members-roles = Một hoặc nhiều vai trò, cách nhau bằng dấu chấm phẩy.
roster-note-members-strata = Các nhóm mà cộng tác viên theo dõi, cách nhau bằng dấu chấm phẩy. Không ghi tôn giáo, dân tộc hay quan điểm của chính người đó.
roster-note-members-honorific = Cách xưng hô: anh/chị, cô, chú, bác, đồng chí. Bỏ trống: anh/chị.
roster-note-members-language = vi hoặc en. Bỏ trống: vi.
roster-note-members-single = Ghi x nếu báo cáo đơn tuyến: chỉ cán bộ phụ trách biết.
roster-note-members-officer = Mã của cán bộ ban phụ trách. Bắt buộc với người đơn tuyến.
roster-note-members-duty = Thứ tự nhận việc khẩn, 1 là người được báo đầu tiên. Chỉ dành cho cán bộ ban.
roster-note-members-left = Ghi x hoặc ngày nghỉ nếu không còn tham gia. Báo cáo cũ vẫn còn, địa chỉ chat được xóa.
roster-example-units-code = X-ANPHU
roster-example-units-name = Xã An Phú
roster-example-units-kind = Xã
roster-example-units-parent = TINH
roster-example-units-valid-from = 01/07/2025
roster-example-units-valid-to = (bỏ trống)
roster-example-members-code = CTV001
roster-example-members-name = Hoàng An
roster-example-members-phone = 0912 345 678
roster-example-members-unit = X-ANPHU
roster-example-members-roles = Cộng tác viên
roster-example-members-strata = Nông dân; Phụ nữ
roster-example-members-honorific = anh/chị
roster-example-members-language = vi
roster-example-members-single = (bỏ trống)
roster-example-members-officer = CB01
roster-example-members-duty = (bỏ trống)
roster-example-members-left = (bỏ trống)

roster-mistake-at = { $sheet }, dòng { $row }, cột { $column }: { $what }
roster-mistake-too-large = Tệp lớn quá { $limit } MB.
roster-mistake-too-large-inside = Tệp giải nén ra quá lớn nên không được mở. Hãy chép dữ liệu sang tệp mẫu mới.
roster-mistake-old-or-locked = Tệp là Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy lưu lại thành .xlsx không mật khẩu.
roster-mistake-not-xlsx = Tệp không phải bảng tính Excel (.xlsx) hoặc đã hỏng.
roster-mistake-open-document = Tệp là bảng tính của LibreOffice (.ods). Hãy mở tệp, chọn Lưu thành (Save As) kiểu Excel (.xlsx), rồi nhập lại.
roster-mistake-csv = Tệp là văn bản phân cột (.csv). Danh sách cần hai trang "Đơn vị" và "Thành viên": hãy mở bằng Excel hoặc LibreOffice, lưu thành .xlsx theo tệp mẫu, rồi nhập lại.
roster-mistake-no-sheet = Thiếu trang "{ $sheet }" (tệp có: { $others }). Tạo tệp mẫu bằng `langnghe roster template`.
roster-mistake-no-column = thiếu cột { $columns }.
roster-mistake-too-many-rows = quá { $limit } dòng nên chưa đọc; hãy xóa các dòng thừa hoặc chia thành nhiều tệp.
roster-mistake-heading-twice = cột này có hai lần.
roster-mistake-required = bắt buộc phải điền.
roster-mistake-formula = ô có công thức; hãy thay bằng giá trị.
roster-mistake-error-cell = ô báo lỗi công thức.
roster-mistake-too-long = nội dung quá dài.
roster-mistake-bad-code = "{ $value }" không phải mã hợp lệ (chữ, số, dấu . - / _; tối đa 32 ký tự).
roster-mistake-code-format = không rõ mã hiện ra thế nào vì ô là số có định dạng riêng; hãy ghi mã dưới dạng chữ (Text).
roster-mistake-twice = mã { $value } đã có ở dòng { $row }.
roster-mistake-unknown-kind = không có loại đơn vị "{ $value }". Các loại: { $known }.
roster-mistake-unknown-unit = { $likely ->
    [yes] không có đơn vị "{ $value }". Có phải { $nearest } không?
   *[no] không có đơn vị nào mang mã "{ $value }".
    }
roster-mistake-unit-name-twice = nhiều đơn vị có tên "{ $value }"; hãy ghi mã: { $codes }.
roster-mistake-two-roots = chỉ có một đơn vị gốc, mà { $other } đã để trống cột này; hãy ghi "{ $value }" thuộc đơn vị nào.
roster-mistake-district-is-over = từ 01/07/2025 không còn cấp huyện. Với "{ $value }", ghi Đến ngày 30/06/2025 hoặc chọn loại khác.
roster-mistake-no-root = cần một đơn vị gốc: đơn vị để trống cột này.
roster-mistake-circle = đơn vị "{ $value }" trực thuộc chính nó, trực tiếp hoặc qua đơn vị khác.
roster-mistake-bad-date = "{ $value }" không phải ngày hợp lệ. Ghi ngày/tháng/năm, ví dụ 01/07/2025.
roster-mistake-dates-reversed = ngày kết thúc trước ngày bắt đầu.
roster-mistake-unknown-role = không có vai trò "{ $value }". Các vai trò: { $known }.
roster-mistake-unknown-stratum = { $likely ->
    [yes] không có nhóm "{ $value }". Có phải "{ $nearest }" không?
   *[no] không có nhóm "{ $value }". Xem trang "Hướng dẫn".
    }
roster-mistake-bad-phone = "{ $value }" không phải số điện thoại Việt Nam hợp lệ.
roster-mistake-phone-twice = số { $value } đã là của { $other }; hãy xem lại, mỗi người một số di động.
roster-mistake-bad-language = "{ $value }" không phải một trong: { $languages }.
roster-mistake-bad-yes = "{ $value }" không rõ nghĩa. Ghi x hoặc bỏ trống.
roster-mistake-bad-order = "{ $value }" không phải số thứ tự từ 1 đến 999.
roster-mistake-unknown-member = không có thành viên nào mang mã "{ $value }".
roster-mistake-officer-is-self = không thể tự phụ trách mình.
roster-mistake-officer-not-staff = "{ $value }" không phải cán bộ ban đang làm việc.
roster-mistake-single-without-officer = người đơn tuyến phải có cán bộ phụ trách.
roster-mistake-duty-not-staff = chỉ cán bộ ban mới có thứ tự trực.
roster-mistake-duty-twice = thứ tự { $value } đã thuộc về { $other }.
roster-mistake-not-here = mã "{ $value }" không dùng được ở đây; hãy dùng mã khác hoặc nhờ quản trị xem ở máy chủ.
roster-mistake-merged-unit = đơn vị "{ $value }" đã nhập vào { $other }; hãy ghi { $other }.
roster-mistake-appoints = { $value } có vai trò cán bộ, lãnh đạo hoặc quản trị: chỉ quản trị mới thêm, sửa được.
roster-mistake-not-fetched = mạng chưa chuyển tệp đến; hãy gửi lại.
roster-mistake-gone = tệp không còn, hoặc người gửi không còn giữ danh bạ.

roster-found = Trang "{ $title }": tiêu đề ở dòng { $row }, { $count } dòng dữ liệu.
roster-found-ignored = Cột không dùng trong "{ $title }": { $columns }.
roster-found-absent = Cột không có trong "{ $title }" nên giữ nguyên như cũ: { $columns }.
roster-change-new = + { $code } { $name }
roster-change-changed = ~ { $code } { $name }: { $what }
roster-change-value = { $column }: { $before } → { $after }
roster-change-empty = (trống)
roster-change-more = … và { $count } thay đổi khác.

# Danh bạ trong chat: lấy tệp, gửi tệp đã sửa, mời tham gia.

roster-chat = **Danh bạ mạng lưới**
    Lấy danh bạ ra tệp Excel, sửa trong tệp rồi gửi lại đây: Lắng Nghe cho xem trước những gì sẽ thay đổi, đồng ý rồi mới nhập. Người đơn tuyến không có trong tệp và giữ nguyên khi nhập.
roster-button-show = 📒 Danh bạ
roster-button-copy = Lấy tệp danh bạ
roster-button-send = Gửi tệp đã sửa
roster-button-invite = Mời tham gia
roster-copying = Đang ghi danh bạ ra tệp.
roster-copied = Danh bạ: { $units } đơn vị, { $members } thành viên. Tệp có họ tên và số điện thoại: xin chỉ giữ ở nơi an toàn. Sửa xong, gửi lại tệp vào đây.
roster-not-copied = Chưa ghi được danh bạ. Xin thử lại sau.
roster-send-how = Xin gửi tệp danh bạ đã sửa (.xlsx). Chưa có gì thay đổi cho tới khi anh/chị đồng ý.
roster-no-files-here = Zalo không chuyển được tệp bảng tính tới bot này. Xin gửi tệp qua Telegram hoặc trang Zalo OA của Lắng Nghe, hoặc nhờ quản trị nhập ở máy chủ.
roster-not-yours = Danh bạ do cán bộ cấp tỉnh và quản trị giữ nên tệp chưa được đọc.
roster-reading = Đang đọc tệp danh bạ. Chưa có gì thay đổi.
roster-not-read = Chưa đọc được tệp danh bạ. Xin gửi lại sau ít phút.
roster-refused = { $count ->
    [1] Tệp danh bạ có một chỗ cần sửa nên chưa nhập gì:
   *[other] Tệp danh bạ có { $count } chỗ cần sửa nên chưa nhập gì:
}
roster-no-changes = Tệp giống hệt danh bạ đang có: không có gì để nhập.
roster-look = **Xem trước, chưa nhập gì**
roster-again = Danh bạ vừa được sửa sau lần xem trước nên chưa nhập. Nay tệp sẽ thay đổi như sau, xin xem lại.
roster-interrupted = Lần nhập vừa rồi bị ngắt giữa chừng: một phần đã nhập. Phần còn lại như sau, xin đồng ý để nhập nốt.
roster-broken-off = Lần nhập bị ngắt giữa chừng: một phần danh sách đã nhập. Xin gửi lại tệp để nhập nốt phần còn lại.
roster-not-taken = Chưa nhập được danh sách. Xin gửi lại tệp sau ít phút.
roster-refused-rest = { $count ->
    [1] Lần nhập bị ngắt giữa chừng: một phần đã nhập. Phần còn lại có một chỗ cần sửa nên chưa nhập:
   *[other] Lần nhập bị ngắt giữa chừng: một phần đã nhập. Phần còn lại có { $count } chỗ cần sửa nên chưa nhập:
}
roster-button-take = Nhập danh sách
roster-button-drop = Thôi
roster-take-taken = Đang nhập danh sách. Xong sẽ báo ở đây.
roster-take-over = Tệp này đã được quyết định rồi.
roster-take-expired = Tệp quá hạn nên không còn dùng được, chưa nhập gì. Xin gửi lại.
roster-take-elsewhere = Tệp này được gửi ở cuộc trò chuyện khác; xin đồng ý ở đó.
roster-take-busy = Một danh sách khác đang được nhập. Xin thử lại sau ít phút.
roster-dropped = Thôi không nhập; tệp không còn được giữ.
roster-taken = ✓ Đã nhập danh sách.
roster-farewell = Anh/chị không còn trong danh sách mạng lưới của Lắng Nghe nên từ nay không nhận tin ở đây nữa. Cảm ơn anh/chị đã đồng hành. Nếu đây là nhầm lẫn, xin liên hệ cán bộ phụ trách.
