# Tags: groups of members that staff name.

tag-title = **Tags.** Each is a group of members to whom a prompt can go.
tag-none = There are no tags yet. Each is a group of members to whom a prompt can go.
tag-button-show = All tags
tag-button-add = Tag somebody
tag-button-open = { $name } ({ $count })
tag-button-take = Take the tag from { $name }
tag-open = **{ $name }**: { $count } people.
tag-gone = That tag is gone, or somebody took it already.
tag-ask = Write the tag, a colon, then codes or full names parted by commas. For example: Core team: CTV01, CTV02. A tag says what somebody does for the board; no faith, ethnicity or views.
tag-refused-shape = It is not clear which tag, or whose. Please write like: Core team: CTV01, CTV02
tag-put = ✓ **{ $name }**: { $count } more people.
