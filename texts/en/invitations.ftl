# Invitations of many at once.

invitations-sheet = Invitations
invitations-title = { $unit }: invitations ({ $page }/{ $pages })
invitations-rule = Each is for one person, works once, until { $until }. Scan it with a phone, or send the written code. Hand each over in person.
invitations-column-unit = Unit
invitations-column-member = Member code
invitations-column-name = Full name
invitations-column-code = Invitation code
invitations-column-until = Valid until
invitations-made = ✓ { $count } { $count ->
    [one] invitation is
   *[other] invitations are
    } made: { $files }. Each works once, until { $until }. Earlier invitations of these people no longer work.
invitations-joined = { $count } { $count ->
    [one] person has
   *[other] people have
    } joined already and are not invited again.
invitations-singles = Collaborators who report singly are in no common sheet; invite them one by one with `langnghe invite --member CODE`.
invitations-nobody = There is nobody to invite: everybody has joined or has left.
invitations-unknown = There is no member with the code { $codes }. Nobody was invited.
invitations-suspended = Suspended for a while, so not invited: { $codes }. Nobody was invited; take the codes out of the file and run it again.
invitations-left = These have left and cannot be invited: { $codes }. Nobody was invited; take the codes out of the file and run it again.
invitations-revoked = { $count ->
    [0] No invitation is waiting.
    [one] ✓ One unused invitation is revoked.
   *[other] ✓ { $count } unused invitations are revoked.
    }

# In the chat.
invite-chat = **Invitations**
    Each is for one person, good once, and ends after { $days } days. Inviting somebody again ends their earlier invitation.
invite-button-all = Invite all who have not joined
invite-button-some = Invite a unit or people
invite-button-revoke = Take invitations back
invite-some-how = Invite whom? Please write the name or code of a unit (with what is below it), or the codes or full names of people, between commas.
invite-revoke-how = Whose unused invitations are to end? Please write the name or code of a unit, codes or full names of people, or **all**.
invite-unknown = It is not clear who is meant: { $names }. Please write the code of the unit or of each person, as the roster has it.
invite-suspended = Suspended for a while, so not invited: { $names }. Nobody was invited. To let them take part again, write /thanhvien with the name and choose "Let take part again".
invite-revoke-suspended = Suspended for a while, so without an invitation: { $names }. Nobody's invitation was ended; please write again without them.
invite-left = These have left and cannot be invited: { $names }. Nobody was invited; please invite again without them.
invite-revoke-sure = { $count } unused { $count ->
    [one] invitation
   *[other] invitations
    } of { $unit } and below will no longer be valid, printed sheets included. Are you sure?
invite-button-revoke-yes = Yes, take them back
invite-being-made = The invitations that you asked for are still being written. Please wait for them before you invite more.
invite-not-permitted = You may invite these people no longer, so nobody was invited.
invite-changed = The roster has just changed, so nobody was invited. Please see whom you want to invite, and invite again.
invite-making = Invitations for { $count } people are being written.
invite-made = ✓ Invitations of { $count } people, to be printed and handed over, good until the end of { $until }. Their earlier invitations are no longer valid.
invite-book = The same invitations as a table, to be sent one by one.
invite-failed = The invitations could not be written. Please try again later.
invite-singles = Whoever reports singly is on no common sheet: their officer invites them alone, by their code.
invite-one = The invitation of { $name }, good once within { $days } days: **{ $code }**
invite-way = { $network }: { $way }
