"""What can be loaded from a file, each with the action that takes it: one way for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse

from jinlin.kernel.registry import actions
from jinlin.kernel.registry.actions import Changes
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Words
from jinlin.lib.year_tables import read_days
from jinlin.web.administration.called import register_name
from jinlin.web.administration.sheets import SHEETS, Doubt
from jinlin.web.administration.uploads import Upload

Run = Callable[[Upload, Actor, bool], Changes]
CALENDAR = "calendar"
GRID = "grid"
REGISTER = "register/"


class Load(NamedTuple):
    """One thing to load. `columns` is the header that is expected; `back` the page it came from; `doubt` what
    may be doubtful about it."""

    name: Words
    run: Run
    required: tuple[str, ...]
    optional: tuple[str, ...]
    back: str
    asks_source: bool = False
    asks_dropping: bool = False
    is_map: bool = False
    doubt: Doubt | None = None

    def doubt_about(self, upload: Upload, world: World) -> Words | None:
        """What may be doubtful about a file that is right in form."""
        return self.doubt(upload.rows(), world) if self.doubt else None


def load_of(what: str, world: World) -> Load:
    """`areas`, `people` and so on, `calendar`, `register/pack/name`; or NotFound."""
    if what in SHEETS:
        return _sheet(what)
    if what == CALENDAR:
        name = Words(zh="放假安排", en="Holiday table")
        return Load(name, _calendar, ("date", "day"), (), reverse("administration_calendar"), True)
    if what == GRID:
        name = Words(zh="网格", en="Grid cells")
        required = ("code", "name", "area")
        return Load(
            name, _grid, required, ("valid_from", "valid_to"), reverse("administration_grid"), is_map=True
        )
    key = what.removeprefix(REGISTER)
    if key == what or not world.has_register(key):
        raise NotFound("没有这张表", "There is no such table")
    return _register(key, world)


def _sheet(what: str) -> Load:
    kind = SHEETS[what]

    def run(upload: Upload, actor: Actor, dry_run: bool) -> Changes:
        return kind.install(upload.rows(), actor=actor, dry_run=dry_run)

    required = tuple(one.name for one in kind.columns if one.required)
    optional = tuple(one.name for one in kind.columns if not one.required)
    if what == "areas":
        required, optional = (*required, "parent"), tuple(one for one in optional if one != "parent")
    return Load(kind.name, run, required, optional, reverse(kind.listed), doubt=kind.doubt)


def _register(key: str, world: World) -> Load:
    def run(upload: Upload, actor: Actor, dry_run: bool) -> Changes:
        return actions.install_register(
            key,
            upload.header(),
            upload.rows(),
            "city",
            actor=actor,
            dry_run=dry_run,
            may_drop=upload.may_drop,
        )

    called = register_name(key, world).text
    pack, _, name = key.partition("/")
    back = reverse("administration_register", kwargs={"pack": pack, "register": name})
    return Load(
        Words(zh=f"名录：{called}", en=f"Register: {called}"),
        run,
        ("code", *world.columns(key)),
        (),
        back,
        asks_dropping=True,
    )


def _grid(upload: Upload, actor: Actor, dry_run: bool) -> Changes:
    return actions.install_grid(upload.features(), actor=actor, dry_run=dry_run)


def _calendar(upload: Upload, actor: Actor, dry_run: bool) -> Changes:
    year, off, on = read_days(upload.rows())
    return actions.load_calendar_year(year, off, on, upload.source, actor=actor, dry_run=dry_run)
