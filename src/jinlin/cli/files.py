"""Reading the files that commands are given."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import click

from jinlin.lib.errors import BadInput

FILE = click.Path(path_type=Path)
BOM = "utf-8-sig"  # what spreadsheets write; plain UTF-8 reads the same


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file in UTF-8, each a mapping by the header. `BadInput` if it cannot be read."""
    return list(csv.DictReader(read_text(path).splitlines(keepends=True)))


def header_of(path: Path) -> list[str]:
    """The header of a CSV file; empty if the file is."""
    return next(csv.reader(read_text(path).splitlines(keepends=True)), [])


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
    """The text of a file in UTF-8. `BadInput` if it is not there or is not that."""
    try:
        return path.read_text(encoding=BOM)
    except OSError as error:
        raise BadInput(
            f"读不了文件 {path}：{error.strerror}", f"The file {path} cannot be read: {error.strerror}"
        ) from error
    except UnicodeDecodeError as error:
        raise BadInput(
            f"文件 {path} 不是 UTF-8 编码，请另存为 UTF-8", f"The file {path} is not UTF-8: save it as UTF-8"
        ) from error


def _not_an_object(zh: str, en: str) -> BadInput:
    return BadInput(f"答复应为 JSON 对象：{zh}", f"The answers must be a JSON object: {en}")
