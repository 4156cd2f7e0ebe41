// @ts-check
/** Everything that the page itself says, in Vietnamese and in English. What the bot says comes from the bot. */

import { Refused } from "./api.js";

const KEPT_AS = "langnghe.language";

/** @typedef {import("./api.js").Language} Language @typedef {import("./api.js").Both} Both */

/** @type {Record<Language, Record<string, string>>} */
const WORDS = {
  vi: {
    brand: "Lắng Nghe",
    people: "Các điện thoại, phím Alt+1 đến Alt+{count}",
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
    phone_zalo_oa: "Điện thoại của {name} tại Official Account trên Zalo, {role}",
    phone_group: "{title}, xem trên máy của {name}",
    tab: "{name}, {role}. Phím Alt+{key}",
    tab_news: "{count} tin mới",
    log: "Tin nhắn: {title}",
    members: "nhóm kín · {count} thành viên",
    bot_line: "bot · @{username}",
    zalo_line: "tài khoản bot · Zalo",
    zalo_oa_line: "Official Account · Zalo",
    empty_private: "Chưa có tin nhắn nào.",
    empty_group: "Nhóm chưa có tin nhắn nào.",
    to_latest: "Xuống tin mới nhất",
    to_latest_new: "{count} tin mới, xuống tin mới nhất",
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
    preparing: "Đang chuẩn bị ngày làm thử…",
    offline: "Mất kết nối với máy chủ thử. Đang nối lại…",
    guide: "Làm thử",
    guide_label: "Hướng dẫn làm thử",
    guide_step: "Bước {step}/{count}",
    guide_step_done: "Bước {step}/{count} · ✓ đã làm",
    guide_show: "Hiện hướng dẫn",
    guide_hide: "Ẩn hướng dẫn",
    guide_previous: "Bước trước",
    guide_next: "Bước sau",
    guide_look: "Xem máy {name}",
    guide_clock: "Xem đồng hồ",
    again: "Làm lại từ đầu",
    again_question: "Làm lại từ đầu? Mọi tin trên các máy sẽ mất, ngày thử trở về 08:30 sáng.",
    again_wait: "Đang làm lại từ đầu, chờ vài giây…",
    intro: "Để làm gì?",
    intro_before: "Nhóm Zalo và Excel",
    intro_before_text: "Tin trôi, cán bộ chép tay, cuối tháng mới cộng được; ai nói gì, cả nhóm đều thấy.",
    intro_now: "Lắng Nghe",
    intro_now_text: "Cộng tác viên bấm vài câu ngay trong Telegram hoặc Zalo. Việc khẩn đến thẳng cán bộ trực. 17:00, lãnh đạo có bản tổng hợp. Ai báo cáo, chỉ cán bộ được giao mới biết.",
    intro_result: "Xem bản tổng hợp",
    intro_hide: "Ẩn phần Để làm gì",
    show: "Xem tự chạy",
    show_seconds: "Xem tự chạy · 90 giây",
    show_stop: "Dừng tự chạy",
    show_over: "Hết phần tự chạy. Anh/chị làm thử nhé.",
    show_stuck: "Phần tự chạy dừng ở bước này. Anh/chị làm tiếp nhé.",
  },
  en: {
    brand: "Lắng Nghe",
    people: "The phones, keys Alt+1 to Alt+{count}",
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
    phone_zalo_oa: "Phone of {name} at the Official Account on Zalo, {role}",
    phone_group: "{title}, seen on {name}'s phone",
    tab: "{name}, {role}. Key Alt+{key}",
    tab_news: "{count} new",
    log: "Messages: {title}",
    members: "closed group · {count} members",
    bot_line: "bot · @{username}",
    zalo_line: "bot account · Zalo",
    zalo_oa_line: "Official Account · Zalo",
    empty_private: "No messages yet.",
    empty_group: "No messages in this group yet.",
    to_latest: "To the latest message",
    to_latest_new: "{count} new, to the latest message",
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
    preparing: "The trial day is being prepared…",
    offline: "The connection to the sandbox is lost. Reconnecting…",
    guide: "Try it",
    guide_label: "A guided trial",
    guide_step: "Step {step}/{count}",
    guide_step_done: "Step {step}/{count} · ✓ done",
    guide_show: "Show the guide",
    guide_hide: "Hide the guide",
    guide_previous: "Previous step",
    guide_next: "Next step",
    guide_look: "Look at {name}",
    guide_clock: "Look at the clock",
    again: "Start over",
    again_question: "Start over? All messages on the phones are lost, and the trial day returns to 08:30.",
    again_wait: "Starting over, a few seconds…",
    intro: "What is it for?",
    intro_before: "A Zalo group and Excel",
    intro_before_text: "Messages scroll away, staff copy them by hand, the totals come at the month's end, and the whole group sees who said what.",
    intro_now: "Lắng Nghe",
    intro_now_text: "Collaborators tap a few answers in Telegram or Zalo. Urgent matters go straight to the officer on duty. At 17:00 leaders have a digest. Who reported is known to assigned staff only.",
    intro_result: "See the digest",
    intro_hide: "Hide What is it for",
    show: "Watch it run",
    show_seconds: "Watch it run · 90 seconds",
    show_stop: "Stop the run",
    show_over: "That was all. Now try it yourself.",
    show_stuck: "The run stops at this step. Please go on yourself.",
  },
};

/** @type {Language} */
let chosen = "vi";

export const language = () => chosen;

/** The language that was chosen here before, if one was. @returns {Language | null} */
export function keptLanguage() {
  const kept = localStorage.getItem(KEPT_AS);
  return kept === "vi" || kept === "en" ? kept : null;
}

/** Writes this language from now on. @param {Language} wanted */
export function useLanguage(wanted) {
  chosen = wanted;
}

/** Keeps a choice for the next visit. @param {Language} wanted */
export const keepLanguage = (wanted) => localStorage.setItem(KEPT_AS, wanted);

/** The text of a key, with {placeholders} filled in. @param {string} key @param {Record<string, unknown>} [args] */
export function t(key, args = {}) {
  const text = WORDS[chosen][key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(args[name] ?? "")).trim();
}

/** The present language's side of {vi, en}. @param {Both} both */
export const pick = (both) => both[chosen] ?? both.vi;

/** What to say when the sandbox refused: its own sentence, or ours where nothing answered. @param {unknown} error */
export function refusal(error) {
  if (!(error instanceof Refused)) throw error;
  if (error.key) return t(error.key);
  return error.texts ? pick(error.texts) : t("no_answer");
}

/** "1,4 MB" or "1.4 MB" @param {number} bytes */
export function fileSize(bytes) {
  const units = ["B", "KB", "MB"];
  const power = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const number = new Intl.NumberFormat(chosen, { maximumFractionDigits: power === 2 ? 1 : 0 }).format(bytes / 1000 ** power);
  return `${number} ${units[power]}`;
}
