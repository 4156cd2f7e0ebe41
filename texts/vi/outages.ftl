# Times in which the program could not hear.

outage-moment = { $time } ngày { $day }
outage-staff = ⚠ **Hệ thống ngừng** từ { $since } đến { $until }, nay đã chạy lại.
outage-staff-some = ⚠ **Không nhận được tin qua { $names }** từ { $since } đến { $until }, nay đã thông.
outage-staff-restored = ⚠ **Dữ liệu từ { $since } đến { $until } không còn**, do hệ thống được khôi phục từ bản sao lưu. Báo cáo, việc khẩn nhận trong thời gian này phải nhận lại.
outage-staff-kept = Mạng nhắn tin có giữ tin gửi trong thời gian này; tin tới muộn vẫn được xử lý.
outage-staff-lost = Tin gửi trước { $before } có thể không đến.
outage-staff-asked = Cộng tác viên và cán bộ đầu mối được nhắn, đề nghị gửi lại.
outage-staff-due = **{ $title }** hết hạn trong thời gian này ({ $due }); { $waiting ->
        [0] mọi người đã trả lời.
       *[other] { $waiting } người chưa trả lời.
    }
outage-button-extend = Gia hạn đến { $due }: { $title }
outage-deadline = Hệ thống ngừng từ { $since } đến { $until }, đúng lúc **{ $title }** hết hạn ({ $due }). Báo cáo gửi trong thời gian đó có thể chưa được ghi nhận. Nếu đã gửi mà chưa thấy trả lời, xin liên hệ cán bộ ban.
outage-write-again = Hệ thống ngừng từ { $since } đến { $until }. Tin nhắn gửi trước { $before } có thể không đến. Nếu đã nhắn trong thời gian đó mà chưa thấy trả lời, xin nhắn lại; việc khẩn xin báo lại ngay.
outage-deadline-restored = Dữ liệu từ { $since } đến { $until } không còn do sự cố, trong đó có lúc **{ $title }** hết hạn ({ $due }). Nếu đã gửi báo cáo trong thời gian đó, xin liên hệ cán bộ ban.
outage-write-again-restored = Do sự cố, dữ liệu gửi từ { $since } đến { $until } không còn trong hệ thống. Nếu đã gửi báo cáo trong thời gian đó, xin gửi lại; việc khẩn xin báo lại ngay. Xin lỗi vì sự bất tiện này.
outage-more-time = ⏰ **{ $title }** được gia hạn đến { $due } vì hệ thống vừa ngừng. Chưa thấy báo cáo gửi về.
outage-extended = ✓ Đã gia hạn **{ $title }** đến { $time } ngày { $day }. Đang báo cho { $count } người chưa trả lời.
outage-extended-before = Yêu cầu này đã có hạn đến { $time } ngày { $day }.
