policy-button-of = Chính sách liên quan
policy-button-new = Thêm chính sách
policy-button-show = Xem chính sách
policy-button-day = Ghi ngày ban hành
policy-button-compare = So trước và sau khi ban hành
policy-choose = Khảo sát **{ $survey }** hỏi về chính sách nào?
policy-none = Khảo sát **{ $survey }** chưa thuộc chính sách nào. Gắn vào một chính sách thì so được ý kiến trước và sau khi ban hành.
policy-ask = Xin ghi tên chính sách; thêm số văn bản và ngày ban hành nếu đã có, mỗi ý một dòng. Ví dụ:
    Giá nước sạch năm 2027
    Nghị quyết 12/NQ-HĐND
    05/12/2026
policy-attached = ✓ Đã gắn khảo sát với chính sách này.
policy-gone = Chính sách này không còn, hoặc không thuộc đơn vị anh/chị phụ trách.
policy-card = **{ $title }** – { $issued }
policy-card-document = Văn bản: { $document }
policy-issued = ban hành ngày { $day }
policy-issued-later = sẽ ban hành ngày { $day }
policy-issued-unknown = chưa ghi ngày ban hành
policy-before-it = Khảo sát trước khi ban hành: { $surveys }
policy-after-it = Khảo sát sau khi ban hành: { $surveys }
policy-other-it = Khảo sát chưa xếp được trước hay sau: { $surveys }
policy-day-ask = Chính sách ban hành ngày nào? Ví dụ: 05/12/2026
policy-day-again = Xin ghi một ngày, ví dụ: 05/12/2026
policy-day-kept = ✓ Đã ghi ngày ban hành: { $day }.
policy-not-comparable = Chưa so được. Cần một khảo sát đã đóng trước ngày ban hành và một khảo sát mở từ ngày ấy đã đóng, hỏi cùng đơn vị, cùng cách chọn người, có câu giống nhau từng chữ và đủ người trả lời để nêu số.
policy-compared = **{ $title }** (ban hành ngày { $issued }): trước là **{ $before }**, nay là **{ $after }**.
policy-no-cause = Khác nhau trước và sau chưa nói được chính sách là nguyên nhân.
