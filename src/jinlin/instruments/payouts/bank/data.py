"""Reads the YAML that belongs to this folder, or that a city brings in its place."""

from __future__ import annotations

from importlib.resources import files
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from jinlin.lib.errors import Unready
from jinlin.lib.yaml12 import Unreadable, load

Model = TypeVar("Model", bound=BaseModel)


def shipped(name: str, model: type[Model]) -> Model:
    """The table `name` of this folder."""
    return read_table((files(__package__) / "tables" / f"{name}.yaml").read_text("utf-8"), model, name)


def read_table(text: str, model: type[Model], name: str) -> Model:
    """A table from its YAML. Unready names every mistake in it; its maintainer must mend it."""
    try:
        return model.model_validate(load(text)[0])
    except (Unreadable, ValidationError) as error:
        raise Unready(
            f"银行配置 {name} 有误：{error}", f"The bank's table {name} cannot be used: {error}"
        ) from error
