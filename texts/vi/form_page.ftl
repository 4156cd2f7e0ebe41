# A whole form on one page, behind a link that is used once.

page-button = 🗎 Mở cả phiếu trên một trang
page-button-close = Đóng trang
page-link = Cả phiếu trên một trang, chỉ dành cho anh/chị; mở được một lần, trong một giờ:
    { $link }

    Trả lời ở đây hay ở trang đều vào cùng một phiếu.
page-nowhere = Ở đây chưa có trang để mở phiếu. Anh/chị trả lời tiếp trong trò chuyện này.
page-opened = Phiếu đang mở trên trang. Không phải anh/chị mở thì chọn **Đóng trang**.
page-closed = Đã đóng trang. Câu nào đã ghi vẫn còn nguyên.
page-goes-on = Phiếu từ trang về đây, các câu đã ghi còn nguyên.
page-over = Phiếu này đã gửi, đã bỏ hoặc không còn nữa. Xem lại trong trò chuyện với Lắng Nghe.
page-ended = Đường dẫn này không còn dùng được. Vào trò chuyện với Lắng Nghe để lấy đường dẫn mới; các câu đã ghi vẫn còn nguyên.
page-used = Trang này đã được mở ở nơi khác, mỗi đường dẫn chỉ mở được một lần. Vào trò chuyện với Lắng Nghe để lấy đường dẫn mới; các câu đã ghi vẫn còn nguyên.
page-hour-over = Đã quá một giờ nên trang này không ghi được nữa. Vào trò chuyện với Lắng Nghe để viết tiếp; các câu đã ghi vẫn còn nguyên.
page-went-back = Đã về trò chuyện. Mở ứng dụng nhắn tin để viết tiếp; các câu đã ghi còn nguyên.
page-sent = ✓ Đã nhận báo cáo. Số báo cáo và cách sửa ở trong trò chuyện với Lắng Nghe.
page-goes-on-there = Phiếu đã đủ. Xem bước tiếp theo trong trò chuyện với Lắng Nghe.
page-not-now = Câu ấy không cần trả lời nữa vì câu khác vừa đổi.
page-in-chat = Câu này trả lời trong trò chuyện với Lắng Nghe.
page-changed-there = Câu này vừa được trả lời trong trò chuyện. Lời ở trang chưa ghi; muốn thay thì chọn Ghi lời này.
page-not-taken = Câu trả lời này chưa đúng kiểu, chưa ghi. Anh/chị xem lại giúp.
page-not-kept = Phần này không giữ nguyên được: xin che, hoặc viết lại.
page-missing = Câu này cần trả lời trước khi gửi.
page-missing-some = Còn { $count } câu cần trả lời. Xem các câu có dấu ❗.
page-decide-first = Có câu chứa thông tin riêng của một người. Chọn che hay giữ rồi gửi.
page-personal = Câu này có thông tin riêng của một người ({ $kinds }). Không ghi tên, số điện thoại của ai vào báo cáo.
page-title = Phiếu báo cáo
page-how = Trả lời câu nào, câu ấy được ghi ngay. Nghỉ giữa chừng được: viết tiếp ở đây hoặc trong trò chuyện.
page-send = Gửi báo cáo
page-back = Về trò chuyện
page-required = cần trả lời
page-optional = có thể bỏ trống
page-choose = Chọn…
page-clear = Bỏ chọn
page-saving = Đang ghi…
page-saved = ✓ Đã ghi
page-unsaved = Chưa ghi
page-offline = Mất kết nối nên chưa ghi được. Lời vừa viết còn trên trang này; có mạng thì chọn Ghi lại.
page-yes = Có
page-summary = Còn { "{" }n{ "}" } câu cần trả lời
page-search = Gõ vài chữ để tìm
page-again = Ghi lại
page-over-write = Ghi lời này
page-mask = Che giúp tôi
page-not-personal = Không phải thông tin riêng
page-needed = Cần giữ để xử lý
