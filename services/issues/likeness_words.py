"""Words by which reports on one matter are told: short forms, the same said otherwise, what says that it has ended, places.

All of them folded, as people type them on a phone.
"""

from __future__ import annotations

SHORT = {
    "ko": "khong", "k": "khong", "kg": "khong", "hok": "khong", "hong biet": "khong biet", "dc": "duoc", "dk": "duoc",
    "ng": "nguoi", "nguoi ta": "nguoi", "vs": "voi", "hs": "hoc sinh", "gv": "giao vien", "ubnd": "uy ban",
    "bhyt": "bao hiem y te", "bv": "benh vien", "sxh": "sot xuat huyet", "kcn": "khu cong nghiep", "online": "qua mang",
    "cty": "cong ty", "dt": "dien thoai", "ptdt": "dien thoai", "vo": "vao", "toi nay": "den nay", "tui": "chung",
}  # fmt: skip
"""Short forms and words of one region, and what they stand for."""

SAME = (
    (
        "hong",
        "hu hong",
        "xuong cap",
        "muc nat",
        "muc gay",
        "hu",
        "sap do",
        "sap sap",
        "ngoi roi",
        "mat bong",
        "tat ngom",
    ),
    ("den bu", "boi thuong"),
    ("so do", "giay chung nhan quyen su dung dat", "cap so", "ho so cap so"),
    ("mat dien", "cup dien", "cup"),
    ("re", "thap", "rot", "mat gia", "rot gia", "rot the tham"),
    ("dat", "cao", "len gia", "gia cao", "tang gia"),
    ("ngap", "ngap ung", "ung"),
    (
        "o nhiem",
        "hoi thoi",
        "tanh",
        "mui hoi",
        "hoi tham",
        "do ban",
        "boc mui",
        "mui hoi thoi",
        "boc mui hoi thoi",
        "boc mui hoi",
    ),
    ("truc tuyen", "qua mang", "tren mang"),
    (
        "phan doi",
        "khong dong tinh",
        "chua dong tinh",
        "khong muon",
        "khong dong y",
        "chua thuan",
        "chua chiu",
        "khong chiu",
    ),
    ("nghi hoc", "bo hoc"),
    ("no luong", "chua nhan duoc luong", "chua duoc tra luong", "luong chua tra"),
    ("lon", "heo", "heo hoi", "lon hoi"),
    ("tai dinh cu", "khu tai dinh cu", "doi di", "chuyen toi o"),
    ("den duong", "den cong cong", "bong den", "den chieu sang"),
    ("song dien thoai", "song di dong", "mang di dong"),
    ("phan bon", "vat tu nong nghiep", "vat tu"),
    ("lua", "cay lua", "ruong lua", "ruong", "dong ruong", "canh dong"),
    ("khoan thu", "thu nhieu khoan", "dong tien truong", "tien truong", "thu tien", "dong tien"),
    ("mam non", "nha tre", "mau giao", "giu tre"),
    ("qua tai", "dong qua", "chat nhu nem", "nhoi nhet", "chen chuc", "khong xue"),
    ("hoc sinh", "hoc tro", "cac em", "con tre", "tre con", "tre em", "con nit", "chau"),
    ("xe dua ruoc", "xe buyt cho", "xe dua don"),
    ("ve sinh", "nha ve sinh", "toilet", "wc"),
    ("tram y te", "tram xa", "tram xa y te", "tram"),
    ("cho kham", "xep hang", "cho toi luot", "cho doi"),
    ("kham", "di kham", "gap bac si"),
    ("cau gat", "quat", "noi nang kho chiu", "thai do", "hach sach", "gat gong"),
    ("bac si", "nhan vien y te", "y si", "y ta"),
    ("lo gach", "lo nung gach"),
    ("khoi", "khoi den", "mu mit"),
    ("khong tho noi", "ho sac sua", "kho tho"),
    ("nuoc thai", "xa nuoc", "xa thai", "thai thang", "xa phan", "xa nuoc den"),
    ("sat lo", "lo dat", "an toi sat nha", "sap mat nha"),
    ("trai heo", "trai lon", "chan nuoi lon", "chan nuoi heo"),
    ("kenh", "muong", "kenh muong"),
    ("no min", "khai thac da"),
    ("khai sinh", "giay khai sinh"),
    ("bi hanh", "bat bo sung", "di lai", "chay toi chay lui", "lam kho"),
    ("mot cua", "bo phan mot cua", "bo phan tiep nhan", "tiep nhan"),
    ("di tre", "chua thay ai lam viec", "moi mo cua", "den muon", "di muon"),
    ("sap nhap", "sap xep", "gop", "bo diem truong"),
    ("ten xa", "dat ten"),
    ("gao", "gia gao"),
    ("vang", "vang hoe", "khong ai mua ban", "e am"),
    ("sap", "quay", "bo sap", "tra sap"),
    ("mat viec", "that nghiep", "cat don", "giam don hang", "phai nghi"),
    ("cong nhan", "nguoi lao dong"),
    ("khu cong nghiep",),
    ("cao toc", "duong cao toc"),
    ("hop tac xa",),
    ("nguy hiem", "so", "de tai nan"),
    ("xang", "xang dau", "cay xang", "tram xang"),
    ("dong cua", "nghi ban", "khoa cua", "dong im im", "khong ban"),
    ("tin dung den", "vay nang lai", "cho vay nang lai"),
    ("to roi", "quang cao", "dan to roi", "day cot dien"),
    ("trom", "bat trom", "mat trom", "ke gian"),
    ("dua xe", "net po", "ru ga", "nep po", "chay xe au"),
    ("karaoke", "hat ho", "loa keo"),
    ("khuya", "nua dem", "ban dem"),
    ("nga tu", "giao lo", "nut giao"),
    ("tai nan", "dung xe", "va cham"),
    ("den tin hieu", "den giao thong"),
    ("via he", "le duong"),
    ("lan chiem", "bay het"),
    ("gui xe", "giu xe"),
    ("chat chem", "chem gia", "chem", "hoi gia"),
    ("nha van hoa", "nha sinh hoat cong dong"),
    ("dinh", "dinh lang", "dinh co"),
    ("cau", "cau go", "cau van", "cai cau"),
    ("cong", "cong thoat nuoc", "thoat nuoc"),
    ("nghet", "tac"),
    ("trang tay", "pha", "an trui", "mat trang"),
    ("han man", "nuoc man", "xam nhap man", "man xam nhap"),
    ("chay kho", "chet chay", "chay"),
    ("giai ngan", "chua cho", "cho vay"),
    ("bo hoang", "de hoang"),
    ("may bom", "tram bom"),
    ("khong thu mua", "ngung nhap", "khong co nguoi mua", "khong thu", "khong ai mua"),
    ("nha may duong", "thu mia", "mia chin"),
    ("kim loai nang", "nhiem chi"),
    ("gieng", "gieng khoan", "nuoc gieng"),
    ("benh nan y", "ung thu"),
    ("the bao hiem", "bao hiem y te", "bao hiem", "the bao hiem y te"),
    ("ho ngheo", "nguoi ngheo"),
    ("nuoc may", "nuoc sach"),
    ("duc", "duc ngau", "mau vang", "vang khe"),
    ("xa xoi", "xa qua", "di xa", "xa cho lam", "hoc xa", "xa ruong"),
    ("cham", "sot ruot", "chua co ket qua", "lau chua xong", "nop tu tet", "bao cho"),
    ("kho khan", "khong kham noi", "so lam"),
    ("nong", "chiu khong noi", "khong ngu duoc"),
    ("o ga", "o voi", "lom chom", "o voi o ga"),
    ("nga", "te", "nga xe"),
    ("quy", "quy thon", "thu quy"),
    ("bat buoc", "ep dong gop", "ep"),
    ("loa", "tren loa"),
    ("do dac", "do dat"),
    ("hut", "thieu dien tich", "hut dien tich"),
    ("ho tro bao", "thiet hai bao", "thiet hai sau bao", "ho tro thiet hai"),
    (
        "chua phat",
        "chua nhan dong nao",
        "chua chi tra",
        "chua thay tra",
        "chua ai chi",
        "khong thay tra",
        "cham tra",
        "chua tra",
    ),
    ("bai rac", "bai tap ket", "rac chat dong"),
    ("ray nau", "ray"),
    ("bai xe", "bai dau xe"),
    ("muoi", "diet muoi", "phun muoi"),
    ("hoc nho", "hoc tam", "ngoi hoc tam"),
    ("lam an xa", "di lam xa", "bo di xa", "di xa het"),
    ("hop tac xa", "htx"),
    ("nghia trang", "nghia dia", "khu nghia dia"),
    ("het dat", "het cho", "chat kin", "khong con cho"),
    ("bo do", "khong lap lai", "dao roi bo", "lam do"),
    ("hang rong", "ban rong", "nguoi ban rong"),
    ("xe buyt", "bus", "tuyen bus"),
    ("bo tuyen", "ngung chay"),
    ("kho nghe", "cau gat voi dan", "gat voi dan"),
    ("inh oi", "mo to", "om som"),
    ("xe cho dat", "xe ben cho dat", "xe ben"),
    ("mat ngu", "khong ngu duoc", "on khong ngu"),
)
"""The same said otherwise; the first stands for all."""

ENDED = (
    r"\bda (?:\w+ ){0,4}?(?:xong|roi|du|lai|tot|on dinh|het|dut diem)\b|\bda duoc\b|"
    r"\bda (?:co|xay|sua|nhan|che|dung|ngung|xu ly|cai thien|cong khai|bat duoc|tuyen|mo|khoi phuc|giai quyet|hoan thanh"
    r"|giai ngan|tra|phat|lap|don|chi)\b|"
    r"\bkhong con (?!cho|ai|gi|noi|thuoc|nuoc|duong|du|tien)\w+|\bkhong phai\b|\bhet (?!thuoc|han|tien|"
    r"nuoc|xang|dien|hang|cho|ban|gao|phong|ca|giuong|von|sach|vac|mau|lua|suc)\w+\b|\b(?:mua|tra|phat|"
    r"don|nhan|thu) het\b|"
    r"\b(?:sua|lam|day|xay|tra|nhan|phat|don|tu bo|trung tu|phun|ke|thong|lap|xu ly|kiem tra)"
    r"(?: \w+){0,4}? (?:xong|het|du|roi)\b|"
    r"(?<!khong )(?<!chua )\b(?:thay|bat|go|khoi phuc|cap|tra|mo|len|trong|xanh|chay|day|sach|chac chan)(?: \w+){0,2}? "
    r"(?:lai|sach|binh thuong|ve nhu truoc|ro rang|them|roi)\b|"
    r"(?<!khong )(?<!chua )(?<!khong the )\b(?:on dinh|binh thuong|trong lanh|em ru|yen tam|de chiu|sach se|thong thoang|"
    r"thong roi|dong vui|dong vao|day du|"
    r"cang det|niem no|kin dong|an toan|sang trung|chac chan|co lai|co loi|khoi di|do lo|ngung hoat dong|bat duoc|"
    r"mo lai|khanh thanh|kip thoi|dung hen|dung gio|dung voi|lam nhanh|nhe nhang|tot hon|mo cua|het sach)\b|"
    r"\bquay lai\b|\b(?:don|quet|thu don)(?: \w+){0,3}? (?:het|thong|sach)\b|"
    r"\bgiam (?:han|nhieu|dan)\b|\bhet (?:on|bui|hoi|duc|ngap|khoi|lay)\b|"
    r"\bduoc gia\b|\bco mat\b|\bxuat vien\b|\bxin loi\b|\bhoa giai\b|\btiem phong xong\b|\bai cung khen\b|"
    r"\bdan khen\b|\b(?:xoa|bo|ngung) (?:thu|het)\b|\bxuong gia\b|\btuy tam\b|\bchot chan\b"
)
"""Signs that it has come to a good end: a text that says so is never one with a text that does not."""

HOURS = {
    "sang": "sang", "som": "sang", "trua": "trua", "chieu": "chieu", "toi": "toi", "dem": "toi", "khuya": "toi",
}  # fmt: skip
"""Parts of a day, by what people call them."""
