# The roster in the chat: fetched, sent back changed, and invitations.

roster-chat = The roster of the network.
    Fetch the roster as an Excel file, change it and send it back: Lắng Nghe shows what would change, and takes it over once you agree. Whoever reports singly is not in the file, and stays as they are.
roster-button-show = 📒 Roster
roster-button-copy = Fetch the roster
roster-button-send = Send a changed file
roster-button-invite = Invite
roster-copying = The roster is being written out.
roster-copied = The roster: { $units } units, { $members } members. It holds names and phone numbers: please keep it where it is safe. Once it is changed, send it back here.
roster-not-copied = The roster could not be written out. Please try again later.
roster-send-how = Please send the changed roster (.xlsx). Nothing changes until you agree.
roster-no-files-here = Zalo brings no spreadsheets to this bot. Please send the file by Telegram or to the Zalo OA of Lắng Nghe, or have an administrator import it at the server.
roster-not-yours = The roster is kept by staff of the province and by administrators, so the file was not read.
roster-reading = The roster is being read. Nothing has changed.
roster-not-read = The roster could not be read. Please send it again in a few minutes.
roster-refused = { $count ->
    [1] One thing in the roster has to be put right, so nothing was imported:
   *[other] { $count } things in the roster have to be put right, so nothing was imported:
}
roster-no-changes = The file is the roster as it stands: there is nothing to import.
roster-look = **A look ahead, nothing is imported**
roster-again = The roster was changed after that look, so nothing was imported. The file now makes these changes; please look again.
roster-button-take = Import
roster-button-drop = Leave it
roster-take-taken = The roster is being imported. You are told here once it is done.
roster-take-over = This file has been decided on.
roster-take-expired = The file is too old to be used; nothing was imported. Please send it again.
roster-take-elsewhere = This file was sent in another chat; please agree there.
roster-take-busy = Another roster is being imported. Please try again in a few minutes.
roster-dropped = Nothing is imported; the file is kept no longer.
roster-taken = ✓ The roster is imported.
roster-farewell = You are no longer on the roster of Lắng Nghe, so nothing more will come here. Thank you for your company. If this is a mistake, please speak to your officer.
