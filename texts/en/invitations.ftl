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
    } made: { $files }. Each works once, until { $until }. Earlier invitations of these people work no more.
invitations-joined = { $count } { $count ->
    [one] person has
   *[other] people have
    } joined already and are not invited again.
invitations-singles = Collaborators who report singly are in no common sheet; invite them one by one with `langnghe invite --member CODE`.
invitations-nobody = There is nobody to invite: everybody has joined or has left.
invitations-unknown = There is no member with the code { $codes }. Nobody was invited.
invitations-left = These have left and cannot be invited: { $codes }. Nobody was invited; take the codes out of the file and run it again.
invitations-revoked = { $count ->
    [0] No invitation is waiting.
    [one] ✓ One unused invitation is revoked.
   *[other] ✓ { $count } unused invitations are revoked.
    }
