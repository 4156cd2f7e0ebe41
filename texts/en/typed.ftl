# The same texts on a network without buttons: people send words and numbers, and no message of theirs can be deleted.

fill-how-several = Choose one or more.
fill-how-several-most = Choose { $most } at most.
fill-how-rank = Send the numbers of all items in order, the most important first.
fill-how-place = Write the coordinates, such as 21.03, 105.85. Only a rough place is kept, about the size of a commune.
fill-how-sound = Record a voice message and send it here; sound files seldom pass through Zalo.
fill-how-photo = Send a photo here, not as a file.
fill-how-video = Videos seldom pass through Zalo. Please send “skip”, or “later” and continue this form on another network (send /lienket to link it).
fill-how-video-needed = Videos seldom pass through Zalo, and the form cannot be sent without this one. Please send “later” and continue this form on another network (send /lienket to link it), or ask the board’s staff.
fill-how-file = Take a photo of the document and send it here; files seldom pass through Zalo.
fill-no-choices = After the answers before there is nothing to choose from. Please send **back** and change one.
fill-not-choice = This is not in the list. Please send the number or the name of one below.
fill-ambiguous = Several choices fit what you wrote. Please send the number of one below.
fill-not-ranked = Please send the numbers of all items, the most important first, for example 2 1 3.
fill-not-acknowledged = Please send **1** to go on.
fill-not-place = This answer is not clear. Please write the coordinates, such as 21.03, 105.85.
fill-not-video = Only a video answers this question.
fill-not-sound = This question needs a voice message. Please record one here.
fill-not-file = This question needs a file. Please take a photo of the document and send it here.
fill-not-yes-or-no = Please send a number below, or type “add” or “done”.
fill-tick-one = Please send the number of one item at least.
fill-gone = This form was sent or is no longer there. Send **menu** to see what there is.
fill-press-a-button = Your last message is not in the form: every question is answered. Please send one of the words below.
fill-later = Your unfinished form is kept as it is. When you have time, send **continue**.
fill-later-due = Your unfinished form is kept as it is. It is due at { $time } on { $day }. When you have time, send **continue**.
fill-review-how = To change an answer, send its number. If all is right, send **send**.
fill-review-preview = To change an answer, send its number. If all is right, send **preview**: nothing is sent yet.
fill-ready = All questions are answered. Send **send** to send them.
fill-ready-now = All questions are answered. Send **send now**.
personal-how = Reports hold no personal data. Send **mask it**, say why it has to stay, or write the answer anew.
personal-how-refused = Pages of private persons are not taken (links to the press are). Send **mask it**, or write the answer anew.
personal-masked = ✓ Masked in the report. Lắng Nghe cannot delete messages on Zalo: please hold that message down and choose **Delete**.

join-stranger = This channel is for invited people only. If you have an invitation, please send the code you were given.
join-welcome = Hello { $name } ({ $honorific }). This is **Lắng Nghe**, the automatic public-opinion channel of { $board }. { $roles }

    It records opinions about **matters** and is not used against anyone. Only the officer assigned can see who reported. The board keeps your name, unit and this chat; messages pass through the network's servers.

    Do you agree to take part?
join-consent = **What you agree to, { $honorific }, by taking part in Lắng Nghe of { $board }**

    It records opinions about **matters**; it does not follow the people who hold them and is not used against anyone. Please write no state secrets and nobody's name, phone number or recognisable face.

    The board keeps your name, unit and this chat, to send you matters and tell you what became of your reports. Only the officer assigned can see who reported. Messages pass through the network's servers; where one holds personal data, Lắng Nghe helps to mask it in the report and asks you to delete the message, which it cannot do on Zalo.
join-done = Noted, thank you. When there is something to listen for, Lắng Nghe will write here. Send **menu** to see what there is, **help** to see how it works. Please choose:
menu-offer = This is being saved as your answer. If it is not one, send **back** to answer again; to open the menu, send **menu** again: your unfinished form stays as it is.
help = **Lắng Nghe** asks one question at a time; answer with the number of your choice or in writing. Once you know the questions, several numbers answer several of them: 2 1 1.

    • A quick report has six questions; to tell more, choose the details before you send it.
    • Stop whenever you like: an unfinished form is kept; send **continue** when you have time.
    • To correct: send **back**, or the number of a line on the review page.
    • Something pressing: send **/khan**. In danger call 113, 114 or 115 first.

    Send **menu** to open the menu, **/dung** to put the form aside, **/cuatoi** to see what you sent, **/lienket** to use another network as well, **/kenh** to choose where you are written to. Where an answer in words is asked for, send **/menu**.
press-unknown = This no longer works. Send **menu** to open the menu.
other-message = This kind of message cannot be used here. Please answer in writing or with a number.
other-not-carried = What was sent did not reach Lắng Nghe. Please answer as it says below the question.
media-not-here = That file cannot be used for this question. Please answer in writing or with a number.
media-refused-not_a_sound =
    **{ $label }**
    That file is not a recording. Please send a voice message.
group-bound-collaborators = ✓ The group is bound: **collaborators' group** ({ $unit }). New prompts will be posted here; reports are written in the private chat with Lắng Nghe.

prompt-matter = – { $text }
prompt-when-now = It leaves as soon as you choose **Send**.
prompt-look-end = Nothing is sent yet. If it is right, send **send**.
prompt-changing = Changing **{ $title }**. What is scheduled stands until you choose **Send**.
prompt-change-too-late = Your change comes too late. { $what } To send it as a prompt of its own, send **send** once more.
prompt-overdue = **{ $title }** was never sent, and its answers are due now ({ $time } on { $day }): it will not be sent. If you still need it, send **write it again**.
prompt-rule-empty = It is time for the prompt of month { $month }, and none has been written. Send **write a prompt**.
reminder-pending = ⏰ { $days ->
        [0] **{ $title }** is due today
        [1] **{ $title }** is due in 1 day
       *[other] **{ $title }** is due in { $days } days
    } ({ $time }, { $day }). No report has come in yet. If you heard no opinions this time, send **I listened; no opinions heard**.
report-nothing-not-heard = ✓ Noted: **{ $title }**, not found out. If you hear something, send **write a report**.
own-taken-back = Report **{ $number }** was taken back and is a draft. Send **continue** to look it over and send it.
own-correcting = Correcting report **{ $number }**. What you sent stands until you send **send**.

form-how = To add or replace one: write an XLSForm in Excel and send the .xlsx file (below { $most } MB) here. If Zalo does not pass it on, send it on Telegram or ask the administrator. The form_id decides which form it replaces.
export-waits = Export request { $number } waits for a second officer, for a day. Type /duyetxuat to read it.
open-data-waits = A request to send open data waits for a second officer, for a day. Type /dulieumo to read it.
alert-button-mistake = A mistake
alert-withdrawn = Urgent, no. { $number } ({ $time }): raised by mistake and taken back.
alert-group-withdrawn = Urgent, no. { $number } ({ $time }): raised by mistake and taken back.
fill-missed = I did not understand the last few messages. Please send **back**, **later**, or **ask an officer**.
fill-missed-first = I did not understand the last few messages. Please send **later**, or **ask an officer**.
fill-help-text = Write the answer in your own words and send it, for example: “Many households worry that fertiliser costs more, and want prices published.” To write it anew, send **back**.
fill-help-choice = Send the number of one of the choices below. A few letters of it will do too, for example “{ $answer }”. Once you know the questions, several numbers answer several of them: 2 1 1.
fill-help-several = Send the numbers of the choices that fit, for example 1 3.
fill-help-date = Send the number of a line below, or write, for example, { $example }, “{ $near }”, 8:30.
fill-help-file = Send the photo or voice message here as you would to a friend. If there is none, send **skip** where that is offered.
fill-help-other = Send **1** to go on.
fill-help-review = This is the review page. To change an answer, send its number; when all is right, send **send**.
request-too-many = { $most } earlier requests of yours have no answer yet, so no more is kept. If it is urgent, send **/khan**.
template-hint = { $count ->
    [one] One template is kept
   *[other] { $count } templates are kept
 }. To begin from one send **templates**.
hours-title = Hours. Send the number of one to change it:

survey-how-several = Send the number of each one that you choose, then **done**.
survey-when-now = Send **send the survey** and it leaves at once.
