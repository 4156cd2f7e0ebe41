"""How fast the program is, beside a plain bot and the least that any bot can do: one run, on one machine, side by side.

It knows the program as an administrator does (its settings, its database, the network's HTTP); nothing knows it.
"""
