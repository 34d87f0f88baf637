"""CSV as people send it: UTF-8, or what a Chinese spreadsheet writes when nobody tells it otherwise."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from jinlin.lib.errors import BadInput

UTF8 = "utf-8-sig"  # with the mark that spreadsheets put first, or without
GB18030 = "gb18030"  # no text of more than a few characters reads as both


def decoded(content: bytes, name: str) -> str:
    """The text of a file called `name`. BadInput if it is neither UTF-8 nor GB 18030."""
    for encoding in (UTF8, GB18030):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(
        f"文件 {name} 既不是 UTF-8 也不是 GB18030 编码，请另存为 UTF-8 的 CSV",
        f"The file {name} is neither UTF-8 nor GB 18030: save it as CSV in UTF-8",
    )


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows, each a mapping by the header. BadInput for what is no CSV."""
    try:
        return list(csv.DictReader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise _no_csv(error) from error


def header_of(text: str) -> list[str]:
    """The header; empty if the text is."""
    try:
        return next(csv.reader(io.StringIO(text, newline="")), [])
    except csv.Error as error:
        raise _no_csv(error) from error


def written(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV that `rows_of` reads back as it was: every cell as it stands."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _no_csv(error: csv.Error) -> BadInput:
    return BadInput(f"这不是 CSV：{error}", f"This is no CSV: {error}")
