# Phiếu mời nhiều người một lần.

invitations-sheet = Lời mời
invitations-title = { $unit }: phiếu mời tham gia ({ $page }/{ $pages })
invitations-rule = Mỗi phiếu của đúng một người, dùng được một lần, đến hết { $until }. Quét mã bằng điện thoại, hoặc nhắn mã chữ. Trao tận tay từng người.
invitations-column-unit = Đơn vị
invitations-column-member = Mã thành viên
invitations-column-name = Họ và tên
invitations-column-code = Mã mời
invitations-column-until = Hết hạn
invitations-made = ✓ Đã tạo { $count } lời mời: { $files }. Mỗi lời mời dùng được một lần, đến hết { $until }. Lời mời cũ của những người này không dùng được nữa.
invitations-joined = { $count } người đã tham gia nên không mời lại.
invitations-singles = Cộng tác viên đơn tuyến không có trong phiếu chung; mời riêng bằng `langnghe invite --member MÃ`.
invitations-nobody = Không có ai để mời: mọi người đều đã tham gia hoặc đã nghỉ.
invitations-unknown = Không có thành viên mang mã: { $codes }. Chưa mời ai.
invitations-left = Đã nghỉ nên không mời được: { $codes }. Chưa mời ai; bỏ các mã này khỏi tệp rồi chạy lại.
invitations-revoked = { $count ->
    [0] Không có lời mời nào đang chờ.
   *[other] ✓ Đã hủy { $count } lời mời chưa dùng.
    }
