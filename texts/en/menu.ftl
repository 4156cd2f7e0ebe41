# The menu, commands, help, and what is said to a press or message that leads nowhere.

menu-forms = Forms

menu-title = Choose what to do:
menu-what = This message was not understood. Please choose:
menu-offer = This is being saved as your answer. If it is not one, press **Back** to answer again; to open the menu, press **Menu**: your unfinished form stays as it is.
menu-draft-waits = Your unfinished form is kept as it is. Choose what to do:
menu-open = ☰ Menu
menu-continue = ✎ Continue: { $title }
menu-drafts-more = Other unfinished forms
menu-drafts-first = ↩ Newest unfinished forms
menu-report = Report: { $title }
menu-report-more = Report more: { $title }
menu-report-free = Report a matter
menu-more = More prompts
menu-first = ↩ Back to the first
menu-calm = No opinions heard
menu-not-heard = Could not find out
menu-urgent = ❗ Report something urgent
menu-verification = ❓ Question to verify (due { $day })
menu-own = My reports
menu-help = Help
menu-help-requests = Requests for help ({ $count })
menu-write = Write a prompt
menu-progress = Who has answered
menu-digest = Digest now
menu-group = Bind a group
menu-board = The board's reports
menu-surveys = Surveys
menu-survey = 📊 Survey: { $title }
menu-search = 🔎 Find reports
menu-latest = The latest digest

command-menu = The menu
command-baocao = Quick report: six questions
command-khongykien = I listened; no opinions heard
command-chuanam = Could not ask yet
command-khan = Report something urgent
command-cuatoi = My reports
command-laylai = Take back the report just sent
command-dung = Put the form aside
command-huy = Throw away the form being filled in
command-lienket = Use another network as well
command-kenh = Choose where to be written to first
command-gionhac = Choose when to be reminded
command-danhgia = My evaluation
command-trogiup = Help
command-hoi = Ask an officer
command-dieukhoan = What you agreed to
command-loinho = Requests for help
command-noinhom = Bind this group to Lắng Nghe (staff only)
command-dulieucuatoi = What is kept about me
command-stop = Stop taking part
command-soan = Write a prompt
command-tinhhinh = Who has answered
command-tiendo = Progress: who has answered, remind the others
command-bangtiendo = Progress by month
command-danhgiaquy = Evaluation of a quarter
command-danhba = The roster
command-moi = Invitations
command-thanhvien = Members
command-tapsu = Training
command-themthanhvien = Add a member
command-donvi = Units, mergers
command-canhbao = Urgent matters
command-quytac = Rules that flag reports
command-duyetxuat = Agree to an export of data
command-dulieumo = Open data
command-lichtruc = Who is on duty
command-giohen = Hours of prompts, reminders, digests
command-tamngung = Who is not reminded
command-nhan = Tags of members
command-chitieu = Reports wanted of each group
command-mauyeucau = Templates of prompts
command-mauphieu = Forms
command-tonghop = The latest digest
command-cachnhan = How the digest comes
command-baocaomoi = New reports
command-tim = Find reports
command-vande = Issues
command-baocaoban = The board's reports
command-khaosat = Surveys
command-ykien = Say something on an urgent matter
command-unknown = There is no such command. Please choose:
help = **Lắng Nghe** asks one question at a time; answer with a button or in writing.

    • A **quick report** has six questions; to tell more, choose **Add details** before you send it.
    • Stop whenever you like: an unfinished form is kept; press **Continue** when you have time.
    • To correct: press **Back**, or edit the message you sent, or use the review page.
    • Something pressing: **Report something urgent**. In danger call 113, 114 or 115 first.

    /menu opens the menu, /dung puts the form aside, /cuatoi shows what you sent, /lienket adds another network, /kenh chooses where you are written to.

press-unknown = This button no longer works. Press /menu to open the menu.
other-message = This kind of message cannot be used here. Please write, or press a button.
other-not-carried = This kind of message cannot be used here. Please answer as it says below the question.
edited-too-late = The message you edited is not part of the form being written. A report that was sent is corrected under **My reports**.
turn-failed = Lắng Nghe has a problem. Your message is kept and will be handled in a few minutes; there is no need to send it again.
too-many = Too many messages in one minute. From here to the end of the minute, nothing more that is sent or chosen is taken in, but for a message that begins with “KHẨN:”; what came before is handled. Please wait a minute and do again what is missing.
turn-parked = An earlier message could not be handled; a technician will look at it. What was kept is still there.
turn-parked-staff = ⚠ Something that came in could not be handled in three tries and was put aside (number { $number }); nobody else is affected. Please have a technician look with langnghe inbox failed.
menu-people = Members
menu-new-reports = New reports
menu-issues = Issues
