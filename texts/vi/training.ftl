# Tập sự: phiếu được ghi dấu và không tính vào số liệu.

training-title = **Tập sự.** Đến hết ngày đã ghi, phiếu của họ được ghi dấu tập sự, cán bộ vẫn đọc và việc khẩn vẫn tới người trực; không tính vào số liệu, bản tổng hợp và đánh giá.
training-none = Hiện không có ai tập sự.
training-line = • { $name }: đến hết { $day } (người ghi: { $by })
training-button-show = Danh sách tập sự
training-button-add = Thêm người tập sự
training-button-end = Hết tập sự: { $name }
training-ask = Xin ghi tên hoặc mã của đơn vị hay của người, rồi đến ngày nào. Ví dụ: Hoàng An đến { $until }
training-refused-shape = Chưa rõ ai hoặc đến ngày nào. Xin ghi như: Hoàng An đến { $until }
training-begun = ✓ { $name }: tập sự đến hết { $day }.
training-told = Anh/chị tập sự đến hết { $day }: cứ gửi phiếu như mọi người, phiếu được ghi dấu tập sự và không tính vào số liệu.
training-ended = ✓ { $name }: hết tập sự, phiếu gửi từ bây giờ tính như mọi người.
training-ended-still = ✓ { $name }: đã kết thúc lần tập sự này, nhưng còn một lần khác nên vẫn đang tập sự.
training-told-ended = Anh/chị hết tập sự sớm hơn dự định: phiếu gửi từ bây giờ tính như mọi người.
training-gone = Lần tập sự ấy đã hết.
training-mark = tập sự, không tính
