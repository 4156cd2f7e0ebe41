# Pictures of a report, for the officer who has it.

picture-of = A picture of this report, for officers alone.
picture-of-server = A picture of this report, for officers alone. Let it go with open data only where nobody can be known by it (faces, number plates, house numbers, writing).
picture-of-ticked = This picture may go with open data.
picture-ticked = ✓ The picture may go with open data.
picture-unticked = ✓ The picture does not go with open data any more. Where the server has it already, the earlier copy stays there.
picture-gone = No picture of this report is stored any more.
picture-button-look = See pictures
picture-button-tick = Let it go
picture-button-untick = Do not let it go
