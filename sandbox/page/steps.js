// @ts-check
/**
 * The guided trial: what came of it first, then the way back to a report, then the whole day. A step knows from what stands on the phones
 * whether it was done, by whomever, so nothing has to be remembered; and what a thumb would do there when the page runs by itself.
 *
 * @typedef {import("./api.js").Message} Message
 * @typedef {{ messages: (screen: string) => Message[] }} Seen what stands on the phones now
 * @typedef {object} Play
 * @property {string} screen whose thumb it is
 * @property {RegExp[]} wishes labels to press, the first that is there; else the first choice is taken
 * @property {RegExp} [last] a label after which nothing is left to press: what follows happens on another phone
 * @property {string[]} [texts] what to write, one after the other, where there is nothing to choose
 * @typedef {object} Step
 * @property {string} screen where to look; "clock" is the bar above
 * @property {string} vi
 * @property {string} en
 * @property {(seen: Seen) => boolean} done
 * @property {Play} [play] nothing: the clock is moved
 */

/** @param {Seen} seen @param {string} screen */
const fromBot = (seen, screen) => seen.messages(screen).filter(({ from, service }) => from.bot && !service);

/** @param {Seen} seen */
const digests = (seen) => fromBot(seen, "chi").filter(({ photo, text }) => photo || /^(Dư luận xã hội|Public opinion)/.test(text)); // few sources: no chart

/** The prompt's card in the closed group. @param {Seen} seen */
const prompt = (seen) => fromBot(seen, "nhom-ctv").find(({ keyboard }) => keyboard.length);

/** The alert in the staff's group. @param {Seen} seen */
const alarm = (seen) => fromBot(seen, "nhom-ban").find(({ text }) => /khẩn|urgent/i.test(text));

/** @param {Message} message */
const day = ({ date }) => date.slice(0, 10);

/** A receipt's number has the month in it. @param {Message} message */
const receipt = ({ text, date }) => text.includes(`BC-${date.slice(5, 7)}${date.slice(2, 4)}-`);

/** True if the bot has said, or offers, something on a phone. @param {Seen} seen @param {string} screen @param {RegExp} wanted */
const says = (seen, screen, wanted) =>
  fromBot(seen, screen).some(({ text, keyboard }) => wanted.test(text) || keyboard.flat().some((button) => wanted.test(button.text)));

/** @param {Seen} seen */
function reported(seen) {
  const asked = prompt(seen);
  return asked !== undefined && fromBot(seen, "an").some((message) => message.id > asked.id && receipt(message));
}

/** @type {Step[]} */
export const STEPS = [
  {
    screen: "chi",
    vi: "Chi là lãnh đạo. Bản tổng hợp hôm qua đã có: vài dòng, một biểu đồ. Bấm “Theo lĩnh vực” để xem kỹ hơn. Bản này từ đâu mà có?",
    en: "Chi is a leader. Yesterday's digest is there: a few lines, a chart. Press “By topic” to look closer. How did it come about?",
    done: (seen) => fromBot(seen, "chi").some(({ id, edited, photo, text }) =>
      photo ? edited : text.length > 60 && digests(seen).some((digest) => digest.id < id)),
    play: { screen: "chi", wishes: [/lĩnh vực|by topic/i] },
  },
  {
    screen: "an",
    vi: "Từ báo cáo của những người như An. Bấm “Báo cáo của tôi” để xem An đã gửi gì trong tháng 10.",
    en: "From reports of people like An. Press “My reports” to see what An sent in October.",
    done: (seen) => fromBot(seen, "an").some(({ text, keyboard }) => [text, ...keyboard.flat().map((button) => button.text)].some((one) => /BC-\d/.test(one))),
    play: { screen: "an", wishes: [/^Báo cáo của tôi|^My reports/] },
  },
  {
    screen: "binh",
    vi: "Nay làm từ đầu. Bình, cán bộ Ban, bấm “Soạn yêu cầu”, trả lời từng câu, xem lại rồi gửi cho cả tỉnh.",
    en: "Now from the beginning. Bình, of the board, writes this month's questions, looks them over and sends them to the whole province.",
    done: (seen) => prompt(seen) !== undefined,
    play: {
      screen: "binh",
      wishes: [/^✓/, /^Soạn|^Write|^New/, /^Gửi ngay|^Send now|^Now/i, /^Toàn tỉnh|province/i, /^Một tuần|week/i, /nắm bắt hằng tháng|month/i, /^Nông nghiệp|^Farming/],
      texts: ["Nội dung nắm bắt tháng 11", "Giá vật tư nông nghiệp", "Nước tưới vụ đông xuân"],
    },
  },
  {
    screen: "nhom-ctv",
    vi: "Yêu cầu tháng 11 đã vào nhóm kín của cộng tác viên. Bấm nút dưới tin để sang máy An.",
    en: "The questions have reached the collaborators' closed group. The button under them leads to An's phone.",
    done: (seen) => {
      const asked = prompt(seen);
      return asked !== undefined && (reported(seen) || seen.messages("an").some(({ id, from }) => from.me && id > asked.id));
    },
    play: { screen: "nhom-ctv", wishes: [/./] },
  },
  {
    screen: "an",
    vi: "An trả lời từng câu bằng nút. Thử quay lại, sửa một câu, hoặc dừng rồi viết tiếp; gửi xong thì có số biên nhận.",
    en: "An answers with buttons. Go back, correct an answer, or stop and go on later; a receipt number comes at the end.",
    done: reported,
    play: {
      screen: "an",
      wishes: [/^✓ (Gửi|Send)/, /^(Viết tiếp|Go on|Continue)/, /^(Viết báo cáo|Write)/, /^Giá vật tư/, /^☐ (Nông dân|Farmers)/, /^(Băn khoăn|Concerned|Worried)/, /ba phần tư|three quarters/i, /^☐ (Đời sống|Living)/, /lan rộng|spread/i, /^(Bình thường|Normal)/],
      texts: ["Nhiều hộ lo giá phân bón tăng cao, làm lúa không còn lãi."],
    },
  },
  {
    screen: "an",
    vi: "Có việc khẩn: An mở danh mục, chọn báo việc khẩn, trả lời bốn câu rồi gửi ngay.",
    en: "Something urgent: An opens the commands, chooses the urgent report, answers four questions and sends.",
    done: (seen) => alarm(seen) !== undefined,
    play: {
      screen: "an",
      wishes: [/Gửi ngay|Send now/, /việc khẩn|urgent/i, /^☰/, /^(Tập trung|.*gather)/i, /An Phú/, /^(Tận mắt|.*(myself|own eyes))/i],
      texts: ["Từ 8 giờ, khoảng 40 người tập trung trước trụ sở xã, hỏi về tiền đền bù."],
    },
  },
  {
    screen: "binh",
    vi: "Bình, cán bộ trực, được báo ngay; màn hình khóa không hiện nội dung. Bấm xem, rồi bấm nhận việc.",
    en: "Bình, on duty, is told at once; the lock screen shows no content. Open it, then take it on.",
    done: (seen) => {
      const raised = alarm(seen);
      return raised !== undefined && fromBot(seen, "binh").some(({ id, text }) => id >= raised.id - 9 && /đã nhận|nhận lúc|taken|took/i.test(text));
    },
    play: { screen: "binh", wishes: [/Nhận việc|I take|I'll handle|Take/, /^Xem|^Open|^See|^View/] },
  },
  {
    screen: "binh",
    vi: "Trước khi báo lãnh đạo phải xác minh. Bình mở báo cáo, gộp vào vấn đề mới, rồi hỏi cán bộ đầu mối của xã một câu trung tính.",
    en: "What was heard is verified first. Bình opens the report, puts it into an issue, and asks the commune's contact a neutral question.",
    done: (seen) => says(seen, "lan", /cần đồng chí xác minh|asks you to verify|✎/),
    play: {
      screen: "binh",
      wishes: [/^(Lan|Đinh)/, /^1 (ngày|day)/, /^(Xác minh|Verify)$/, /^(Xem vấn đề|See the issue)$/, /^(Gộp vào|Put into)/, /^(Xem báo cáo|See the report)/],
      texts: ["Bồi thường, giải phóng mặt bằng", "Tình hình an ninh, trật tự trên địa bàn hiện có gì cần Ban lưu ý không?"],
    },
  },
  {
    screen: "lan",
    vi: "Lan, cán bộ đầu mối xã An Phú, chỉ đọc câu hỏi: không thấy báo cáo, không biết ai báo. Bấm một trong bốn câu trả lời.",
    en: "Lan, the contact in An Phú, reads the question alone: not the report, nor who sent it. Press one of the four answers.",
    done: (seen) => says(seen, "binh", /^(Xác minh vấn đề số|Verification of issue)/),
    play: { screen: "lan", wishes: [/^(Đúng|True)$/], last: /./ },
  },
  {
    screen: "binh",
    vi: "Câu trả lời về máy Bình. Bình bấm “Xem vấn đề”, “Báo kết quả”, viết một lần, xem trước rồi “Gửi kết quả”: ai đã báo việc này đều nhận được.",
    en: "The answer is on Bình's phone. Press “See the issue”, “Tell the outcome”, look at it, then “Send the outcome”: written once, it comes to everybody who reported this.",
    done: (seen) => says(seen, "an", /^(Chưa xong|Not done)$/),
    play: {
      screen: "binh",
      wishes: [/^✓ (Gửi kết quả|Send the outcome)/, /^(Báo kết quả|Tell the)/, /^(Xem vấn đề|See the issue)$/],
      texts: ["Xã đã gặp bà con, công khai bảng giá đền bù; ai còn thắc mắc được trả lời trong tuần."],
    },
  },
  {
    screen: "an",
    vi: "An nhận kết quả ngay dưới số báo cáo của mình. Với An việc chưa xong: bấm “Chưa xong”, vấn đề được mở lại.",
    en: "An hears the outcome under the number of the report. To An it is not done: “Not done” opens the issue again.",
    done: (seen) => says(seen, "binh", /có người báo cho biết chưa xong|somebody who reported says that it is not done/),
    play: { screen: "an", wishes: [/^(Chưa xong|Not done)$/], last: /./ },
  },
  {
    screen: "clock",
    vi: "Bấm “Đến 17:00” trên đồng hồ: giờ gửi bản tổng hợp ngày.",
    en: "Press “To 17:00” on the clock: the hour of the daily digest.",
    done: (seen) => digests(seen).some((message) => day(message) > day(digests(seen)[0]) && Number(message.date.slice(11, 13)) >= 17),
  },
  {
    screen: "chi",
    vi: "Chi có bản tổng hợp hôm nay, việc An báo đã ở trong đó. Bấm nút DOCX để lấy văn bản.",
    en: "Chi has today's digest, with what An reported. The DOCX button brings the document.",
    done: (seen) => fromBot(seen, "chi").some(({ document }) => document),
    play: { screen: "chi", wishes: [/DOCX/] },
  },
];
