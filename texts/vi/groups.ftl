# Closed groups.

group-how-telegram = Để nối một nhóm kín: thêm { $name } vào nhóm, rồi gõ **/noinhom** trong nhóm ấy và chọn nhóm dùng làm gì.
group-how-zalo-bot = Để nối một nhóm Zalo:

    1. Người đã tạo bot mở **Zalo Bot Creator**, chép đường dẫn mời rồi gửi vào nhóm; trưởng nhóm xác nhận.
    2. Trong nhóm, gõ @, chọn **{ $name }** trong danh sách, ghi tiếp **/noinhom ctv** (nhóm cộng tác viên) hoặc **/noinhom canbo** (nhóm cán bộ).

    Trong nhóm, Zalo chỉ chuyển tới đây những tin chọn tên từ danh sách @ và những tin trả lời Lắng Nghe. Người nối nhóm phải là cán bộ đã tham gia Lắng Nghe trên Zalo.
group-how-zalo-oa = Để nối một nhóm Zalo: nhóm phải do chính **{ $name }** lập (nhóm GMF); nhóm có sẵn thì không vào được. Khi đã có nhóm, cán bộ đã tham gia Lắng Nghe trên Zalo nhắn vào đó **/noinhom ctv** (nhóm cộng tác viên) hoặc **/noinhom canbo** (nhóm cán bộ).
group-ask = Nhóm này dùng làm gì? Chỉ cán bộ của Ban bấm được.
group-ask-zalo-bot = Nhóm này dùng làm gì? Nhờ cán bộ của Ban nhấn giữ tin này, chọn **Trả lời**, rồi nhắn một trong hai lệnh:

    **/noinhom ctv**
    nhóm cộng tác viên, nhận yêu cầu mới

    **/noinhom canbo**
    nhóm cán bộ, được báo khi có việc khẩn

    Nhắn tin mới thì gõ @, chọn **{ $name }** trong danh sách, rồi ghi lệnh.
group-ask-zalo-oa = Nhóm này dùng làm gì? Nhờ cán bộ của Ban nhắn vào nhóm một trong hai lệnh:

    **/noinhom ctv**
    nhóm cộng tác viên, nhận yêu cầu mới

    **/noinhom canbo**
    nhóm cán bộ, được báo khi có việc khẩn
group-unserved-collaborators = ⚠ Nhóm cộng tác viên **{ $title }** không nhận được tin của Lắng Nghe: { $reason }. Yêu cầu gửi từ lúc này sẽ không vào nhóm.
group-unserved-staff = ⚠ Nhóm cán bộ **{ $title }** không nhận được tin của Lắng Nghe: { $reason }. Có việc khẩn, nhóm sẽ không được báo.
group-served-collaborators = ✓ Nhóm cộng tác viên **{ $title }** đã nối lại, yêu cầu mới lại gửi vào nhóm.
group-served-staff = ✓ Nhóm cán bộ **{ $title }** đã nối lại, có việc khẩn lại báo vào nhóm.
group-missed = Nhóm chưa nhận **{ $title }**.
group-button-collaborators = Nhóm cộng tác viên
group-button-staff = Nhóm cán bộ
group-bound-collaborators = ✓ Nhóm đã được nối: **nhóm cộng tác viên** ({ $unit }). Yêu cầu mới sẽ gửi vào đây.
group-bound-staff = ✓ Nhóm đã được nối: **nhóm cán bộ** ({ $unit }). Có việc khẩn, nhóm được báo ngay.
group-not-a-report = Tin viết trong nhóm không phải là báo cáo: Lắng Nghe không ghi lại, và trong nhóm ai cũng đọc được. Anh/chị viết riêng ở đây:
group-untitled = (do { $name } nối)
group-taken-over = Trong nhóm ai cũng đọc được, nên tin viết ở đó không phải là báo cáo. Em giữ riêng lời vừa viết ở đây, chưa gửi cho ai. Anh/chị muốn dùng vào việc gì?
group-office = Trong nhóm, Lắng Nghe chỉ báo tin: lời viết ở đó chưa làm thay đổi việc gì. Nhận và xử lý việc thì làm riêng ở đây:
