# Staff's list of members.

people-title = **Members**: { $count } (page { $page } of { $pages })
people-account = Zalo { $name }: { $count } of { $most } people
people-unit = **{ $unit }**
people-line = • { $name }: { $networks }
people-first = { $network } (first)
people-how = To find somebody, send /thanhvien with a unit or part of a name; with a code or a full name to see one member. To add one: /themthanhvien.
people-none = Nobody fits. Send /thanhvien with a unit or part of a name.
