# Labels of the choices that figures count: topics, groups of people, streams of opinion, urgency.

choice-kind-periodic = Báo cáo định kỳ
choice-kind-thematic = Báo cáo chuyên đề
choice-kind-review = Báo cáo sơ kết, tổng kết

## Topics

choice-topic-party = Xây dựng Đảng, hệ thống chính trị
choice-topic-economy = Kinh tế, giá cả, việc làm
choice-topic-farming = Nông nghiệp, nông thôn
choice-topic-land = Đất đai, giải phóng mặt bằng
choice-topic-infrastructure = Hạ tầng, giao thông, điện, nước
choice-topic-education = Giáo dục
choice-topic-health = Y tế, an sinh
choice-topic-culture = Văn hóa, lối sống
choice-topic-environment = Môi trường, thiên tai, dịch bệnh
choice-topic-security = An ninh, trật tự, an toàn giao thông
choice-topic-defence = Quốc phòng, biển đảo, đối ngoại
choice-topic-ethnic = Dân tộc, tôn giáo
choice-topic-administration = Cải cách hành chính, thái độ phục vụ
choice-topic-other = Khác

## Groups of people

choice-strata-officials = Cán bộ, đảng viên, công chức, viên chức
choice-strata-workers = Công nhân, người lao động
choice-strata-farmers = Nông dân
choice-strata-business = Doanh nhân, hộ kinh doanh
choice-strata-intellectuals = Trí thức, văn nghệ sĩ
choice-strata-youth = Thanh niên, học sinh, sinh viên
choice-strata-women = Phụ nữ
choice-strata-veterans = Cựu chiến binh
choice-strata-elderly = Người cao tuổi, hưu trí
choice-strata-minorities = Đồng bào dân tộc thiểu số
choice-strata-religious = Đồng bào có đạo
choice-strata-other = Khác

## Streams of opinion

choice-stance-agree = Đồng tình
choice-stance-concerned = Băn khoăn
choice-stance-disagree = Không đồng tình
choice-stance-unclear = Chưa rõ

## Urgent events

choice-what-crowd = Tập trung đông người
choice-what-danger = Nguy hiểm tính mạng
choice-what-rumour = Tin đồn lan nhanh
choice-what-strike = Đình công, ngừng việc tập thể
choice-what-environment = Sự cố môi trường
choice-what-other = Khác

## Sources

choice-source-direct = Trao đổi trực tiếp
choice-source-meeting = Hội nghị, sinh hoạt
choice-source-voters = Tiếp xúc cử tri
choice-source-social = Mạng xã hội
choice-source-press = Báo chí
choice-source-phone = Điện thoại, tin nhắn
choice-source-other = Khác

## Causes, spread, forecasts

choice-cause-policy = Chủ trương, quy định
choice-cause-execution = Cách thực hiện
choice-cause-conduct = Thái độ, trách nhiệm cán bộ
choice-cause-information = Thiếu thông tin
choice-cause-living = Đời sống, giá cả, việc làm
choice-cause-rumour = Tin chưa kiểm chứng
choice-cause-disaster = Thiên tai, dịch bệnh
choice-cause-other = Khác
choice-spread-few = Một vài người
choice-spread-neighbourhood = Một khu dân cư
choice-spread-commune = Nhiều nơi trong xã, phường, đặc khu
choice-spread-communes = Nhiều xã, phường, đặc khu
choice-forecast-calm = Lắng xuống
choice-forecast-same = Như hiện nay
choice-forecast-spread = Có thể lan rộng
choice-forecast-complex = Có thể diễn biến phức tạp
choice-forecast-unknown = Chưa dự báo được

## Urgency

choice-urgency-normal = Bình thường
choice-urgency-soon = Cần quan tâm sớm
choice-urgency-urgent = Khẩn
