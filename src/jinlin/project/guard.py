"""What this data folder knows of the database: how far it had come when last looked at.

An older dump that somebody restores has forgotten what was given after it, and nothing within it can tell:
`guard-<name>.json` here does, which the worker writes every minute.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from jinlin.kernel.cases import actions as cases
from jinlin.kernel.cases import selectors as case_selectors
from jinlin.kernel.journal import actions, selectors
from jinlin.kernel.journal.selectors import Point
from jinlin.lib.errors import Unready
from jinlin.lib.words import Words


class Seen(NamedTuple):
    """How far the database had come: its journal, and the running numbers by the name of their sequence."""

    point: Point
    numbers: Mapping[str, int]


def note(data: Path) -> None:
    """Remember how far the database has come, whole or not at all. Nothing before 0.2.0 has a name."""
    if (place := _place(data)) is None:
        return
    seen = Seen(selectors.point(), case_selectors.numbers_given())
    draft = place.with_suffix(".new")
    try:
        data.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps({"point": seen.point._asdict(), "numbers": dict(seen.numbers)}))
        draft.replace(place)
    except OSError as error:
        raise Unready(
            f"{place} 写不进去：{error.strerror}", f"{place} cannot be written: {error.strerror}"
        ) from error


def seen(data: Path) -> Seen | None:
    """What was remembered of this database; None if nothing was."""
    place = _place(data)
    if place is None or not place.is_file():
        return None
    kept = json.loads(place.read_text())
    return Seen(Point(**kept["point"]), kept["numbers"])


def refuse_older(data: Path) -> None:
    """Raise `Unready` if the database has forgotten what this folder knows, until somebody accepts that."""
    known = seen(data)
    if known is None or not is_older(known.point):
        return
    here = selectors.point()
    raise Unready(
        f"数据库比本机记得的旧：日志只到 {here.position}（曾到 {known.point.position}），"
        f"封存只到第 {here.seal} 号（曾到第 {known.point.seal} 号）；像是恢复了较早的备份",
        f"The database is older than what is remembered here: its journal ends at {here.position} "
        f"(it had come to {known.point.position}), its seals at {here.seal} (at {known.point.seal}): "
        "an older dump seems to have been restored",
        help=Words(
            zh="若确要用它，请运行 jinlin accept-restore；否则恢复较新的备份。",
            en="If it is meant, run jinlin accept-restore; otherwise restore a newer one.",
        ),
    )


def is_older(known: Point) -> bool:
    """Whether the database has forgotten what was known of it, and nobody has accepted that since."""
    here = selectors.point()
    if here.epoch > known.epoch:
        return False
    lost_seal = known.seal > 0 and selectors.root_of(known.seal) != known.root
    return here.position < known.position or lost_seal


def accept(data: Path, because: str) -> int:
    """Go on with an older dump: whatever is counted begins far beyond what is known to have been given.
    Returns the number of the epoch."""
    known = seen(data) or Seen(selectors.point(), {})
    with transaction.atomic():
        cases.leave_room(known.numbers)
        epoch = actions.begin_epoch(known.point, because)
    note(data)
    return epoch


def _place(data: Path) -> Path | None:
    found = selectors.installation()
    return data / f"guard-{found.name[:16]}.json" if found else None
