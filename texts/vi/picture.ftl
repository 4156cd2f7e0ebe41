# Pictures of a report, for the officer who has it.

picture-of = Ảnh của báo cáo này, chỉ cán bộ xem.
picture-of-server = Ảnh của báo cáo này, chỉ cán bộ xem. Không nhận ra được ai trong ảnh (mặt người, biển số xe, số nhà, chữ viết) thì mới cho gửi cùng dữ liệu mở.
picture-of-ticked = Ảnh này được phép gửi cùng dữ liệu mở.
picture-ticked = ✓ Ảnh được phép đi cùng dữ liệu mở.
picture-unticked = ✓ Ảnh không đi cùng dữ liệu mở nữa. Máy chủ đã nhận ảnh từ trước thì bản cũ vẫn còn ở đó.
picture-gone = Báo cáo này không còn ảnh nào được lưu.
picture-button-look = Xem ảnh
picture-button-tick = Cho gửi ảnh
picture-button-untick = Không cho gửi
