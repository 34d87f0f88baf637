"""A storm: officers write over HTTP, a file is imported, alarms ring, and meanwhile every process of the
installation is killed with SIGKILL again and again. Afterwards the books are checked.

`tests/test_crash.py` raises a short one; `make soak` (`bench/soak.py`) one as long as you like.
"""
