"""What stays in memory for as long as the process lives."""

from __future__ import annotations

import gc


def keep_loaded() -> None:
    """Tell the garbage collector that all there is by now stays, so that it is never looked through again.

    Code, packs and definitions are some hundred thousand objects. Without this every long list had them all
    looked through: 0.1 s each time.
    """
    gc.freeze()
