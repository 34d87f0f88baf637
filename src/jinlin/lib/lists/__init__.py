"""Lists that people bring, as CSV or XLSX, and tables that they take away: one reader, one writer.

A file is told by its content, never by its name. What cannot be read is told with its row; nothing is
guessed.
"""

from __future__ import annotations

from jinlin.lib.lists.reading import Listing, read, read_path
from jinlin.lib.lists.row import Row, fault_of, numbered
from jinlin.lib.lists.writing import as_csv, bare, csv_lines, shielded, workbook_text

__all__ = [
    "Listing",
    "Row",
    "as_csv",
    "bare",
    "csv_lines",
    "fault_of",
    "numbered",
    "read",
    "read_path",
    "shielded",
    "workbook_text",
]
