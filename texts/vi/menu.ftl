# The menu, commands, help, and what is said to a press or message that leads nowhere.

menu-forms = Mẫu phiếu

menu-title = Chọn việc muốn làm:
menu-what = Chưa hiểu tin này. Xin chọn một việc:
menu-offer = Tin ấy đang được ghi làm câu trả lời. Không phải vậy thì bấm **Quay lại** để ghi lại; muốn mở danh mục thì bấm **Danh mục**, phiếu viết dở vẫn còn nguyên.
menu-draft-waits = Phiếu viết dở vẫn còn nguyên. Chọn việc muốn làm:
menu-open = ☰ Danh mục
menu-continue = ✎ Viết tiếp: { $title }
menu-drafts-more = Phiếu viết dở khác
menu-drafts-first = ↩ Phiếu viết dở mới nhất
menu-report = Báo cáo: { $title }
menu-report-more = Báo cáo thêm: { $title }
menu-report-free = Phản ánh một việc
menu-more = Xem thêm
menu-first = ↩ Về đầu danh sách
menu-calm = Không có ý kiến
menu-not-heard = Chưa hỏi được
menu-urgent = ❗ Báo việc khẩn
menu-verification = ❓ Câu hỏi xác minh (hạn { $day })
menu-own = Báo cáo của tôi
menu-help = Trợ giúp
menu-help-requests = Lời nhờ giúp ({ $count })
menu-write = Soạn yêu cầu
menu-progress = Ai đã báo cáo
menu-digest = Tổng hợp ngay
menu-group = Nối nhóm
menu-board = Báo cáo của Ban
menu-surveys = Khảo sát
menu-survey = 📊 Khảo sát: { $title }
menu-search = 🔎 Tìm báo cáo
menu-latest = Bản tổng hợp mới nhất

command-menu = Danh mục việc
command-baocao = Báo cáo nhanh: sáu câu
command-khongykien = Đã hỏi, dân không có ý kiến
command-chuanam = Chưa hỏi được
command-khan = Báo việc khẩn
command-cuatoi = Báo cáo của tôi
command-laylai = Lấy lại báo cáo vừa gửi
command-dung = Tạm dừng phiếu đang viết
command-huy = Bỏ phiếu đang viết
command-lienket = Dùng thêm trên mạng khác
command-kenh = Chọn nơi nhận tin
command-gionhac = Chọn giờ được nhắc
command-danhgia = Đánh giá của tôi
command-trogiup = Trợ giúp
command-hoi = Nhờ cán bộ giúp
command-dieukhoan = Điều đã đồng ý
command-loinho = Lời nhờ giúp
command-noinhom = Nối nhóm này với Lắng Nghe (dành cho cán bộ)
command-dulieucuatoi = Dữ liệu của tôi
command-stop = Ngừng tham gia
command-soan = Soạn yêu cầu
command-tinhhinh = Ai đã báo cáo
command-tiendo = Tiến độ: ai đã báo cáo, nhắc người chưa gửi
command-bangtiendo = Bảng tiến độ theo tháng
command-danhgiaquy = Bảng đánh giá quý
command-danhba = Danh bạ mạng lưới
command-moi = Mời tham gia
command-thanhvien = Thành viên
command-tapsu = Tập sự
command-themthanhvien = Thêm thành viên
command-donvi = Đơn vị, sáp nhập
command-canhbao = Việc khẩn
command-quytac = Quy tắc đánh dấu báo cáo
command-duyetxuat = Duyệt yêu cầu xuất dữ liệu
command-dulieumo = Gửi dữ liệu mở
command-lichtruc = Lịch trực
command-giohen = Giờ gửi, nhắc, tổng hợp
command-tamngung = Ai đang tạm ngừng nhắc
command-nhan = Nhãn của thành viên
command-chitieu = Chỉ tiêu báo cáo theo nhóm
command-mauyeucau = Mẫu yêu cầu đã giữ
command-mauphieu = Mẫu phiếu
command-tonghop = Bản tổng hợp mới nhất
command-cachnhan = Cách nhận bản tổng hợp
command-baocaomoi = Báo cáo mới
command-tim = Tìm báo cáo
command-vande = Vấn đề
command-baocaoban = Báo cáo của Ban
command-khaosat = Khảo sát
command-ykien = Cho ý kiến việc khẩn
command-unknown = Chưa có lệnh này. Xin chọn một việc:
help = **Lắng Nghe** hỏi từng câu một; trả lời bằng nút hoặc gõ chữ.

    • **Báo cáo nhanh** có sáu câu; muốn kể kỹ hơn, chọn **Ghi thêm chi tiết** trước khi gửi.
    • Dừng lúc nào cũng được: phiếu viết dở còn nguyên, bấm **Viết tiếp** khi rảnh.
    • Sửa: bấm **Quay lại**, hoặc sửa ngay tin nhắn đã gửi, hoặc sửa ở trang xem lại.
    • Việc gấp: bấm **Báo việc khẩn**. Nguy hiểm thì gọi 113, 114, 115 trước.

    /menu mở danh mục, /dung tạm dừng, /cuatoi xem báo cáo đã gửi, /lienket dùng thêm trên mạng khác, /kenh chọn nơi nhận tin.

press-unknown = Nút này không còn dùng được. Bấm /menu để mở danh mục.
other-message = Tin nhắn loại này chưa dùng được ở đây. Xin viết bằng chữ hoặc bấm nút.
other-not-carried = Tin nhắn loại này chưa dùng được ở đây. Xin trả lời theo cách ghi dưới câu hỏi.
edited-too-late = Tin vừa sửa không thuộc phiếu đang viết. Báo cáo đã gửi thì sửa ở **Báo cáo của tôi**.
turn-failed = Lắng Nghe đang trục trặc. Tin vừa rồi đã được giữ lại và sẽ xử lý sau ít phút; không cần gửi lại.
too-many = Trong một phút tin đến quá nhiều. Từ lúc này đến hết phút, những gì gửi hay chọn thêm không được ghi nhận, trừ tin mở đầu bằng “KHẨN:”; phần trước đó vẫn được xử lý. Xin đợi một phút rồi làm lại phần còn thiếu.
turn-parked = Tin lúc trước chưa xử lý được; cán bộ kỹ thuật sẽ xem lại. Phần đã lưu vẫn còn nguyên.
turn-parked-staff = ⚠ Có tin đến đã ba lần xử lý không thành và được để riêng (số { $number }); không ai khác bị ảnh hưởng. Nhờ cán bộ kỹ thuật xem bằng lệnh langnghe inbox failed.
menu-people = Thành viên
menu-new-reports = Báo cáo mới
menu-issues = Vấn đề
