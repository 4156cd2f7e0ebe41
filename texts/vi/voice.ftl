# Voice messages of a report, for staff.

voice-of = Tin thoại của **{ $number }**. Nghe xong thì ghi lời lại bằng chữ.
voice-gone = Tin thoại này không còn lưu nữa.
voice-button-hear = ▶ Nghe tin thoại
voice-button-write = ✎ Ghi lời
voice-write-how = Tin thoại của { $number } nói gì? Ghi lại bằng chữ, không ghi tên hay số điện thoại của ai:
voice-written = ✓ Đã ghi lời.
