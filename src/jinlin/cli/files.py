"""Reading the files that commands are given."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import click

from jinlin.lib import lists
from jinlin.lib.errors import BadInput
from jinlin.lib.lists.texts import encoding_of

FILE = click.Path(path_type=Path)


def read_rows(path: Path) -> list[lists.Row]:
    """The rows of a CSV or XLSX file, each a mapping by the header. `BadInput` if it cannot be read."""
    with lists.read_path(path) as listing:
        return list(listing)


def header_of(path: Path) -> tuple[str, ...]:
    """The header of a CSV or XLSX file; empty if the file is."""
    with lists.read_path(path) as listing:
        return listing.header


def read_json(text: str) -> dict[str, Any]:
    """A JSON object from the command line, or from the file that `@path` names. `BadInput` if it is none."""
    source = read_text(Path(text[1:])) if text.startswith("@") else text
    try:
        value = json.loads(source)
    except json.JSONDecodeError as error:
        raise _not_an_object(f"第 {error.lineno} 行", f"line {error.lineno}: {error.msg}") from error
    if not isinstance(value, dict):
        raise _not_an_object("应以 { 开头", "it must begin with {")
    return value


def read_text(path: Path) -> str:
    """The text of a file in UTF-8 or GB 18030. `BadInput` if it is not there or is not that."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"读不了文件 {path}：{error.strerror}", f"The file {path} cannot be read: {error.strerror}"
        ) from error
    return content.decode(encoding_of(BytesIO(content))).removeprefix("\ufeff")


def _not_an_object(zh: str, en: str) -> BadInput:
    return BadInput(f"答复应为 JSON 对象：{zh}", f"The answers must be a JSON object: {en}")
