# Dòng lệnh langnghe, dành cho người quản trị.
cli-help = Lắng Nghe: nắm bắt dư luận xã hội qua mạng lưới cộng tác viên trên Telegram và Zalo.
cli-help-setup = Cài đặt lần đầu: hỏi mã bot, tạo khóa, ghi tệp .env, tạo cơ sở dữ liệu và in lời mời cho người quản trị.
cli-help-setup-token = Mã bot (token) do @BotFather cấp.
cli-help-setup-name = Họ và tên người quản trị.
cli-help-invite = Tạo lời mời dùng một lần cho một thành viên, hoặc cho người mới với một vai trò.
cli-help-invite-member = Mã thành viên trong danh sách.
cli-help-invite-role = Vai trò của người được mời: collaborator, contact, staff, leader, admin.
cli-help-invite-name = Họ và tên người được mời (đi cùng --role); chưa có trong danh sách thì được thêm vào.
cli-help-run = Chạy bot.
cli-help-demo = Chạy thử toàn bộ trên máy này, không cần tài khoản, mã bot hay máy chủ nào.
cli-help-sandbox = Chỉ chạy các máy chủ mô phỏng và trang điện thoại.
cli-help-sandbox-world = Tệp mô tả thế giới (TOML hoặc JSON).
cli-help-sandbox-port = Cổng của trang; 0 là chọn cổng còn trống.
cli-help-check = Kiểm tra cấu hình, cơ sở dữ liệu, khóa và mã bot; nói rõ chỗ nào sai.
cli-help-db = Cơ sở dữ liệu.
cli-help-db-upgrade = Nâng cấp cơ sở dữ liệu lên bản của chương trình này. Hãy dừng bot trước.

cli-file-trouble = Không đọc hoặc ghi được tệp { $path }: { $reason }.
cli-env-not-text = Tệp { $path } không phải văn bản UTF-8.
cli-env-overridden = { $name } đang được đặt trong môi trường nên thay đổi trong .env sẽ không có tác dụng. Bỏ biến đó rồi chạy lại.
cli-database-missing = Chưa có cơ sở dữ liệu tại { $path }. Chạy `langnghe setup` trước.
cli-database-empty = Cơ sở dữ liệu chưa có bảng nào. Chạy `langnghe setup`.
cli-database-unfounded = Cơ sở dữ liệu chưa cài đặt xong. Chạy `langnghe setup`.
cli-database-old = Cơ sở dữ liệu thuộc bản cũ hơn chương trình. Dừng bot rồi chạy `langnghe db upgrade`.
cli-database-newer = Cơ sở dữ liệu thuộc bản mới hơn chương trình này. Hãy cập nhật chương trình.
cli-database-unreachable = Không kết nối được cơ sở dữ liệu trong LANGNGHE_DATABASE_URL.
cli-keys-wrong = LANGNGHE_SECRET_KEYS không có khóa đã mã hóa cơ sở dữ liệu này. Lấy lại khóa từ bản đã cất giữ.
cli-in-use = Bot đang chạy trên cơ sở dữ liệu này. Dừng bot rồi chạy lại lệnh.
cli-no-root = Chưa có đơn vị gốc. Chạy `langnghe setup` hoặc nhập danh sách trước.
cli-db-current = Cơ sở dữ liệu đã là bản mới nhất.
cli-db-upgraded = Đã nâng cấp cơ sở dữ liệu.

cli-the-administrator = người quản trị
cli-setup-ask-token = Mã bot do @BotFather cấp (bỏ trống nếu chưa có)
cli-setup-ask-name = Họ và tên người quản trị
cli-setup-key-lost = Cơ sở dữ liệu đã có dữ liệu nhưng LANGNGHE_SECRET_KEYS còn thiếu. Lấy lại khóa từ bản đã cất giữ; khóa mới không đọc được dữ liệu cũ.
cli-setup-done = ✓ Đã ghi .env và tạo cơ sở dữ liệu.
cli-setup-keep-key = Hãy cất một bản LANGNGHE_SECRET_KEYS ở nơi an toàn, tách khỏi bản sao lưu: mất khóa là mất dữ liệu.
cli-setup-admin-joined = Người quản trị đã tham gia. Muốn mời lại: `langnghe invite --member MÃ`.
cli-setup-next = Bước tiếp theo: `langnghe run`.
cli-setup-no-token = Chưa có mã bot. Chạy lại `langnghe setup --telegram-token MÃ`, rồi `langnghe run`.

cli-invitation = Lời mời cho { $who }: { $code }
cli-invitation-by-hand = Mở bot trên Telegram và gửi: /start { $code }
cli-invitation-once = Dùng được một lần, trong { $days } ngày. Chỉ gửi riêng cho đúng người.
cli-invite-which = Dùng `--member MÃ`, hoặc `--role VAI_TRÒ` cùng `--name "HỌ TÊN"`.
cli-invite-role-unknown = Không có vai trò "{ $role }". Các vai trò: { $roles }.
cli-invite-unknown = Không có thành viên nào mang mã { $code }.
cli-invite-left = Thành viên { $code } đã nghỉ. Bỏ dấu ở cột "Nghỉ" trong danh sách rồi nhập lại.

cli-check-settings = Cấu hình hợp lệ.
cli-check-database = Cơ sở dữ liệu kết nối được và đúng bản.
cli-check-keys = Khóa mở được dữ liệu.
cli-check-no-token = Thiếu LANGNGHE_TELEGRAM_TOKEN. Chạy `langnghe setup --telegram-token MÃ`.
cli-check-token = Telegram nhận ra bot: { $names }.
cli-check-token-refused = Telegram từ chối mã của bot { $account } trong LANGNGHE_TELEGRAM_TOKEN. Lấy mã mới từ @BotFather.
cli-check-no-answer = Không nhận được trả lời từ Telegram cho bot { $account }. Kiểm tra mạng, LANGNGHE_PROXY_URL và LANGNGHE_TELEGRAM_API_URL.
