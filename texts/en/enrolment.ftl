# Joining: the invitation, consent, linking another network, leaving.

join-stranger = This channel is for invited people only. If you have an invitation, please open the link you were given.
join-welcome = Hello { $name } ({ $honorific }). This is **Lắng Nghe**, the public-opinion channel of { $board }. { $roles }

    It records opinions about **matters** and is not used against anyone. Only the officer assigned can see who reported. The board keeps your name, unit and this chat; messages pass through the network's servers.

    Do you agree to take part?
join-consent = **What you agree to, { $honorific }, by taking part in Lắng Nghe of { $board }**

    It records opinions about **matters**; it does not follow the people who hold them and is not used against anyone. Please write no state secrets and nobody's name, phone number or recognisable face.

    The board keeps your name, unit and this chat, to send you matters and tell you what became of your reports. Only the officer assigned can see who reported. Messages pass through the network's servers; where one holds personal data, Lắng Nghe helps to mask it and deletes it from this chat.
honorific-leader = đồng chí
join-role-collaborator = You are on the list of collaborators of { $unit }.
join-role-contact = You are on the list of local contacts of { $unit }.
join-role-staff = You are on the staff list of { $unit }.
join-role-leader = The digest of { $unit } will be sent here.
join-role-admin = You are on the administrators' list of { $unit }.
join-consent-changed = Since you agreed to take part, some things have changed in how { $board } keeps data, { $honorific }:

    • Everything sent here is searched for personal data; what is found is not repeated.
    • Who reported is kept under a key of its own, and that link is cut some time after a matter has ended.
    • Send **dữ liệu của tôi** to see what is held of you, and **không tham gia nữa** to stop taking part.

    There is nothing that you have to do. This is sent once.
join-agree = I agree
join-details = Read it all
join-terms = What you agreed to
join-decline = I do not take part
join-done = Noted, thank you. When there is something to listen for, Lắng Nghe will write here. Choose what to do:
join-declined = Noted. Lắng Nghe has removed this chat from its list and will not write again.
withdrawn-staff = **{ $name }** ({ $unit }) asked Zalo to have their data erased. Lắng Nghe has removed this chat and will not write to it again. Please look at the roster: the name and unit still stand there.

link-code = A code for Lắng Nghe on another network: **{ $code }**
    { $doors }
    It works once, for one day. Please give it to nobody.
link-on-telegram = Telegram: open { $where }
link-on-zalo-bot = Zalo: find { $where } and send the code above.
link-on-zalo-oa = Zalo: find the Official Account { $where }, follow it and send the code above.
link-none = Lắng Nghe is on no other network at present.
join-yes-or-no = I did not understand this. To take part, send **yes**; if not, send **no**.
