# Đơn vị: sáp nhập, tách.

units-title = **Đơn vị** trực thuộc: { $count }
units-line = • { $code }: { $name }
units-button-show = 🏠 Đơn vị
units-button-merge = Sáp nhập đơn vị
units-button-part = Tách đơn vị mới
units-button-merge-now = Đúng, sáp nhập
units-merge-how = Xin ghi đơn vị nào vào đơn vị nào, từ ngày nào, theo mã hoặc tên. Ví dụ: X01, X02 vào X03 từ { $day }. Đơn vị mới chưa có thì tách ra trước.
units-part-how = Xin ghi mã và tên đơn vị mới, tách từ đơn vị nào, rồi những ai sang đó (có thể bỏ). Ví dụ: X09, xã An Hòa từ X01: CTV01, CTV02
units-merge-look = Sáp nhập { $names } vào { $into } từ { $day }? { $members } thành viên, { $units } đơn vị cấp dưới và { $groups } nhóm kín theo sang; { $prompts } yêu cầu đang mở vẫn tiếp tục, tính về { $into }. Báo cáo cũ vẫn còn.
units-merged = ✓ { $names } nhập vào { $into } từ { $day }: { $members } thành viên, { $units } đơn vị cấp dưới, { $groups } nhóm kín theo sang.
units-merged-before = Việc sáp nhập này được quyết định rồi.
units-parted = ✓ { $name } được tách từ { $other }, { $count } thành viên sang đơn vị mới.
units-refused-unknown = Không có đơn vị nào tên hoặc mã "{ $named }" đang hoạt động. Xin ghi đúng tên hoặc mã.
units-refused-root = { $named } là đơn vị gốc: không sáp nhập, không tách được.
units-refused-itself = { $named } không thể nhập vào chính nó.
units-refused-circle = { $named } đang là cấp trên của đơn vị kia nên không thể nhập vào đó.
units-refused-later = Ngày ấy chưa tới. Xin sáp nhập vào hôm ấy, hoặc ghi một ngày đến hôm nay.
units-refused-before = { $named } khi ấy chưa có. Xin ghi một ngày sau ngày đơn vị bắt đầu.
units-refused-code = Mã { $named } đã có đơn vị khác dùng. Xin chọn mã khác.
units-refused-member = Không rõ { $named }, hoặc người ấy không thuộc đơn vị đó. Xin ghi mã như trong danh bạ.
