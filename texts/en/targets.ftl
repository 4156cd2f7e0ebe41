# Targets: how many reports a month are wanted of each group of people.

target-title = **Reports wanted a month** of each group of people. Digests of months, quarters and years say how many came:
target-none = No targets are set. A target is the number of reports a month on a group of people; digests of months, quarters and years say how many came.
target-line = • { $name }: { $count }
target-button-show = Targets by group
target-button-put = ✎ Set targets
target-ask = Send one line for each group, for example “Farmers: 20”. 0 takes a target away. The groups: { $names }.
target-unknown = There is no group called: { $names }. Nothing is set; please send all lines again.
target-shape = This cannot be read. Each line is a group, a colon and a number, for example “Farmers: 20”.
target-set = ✓ The targets are set, for digests of months, quarters and years that are made from now on.
target-whole-only = Targets are set by officers of the whole province.
