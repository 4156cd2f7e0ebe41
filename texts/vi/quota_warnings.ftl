# Warnings of a month's messages running out.

quota-left = { $name }: còn { $left }/{ $monthly } tin tháng này
quota-runs-low = ⚠ Bot Zalo **{ $name }** đã dùng { $used }/{ $monthly } tin của tháng này. Hết lượt thì ai có mạng khác sẽ nhận qua mạng khác, ai chỉ có bot này thì chưa nhận được.
quota-used-up = ⚠ Bot Zalo **{ $name }** đã hết lượt tháng này ({ $used }/{ $monthly } tin). Ai có mạng khác sẽ nhận qua mạng khác, ai chỉ có bot này thì chưa nhận được.
