"""Reads a part of a pack into its model; every mistake with its line and what helps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from jinlin.lib.yaml12 import Trail
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.tree import Tree
from jinlin.packkit.unknown import meant

Model = TypeVar("Model", bound=BaseModel)


def validated(
    model: type[Model], tree: Tree, faults: list[Fault], extra: dict[str, Any] | None = None
) -> Model | None:
    """The tree as `model`, with `extra` added; None if it does not fit, and then `faults` has why."""
    data = {**tree.data, **(extra or {})} if isinstance(tree.data, dict) else tree.data
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults.extend(_faults(model, tree, error))
        return None


def _faults(model: type[BaseModel], tree: Tree, error: ValidationError) -> Iterator[Fault]:
    # A value that may be one of several kinds is reported once for each kind; one line says it once.
    seen = set()
    for one in error.errors(include_url=False):
        trail = _trail(tree.data, one["loc"])
        place, name = tree.place(*trail), str(one["loc"][-1]) if one["loc"] else ""
        if (place, one["type"], name) not in seen:
            seen.add((place, one["type"], name))
            zh, en = _sentence(model, one, _where(trail, name), name)
            yield fault(place, "grammar", zh, en)


def _trail(data: Any, loc: Trail) -> Trail:
    """The way to the mistake as the file has it: without the names that pydantic gives to kinds of value."""
    trail: list[str | int] = []
    for step in loc:
        inside = isinstance(data, dict) and step in data
        if inside or (isinstance(data, list) and isinstance(step, int) and step < len(data)):
            trail.append(step)
            data = data[step]
    return tuple(trail)


def _sentence(model: type[BaseModel], error: ErrorDetails, where: str, name: str) -> tuple[str, str]:
    if error["type"] == "missing":
        return f"缺少“{name}”（{where}）", f"`{name}` is missing ({where})"
    if error["type"] == "extra_forbidden":
        known = _known_names(model, error["loc"][:-1])
        zh, en = meant(name, known)
        if error["input"] is None:
            zh, en = "；含逗号的文字要加引号", "; if it is part of a text with a comma, quote the text"
        return f"这里不能写“{name}”（{where}）{zh}", f"`{name}` cannot be written here ({where}){en}"
    said = error["msg"].removeprefix("Value error, ")
    return f"“{name}”写得不对（{where}）：{said}", f"`{name}` does not fit ({where}): {said}"


def _where(trail: Trail, name: str) -> str:
    steps = [str(one) for one in trail]
    return ".".join(steps if steps[-1:] == [name] else [*steps, name]) or "."


def _known_names(model: type[BaseModel], loc: Trail) -> set[str]:
    """The names that the model at `loc` knows; empty where the way there is not plain."""
    models: set[type[BaseModel]] = {model}
    for step in loc:
        inner = {found for one in models for found in _models_under(one, step)}
        models = inner or models
    return {
        one.alias or name
        for found in models
        for name, one in found.model_fields.items()
        if one.init is not False
    }


def _models_under(model: type[BaseModel], step: str | int) -> set[type[BaseModel]]:
    for name, one in model.model_fields.items():
        if str(step) in (name, one.alias):
            return _models_in(one.annotation)
    return set()


def _models_in(annotation: Any) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {found for one in get_args(annotation) for found in _models_in(one)}
