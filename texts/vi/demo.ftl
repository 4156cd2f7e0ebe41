# Lệnh langnghe demo.

demo-ready = Lắng Nghe đang chạy thử: { $address }
    Mở địa chỉ trên bằng trình duyệt. Bấm Ctrl-C để dừng.
demo-sandbox-ended = Máy chủ mô phỏng đã dừng bất ngờ nên phần chạy thử dừng theo. Hãy chạy lại lệnh.
