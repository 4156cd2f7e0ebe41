# Files that a person sends.

media-no-draft = Chưa có phiếu nào đang viết nên chưa nhận được tệp này. Xin chọn một việc trước:
media-not-here = Câu này trả lời bằng chữ hoặc nút; em chưa ghi được tệp hay tin thoại ở đây.
media-received = ✓ Đã nhận tệp, đang kiểm tra. Cứ trả lời tiếp.
media-button-again = Gửi lại
media-one-of-album = Phiếu nhận một ảnh; đang lấy ảnh đầu tiên của bộ ảnh.
media-refused-too_large =
    **{ $label }**
    Ảnh lớn quá 10 MB (tệp khác: 20 MB) nên chưa nhận được. Xin gửi tệp nhỏ hơn.
media-refused-not_a_picture =
    **{ $label }**
    Tệp ấy không phải ảnh nên chưa nhận được. Xin gửi lại ảnh.
media-refused-not_a_sound =
    **{ $label }**
    Tệp ấy không phải ghi âm nên chưa nhận được. Xin bấm giữ nút micrô để ghi, hoặc gửi một tệp âm thanh.
media-refused-not_a_video =
    **{ $label }**
    Tệp ấy không phải video nên chưa nhận được. Xin quay hoặc chọn một video để gửi lại.
media-refused-not_a_file =
    **{ $label }**
    Tệp ấy thuộc loại chưa nhận được. Xin gửi tệp Word, Excel (không có macro), PDF, văn bản hoặc ảnh.
media-refused-heic =
    **{ $label }**
    Ảnh gửi dưới dạng tệp HEIC thì nhiều máy không mở được. Xin gửi lại theo cách gửi ảnh thường, không chọn "gửi dưới dạng tệp".
media-refused-old_office =
    **{ $label }**
    Tệp Word, Excel kiểu cũ (.doc, .xls) ghi tên người soạn mà Lắng Nghe không bỏ ra được. Xin mở tệp, lưu lại thành PDF (hoặc .docx, .xlsx) rồi gửi lại.
media-refused-locked =
    **{ $label }**
    Tệp có mật khẩu nên chưa nhận được. Xin bỏ mật khẩu, hoặc lưu lại thành PDF không có mật khẩu, rồi gửi lại.
media-refused-not_cleaned =
    **{ $label }**
    Lắng Nghe chưa bỏ được tên người làm, nơi làm và tên máy ghi kèm trong tệp này nên không nhận. Với văn bản, xin lưu lại thành PDF; với ghi âm, video, xin ghi thẳng trong ứng dụng nhắn tin rồi gửi lại.
media-refused-not_fetched =
    **{ $label }**
    Chưa lấy được tệp từ mạng nhắn tin. Xin gửi lại.
media-no-draft-words = Chưa có phiếu nào đang viết nên chưa nhận được tệp này, cả lời ghi kèm. Xin chọn một việc trước, rồi gửi lại:
media-voice-kept = ✓ Đã giữ tin thoại cùng phiếu, đang kiểm tra. Cán bộ nghe rồi ghi lại bằng chữ.
media-voice-full = Phiếu đã có đủ ba tin thoại, hoặc câu này không nhận ghi âm, nên tin thoại vừa rồi chưa được lấy. Anh/chị viết thêm bằng chữ, hoặc gửi phiếu này rồi ghi phiếu khác.
media-full = Phiếu đã đủ ảnh nên ảnh này chưa được lấy.
media-album = ✓ Đang lấy các ảnh của bộ ảnh (nhiều nhất { $count } ảnh). Cứ trả lời tiếp.
caption-kept = ✓ Đã lưu lời dưới ảnh vào câu “{ $label }”.
caption-waits = Lời dưới ảnh chưa dùng được cho câu này. Em giữ lại cho câu hỏi bằng chữ tiếp theo.
caption-gone = Ảnh này không còn lời kèm theo.
caption-command = Lệnh ghi dưới ảnh chưa được thực hiện. Xin gửi lệnh thành một tin riêng.
caption-offer = Lời đã nhắn lúc nãy: “{ $words }”
caption-button-use = Dùng lời ấy
caption-unused = Lời đã nhắn chưa ghi vào câu nào. Muốn ghi, mở một câu trả lời bằng chữ.
caption-not-taken = Câu này không nhận được lời ấy.
media-words-only = Ở đây chỉ nhận lời bằng chữ, không nhận ảnh hay tệp.
