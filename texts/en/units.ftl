# Units: merged, parted.

units-title = **Units** below the root: { $count }
units-line = • { $code }: { $name }
units-button-show = 🏠 Units
units-button-merge = Merge units
units-button-part = Part off a new unit
units-button-merge-now = Yes, merge
units-merge-how = Please write which units into which, from which day, by code or name. For example: X01, X02 into X03 from { $day }. A unit that is not there yet is parted off first.
units-part-how = Please write code and name of the new unit, from which it is parted, then who goes there (may be left out). For example: X09, xã An Hòa from X01: CTV01, CTV02
units-merge-look = Merge { $names } into { $into } from { $day }? { $members } members, { $units } units below and { $groups } closed groups follow; { $prompts } open prompts go on and count for { $into }. Reports stay.
units-merged = ✓ { $names } are part of { $into } from { $day }: { $members } members, { $units } units below and { $groups } closed groups follow.
units-merged-before = This merger has been decided on.
units-parted = ✓ { $name } is parted from { $other }; { $count } members go there.
units-refused-unknown = No unit of today has the name or code "{ $named }". Please write it as it is.
units-refused-root = { $named } is the root: it is neither merged nor parted.
units-refused-itself = { $named } cannot be merged into itself.
units-refused-circle = { $named } stands above the other unit, and cannot be merged into it.
units-refused-later = That day is still to come. Please merge them on it, or write a day up to today.
units-refused-before = { $named } was not there yet. Please write a day after it began.
units-refused-code = Another unit has the code { $named }. Please take another one.
units-refused-member = It is not clear who { $named } is, or they are not in that unit. Please write codes as the roster has them.
