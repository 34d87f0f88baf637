"""Setting documents in type: Typst, the city's fonts, and one calm official look."""

from jinlin.instruments.documents.typesetting.setting import (
    CannotSet,
    Place,
    Sheet,
    set_for_editing,
    set_in_type,
    set_mark,
)
from jinlin.instruments.documents.typesetting.sources import library, seal

__all__ = ["CannotSet", "Place", "Sheet", "library", "seal", "set_for_editing", "set_in_type", "set_mark"]
