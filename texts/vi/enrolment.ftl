# Joining: the invitation, consent, linking another network, leaving.

join-stranger = Kênh này chỉ dành cho người được mời. Nếu có lời mời, xin mở đúng đường dẫn đã nhận.
join-welcome = Chào { $honorific } { $name }. Đây là **Lắng Nghe**, kênh dư luận xã hội của { $board }. { $roles }

    Kênh ghi **sự việc**, không dùng để xử lý cá nhân nào. Chỉ cán bộ được giao biết ai báo. Ban lưu họ tên, đơn vị, tài khoản này; tin đi qua máy chủ của mạng.

    Xin hỏi { $honorific } có đồng ý tham gia không ạ?
join-consent = **Điều { $honorific } đồng ý khi tham gia Lắng Nghe của { $board }**

    Kênh chỉ ghi ý kiến về **sự việc**, không theo dõi người nêu ý kiến, và không dùng để xử lý cá nhân nào. Xin không ghi bí mật nhà nước, không ghi tên, số điện thoại hay ảnh rõ mặt của ai.

    Ban lưu họ tên, đơn vị và tài khoản trò chuyện này để gửi yêu cầu và báo lại kết quả. Chỉ cán bộ được giao mới biết ai đã báo cáo. Tin nhắn đi qua máy chủ của mạng nhắn tin. Nếu lỡ ghi tên hay số điện thoại của ai, Lắng Nghe giúp che và xóa tin ấy khỏi cuộc trò chuyện.
honorific-leader = đồng chí
join-role-collaborator = Anh/chị có tên trong danh sách cộng tác viên { $unit }.
join-role-contact = Anh/chị có tên trong danh sách cán bộ đầu mối { $unit }.
join-role-staff = Anh/chị có tên trong danh sách cán bộ của { $unit }.
join-role-leader = Bản tổng hợp của { $unit } sẽ được gửi tại đây.
join-role-admin = Anh/chị có tên trong danh sách quản trị của { $unit }.
join-consent-changed = Từ khi { $honorific } nhận lời tham gia, cách { $board } giữ dữ liệu đã có thêm mấy điều:

    • Mọi điều nhắn ở đây đều được soát thông tin cá nhân; Lắng Nghe không nhắc lại điều tìm thấy.
    • Ai đã báo cáo được ghi dưới một khóa riêng; mối nối ấy được cắt sau khi việc kết thúc một thời gian.
    • { $honorific } xem Ban đang lưu gì về mình bằng lời nhắn **dữ liệu của tôi**, và ngừng tham gia bằng lời nhắn **không tham gia nữa**.

    { $honorific } không cần làm gì thêm. Tin này chỉ gửi một lần.
join-agree = Đồng ý tham gia
join-details = Xem kỹ
join-terms = Điều đã đồng ý
join-decline = Không tham gia
join-done = Đã ghi nhận, xin cảm ơn. Khi có việc, Lắng Nghe sẽ nhắn tại đây. Chọn việc muốn làm:
join-declined = Đã ghi nhận. Lắng Nghe đã xóa tài khoản trò chuyện này khỏi danh sách và sẽ không nhắn nữa.
withdrawn-staff = **{ $name }** ({ $unit }) đã yêu cầu Zalo xóa dữ liệu của mình. Lắng Nghe đã xóa địa chỉ chat này và sẽ không nhắn tới đó nữa. Xin xem lại danh sách thành viên: tên và đơn vị còn ghi ở đó.

link-code = Mã để dùng Lắng Nghe trên mạng khác: **{ $code }**
    { $doors }
    Mã dùng được một lần, trong một ngày. Xin không chuyển mã này cho ai.
link-on-telegram = Telegram: mở { $where }
link-on-zalo-bot = Zalo: tìm { $where } rồi nhắn mã trên.
link-on-zalo-oa = Zalo: tìm OA { $where }, bấm Quan tâm rồi nhắn mã trên.
link-none = Hiện Lắng Nghe chưa có mặt trên mạng khác.
join-yes-or-no = Em chưa hiểu tin này. Anh/chị đồng ý tham gia thì nhắn **đồng ý**, không thì nhắn **không tham gia**.
