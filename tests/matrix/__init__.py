"""Who may take which action in which state: the reviewed tables, and the script that writes them.

`python -m tests.matrix` writes a table for every case type of every pack, from `from`, `by`, `apart_from` and
the roles' scopes in the YAML and from nothing else: no code of the product is asked, so that a fault in its
policies shows as a difference from the table. A difference in git is for a person to review.
"""
