"""Reading JSON strictly: whatever two readers could understand differently is refused."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from jinlin.api.refusals import Malformed, WrongMedia

JSON = "application/json"
DEPTH_MAX = 32
INTEGER_MAX = 2**63 - 1
DIGITS_MAX = len(str(INTEGER_MAX)) + 1
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class StrictParser(Parser):
    """What django-ninja reads bodies with. It wraps what we raise; `errors.py` gets it out again."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as JSON values."""
        if request.content_type != JSON:
            raise WrongMedia(
                f"这里只收 {JSON}，收到的是 {_shown(request.content_type)}",
                f"Only {JSON} is taken here, and this was {_shown(request.content_type)}",
            )
        return read(request.body)


def read(raw: bytes) -> Any:
    """JSON values from bytes.

    Malformed for what is not JSON (RFC 8259) in UTF-8, for NaN and infinities, integers beyond 64 bits,
    names that come twice in one object, NUL, lone surrogates, and more than 32 levels.
    """
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except UnicodeDecodeError as error:
        raise Malformed(
            f"内容不是 UTF-8：第{error.start}字节处无法读取",
            f"This is not UTF-8: it breaks at byte {error.start}",
        ) from None
    except json.JSONDecodeError as error:
        raise Malformed(
            f"内容不是 JSON：第{error.lineno}行第{error.colno}列无法读取",
            f"This is not JSON: it breaks at line {error.lineno}, column {error.colno}",
        ) from None
    except RecursionError:
        raise _too_deep() from None
    _check(value, DEPTH_MAX)
    return value


def _check(value: Any, levels: int) -> None:
    """Refuse what cannot be stored, and what is nested deeper than `levels`."""
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, dict):
        for name, one in value.items():
            check_text(name)
            _check(one, _one_less(levels))
    elif isinstance(value, list):
        for one in value:
            _check(one, _one_less(levels))


def _one_less(levels: int) -> int:
    if levels == 0:
        raise _too_deep()
    return levels - 1


def check_text(text: str) -> None:
    """Malformed for a text that no database keeps."""
    if found := UNSTORABLE.search(text):
        code = f"U+{ord(found.group()):04X}"
        raise Malformed(
            f"文字中有不能保存的字符 {code}（第{found.start() + 1}个）",
            f"A text holds the character {code}, which cannot be kept (number {found.start() + 1})",
        )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
    raise Malformed(
        f"字段 {_shown(twice)} 出现了两次，不知道以哪个为准",
        f"The field {_shown(twice)} comes twice, and it is not clear which one counts",
    )


def _integer(text: str) -> int:
    if len(text) > DIGITS_MAX or not -INTEGER_MAX <= int(text) <= INTEGER_MAX:
        raise Malformed(f"整数 {_shown(text)} 太大", f"The number {_shown(text)} is too large")
    return int(text)


def _float(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise Malformed(f"数 {_shown(text)} 太大", f"The number {_shown(text)} is too large")
    return value


def _constant(text: str) -> float:
    raise Malformed(f"{text} 不是 JSON 的数", f"{text} is not a number in JSON")


def _too_deep() -> Malformed:
    return Malformed(f"嵌套超过{DEPTH_MAX}层", f"This is nested more than {DEPTH_MAX} levels deep")


def _shown(text: str | None) -> str:
    """Somebody else's text, short and printable enough to stand in a sentence."""
    return ascii((text or "")[:40])[1:-1] or "-"
