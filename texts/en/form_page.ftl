# A whole form on one page, behind a link that is used once.

page-button = 🗎 The whole form on one page
page-button-close = Close the page
page-link = The whole form on one page, for you alone; the link opens once and within an hour:
    { $link }

    Answers given here or there go into the same form.
page-nowhere = There is no page for forms here. Please go on in this chat.
page-opened = The form is open on its page. If it was not you, choose **Close the page**.
page-closed = The page is closed. What was saved is still there.
page-goes-on = The form is back from its page, with all that was saved.
page-over = This form was sent, discarded or is gone. Look in your chat with Lắng Nghe.
page-ended = This link no longer works. Ask for a new one in your chat with Lắng Nghe; what was saved is still there.
page-used = This page was opened elsewhere, and each link opens only once. Ask for a new one in your chat with Lắng Nghe; what was saved is still there.
page-hour-over = More than an hour has passed, so this page no longer saves anything. Go on in your chat with Lắng Nghe; what was saved is still there.
page-went-back = Back to the chat. Open your messages to go on; what was saved is still there.
page-sent = ✓ The report has been received. Its number, and a way to correct it, are in your chat with Lắng Nghe.
page-goes-on-there = The form is complete. The next step is in your chat with Lắng Nghe.
page-not-now = That question is no longer needed, since another answer changed.
page-in-chat = This question is answered in your chat with Lắng Nghe.
page-changed-there = This question was just answered in the chat. What stands here is not saved; to replace it, choose Save mine.
page-not-taken = This answer is not of the right kind and was not saved. Please look at it again.
page-not-kept = This cannot stay as it is: please mask it, or write it anew.
page-missing = This question has to be answered before sending.
page-missing-some = { $count ->
    [one] One question still needs an answer.
   *[other] { $count } questions still need an answer.
 } They are marked ❗.
page-decide-first = An answer holds personal details of somebody. Choose to mask or keep them, then send.
page-personal = This answer holds personal details of somebody ({ $kinds }). Nobody's name or phone number belongs into a report.
page-title = Report form
page-how = Every answer is saved at once. You can stop and go on later, here or in the chat.
page-send = Send the report
page-back = Back to the chat
page-required = needs an answer
page-optional = may stay empty
page-choose = Choose…
page-clear = Clear
page-saving = Saving…
page-saved = ✓ Saved
page-unsaved = Not saved
page-offline = The connection is lost, so this is not saved. What you wrote stays on this page; once connected, choose Save again.
page-yes = Yes
page-summary = { "{" }n{ "}" } questions still need an answer
page-search = Type a few letters to search
page-again = Save again
page-over-write = Save mine
page-mask = Mask it for me
page-not-personal = It is not personal
page-needed = Needed to act on it
