# The codebook of a digest's figures as a tidy table.

tidy-first-day = Ngày đầu kỳ
tidy-last-day = Ngày cuối kỳ
tidy-table = Bảng: số liệu được chia theo gì
tidy-code = Mã của dòng trong bảng ấy; mã là chữ
tidy-label = Tên gọi của mã
tidy-measure = Con số này là gì
tidy-stance = Luồng ý kiến, chỉ có ở tỷ lệ
tidy-month = Tháng, chỉ có ở số liệu từng tháng
tidy-value = Con số; để trống là được giữ lại
tidy-kept-back = Con số có được giữ lại không
tidy-measure-reports = Số báo cáo
tidy-measure-previous-reports = Số báo cáo kỳ trước
tidy-measure-last-year-reports = Số báo cáo cùng kỳ năm trước
tidy-measure-percent = Tỷ lệ ước lượng của một luồng ý kiến (%), không phải kết quả điều tra xã hội học
tidy-shown = Con số được nêu
tidy-held = Dưới ba người phản ánh, hoặc được giữ lại để bảo vệ người phản ánh
