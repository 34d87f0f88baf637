"""The engine: works a change out in memory. It reads through `Reader` and writes nothing.

openings  a case is opened                 acts      an action is taken
passing   silence has its consequences     states    a state is entered, its clock set
family    parents, children, merging       refusals  what is said when it cannot be
"""
