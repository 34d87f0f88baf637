"""What a parameter of an effect stands for: marks beside its type, so that one check can look at every
parameter of every effect, whichever room registered it.

    class IssueParams(Frozen):
        document: Annotated[str, Ref("document")]
        into: Annotated[str, Field()] | None = None
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from jinlin.lib.yaml12 import Trail


@dataclass(frozen=True)
class Cel:
    """A CEL expression over the case. `gives` are the kinds of value that it may give, all if it is None;
    `knows` are the names that it may use besides those of every case."""

    gives: frozenset[str] | None = None
    knows: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Field:
    """The name of a field of the case, of one of these types; of any, if there are none. `is_set`: the effect
    writes into it."""

    types: tuple[str, ...] = ()
    is_set: bool = False


@dataclass(frozen=True)
class Ref:
    """The name of something else that the pack has: a `role`, or a part of a file that an instrument reads.
    `besides` are names that stand for themselves; `noun` is what a mistake calls it, if not by `to`."""

    to: str
    besides: tuple[str, ...] = ()
    noun: str = ""


Mark = Cel | Field | Ref


class Marked(NamedTuple):
    """A name or text in the params of an effect, where it stands in them, and what it stands for."""

    trail: Trail
    mark: Mark
    text: str


def marked(type_: Any, raw: Any, trail: Trail = ()) -> Iterator[Marked]:
    """All that is marked in `raw`, which was written for a parameter of this type. What does not fit the
    type is passed over: pydantic says what is wrong with it."""
    if get_origin(type_) is Annotated:
        inner, *about = get_args(type_)
        if isinstance(raw, str | int | float):
            yield from (Marked(trail, one, str(raw)) for one in about if isinstance(one, Mark))
        yield from marked(inner, raw, trail)
    elif isinstance(type_, type) and issubclass(type_, BaseModel):
        yield from _in_model(type_, raw, trail)
    else:
        yield from _in_container(type_, raw, trail)


def _in_model(model: type[BaseModel], raw: Any, trail: Trail) -> Iterator[Marked]:
    for name, field in model.model_fields.items():
        type_ = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        if name == "root":
            yield from marked(type_, raw, trail)
        elif isinstance(raw, Mapping) and (field.alias or name) in raw:
            key = field.alias or name
            yield from marked(type_, raw[key], (*trail, key))


def _in_container(type_: Any, raw: Any, trail: Trail) -> Iterator[Marked]:
    arms = [one for one in get_args(type_) if one is not Ellipsis]
    if get_origin(type_) is dict:
        for key, value in raw.items() if isinstance(raw, Mapping) else ():
            yield from marked(arms[0], key, (*trail, key))
            yield from marked(arms[1], value, (*trail, key))
    elif get_origin(type_) is tuple:
        items = enumerate(raw) if isinstance(raw, list | tuple) else ()
        yield from (one for n, item in items for one in marked(arms[0], item, (*trail, n)))
        if isinstance(raw, str):  # one is written without the list
            yield from marked(arms[0], raw, trail)
    elif arms:  # a union: every arm that the value fits
        for arm in arms:
            yield from marked(arm, raw, trail)
