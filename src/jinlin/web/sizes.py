"""How much may be sent to a screen: a form's worth, unless its view says more. The server asks before it
reads anything (`project.bodies`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
FORM = 2_621_440  # bytes that a form may have besides its files: Django's own DATA_UPLOAD_MAX_MEMORY_SIZE


def takes_files(size: int) -> Callable[[View], View]:
    """For a view that takes files of up to `size` bytes together."""

    def marked(view: View) -> View:
        view.takes_up_to = size + FORM  # type: ignore[attr-defined] # a mark on a function
        return view

    return marked
