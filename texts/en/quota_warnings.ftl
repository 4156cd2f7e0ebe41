# Warnings of a month's messages running out.

quota-left = { $name }: { $left } of { $monthly } messages left this month
quota-runs-low = ⚠ The Zalo bot **{ $name }** has used { $used } of this month's { $monthly } messages. When they are used up, those with another network get theirs there, and those with this bot alone do not.
quota-used-up = ⚠ The Zalo bot **{ $name }** has no messages left this month ({ $used } of { $monthly }). Those with another network get theirs there, those with this bot alone do not.
