"""What an action sets in motion besides moving the state.

registry  how an effect is made known, and how it is run
values    decide, set, hold, digest          cards   card, lift_card
family    open_cases, merge_into, join_into, tell_parent, tell_children
time      extend, escalate, ring, take
"""
