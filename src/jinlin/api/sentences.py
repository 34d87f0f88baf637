"""What pydantic finds wrong, said to the person who can put it right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinlin.lib.words import Words

SAYINGS: dict[str, tuple[str, str]] = {
    "missing": ("必须填写", "is required"),
    "extra_forbidden": ("没有这个字段", "is not a field here"),
    "string_type": ("应为文字", "must be text"),
    "string_too_short": ("至少{min_length}个字符", "must have at least {min_length} characters"),
    "string_too_long": ("至多{max_length}个字符", "must have at most {max_length} characters"),
    "string_pattern_mismatch": (
        "格式不对，应符合{pattern}",
        "does not have the right form, which is {pattern}",
    ),
    "int_type": ("应为整数", "must be a whole number"),
    "int_parsing": ("应为整数", "must be a whole number"),
    "int_parsing_size": ("整数太大", "is too large a number"),
    "int_from_float": ("应为整数", "must be a whole number"),
    "bool_type": ("应为 true 或 false", "must be true or false"),
    "bool_parsing": ("应为 true 或 false", "must be true or false"),
    "dict_type": ("应为“字段: 值”的对象", "must be an object of fields and values"),
    "model_type": ("应为“字段: 值”的对象", "must be an object of fields and values"),
    "model_attributes_type": ("应为“字段: 值”的对象", "must be an object of fields and values"),
    "list_type": ("应为列表", "must be a list"),
    "greater_than_equal": ("不能小于{ge}", "must not be less than {ge}"),
    "less_than_equal": ("不能大于{le}", "must not be more than {le}"),
    "literal_error": ("应为其中之一：{expected}", "must be one of: {expected}"),
    "enum": ("应为其中之一：{expected}", "must be one of: {expected}"),
}
MOMENT = (
    "应为带时区的时间，如 2026-03-05T09:00:00+08:00",
    "must be a time with its offset, as 2026-03-05T09:00:00+08:00",
)
OTHER = ("不合要求（{msg}）", "does not fit ({msg})")


def fields(errors: Iterable[Mapping[str, Any]]) -> dict[str, Words]:
    """Every field that does not fit, by its path, each with its sentence; faults of one are joined."""
    said: dict[str, Words] = {}
    for error in errors:
        path, words = _path(error["loc"]), _words(error)
        before = said.get(path)
        said[path] = (
            words if before is None else Words(zh=f"{before.zh}；{words.zh}", en=f"{before.en}; {words.en}")
        )
    return said


def _path(loc: Iterable[Any]) -> str:
    """`("body", "sent", "answers", "place")` is `answers.place`; a parameter is its own name."""
    source, *rest = [str(part) for part in loc]
    if source == "body" or (source == "query" and len(rest) > 1):
        rest = rest[1:]
    return ".".join(rest) or source


def _words(error: Mapping[str, Any]) -> Words:
    kind = str(error["type"])
    zh, en = MOMENT if kind.startswith(("datetime", "timezone", "date")) else SAYINGS.get(kind, OTHER)
    given = {**error.get("ctx", {}), "msg": error["msg"]}
    return Words(zh=zh.format_map(given), en=en.format_map(given))
