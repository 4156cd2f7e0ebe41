# Staff's list of members.

people-title = **Thành viên**: { $count } người (trang { $page }/{ $pages })
people-account = Zalo { $name }: { $count }/{ $most } người
people-unit = **{ $unit }**
people-line = • { $name }: { $networks }
people-first = { $network } (gửi trước)
people-how = Tìm nhanh: nhắn /thanhvien kèm tên đơn vị hoặc một phần tên; kèm mã hoặc đủ họ tên để xem một người. Thêm người: /themthanhvien.
people-none = Không có ai khớp. Xin nhắn /thanhvien kèm tên đơn vị hoặc một phần tên.
