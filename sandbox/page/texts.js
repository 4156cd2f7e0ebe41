/** Everything that the page itself says, in Vietnamese and in English. What the bot says comes from the bot. */

const KEPT_AS = "langnghe.language";

const WORDS = {
  vi: {
    brand: "Lắng Nghe",
    people: "Các điện thoại",
    stage: "Màn hình các điện thoại",
    language: "English",
    language_label: "Switch to English",
    clock: "Giờ của thế giới thử",
    clock_hour: "+1 giờ",
    clock_day: "+1 ngày",
    clock_17: "Đến 17:00",
    clock_17_label: "Chuyển đến 17:00 kế tiếp, giờ gửi bản tổng hợp ngày",
    clock_pick: "Chọn ngày giờ",
    clock_field: "Ngày và giờ cần đến",
    clock_go: "Chuyển đến",
    clock_now: "Bây giờ là {time}, {day}",
    dial: "Trong ngày: {time}. Bản tổng hợp gửi lúc 17:00; từ 20:00 đến 07:00 chỉ báo việc khẩn.",
    phone_private: "Điện thoại của {name}, {role}",
    phone_zalo: "Điện thoại dùng Zalo của {name}, {role}",
    phone_group: "{title}, xem trên máy của {name}",
    tab: "{name}, {role}. Phím {key}",
    tab_unread: "{name}, {role}: {count} tin mới. Phím {key}",
    log: "Tin nhắn: {title}",
    members: "nhóm kín · {count} thành viên",
    bot_line: "bot · @{username}",
    zalo_line: "tài khoản bot · Zalo",
    zalo_oa_line: "Official Account · Zalo",
    empty_private: "Chưa có tin nhắn nào.",
    empty_group: "Nhóm chưa có tin nhắn nào.",
    to_latest: "Xuống tin mới nhất",
    just_now: "vừa xong",
    banner_media: "Tệp đính kèm",
    write: "Nhắn tin",
    write_as: "Nhắn với tên {name}",
    write_label: "Tin nhắn của {name} gửi {title}",
    write_group_label: "Tin nhắn của {name} trong {title}",
    send: "Gửi",
    attach: "Gửi kèm",
    attach_file: "Ảnh hoặc tệp",
    attach_video: "Video",
    attach_voice: "Ghi âm mẫu, 3 giây",
    attach_location: "Vị trí hiện tại",
    attach_sticker: "Nhãn dán",
    commands: "Danh mục lệnh",
    mention: "Nhắc tên {name}",
    start: "Bắt đầu",
    unblock_start: "Bỏ chặn",
    block: "Chặn bot",
    unblock: "Bỏ chặn bot",
    block_question: "Chặn {name} trên máy này? Bot sẽ không nhắn được cho đến khi bỏ chặn.",
    more: "Chặn bot",
    edited: "đã sửa",
    sent: "Đã gửi",
    edit_message: "Sửa tin này",
    editing: "Sửa tin nhắn",
    cancel_edit: "Thôi sửa",
    remove_file: "Bỏ tệp {name}",
    too_large: "Tệp lớn quá 20 MB. Xin chọn tệp nhỏ hơn.",
    enlarge: "Xem ảnh lớn",
    picture: "Ảnh",
    photo_alt: "Ảnh trong tin nhắn. {caption}",
    download: "Tải về {name}, {size}",
    close: "Đóng",
    understood: "Đã rõ",
    yes: "Đồng ý",
    no: "Thôi",
    no_answer: "Chưa nối được với máy chủ thử. Xin thử lại.",
    offline: "Mất kết nối với máy chủ thử. Đang nối lại…",
    guide: "Thử ngay",
    guide_label: "Hướng dẫn thử",
    guide_step: "Bước {step}/{count}",
    guide_show: "Hiện hướng dẫn",
    guide_hide: "Ẩn hướng dẫn",
    guide_previous: "Bước trước",
    guide_next: "Bước sau",
    guide_look: "Xem máy {name}",
    guide_clock: "Xem đồng hồ",
    guide_done: "Xong",
    keys: "Alt+1 … Alt+5: sang máy khác",
  },
  en: {
    brand: "Lắng Nghe",
    people: "The phones",
    stage: "The phones' screens",
    language: "Tiếng Việt",
    language_label: "Chuyển sang tiếng Việt",
    clock: "The trial world's time",
    clock_hour: "+1 hour",
    clock_day: "+1 day",
    clock_17: "To 17:00",
    clock_17_label: "Go to the next 17:00, the hour of the daily digest",
    clock_pick: "Choose date and time",
    clock_field: "Date and time to go to",
    clock_go: "Go there",
    clock_now: "It is {time}, {day}",
    dial: "In the day: {time}. The digest goes out at 17:00; from 20:00 to 07:00 only urgent matters are sent.",
    phone_private: "Phone of {name}, {role}",
    phone_zalo: "Phone of {name} on Zalo, {role}",
    phone_group: "{title}, seen on {name}'s phone",
    tab: "{name}, {role}. Key {key}",
    tab_unread: "{name}, {role}: {count} new. Key {key}",
    log: "Messages: {title}",
    members: "closed group · {count} members",
    bot_line: "bot · @{username}",
    zalo_line: "bot account · Zalo",
    zalo_oa_line: "Official Account · Zalo",
    empty_private: "No messages yet.",
    empty_group: "No messages in this group yet.",
    to_latest: "To the latest message",
    just_now: "now",
    banner_media: "Attachment",
    write: "Message",
    write_as: "Message as {name}",
    write_label: "Message from {name} to {title}",
    write_group_label: "Message from {name} in {title}",
    send: "Send",
    attach: "Attach",
    attach_file: "Photo or file",
    attach_video: "Video",
    attach_voice: "Sample voice note, 3 s",
    attach_location: "Current location",
    attach_sticker: "Sticker",
    commands: "Commands",
    mention: "Mention {name}",
    start: "Start",
    unblock_start: "Unblock",
    block: "Block the bot",
    unblock: "Unblock the bot",
    block_question: "Block {name} on this phone? The bot cannot write here until it is unblocked.",
    more: "Block the bot",
    edited: "edited",
    sent: "Sent",
    edit_message: "Edit this message",
    editing: "Edit message",
    cancel_edit: "Cancel editing",
    remove_file: "Remove {name}",
    too_large: "The file is larger than 20 MB. Please choose a smaller one.",
    enlarge: "Enlarge the picture",
    picture: "Picture",
    photo_alt: "Picture in a message. {caption}",
    download: "Download {name}, {size}",
    close: "Close",
    understood: "Got it",
    yes: "Yes",
    no: "Cancel",
    no_answer: "The sandbox does not answer. Please try again.",
    offline: "The connection to the sandbox is lost. Reconnecting…",
    guide: "Try it",
    guide_label: "A guided trial",
    guide_step: "Step {step}/{count}",
    guide_show: "Show the guide",
    guide_hide: "Hide the guide",
    guide_previous: "Previous step",
    guide_next: "Next step",
    guide_look: "Look at {name}",
    guide_clock: "Look at the clock",
    guide_done: "Done",
    keys: "Alt+1 … Alt+5: change phone",
  },
};

/** The guided trial: on which screen to look ("clock" is the bar above), and what to do there. */
export const STEPS = [
  { screen: "binh", vi: "Bình mở danh mục lệnh, chọn soạn nội dung tháng, trả lời từng câu, xem lại rồi bấm gửi.",
    en: "Bình opens the commands, writes this month's content one question at a time, looks it over and sends it." },
  { screen: "group", vi: "Nội dung tháng đã vào nhóm kín của cộng tác viên. Bấm nút dưới tin để sang máy An.",
    en: "The month's content is in the collaborators' closed group. The button under it leads to An's phone." },
  { screen: "an", vi: "An bấm viết báo cáo và trả lời từng câu bằng nút. Thử quay lại, sửa một câu, hoặc dừng rồi viết tiếp; cuối cùng nhận số biên nhận.",
    en: "An starts a report and answers with buttons. Go back, correct an answer, or stop and go on later; a receipt number comes at the end." },
  { screen: "an", vi: "An báo một việc khẩn: mở danh mục lệnh, chọn báo việc khẩn, trả lời bốn câu rồi gửi ngay.",
    en: "An reports something urgent: open the commands, choose the urgent report, answer four questions and send." },
  { screen: "staff", vi: "Nhóm cán bộ thấy cảnh báo ngay. Màn hình khóa không hiện nội dung; bấm nhận việc để đọc.",
    en: "The staff group sees the alert at once. The lock screen shows no content; take the matter on to read it." },
  { screen: "clock", vi: "Bấm “Đến 17:00” trên đồng hồ: đến giờ gửi bản tổng hợp ngày.",
    en: "Press “To 17:00” on the clock: the hour of the daily digest." },
  { screen: "chi", vi: "Chi đọc bản tổng hợp trong 30 giây: vài dòng, một biểu đồ, và văn bản DOCX khi bấm nút.",
    en: "Chi reads the day's digest in 30 seconds: a few lines, a chart, and the DOCX on a tap." },
];

let chosen = localStorage.getItem(KEPT_AS) === "en" ? "en" : "vi";

export const language = () => chosen;

/** Changes to the other language and keeps the choice. */
export function switchLanguage() {
  chosen = chosen === "vi" ? "en" : "vi";
  localStorage.setItem(KEPT_AS, chosen);
}

/** The text of a key, with {placeholders} filled in. */
export function t(key, args = {}) {
  const text = WORDS[chosen][key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => args[name] ?? "").trim();
}

/** The present language's side of {vi, en}. */
export const pick = (both) => both[chosen] ?? both.vi;

/** What to say when the sandbox refused: its own sentence, or ours where nothing answered. */
export const refusal = (error) => (error.key ? t(error.key) : error.texts ? pick(error.texts) : t("no_answer"));

/** "1,4 MB" or "1.4 MB" */
export function fileSize(bytes) {
  const units = ["B", "KB", "MB"];
  const power = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const number = new Intl.NumberFormat(chosen, { maximumFractionDigits: power === 2 ? 1 : 0 }).format(bytes / 1000 ** power);
  return `${number} ${units[power]}`;
}
