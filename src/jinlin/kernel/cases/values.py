"""Reading what people answer: every value is checked against the ask before anything else sees it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from jinlin.kernel.cases.definition import Ask
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.lib.crypto import read_tracking_code, slow_digest
from jinlin.lib.errors import BadInput, Problem
from jinlin.lib.geodesy import Point
from jinlin.lib.identity import check_identity, read_kind
from jinlin.lib.ids import check_phone
from jinlin.lib.names import clean_name
from jinlin.lib.spans import Span
from jinlin.lib.text import clean

Reader = Callable[[Ask, Any, "Ground"], Any]
TEXT_MAX = 200
LONG_TEXT_MAX = 10_000
DIGEST = "digest"
NUMBER_MAX = 10**15
ROWS_MAX = 200
FIRST_YEAR, LAST_YEAR = 1900, 2200
Known = Callable[[str], bool]


def _taken(_: str) -> bool:
    return True


class Ground:
    """What a value is checked against besides its ask: the registry, whose registers are meant, and whether
    somebody is an officer or a number that of a case. Without these two, any is taken for one."""

    def __init__(
        self, world: World, pack: str, *, is_officer: Known = _taken, is_case: Known = _taken
    ) -> None:
        self.world = world
        self.pack = pack
        self.is_officer = is_officer
        self.is_case = is_case

    def register(self, name: str) -> str:
        """The full key of a register of this pack, or of another that is named in full."""
        return name if "/" in name else f"{self.pack}/{name}"


def read_all(asks: Mapping[str, Ask], given: Any, ground: Ground) -> dict[str, Any]:
    """The answers as values. BadInput names every field that does not fit, each with its sentence."""
    if not isinstance(given, dict):
        raise BadInput("答复必须是“字段: 值”的对象", "Answers must be an object of fields and values")
    faults = {name: _unknown(name, asks) for name in given if name not in asks}
    values: dict[str, Any] = {}
    for name, ask in asks.items():
        try:
            values[name] = read(ask, given.get(name), ground)
        except Problem as problem:
            faults[name] = {"zh": problem.say.zh, "en": problem.say.en}
    if faults:
        raise _faulty(faults)
    return {name: value for name, value in values.items() if value is not None or name in given}


def read(ask: Ask, raw: Any, ground: Ground) -> Any:
    """One answer as a value; None where nothing was answered and nothing is required."""
    if raw is None or raw == "" or raw == []:
        if ask.required:
            raise BadInput(f"请填写{ask.name.zh}", f"{ask.name.en} is required")
        return None
    return READERS[ask.type](ask, raw, ground)


def _unknown(name: str, asks: Mapping[str, Ask]) -> dict[str, str]:
    known = ", ".join(sorted(asks)) or "-"
    return {"zh": f"没有这个字段；可填：{known}", "en": f"There is no such field; those are asked: {known}"}


def _faulty(faults: dict[str, dict[str, str]]) -> BadInput:
    names = ", ".join(sorted(str(name)[:60] for name in faults))
    return BadInput(f"以下内容需要更正：{names}", f"These answers need correcting: {names}", fields=faults)


def _wrong(ask: Ask, zh: str, en: str) -> BadInput:
    return BadInput(f"{ask.name.zh}：{zh}", f"{ask.name.en}: {en}")


def _text(ask: Ask, raw: Any, _: Ground) -> str:
    if not isinstance(raw, str):
        raise _wrong(ask, "应为文字", "must be text")
    if ask.form == "code":
        return _typed_code(ask, raw)
    limit = ask.max or (LONG_TEXT_MAX if ask.type == "long_text" else TEXT_MAX)
    text = clean(raw, limit)
    if not text and ask.required:
        raise _wrong(ask, "不能为空白", "must not be blank")
    if ask.min is not None and len(text) < ask.min:
        raise _wrong(ask, f"至少{ask.min}个字", f"must have at least {ask.min} characters")
    if ask.pattern and not re.fullmatch(ask.pattern, text):
        raise _wrong(ask, "格式不对", "does not have the right form")
    return text


def _typed_code(ask: Ask, raw: str) -> str:
    try:
        return read_tracking_code(raw)
    except BadInput:
        raise _wrong(
            ask,
            "应为15位字母和数字，如 7KQ4M-XR9AT-3HWCP；横线和大小写不论",
            "must have 15 letters and digits, as 7KQ4M-XR9AT-3HWCP; dashes and case do not matter",
        ) from None


def _integer(ask: Ask, raw: Any, _: Ground) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise _wrong(ask, "应为整数", "must be a whole number")
    low = ask.min if ask.min is not None else (0 if ask.type == "money" else -NUMBER_MAX)
    high = ask.max if ask.max is not None else NUMBER_MAX
    if not low <= raw <= high:
        raise _wrong(ask, f"应在{low}至{high}之间", f"must lie between {low} and {high}")
    return raw


def _date(ask: Ask, raw: Any, _: Ground) -> str:
    try:
        day = date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise _wrong(ask, "应为日期，如 2026-03-05", "must be a date as 2026-03-05") from None
    return _in_years(ask, day.year, day.isoformat())


def _moment(ask: Ask, raw: Any, _: Ground) -> str:
    try:
        moment = datetime.fromisoformat(raw)
    except (TypeError, ValueError):
        raise _wrong(ask, "应为时间，如 2026-03-05T09:00", "must be a time as 2026-03-05T09:00") from None
    _in_years(ask, moment.year, "")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=clock.LOCAL)
    return moment.isoformat()


def _in_years(ask: Ask, year: int, text: str) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _wrong(
            ask, f"年份应在{FIRST_YEAR}至{LAST_YEAR}之间", f"the year must be {FIRST_YEAR} to {LAST_YEAR}"
        )
    return text


def _yes_no(ask: Ask, raw: Any, _: Ground) -> bool:
    if not isinstance(raw, bool):
        raise _wrong(ask, "应为是或否", "must be true or false")
    return raw


def _choice(ask: Ask, raw: Any, _: Ground) -> str:
    values = [option.value for option in ask.options]
    if raw not in values:
        raise _wrong(ask, f"应为其中之一：{', '.join(values)}", f"must be one of: {', '.join(values)}")
    return str(raw)


def _code(ask: Ask, raw: Any, ground: Ground) -> str:
    key = ground.register(ask.register_ or "")
    if not isinstance(raw, str) or ground.world.row(key, raw) is None:
        raise _wrong(ask, f"目录 {key} 中没有这个代码", f"the register {key} has no such code")
    return raw


def _area(ask: Ask, raw: Any, ground: Ground) -> str:
    if not isinstance(raw, str) or ground.world.area(raw) is None:
        raise _wrong(ask, "没有这个区划代码", "there is no area with this code")
    return raw


def _point(ask: Ask, raw: Any, ground: Ground) -> dict[str, Any]:
    try:
        return Point.model_validate(raw, strict=False).model_dump(exclude_defaults=True)
    except ValidationError as error:
        if any(
            one["loc"][:1] in (("x",), ("y",)) and one["type"].endswith("_equal") for one in error.errors()
        ):
            raise _wrong(
                ask,
                "经纬度超出范围：x 为经度（-180至180），y 为纬度（-90至90）",
                "outside the globe: x is the longitude (-180 to 180), y the latitude (-90 to 90)",
            ) from None
        raise _wrong(
            ask,
            "应含 x（经度）、y（纬度）、crs（WGS-84 或 GCJ-02）",
            "must have x (longitude), y (latitude) and crs (WGS-84 or GCJ-02)",
        ) from None


def _person(ask: Ask, raw: Any, _: Ground) -> dict[str, str] | None:
    """A person by name or, where nobody must be named, by a telephone alone; None if all is blank there."""
    parts = ask.person_parts
    if not isinstance(raw, dict) or not set(raw) <= set(parts):
        raise _wrong(ask, f"只可含 {'、'.join(parts)}", f"may have {', '.join(parts)} and nothing else")
    kind = read_kind(_person_text(ask, "id_type", raw.get("id_type")))
    read = {part: _person_part(ask, part, raw[part], kind) for part in raw}
    person = {part: text for part, text in read.items() if text}
    if "id_no" not in person:
        person.pop("id_type", None)
    if not person and not ask.required:
        return None
    _check_named(ask, person)
    return person


def _check_named(ask: Ask, person: Mapping[str, str]) -> None:
    """Whom nobody could name or reach is nobody."""
    if "name" in person or ("phone" in person and not ask.required):
        return
    if ask.required or "phone" not in ask.person_parts:
        raise _wrong(ask, "请填写姓名", "the name is missing")
    raise _wrong(ask, "请填写姓名或者手机号", "give a name or a telephone")


def _person_part(ask: Ask, part: str, raw: Any, kind: str) -> str:
    text = _person_text(ask, part, raw)
    if not text or part == "id_type":
        return kind if text else ""
    if part == "phone":
        return check_phone(text)
    return check_identity(text, kind) if part == "id_no" else text


def _person_text(ask: Ask, part: str, raw: Any) -> str:
    if raw is not None and not isinstance(raw, str):
        raise _wrong(ask, f"{part} 应为文字", f"{part} must be text")
    return (clean_name if part in ("name", "organisation") else clean)(raw or "", TEXT_MAX)


def _organisation(ask: Ask, raw: Any, ground: Ground) -> str:
    if not isinstance(raw, str) or ground.world.organisation(raw) is None:
        raise _wrong(ask, "没有这个单位代码", "there is no organisation with this code")
    return raw


def _rows(ask: Ask, raw: Any, ground: Ground) -> list[dict[str, Any]]:
    if not isinstance(raw, list) or len(raw) > (ask.max or ROWS_MAX):
        raise _wrong(
            ask, f"应为列表，最多{ask.max or ROWS_MAX}行", f"must be a list of at most {ask.max or ROWS_MAX}"
        )
    return [read_all(ask.of, row, ground) for row in raw]


def _span(ask: Ask, raw: Any, _: Ground) -> str:
    if not isinstance(raw, str):
        raise _wrong(ask, "应为期间，如：3个工作日", "must be a span as 3 working days")
    return str(Span.parse(raw))


def _short_text(ask: Ask, raw: Any, ground: Ground) -> str:
    return _text(ask.model_copy(update={"max": ask.max or 80}), raw, ground)


def _pass_phrase(ask: Ask, raw: Any, ground: Ground) -> dict[str, str]:
    """Its digest, and never the phrase. What another case hands on is a digest already: by its type, for a
    text is always a phrase."""
    if isinstance(raw, dict) and raw.keys() == {DIGEST}:
        return {DIGEST: str(raw[DIGEST])}
    phrase = "".join(unicodedata.normalize("NFKC", _text(ask, raw, ground)).casefold().split())
    if not phrase:
        raise _wrong(ask, "不能为空白", "must not be blank")
    return {DIGEST: slow_digest(phrase)}


def _officer(ask: Ask, raw: Any, ground: Ground) -> str:
    username = _short_text(ask, raw, ground)
    if username and not ground.is_officer(username):
        raise _wrong(ask, f"没有在岗的人员“{username}”", f"there is no officer '{username}'")
    return username


def _case(ask: Ask, raw: Any, ground: Ground) -> str:
    number = _short_text(ask, raw, ground)
    if number and not ground.is_case(number):
        raise _wrong(ask, f"没有编号为“{number}”的事项", f"there is no case numbered '{number}'")
    return number


READERS: dict[str, Reader] = {
    "text": _text,
    "long_text": _text,
    "integer": _integer,
    "money": _integer,
    "date": _date,
    "moment": _moment,
    "yes_no": _yes_no,
    "choice": _choice,
    "code": _code,
    "area": _area,
    "point": _point,
    "person": _person,
    "organisation": _organisation,
    "officer": _officer,
    "case": _case,
    "file": _short_text,
    "rows": _rows,
    "span": _span,
    "pass_phrase": _pass_phrase,
}
