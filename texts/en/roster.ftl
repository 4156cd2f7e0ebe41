# The roster file.

roster-sheet-units = Units
roster-sheet-members = Members
roster-sheet-guide = Guide
roster-units-code = Unit code
roster-units-name = Unit name
roster-units-kind = Kind
roster-units-parent = Part of
roster-units-valid-from = From
roster-units-valid-to = Until
roster-members-code = Code
roster-members-name = Full name
roster-members-phone = Phone
roster-members-unit = Unit code
roster-members-roles = Roles
roster-members-strata = Groups covered
roster-members-honorific = Form of address
roster-members-language = Language
roster-members-single = Reports singly
roster-members-officer = Officer's code
roster-members-duty = Duty order
roster-members-left = Left
roster-kind-province = Province
roster-kind-commune = Commune
roster-kind-ward = Ward
roster-kind-zone = Special zone
roster-kind-district = District
roster-kind-body = Body
roster-role-collaborator = Collaborator
roster-role-contact = Local contact
roster-role-staff = Staff
roster-role-leader = Leader
roster-role-admin = Administrator
roster-role-note-collaborator = Gets prompts and sends reports.
roster-role-note-contact = Is asked when something has to be verified.
roster-role-note-staff = Writes and sends prompts, and reads reports.
roster-role-note-leader = Gets the digests.
roster-role-note-admin = Installs, and keeps the roster.
roster-guide-intro = Fill in the sheets "Units" and "Members". Orange columns are required. Importing the file again updates by code; nobody goes by being left out.
roster-guide-rule = How to fill it in
roster-guide-example = Example
roster-guide-roles = Roles
roster-guide-strata = Groups covered
roster-note-units-code = A code of its own: letters, digits, dot, hyphen or slash; at most 32 characters.
roster-note-units-name = The unit's full name.
roster-note-units-kind = Province, Commune, Ward, Special zone, District (before 2025-07-01) or Body (not territorial).
roster-note-units-parent = The code of the unit above. Empty: directly under the root.
roster-note-units-valid-from = The first day of the unit, day/month/year. May be empty.
roster-note-units-valid-to = The last day of the unit. Empty: it goes on.
roster-note-members-code = A code of its own. Importing the same code again updates this person.
roster-note-members-name = The full name.
roster-note-members-phone = A Vietnamese phone number. May be empty.
roster-note-members-unit = The code of a unit in the sheet "Units" or already in the system.
roster-note-members-roles = One role or several, separated by semicolons.
roster-note-members-strata = The groups that the collaborator covers, separated by semicolons. Never the person's own faith, ethnicity or views.
roster-note-members-honorific = The form of address: anh/chị, cô, chú, bác, đồng chí. Empty: anh/chị.
roster-note-members-language = vi or en. Empty: vi.
roster-note-members-single = x for somebody who reports singly: only the officer in charge knows.
roster-note-members-officer = The code of the officer in charge. Required for somebody who reports singly.
roster-note-members-duty = The place in the order in which urgent matters are brought, 1 first. Staff only.
roster-note-members-left = x or the day of leaving for somebody who no longer takes part. Old reports stay; the chat address is deleted.
roster-example-units-code = X-ANPHU
roster-example-units-name = Xã An Phú
roster-example-units-kind = Commune
roster-example-units-parent = TINH
roster-example-units-valid-from = 01/07/2025
roster-example-units-valid-to = (empty)
roster-example-members-code = CTV001
roster-example-members-name = Hoàng An
roster-example-members-phone = 0912 345 678
roster-example-members-unit = X-ANPHU
roster-example-members-roles = Collaborator
roster-example-members-strata = Farmers; Women
roster-example-members-honorific = anh/chị
roster-example-members-language = vi
roster-example-members-single = (empty)
roster-example-members-officer = CB01
roster-example-members-duty = (empty)
roster-example-members-left = (empty)

roster-mistake-at = { $sheet }, row { $row }, column { $column }: { $what }
roster-mistake-too-large = The file is larger than { $limit } MB.
roster-mistake-too-large-inside = The file unpacks to too much and was not opened. Copy the data into a new template.
roster-mistake-old-or-locked = The file is an old Excel file (.xls) or has a password. Save it as .xlsx without a password.
roster-mistake-not-xlsx = The file is no Excel workbook (.xlsx), or it is broken.
roster-mistake-open-document = The file is a spreadsheet of LibreOffice (.ods). Open it, save it as Excel (.xlsx), and import that.
roster-mistake-csv = The file is text in columns (.csv). A roster has two sheets, "Units" and "Members": open it in Excel or LibreOffice, save it as .xlsx in the form of the template, and import that.
roster-mistake-no-sheet = The sheet "{ $sheet }" is missing (the file has: { $others }). Make a template with `langnghe roster template`.
roster-mistake-no-column = the column { $columns } is missing.
roster-mistake-too-many-rows = more than { $limit } rows, so it was not read; delete the superfluous ones or make several files of it.
roster-mistake-heading-twice = this column is there twice.
roster-mistake-required = has to be filled in.
roster-mistake-formula = the cell holds a formula; put the value in its place.
roster-mistake-error-cell = the cell shows a formula's error.
roster-mistake-too-long = the text is too long.
roster-mistake-bad-code = "{ $value }" is no code (letters, digits, . - / _; at most 32 characters).
roster-mistake-code-format = the cell is a number in a format of its own, so the code that you see is not clear; write the code as text.
roster-mistake-twice = the code { $value } is in row { $row } already.
roster-mistake-unknown-kind = there is no kind of unit "{ $value }". The kinds: { $known }.
roster-mistake-unknown-unit = { $likely ->
    [yes] there is no unit "{ $value }". Is it { $nearest }?
   *[no] there is no unit with the code "{ $value }".
    }
roster-mistake-unit-name-twice = several units are called "{ $value }"; write the code: { $codes }.
roster-mistake-two-roots = there is one root only, and { $other } leaves this column empty already; write what "{ $value }" is part of.
roster-mistake-district-is-over = there are no districts since 01/07/2025. Let "{ $value }" end on 30/06/2025, or choose another kind.
roster-mistake-no-root = there has to be a root: a unit that leaves this column empty.
roster-mistake-circle = the unit "{ $value }" is part of itself, directly or through another.
roster-mistake-bad-date = "{ $value }" is no date. Write day/month/year, such as 01/07/2025.
roster-mistake-dates-reversed = the end is before the beginning.
roster-mistake-unknown-role = there is no role "{ $value }". The roles: { $known }.
roster-mistake-unknown-stratum = { $likely ->
    [yes] there is no group "{ $value }". Is it "{ $nearest }"?
   *[no] there is no group "{ $value }". See the sheet "Guide".
    }
roster-mistake-bad-phone = "{ $value }" is no Vietnamese phone number.
roster-mistake-phone-twice = the number { $value } is that of { $other } already: look again, since everybody has a mobile phone of their own.
roster-mistake-bad-language = "{ $value }" is not one of: { $languages }.
roster-mistake-bad-yes = "{ $value }" is not clear. Write x or leave it empty.
roster-mistake-bad-order = "{ $value }" is not a place from 1 to 999.
roster-mistake-unknown-member = there is no member with the code "{ $value }".
roster-mistake-officer-is-self = nobody is their own officer.
roster-mistake-officer-not-staff = "{ $value }" is not on the staff today.
roster-mistake-single-without-officer = somebody who reports singly needs an officer in charge.
roster-mistake-duty-not-staff = only staff have a place on duty.
roster-mistake-duty-twice = place { $value } belongs to { $other } already.
roster-mistake-not-here = the code "{ $value }" cannot be used here; take another one, or have an administrator look at the server.
roster-mistake-merged-unit = the unit "{ $value }" was merged into { $other }; write { $other }.
roster-mistake-appoints = { $value } is staff, a leader or an administrator: only an administrator adds or changes them.
roster-mistake-not-fetched = the network did not bring the file; please send it again.
roster-mistake-gone = the file is gone, or whoever sent it no longer keeps the roster.

roster-found = Sheet "{ $title }": headings in row { $row }, { $count } { $count ->
    [one] row
   *[other] rows
    } of data.
roster-found-ignored = Columns of "{ $title }" that are not used: { $columns }.
roster-found-absent = Columns that "{ $title }" does not have, so that all stays as it was: { $columns }.
roster-change-new = + { $code } { $name }
roster-change-changed = ~ { $code } { $name }: { $what }
roster-change-value = { $column }: { $before } → { $after }
roster-change-empty = (empty)
roster-change-more = … and { $count } more changes.

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
roster-interrupted = That import was broken off: part of it is done. This is the rest; please agree to it once more.
roster-broken-off = The import was broken off: part of the roster is imported. Please send the file again for the rest.
roster-not-taken = The roster could not be imported. Please send the file again in a few minutes.
roster-refused-rest = { $count ->
    [1] The import was broken off: part of it is done. One thing in the rest has to be put right, so that was not imported:
   *[other] The import was broken off: part of it is done. { $count } things in the rest have to be put right, so it was not imported:
}
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
