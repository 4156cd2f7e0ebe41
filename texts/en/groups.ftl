# Closed groups.

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
group-unserved-collaborators = ⚠ The collaborators' group **{ $title }** does not get what Lắng Nghe sends: { $reason }. What is sent from now on will not come there.
group-unserved-staff = ⚠ The staff group **{ $title }** does not get what Lắng Nghe sends: { $reason }. It will not hear of anything urgent.
group-served-collaborators = ✓ The collaborators' group **{ $title }** is connected again; new prompts come there again.
group-served-staff = ✓ The staff group **{ $title }** is connected again; it hears again of anything urgent.
group-missed = The group has not got **{ $title }**.
group-button-collaborators = Collaborators' group
group-button-staff = Staff group
group-bound-collaborators = ✓ The group is bound: **collaborators' group** ({ $unit }). New prompts will be posted here.
group-bound-staff = ✓ The group is bound: **staff group** ({ $unit }). It hears at once of anything urgent.
group-not-a-report = What is written in the group is no report: Lắng Nghe does not keep it, and everybody in the group can read it. Please write privately, here:
group-untitled = (linked by { $name })
group-taken-over = Everybody reads what stands in the group, so it is no report. Your words are kept here for you alone, and nobody has been sent them. What should become of them?
group-office = In the group I only bring news: what is written there changes nothing yet. Take and handle matters here:
