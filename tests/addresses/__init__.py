"""Every address of the screens x everybody who may come: what is answered, in a table that was reviewed.

`JINLIN_WRITES_ADDRESSES=1 make test ARGS=tests/test_addresses.py` writes it anew: read what changed.
"""
