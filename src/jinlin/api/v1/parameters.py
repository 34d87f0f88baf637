"""Parameters that several operations share."""

from __future__ import annotations

from typing import Annotated

from ninja import Path, Query

PRINTABLE = r"^[^\x00-\x1f\x7f/]+$"

Number = Annotated[
    str,
    Path(
        min_length=1, max_length=60, pattern=PRINTABLE, description="The case's number, as `SZ2018-000001`."
    ),
]
TypeKey = Annotated[str, Query(pattern=r"^[a-z0-9_]{1,40}/[a-z0-9_]{1,40}$", description="`pack/type`.")]
After = Annotated[
    str | None, Query(None, min_length=1, max_length=400, description="`next` of the page before this one.")
]
Limit = Annotated[int, Query(50, ge=1, le=200, description="How many at most.")]
