# Cấu hình: điều sai, gọi theo tên và không bao giờ kèm giá trị.

settings-missing = Thiếu { $name }: hãy chạy `langnghe setup`.
settings-needed = Thiếu { $name }: { $by } cần có nó.
settings-unknown = { $name } không phải là tên cấu hình nào.
settings-unknown-close = { $name } không phải là tên cấu hình nào: có phải là { $close }?
settings-no-text = { $name } không phải là tệp văn bản UTF-8.
settings-number = { $name } phải là một số nguyên.
settings-least = { $name } phải từ { $bound } trở lên.
settings-most = { $name } không được quá { $bound }.
settings-one-of = { $name } phải là { $choices }.
settings-yes-or-no = { $name } phải là true hoặc false.
settings-wrong = Không đọc được { $name }.
settings-database = { $name } phải là sqlite:///đường/dẫn/tới/tệp.db hoặc postgresql://người_dùng:mật_khẩu@máy_chủ/tên.
settings-keys = { $name } phải là một hoặc nhiều khóa khác nhau, mỗi khóa 44 ký tự (base64 dùng được trong URL), cách nhau bằng dấu phẩy.
settings-zone = { $name } phải là tên một múi giờ, ví dụ Asia/Ho_Chi_Minh.
settings-filled = { $name } không được để trống.
settings-proxy = { $name } phải là địa chỉ bắt đầu bằng http:// hoặc https://.
settings-secret = { $name } phải gồm 8 đến 256 ký tự trong A-Z, a-z, 0-9, _ và -.
settings-public = { $name } phải là địa chỉ bắt đầu bằng https://, không có ? và #.
settings-listen = { $name } phải có dạng máy:cổng, ví dụ 127.0.0.1:8080.
settings-status = { $name } phải có dạng máy:cổng, ví dụ 127.0.0.1:9108.
settings-tokens = { $name } phải là một hoặc nhiều mã bot do @BotFather cấp (123456:ABC…), cách nhau bằng dấu phẩy.
settings-address = { $name } phải là địa chỉ bắt đầu bằng https:// hoặc http://.
settings-zalo-tokens = { $name } phải là một hoặc nhiều mã do Zalo Bot Manager cấp (123456:abc…), cách nhau bằng dấu phẩy.
settings-account = { $name } phải là mã của tài khoản, là một số.
settings-app = { $name } phải là mã của ứng dụng, là một số.
settings-secrets = { $name } phải là các khóa bí mật, cách nhau bằng dấu phẩy.
