# Completeness by month and unit.

grid-button = By month
grid-making = Making the grid of 12 months by unit.
grid-failed = The grid could not be made. Please try again in some minutes.
grid-none = No prompt has come due in the last 12 months, so there is nothing to show.
grid-picture = Those who answered of those asked, by month and unit.
grid-book = The same in Excel, with all units.
grid-book-alone = The progress in Excel, with every unit. The picture could not be drawn this time; the numbers in this file are complete.
grid-title = Answers by month and unit
grid-rule = Answered / asked; "nothing to report" counts. Without those not to be reminded, those it never reached and those who left.
grid-total = All
grid-rest = { $count } more units in the Excel file.
grid-sheet = Progress
grid-unit = Unit
grid-asked = Asked
grid-answered = Answered
grid-share = Share
