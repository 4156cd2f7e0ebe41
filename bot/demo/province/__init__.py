"""The province of the demonstration: its units, members and a month of reports."""
