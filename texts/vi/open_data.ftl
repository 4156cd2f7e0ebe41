# Open data: coded answers go to a server, once two officers have agreed.

open-data-none = Chưa có máy chủ nhận dữ liệu mở. Quản trị viên đặt địa chỉ ở LANGNGHE_OPEN_DATA_URL.
open-data-off = Máy chủ { $server }: hiện không gửi gì sang. Hai cán bộ cùng đồng ý thì phần trả lời chọn sẵn của các báo cáo mới được gửi mỗi ngày một lần. Không gửi lời văn, tiếng, tên ai hay số báo cáo; ảnh chỉ gửi khi cán bộ đã xem và cho gửi; nơi nào, lựa chọn nào dưới 3 người báo cáo thì để trống hoặc gộp lên đơn vị trên.
open-data-wanted = **{ $name }** đề nghị gửi phần trả lời chọn sẵn của các báo cáo sang máy chủ { $server }, mỗi ngày một lần, đến khi có người dừng. Không gửi lời văn, tiếng, tên ai hay số báo cáo; ảnh chỉ gửi khi cán bộ đã xem và cho gửi.
open-data-wanted-own = Đã đề nghị gửi dữ liệu mở sang { $server }. Đang chờ một cán bộ khác đồng ý, trong một ngày.
open-data-on = Đang gửi dữ liệu mở sang { $server }. **{ $first }** đề nghị, **{ $second }** đồng ý. Máy chủ đã nhận { $taken } báo cáo.
open-data-away = ⏰ Từ { $since } máy chủ chưa nhận. Lắng Nghe vẫn thử lại.
open-data-refused = Máy chủ không nhận { $count } báo cáo:
open-data-refused-line = • { $number }: { $words }
open-data-waits = Có đề nghị gửi dữ liệu mở đang chờ một cán bộ thứ hai xem và cho ý kiến, trong một ngày. Xem: /dulieumo
open-data-asked = Đã ghi đề nghị và nhắn các cán bộ khác. Có người đồng ý trong một ngày thì mới gửi.
open-data-asked-nobody = Đã ghi đề nghị, nhưng chưa nhắn được cán bộ nào khác. Nhờ một người nhắn /dulieumo để xem.
open-data-agreed = Đã ghi nhận: đồng ý. Dữ liệu mở sẽ gửi mỗi ngày một lần. Muốn dừng: /dulieumo
open-data-ended = Đã dừng: không gửi thêm gì nữa. Những gì máy chủ đã nhận vẫn ở đó.
open-data-over = Việc này không còn chờ ý kiến. Xem lại: /dulieumo
open-data-told-refused = Máy chủ dữ liệu mở không nhận { $count } báo cáo. Các báo cáo khác không bị giữ lại.
open-data-told-away = Chưa gửi được dữ liệu mở: máy chủ không trả lời. Lắng Nghe sẽ thử lại, không gửi trùng.
open-data-told-account = Chưa gửi được dữ liệu mở: máy chủ không nhận tài khoản của ban. Nhờ quản trị viên xem lại LANGNGHE_OPEN_DATA_USER hoặc LANGNGHE_OPEN_DATA_TOKEN.
open-data-told-rubbish = Chưa gửi được dữ liệu mở: địa chỉ này trả lời không giống máy chủ ODK hay KoboToolbox. Nhờ quản trị viên xem lại LANGNGHE_OPEN_DATA_URL.
open-data-told-failed = Chưa gửi được dữ liệu mở vì lỗi ở Lắng Nghe. Lắng Nghe sẽ thử lại; quản trị viên xem nhật ký của chương trình.
open-data-told-lapsed = Đã dừng gửi dữ liệu mở: một trong hai người đồng ý không còn là cán bộ. Cần hai cán bộ đồng ý lại: /dulieumo
open-data-button-show = Xem dữ liệu mở
open-data-button-ask = Đề nghị gửi
open-data-button-agree = Đồng ý gửi
open-data-button-refuse = Không đồng ý
open-data-button-end = Dừng gửi
