# Bulk exports: a second officer agrees, or does not.

export-none = Không có yêu cầu xuất dữ liệu nào đang chờ.
export-wanted = **{ $name }** xin xuất toàn bộ phần trả lời chọn sẵn của các báo cáo, không có tên người báo cáo (yêu cầu số { $number }).
    Lý do: { $reason }
export-wanted-who = **{ $name }** xin xuất toàn bộ phần trả lời chọn sẵn, kèm một tệp riêng ghi **tên từng người báo cáo** và số báo cáo đã gửi, trừ người đơn tuyến (yêu cầu số { $number }).
    Lý do: { $reason }
export-waits = Có yêu cầu xuất dữ liệu số { $number } đang chờ một cán bộ thứ hai xem và cho ý kiến, trong một ngày. Xem: /duyetxuat
export-button-show = Xem yêu cầu
export-button-agree = Đồng ý cho xuất
export-button-refuse = Không đồng ý
export-agreed = Đã ghi nhận: đồng ý yêu cầu số { $number }. Yêu cầu dùng được một lần, trong một ngày.
export-refused = Đã ghi nhận: không đồng ý yêu cầu số { $number }.
export-over = Yêu cầu số { $number } không còn chờ ý kiến.
