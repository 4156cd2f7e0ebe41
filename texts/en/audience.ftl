# Whom a prompt goes to.

audience-several = Choose by several marks
audience-members = Choose people
audience-provincial = Provincial level
audience-local = Local level (communes, wards, special zones)
audience-stratum = Covering: { $name }
audience-tag = Tag: { $name }
audience-issue = Who reported on: { $title }
audience-unanswered = Has not answered: { $title }
audience-chosen = the people chosen
audience-networks = By network: { $networks }.
audience-nobody = That would be no collaborator at all. Please choose again.
audience-few = Fewer than 3 of those chosen reported on that issue; a message to them alone would name them. Please choose again.
audience-crossed = Those who reported on an issue cannot be narrowed by a tag, a group or a unit: the number left would tell who reported. Please choose again.
audience-unknown = Not found among the collaborators: { $names }. Please write again, codes or full names.
audience-several-of-name = Several people have this name: { $names }. Please write the code of the one who is meant.
