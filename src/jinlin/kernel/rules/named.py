"""What the rules say of a register: which of its columns name units and areas."""

from __future__ import annotations

from typing import Literal

from jinlin.kernel.rules.selectors import tables


def named_in(key: str) -> dict[str, Literal["organisation", "area"]]:
    """The columns of the register `pack/name` that some table reads so."""
    found = [one.rows_from for one in tables() if one.register_key == key]
    return {column: what for one in found if one for column, what in one.named.items()}
