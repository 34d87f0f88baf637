"""Lists that forms offer: categories, other registers, areas, organisations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from jinlin.api.caller import caller
from jinlin.api.cursors import bad_cursor, cursor, place
from jinlin.api.documented import READ, told
from jinlin.api.dump import respond
from jinlin.api.v1.parameters import After, TypeKey
from jinlin.api.v1.schemas.forms import AreaPage, OrganisationGiven, OrganisationPage, RegisterPage
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors import current_definition
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Words

router = Router(tags=["lists"], by_alias=True)

FieldName = Annotated[
    str | None, Query(None, max_length=60, description="A `code` field of the type's form.")
]
Parent = Annotated[str, Query("", max_length=20, description="An area's code; empty for the topmost areas.")]
Many = Annotated[int, Query(200, ge=1, le=500, description="How many at most.")]


@router.get("/categories", response={200: RegisterPage}, summary="List categories", openapi_extra=told(*READ))
def list_categories(
    request: HttpRequest, type: TypeKey, field: FieldName = None, after: After = None, limit: Many = 200
) -> HttpResponse:
    """The rows of the register that a type is classified by; with `field`, of that field's register.

    In the order of the register, which is the order in which a form shows them.
    """
    world = caller(request).world
    key = _register(current_definition(type, world.revision), field)
    items, following = _page(world.rows(key), lambda row: row["code"], after, limit)
    columns = list(world.columns(key))
    return respond({"register": key, "columns": columns, "items": list(items), "next": following})


@router.get("/areas", response={200: AreaPage}, summary="List areas", openapi_extra=told(*READ))
def list_areas(
    request: HttpRequest, parent: Parent = "", after: After = None, limit: Many = 200
) -> HttpResponse:
    """The areas (行政区划) directly below `parent` that are valid today, by code."""
    world = caller(request).world
    if parent and world.area(parent) is None:
        raise NotFound("没有这个区划代码", "There is no area with this code")
    items, following = _page(world.children(parent), lambda area: area.code, after, limit)
    shown = [{"code": one.code, "name": one.name, "level": one.level, "parent": one.parent} for one in items]
    return respond({"items": shown, "next": following})


@router.get(
    "/organisations",
    response={200: OrganisationPage},
    summary="List organisations",
    openapi_extra=told(*READ),
)
def list_organisations(request: HttpRequest, after: After = None, limit: Many = 200) -> HttpResponse:
    """The organisations (单位) of today, by code: what a field of the type `organisation` takes."""
    items, following = _page(caller(request).world.organisations(), lambda unit: unit.code, after, limit)
    shown = [{name: getattr(one, name) for name in OrganisationGiven.model_fields} for one in items]
    return respond({"items": shown, "next": following})


def _register(one: Definition, field: str | None) -> str:
    ask = one.fields.get(field or one.classified_by or "")
    if ask is None or ask.register_ is None:
        raise NotFound(
            f"“{one.name.zh}”没有这个目录", f"'{one.name.en}' has no such register", help=_coded(one)
        )
    return one.register_of(ask)


def _coded(one: Definition) -> Words:
    names = ", ".join(name for name, ask in one.fields.items() if ask.register_) or "-"
    return Words(zh=f"可用的 field：{names}", en=f"`field` may be: {names}")


def _page(
    rows: Sequence[Any], code: Callable[[Any], str], after: str | None, limit: int
) -> tuple[Sequence[Any], str | None]:
    """The rows after the one that the cursor names. BadInput if that row is gone by now."""
    start = 0
    if after is not None:
        start = _start(rows, code, after)
    items = rows[start : start + limit]
    is_last = start + limit >= len(rows)
    return items, None if is_last else cursor([code(items[-1])])


def _start(rows: Sequence[Any], code: Callable[[Any], str], after: str) -> int:
    (last,) = place(after, (str,))
    found = next((n for n, row in enumerate(rows) if code(row) == last), None)
    if found is None:
        raise bad_cursor()
    return found + 1
