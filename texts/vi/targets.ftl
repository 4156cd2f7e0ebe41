# Chỉ tiêu: mỗi tháng cần bao nhiêu báo cáo về từng nhóm, tầng lớp.

target-title = **Chỉ tiêu báo cáo mỗi tháng** theo nhóm, tầng lớp. Bản tổng hợp tháng, quý, năm nêu đạt bao nhiêu:
target-none = Chưa đặt chỉ tiêu nào. Chỉ tiêu là số báo cáo mỗi tháng về từng nhóm, tầng lớp; bản tổng hợp tháng, quý, năm nêu đạt bao nhiêu.
target-line = • { $name }: { $count }
target-button-show = Chỉ tiêu theo nhóm
target-button-put = ✎ Đặt chỉ tiêu
target-ask = Nhắn mỗi nhóm một dòng, ví dụ “Nông dân: 20”. Số 0 là bỏ chỉ tiêu của nhóm ấy. Các nhóm: { $names }.
target-unknown = Không có nhóm nào tên là: { $names }. Chưa đặt gì; xin nhắn lại cả các dòng.
target-shape = Chưa đọc được. Mỗi dòng là một nhóm, dấu hai chấm và một số, ví dụ “Nông dân: 20”.
target-set = ✓ Đã đặt chỉ tiêu, dùng từ bản tổng hợp tháng, quý, năm lập sau đây.
target-whole-only = Chỉ tiêu do cán bộ phụ trách cả tỉnh đặt.
