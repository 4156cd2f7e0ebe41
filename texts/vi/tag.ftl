# Nhãn: nhóm thành viên do cán bộ đặt tên.

tag-title = **Nhãn.** Mỗi nhãn là một nhóm thành viên để gửi yêu cầu riêng.
tag-none = Chưa có nhãn nào. Mỗi nhãn là một nhóm thành viên để gửi yêu cầu riêng.
tag-button-show = Danh sách nhãn
tag-button-add = Gắn nhãn
tag-button-open = { $name } ({ $count })
tag-button-take = Bỏ nhãn: { $name }
tag-open = **{ $name }**: { $count } người.
tag-gone = Nhãn ấy không còn, hoặc đã có người bỏ rồi.
tag-ask = Xin ghi tên nhãn, dấu hai chấm, rồi mã hoặc họ tên, cách nhau bằng dấu phẩy. Ví dụ: Tổ nòng cốt: CTV01, CTV02. Nhãn nói người ấy làm việc gì cho Ban; không ghi tôn giáo, dân tộc hay quan điểm.
tag-refused-shape = Chưa rõ nhãn nào hoặc gắn cho ai. Xin ghi như: Tổ nòng cốt: CTV01, CTV02
tag-put = ✓ **{ $name }**: thêm { $count } người.
