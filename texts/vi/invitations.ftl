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
invitations-suspended = Đang tạm dừng tham gia nên không mời: { $codes }. Chưa mời ai; bỏ các mã này khỏi tệp rồi chạy lại.
invitations-left = Đã nghỉ nên không mời được: { $codes }. Chưa mời ai; bỏ các mã này khỏi tệp rồi chạy lại.
invitations-revoked = { $count ->
    [0] Không có lời mời nào đang chờ.
   *[other] ✓ Đã hủy { $count } lời mời chưa dùng.
    }

# Trong chat.
invite-chat = **Mời tham gia**
    Mỗi lời mời của đúng một người, dùng một lần, hết hạn sau { $days } ngày. Mời lại thì lời mời cũ không dùng được nữa.
invite-button-all = Mời mọi người chưa tham gia
invite-button-some = Mời theo đơn vị hoặc tên
invite-button-revoke = Thu hồi lời mời
invite-some-how = Mời ai? Xin ghi tên hoặc mã một đơn vị (cả cấp dưới), hoặc mã hay họ tên từng người, cách nhau bằng dấu phẩy.
invite-revoke-how = Thu hồi lời mời chưa dùng của ai? Xin ghi tên hoặc mã một đơn vị, mã hay họ tên từng người, hoặc **tất cả**.
invite-unknown = Chưa rõ là ai: { $names }. Xin ghi mã của đơn vị hoặc của từng người, như trong danh bạ.
invite-suspended = Đang tạm dừng tham gia nên không mời: { $names }. Chưa mời ai. Muốn họ tham gia lại, nhắn /thanhvien kèm tên rồi chọn "Cho tham gia lại".
invite-revoke-suspended = Đang tạm dừng tham gia nên không còn lời mời nào: { $names }. Chưa thu hồi lời mời của ai; xin nhắn lại mà không kể những người này.
invite-left = Đã nghỉ nên không mời được: { $names }. Chưa mời ai; xin mời lại mà không kể những người này.
invite-revoke-sure = { $count } lời mời chưa dùng của { $unit } và cấp dưới sẽ hết hiệu lực, kể cả phiếu đã in. Anh/chị chắc chứ?
invite-button-revoke-yes = Đúng, thu hồi
invite-being-made = Phiếu mời vừa yêu cầu còn đang được lập. Xin chờ có phiếu rồi hãy mời tiếp.
invite-not-permitted = Anh/chị không còn quyền mời những người này nên chưa mời ai.
invite-changed = Danh bạ vừa thay đổi nên chưa mời ai. Xin xem lại những người muốn mời rồi mời lại.
invite-making = Đang lập phiếu mời cho { $count } người.
invite-made = ✓ Phiếu mời của { $count } người để in và trao tay, dùng đến hết { $until }. Lời mời cũ của những người này không dùng được nữa.
invite-book = Cùng các lời mời ấy dưới dạng bảng, để gửi từng người.
invite-failed = Chưa lập được phiếu mời. Xin thử lại sau.
invite-singles = Người đơn tuyến không có trong phiếu chung: cán bộ phụ trách mời riêng, ghi mã của một người.
invite-one = Lời mời của { $name }, dùng một lần trong { $days } ngày: **{ $code }**
invite-way = { $network }: { $way }
