# First contact, the menu, commands, groups.

join-stranger = This channel is for invited people only. If you have an invitation, please open the link you were given.
join-welcome = Hello { $name } ({ $honorific }). This is **Lắng Nghe**, the public-opinion channel of { $board }. { $roles }

    It records opinions about **matters**; it does not follow the people who hold them and is not used against anyone. Please write no state secrets and nobody's name, phone number or recognisable face.

    The board keeps your name, unit and this chat, to send you matters and tell you what became of your reports. Only the officer assigned can see who reported. Messages pass through the network's servers; where one holds personal data, Lắng Nghe helps to mask it and deletes it from this chat.

    Do you agree to take part?
honorific-leader = đồng chí
join-role-collaborator = You are on the list of collaborators of { $unit }.
join-role-contact = You are on the list of local contacts of { $unit }.
join-role-staff = You are on the staff list of { $unit }.
join-role-leader = The digest of { $unit } will be sent here.
join-role-admin = You are on the administrators' list of { $unit }.
join-agree = I agree
join-decline = I do not take part
join-done = Noted, thank you. When there is something to listen for, Lắng Nghe will write here. Choose what to do:
join-declined = Noted. Lắng Nghe has removed this chat from its list and will not write again.
withdrawn-staff = **{ $name }** ({ $unit }) asked Zalo to have their data erased. Lắng Nghe has removed this chat and will not write to it again. Please look at the roster: the name and unit still stand there.

menu-title = Choose what to do:
menu-what = It is not clear what you would like to do. Please choose:
menu-offer = Kept as your answer. To open the menu, press the button; your unfinished form stays as it is.
menu-draft-waits = Your unfinished form is kept as it is. Choose what to do:
menu-open = ☰ Menu
menu-continue = ✎ Continue: { $title }
menu-report = Report: { $title }
menu-report-more = Report more: { $title }
menu-report-free = Report a matter
menu-urgent = ❗ Report something urgent
menu-own = My reports
menu-write = Write a prompt
menu-progress = Who has answered
menu-digest = Digest now
menu-group = Bind a group
menu-latest = The latest digest

command-menu = The menu
command-baocao = Write a report
command-khan = Report something urgent
command-cuatoi = My reports
command-dung = Put the form aside
command-lienket = Use another network as well
command-kenh = Choose where to be written to first
command-trogiup = Help
command-noinhom = Bind this group to Lắng Nghe (staff only)
command-unknown = There is no such command. Please choose:
help = **Lắng Nghe** asks one question at a time; answer with a button or in writing.

    • Stop whenever you like: an unfinished form is kept; press **Continue** when you have time.
    • To correct: press **Back**, or edit the message you sent, or use the review page.
    • Something pressing: **Report something urgent**. In danger call 113, 114 or 115 first.

    /menu opens the menu, /dung puts the form aside, /cuatoi shows what you sent, /lienket adds another network, /kenh chooses where you are written to.

press-unknown = This button no longer works. Press /menu to open the menu.
other-message = This kind of message cannot be used here. Please write, or press a button.
other-not-carried = This kind of message cannot be used here. Please answer as it says below the question.
edited-too-late = The message you edited is not part of the form being written. A report that was sent is corrected under **My reports**.
turn-failed = Lắng Nghe has a problem. Your message is kept and will be handled in a few minutes; there is no need to send it again.
turn-parked = An earlier message could not be handled; a technician will look at it. What was kept is still there.
turn-parked-staff = ⚠ Something that came in could not be handled in three tries and was put aside (number { $number }); nobody else is affected. Please have a technician look with langnghe inbox failed.

link-code = A code for Lắng Nghe on another network: **{ $code }**
    { $doors }
    It works once, for one day. Please give it to nobody.
link-on-telegram = Telegram: open { $where }
link-on-zalo-bot = Zalo: find { $where } and send the code above.
link-on-zalo-oa = Zalo: find the Official Account { $where }, follow it and send the code above.
link-none = Lắng Nghe is on no other network at present.

media-no-draft = No form is being written, so this file cannot be taken. Please choose first:
media-not-here = That file cannot be used for this question. Please answer in writing or press a button.
media-received = ✓ The file has arrived and is being checked. Please go on.
media-button-again = Send again
media-one-of-album = The form takes one photo; the first of the album is being received.
media-refused-too_large =
    **{ $label }**
    The photo is larger than 10 MB (other files: 20 MB). Please send a smaller one.
media-refused-not_a_picture =
    **{ $label }**
    That file is not a picture. Please send the photo again.
media-refused-not_a_sound =
    **{ $label }**
    That file is not a recording. Please hold the microphone button to record, or send a sound file.
media-refused-not_a_video =
    **{ $label }**
    That file is not a video. Please record or choose a video and send it again.
media-refused-not_a_file =
    **{ $label }**
    That kind of file cannot be taken. Please send a Word or Excel file (without macros), a PDF, a text or a picture.
media-refused-heic =
    **{ $label }**
    A picture sent as a HEIC file cannot be opened on many devices. Please send it again as an ordinary photo, not "as a file".
media-refused-not_fetched =
    **{ $label }**
    The file could not be fetched from the network. Please send it again.

group-how-telegram = To bind a closed group: add { $name } to it, write **/noinhom** in the group, and choose what the group is for.
group-how-zalo-bot = To bind a Zalo group:

    1. Whoever made the bot opens **Zalo Bot Creator**, copies the invitation link and posts it in the group; the group's leader confirms.
    2. In the group, type @, choose **{ $name }** from the list, and go on with **/noinhom ctv** (collaborators' group) or **/noinhom canbo** (staff group).

    In a group, Zalo passes on only what picks the name from the @ list, and answers to what Lắng Nghe said. Whoever binds the group must be staff who have joined Lắng Nghe on Zalo.
group-how-zalo-oa = To bind a Zalo group: it must be one that **{ $name }** itself made (a GMF group); others cannot be joined. In it, staff who have joined Lắng Nghe on Zalo send **/noinhom ctv** (collaborators' group) or **/noinhom canbo** (staff group).
group-ask = What is this group for? Only the board's staff can press.
group-ask-zalo-bot = What is this group for? One of the board's staff holds this message down, chooses **Reply**, and sends one of the two commands:

    **/noinhom ctv**
    collaborators' group: gets new prompts

    **/noinhom canbo**
    staff group: hears of anything urgent

    In a new message: type @, choose **{ $name }** from the list, then the command.
group-ask-zalo-oa = What is this group for? One of the board's staff sends one of the two commands to the group:

    **/noinhom ctv**
    collaborators' group: gets new prompts

    **/noinhom canbo**
    staff group: hears of anything urgent
group-button-collaborators = Collaborators' group
group-button-staff = Staff group
group-bound-collaborators = ✓ The group is bound: **collaborators' group** ({ $unit }). New prompts will be posted here.
group-bound-staff = ✓ The group is bound: **staff group** ({ $unit }). It hears at once of anything urgent.

network-telegram = Telegram
network-zalo-bot = Zalo
network-zalo-oa = Zalo OA
networks-title = New matters go to **{ $network }** first. Choose another one if you like:
networks-second = ✓ **{ $here }** is connected too. New matters still go to **{ $network }** first, and to the other one where that fails. Choose if you would rather change this:
networks-shut = { $network }: cannot be reached now ({ $reason }).
networks-chosen = ✓ From now on new matters go to **{ $network }** first.
networks-one = You are on **{ $network }** only. To add another network, send /lienket.
menu-people = Members
people-title = **Members**: { $count } (page { $page } of { $pages })
people-account = Zalo { $name }: { $count } of { $most } people
people-unit = **{ $unit }**
people-line = • { $name }: { $networks }
people-first = { $network } (first)
people-how = To find somebody, send /thanhvien with a unit or part of a name.
people-none = Nobody fits. Send /thanhvien with a unit or part of a name.
