"""A code of a paper as somebody types it."""

from __future__ import annotations

import pytest

from jinlin.kernel.cases.definition import Ask
from jinlin.kernel.cases.tests.town import words
from jinlin.kernel.cases.values import Ground, read
from jinlin.kernel.registry.selectors import world
from jinlin.lib.errors import BadInput

ASK = Ask.model_validate({"type": "text", "form": "code", "required": True, "name": words("Code")})


@pytest.mark.usefixtures("monday")
@pytest.mark.parametrize(
    "typed",
    ["7KQ4M-XR9AT-3HWCP", "7kq4mxr9at3hwcp", "７ＫＱ４Ｍ－ＸＲ９ＡＴ－３ＨＷＣＰ", " 7KQ4M XR9AT—3HWCP "],
)
def test_is_kept_as_it_is_printed_however_it_was_typed(typed: str) -> None:
    assert read(ASK, typed, Ground(world(), "town")) == "7KQ4M-XR9AT-3HWCP"


@pytest.mark.usefixtures("monday")
@pytest.mark.parametrize("typed", ["7KQ4M-XR9AT", "0" * 15, "e3b0c44298fc1c149afbf4c8996fb924"])
def test_that_is_none_is_refused_with_how_one_looks(typed: str) -> None:
    with pytest.raises(BadInput, match="7KQ4M-XR9AT-3HWCP"):
        read(ASK, typed, Ground(world(), "town"))
