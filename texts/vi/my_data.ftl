# What is held of a member, and leaving.

my-data = **Lắng Nghe đang lưu về { $name }:**
    • Đơn vị: { $unit }
    • Vai trò: { $roles }
    • Điện thoại: { $phone }
    • Mạng nhắn tin: { $networks }, tham gia từ { $joined }
    • Nhóm theo dõi: { $strata }
    • Nhãn cán bộ đặt: { $tags }
    • Tạm ngừng nhắc (lý do, đến ngày): { $muted }; giờ nhắc riêng: { $remind }
    • Yêu cầu đã nhận, có ghi đã trả lời hay chưa: { $prompts }; tin còn phải báo lại: { $notices }
    • Khảo sát đang trả lời dở: { $begun }; đã trả lời: { $answered } (chỉ ghi là đã trả lời, không biết trả lời thế nào)
    • Phiếu đang viết dở: { $drafts }; tin nhắn ngoài phiếu đang giữ: { $kept }
    • Báo cáo còn ghi là của mình: { $reports } (chỉ cán bộ được giao xem được, mỗi lần xem đều ghi lại)

    Có thể ngừng tham gia bất cứ lúc nào: nhắn "không tham gia nữa".
my-data-none = không có
my-data-leave = Ngừng tham gia
my-data-leave-ask = Ngừng tham gia Lắng Nghe? Tài khoản trò chuyện ở mọi mạng và các phiếu, khảo sát làm dở sẽ được xóa. Báo cáo đã gửi vẫn còn. Muốn tham gia lại thì cần lời mời mới.
my-data-leave-yes = Ngừng tham gia và xóa
my-data-leave-no = Quay lại
my-data-leave-done = Đã xóa tài khoản trò chuyện và các phiếu viết dở. Lắng Nghe sẽ không nhắn nữa. Xin cảm ơn vì thời gian qua.
my-data-leave-still-needed = Chưa thể ngừng ở đây: đang là cán bộ duy nhất nhận việc khẩn, hoặc còn người chỉ báo cáo cho mình. Xin nhờ quản trị giao người khác trước.
my-data-left-staff = **{ $name }** ({ $unit }) đã ngừng tham gia. Lắng Nghe đã xóa địa chỉ chat và sẽ không nhắn nữa; danh sách ghi người này đã nghỉ.
