"""A personal value so that one recognises it and cannot read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinlin.kernel.cases.definition import Ask
from jinlin.lib.text import mask_id, mask_name, mask_phone, mask_text

PARTS = {"name": mask_name, "phone": mask_phone, "id_no": mask_id}


def masked(ask: Ask, value: Any) -> Any:
    """A value of this ask behind its mask: texts in the place of whatever was kept, and nothing where nothing
    was. Rows and persons keep their parts."""
    if value is None or value == "":
        return value
    if ask.type == "person" and isinstance(value, Mapping):
        return {part: PARTS.get(part, mask_text)(str(one)) for part, one in value.items()}
    if ask.type == "rows" and isinstance(value, list):
        return [_row(ask, row) for row in value]
    return mask_text(str(value))


def _row(ask: Ask, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: masked(ask.of[name], one) for name, one in row.items() if name in ask.of}
