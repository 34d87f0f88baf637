"""Setting documents in type: Typst, the city's fonts, and one calm official look."""

from jinlin.instruments.documents.typesetting.sources import library

__all__ = ["library"]
