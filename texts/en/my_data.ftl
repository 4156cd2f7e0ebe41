# What is held of a member, and leaving.

my-data = **What Lắng Nghe holds of { $name }:**
    • Unit: { $unit }
    • Role: { $roles }
    • Phone: { $phone }
    • Networks: { $networks }, joined on { $joined }
    • Groups you follow: { $strata }
    • Tags by staff: { $tags }
    • Not reminded (why, until): { $muted }; own hour of reminders: { $remind }
    • Prompts received, with whether they were answered: { $prompts }; still to be told to you: { $notices }
    • Surveys begun: { $begun }; answered: { $answered } (that alone is kept, not how)
    • Forms begun: { $drafts }; messages kept outside forms: { $kept }
    • Reports still linked to you: { $reports } (only the officer assigned may see that, and every look is logged)

    You may leave at any time: send "không tham gia nữa".
my-data-none = none
my-data-leave = Leave
my-data-leave-ask = Leave Lắng Nghe? Your chats on every network and the forms and surveys you began are deleted. Reports that you sent stay. To come back you need a new invitation.
my-data-leave-yes = Leave and delete
my-data-leave-no = Back
my-data-leave-done = Your chats and the forms and surveys you began are deleted. Lắng Nghe will not write to you again. Thank you for your time.
my-data-leave-still-needed = You cannot leave here yet: you are the only officer who takes alerts, or somebody reports to you alone. Please have an administrator assign somebody else first.
my-data-left-staff = **{ $name }** ({ $unit }) no longer takes part. Lắng Nghe has deleted the chat and will not write there; the roster says that they have left.
