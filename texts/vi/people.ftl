# First contact, the menu, commands, groups.

join-stranger = Kênh này chỉ dành cho người được mời. Nếu có lời mời, xin mở đúng đường dẫn đã nhận.
join-welcome = Chào { $honorific } { $name }. Đây là **Lắng Nghe**, kênh phản ánh dư luận xã hội của { $board }. { $roles }

    Kênh ghi ý kiến về **sự việc**, không theo dõi người có ý kiến, và không dùng để xử lý cá nhân nào. Xin không ghi bí mật nhà nước, không ghi tên, số điện thoại hay ảnh rõ mặt của ai.

    Ban lưu họ tên, đơn vị và tài khoản trò chuyện này để gửi nội dung và báo lại kết quả. Ai đã báo cáo chỉ cán bộ được giao mới xem được. Tin nhắn có đi qua máy chủ của mạng nhắn tin; tin nào lỡ có thông tin cá nhân, Lắng Nghe giúp che và xóa khỏi cuộc trò chuyện.

    Xin cho biết { $honorific } có đồng ý tham gia không.
honorific-leader = đồng chí
join-role-collaborator = Có tên trong danh sách cộng tác viên { $unit }.
join-role-contact = Có tên trong danh sách cán bộ đầu mối { $unit }.
join-role-staff = Có tên trong danh sách cán bộ của { $unit }.
join-role-leader = Bản tổng hợp của { $unit } sẽ được gửi tại đây.
join-role-admin = Có tên trong danh sách quản trị của { $unit }.
join-agree = Đồng ý tham gia
join-decline = Không tham gia
join-done = Đã ghi nhận, xin cảm ơn. Khi có việc, Lắng Nghe sẽ nhắn tại đây. Chọn việc muốn làm:
join-declined = Đã ghi nhận. Lắng Nghe đã xóa tài khoản trò chuyện này khỏi danh sách và sẽ không nhắn nữa.
withdrawn-staff = **{ $name }** ({ $unit }) đã yêu cầu Zalo xóa dữ liệu của mình. Lắng Nghe đã xóa địa chỉ chat này và sẽ không nhắn tới đó nữa. Xin xem lại danh sách thành viên: tên và đơn vị còn ghi ở đó.

menu-title = Chọn việc muốn làm:
menu-what = Chưa rõ muốn làm việc gì. Xin chọn một việc:
menu-offer = Tin ấy đã ghi là câu trả lời. Nếu muốn mở danh mục, bấm **Danh mục**; phiếu viết dở vẫn còn nguyên.
menu-draft-waits = Phiếu viết dở vẫn còn nguyên. Chọn việc muốn làm:
menu-open = ☰ Danh mục
menu-continue = ✎ Viết tiếp: { $title }
menu-report = Báo cáo: { $title }
menu-report-more = Báo cáo thêm: { $title }
menu-report-free = Phản ánh một việc
menu-urgent = ❗ Báo việc khẩn
menu-own = Báo cáo của tôi
menu-write = Soạn nội dung
menu-progress = Tình hình gửi
menu-digest = Tổng hợp ngay
menu-group = Nối nhóm
menu-latest = Bản tổng hợp mới nhất

command-menu = Danh mục việc
command-baocao = Viết báo cáo
command-khan = Báo việc khẩn
command-cuatoi = Báo cáo của tôi
command-dung = Tạm dừng phiếu đang viết
command-lienket = Dùng thêm trên mạng khác
command-kenh = Chọn nơi nhận tin trước
command-trogiup = Trợ giúp
command-noinhom = Nối nhóm này với Lắng Nghe (dành cho cán bộ)
command-unknown = Chưa có lệnh này. Xin chọn một việc:
help = **Lắng Nghe** hỏi từng câu một; trả lời bằng nút hoặc gõ chữ.

    • Dừng lúc nào cũng được: phiếu viết dở còn nguyên, bấm **Viết tiếp** khi rảnh.
    • Sửa: bấm **Quay lại**, hoặc sửa ngay tin nhắn đã gửi, hoặc sửa ở trang xem lại.
    • Việc gấp: bấm **Báo việc khẩn**. Nguy hiểm thì gọi 113, 114, 115 trước.

    /menu mở danh mục, /dung tạm dừng, /cuatoi xem báo cáo đã gửi, /lienket dùng thêm trên mạng khác, /kenh chọn nơi nhận tin.

press-unknown = Nút này không còn dùng được. Bấm /menu để mở danh mục.
other-message = Tin nhắn loại này chưa dùng được ở đây. Xin viết bằng chữ hoặc bấm nút.
other-not-carried = Tin nhắn loại này chưa dùng được ở đây. Xin trả lời theo cách ghi dưới câu hỏi.
edited-too-late = Tin vừa sửa không thuộc phiếu đang viết. Báo cáo đã gửi thì sửa ở **Báo cáo của tôi**.
turn-failed = Lắng Nghe đang trục trặc. Tin vừa rồi đã được giữ lại và sẽ xử lý sau ít phút; không cần gửi lại.
turn-parked = Tin lúc trước chưa xử lý được; cán bộ kỹ thuật sẽ xem lại. Phần đã lưu vẫn còn nguyên.
turn-parked-staff = ⚠ Có tin đến đã ba lần xử lý không thành và được để riêng (số { $number }); không ai khác bị ảnh hưởng. Nhờ cán bộ kỹ thuật xem bằng lệnh langnghe inbox failed.

link-code = Mã để dùng Lắng Nghe trên mạng khác: **{ $code }**
    { $doors }
    Mã dùng được một lần, trong một ngày. Xin không chuyển mã này cho ai.
link-on-telegram = Telegram: mở { $where }
link-on-zalo-bot = Zalo: tìm { $where } rồi nhắn mã trên.
link-on-zalo-oa = Zalo: tìm OA { $where }, bấm Quan tâm rồi nhắn mã trên.
link-none = Hiện Lắng Nghe chưa có mặt trên mạng khác.

media-no-draft = Chưa có phiếu nào đang viết nên chưa nhận được tệp này. Xin chọn một việc trước:
media-not-here = Tệp này chưa dùng được ở đây. Xin trả lời bằng chữ hoặc bấm nút.
media-received = ✓ Đã nhận tệp, đang kiểm tra. Cứ trả lời tiếp.
media-button-again = Gửi lại
media-one-of-album = Phiếu nhận một ảnh; đang lấy ảnh đầu tiên của bộ ảnh.
media-refused-too_large =
    **{ $label }**
    Ảnh lớn quá 10 MB (tệp khác: 20 MB) nên chưa nhận được. Xin gửi tệp nhỏ hơn.
media-refused-not_a_picture =
    **{ $label }**
    Tệp ấy không phải ảnh nên chưa nhận được. Xin gửi lại ảnh.
media-refused-not_a_sound =
    **{ $label }**
    Tệp ấy không phải ghi âm nên chưa nhận được. Xin bấm giữ nút micrô để ghi, hoặc gửi một tệp âm thanh.
media-refused-not_a_video =
    **{ $label }**
    Tệp ấy không phải video nên chưa nhận được. Xin quay hoặc chọn một video để gửi lại.
media-refused-not_a_file =
    **{ $label }**
    Tệp ấy thuộc loại chưa nhận được. Xin gửi tệp Word, Excel (không có macro), PDF, văn bản hoặc ảnh.
media-refused-heic =
    **{ $label }**
    Ảnh gửi dưới dạng tệp HEIC thì nhiều máy không mở được. Xin gửi lại theo cách gửi ảnh thường, không chọn "gửi dưới dạng tệp".
media-refused-not_fetched =
    **{ $label }**
    Chưa lấy được tệp từ mạng nhắn tin. Xin gửi lại.

group-how-telegram = Để nối một nhóm kín: thêm { $name } vào nhóm, rồi gõ **/noinhom** trong nhóm ấy và chọn nhóm dùng làm gì.
group-how-zalo-bot = Để nối một nhóm Zalo:

    1. Người đã tạo bot mở **Zalo Bot Creator**, chép đường dẫn mời rồi gửi vào nhóm; trưởng nhóm xác nhận.
    2. Trong nhóm, gõ @, chọn **{ $name }** trong danh sách, ghi tiếp **/noinhom ctv** (nhóm cộng tác viên) hoặc **/noinhom canbo** (nhóm cán bộ).

    Trong nhóm, Zalo chỉ chuyển tới đây những tin chọn tên từ danh sách @ và những tin trả lời Lắng Nghe. Người nối nhóm phải là cán bộ đã tham gia Lắng Nghe trên Zalo.
group-how-zalo-oa = Để nối một nhóm Zalo: nhóm phải do chính **{ $name }** lập (nhóm GMF); nhóm có sẵn thì không vào được. Khi đã có nhóm, cán bộ đã tham gia Lắng Nghe trên Zalo nhắn vào đó **/noinhom ctv** (nhóm cộng tác viên) hoặc **/noinhom canbo** (nhóm cán bộ).
group-ask = Nhóm này dùng làm gì? Chỉ cán bộ của Ban bấm được.
group-ask-zalo-bot = Nhóm này dùng làm gì? Nhờ cán bộ của Ban nhấn giữ tin này, chọn **Trả lời**, rồi nhắn một trong hai lệnh:

    **/noinhom ctv**
    nhóm cộng tác viên, nhận nội dung mới

    **/noinhom canbo**
    nhóm cán bộ, được báo khi có việc khẩn

    Nhắn tin mới thì gõ @, chọn **{ $name }** trong danh sách, rồi ghi lệnh.
group-ask-zalo-oa = Nhóm này dùng làm gì? Nhờ cán bộ của Ban nhắn vào nhóm một trong hai lệnh:

    **/noinhom ctv**
    nhóm cộng tác viên, nhận nội dung mới

    **/noinhom canbo**
    nhóm cán bộ, được báo khi có việc khẩn
group-button-collaborators = Nhóm cộng tác viên
group-button-staff = Nhóm cán bộ
group-bound-collaborators = ✓ Nhóm đã được nối: **nhóm cộng tác viên** ({ $unit }). Nội dung mới sẽ gửi vào đây.
group-bound-staff = ✓ Nhóm đã được nối: **nhóm cán bộ** ({ $unit }). Có việc khẩn, nhóm được báo ngay.

network-telegram = Telegram
network-zalo-bot = Zalo
network-zalo-oa = Zalo OA
networks-title = Nội dung mới gửi trước tới **{ $network }**. Muốn đổi thì chọn kênh khác:
networks-second = ✓ Đã nối thêm **{ $here }**. Nội dung mới vẫn gửi trước tới **{ $network }**; không đến được thì gửi qua kênh còn lại. Muốn đổi thì chọn:
networks-shut = { $network }: hiện không gửi được ({ $reason }).
networks-chosen = ✓ Từ nay nội dung mới gửi trước tới **{ $network }**.
networks-one = Hiện chỉ nhận qua **{ $network }**. Muốn thêm kênh khác, nhắn /lienket.
menu-people = Thành viên
people-title = **Thành viên**: { $count } người (trang { $page }/{ $pages })
people-account = Zalo { $name }: { $count }/{ $most } người
people-unit = **{ $unit }**
people-line = • { $name }: { $networks }
people-first = { $network } (gửi trước)
people-how = Tìm nhanh: nhắn /thanhvien kèm tên đơn vị hoặc một phần tên.
people-none = Không có ai khớp. Xin nhắn /thanhvien kèm tên đơn vị hoặc một phần tên.
