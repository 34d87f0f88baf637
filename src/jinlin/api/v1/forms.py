"""Which types of case there are, and what their forms ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from jinlin.api.caller import caller
from jinlin.api.documented import READ, told
from jinlin.api.dump import respond
from jinlin.api.problems import words
from jinlin.api.v1.schemas.forms import FormGiven, TypesGiven
from jinlin.kernel.cases.definition import Action, Ask, Definition, State
from jinlin.kernel.cases.selectors import current_definition, current_definitions

router = Router(tags=["types"], by_alias=True)
Name = Annotated[str, Path(max_length=40, pattern=r"^[a-z0-9_]+$")]


@router.get(
    "/types", response={200: TypesGiven}, summary="List the types of case", openapi_extra=told(401, 422, 503)
)
def list_types(request: HttpRequest) -> HttpResponse:
    """Every type of case that is installed here, by key, with the channels through which it comes in."""
    return respond({"items": [head(one) for one in current_definitions(caller(request).revision)]})


@router.get(
    "/types/{pack}/{type}", response={200: FormGiven}, summary="Read one form", openapi_extra=told(*READ)
)
def get_type(request: HttpRequest, pack: Name, type: Name) -> HttpResponse:
    """What the type asks, its states in plain words, its actions and who takes them, in both languages."""
    return respond(form(current_definition(f"{pack}/{type}", caller(request).revision)))


def head(one: Definition) -> dict[str, Any]:
    """A type in a list."""
    return {
        "key": one.key,
        "pack": one.pack,
        "type": one.type,
        "name": words(one.name),
        "channels": list(one.channels),
        "opened_by": list(one.opened_by),
    }


def form(one: Definition) -> dict[str, Any]:
    """A type with all that it asks."""
    return head(one) | {
        "digest": one.digest,
        "asks": asks(one.asks),
        "states": {name: _state(state) for name, state in one.states.items()},
        "actions": {name: _action(one, action) for name, action in one.actions.items()},
        "roles": {name: words(role.name) for name, role in one.roles.items()},
    }


def asks(fields: Mapping[str, Ask]) -> dict[str, Any]:
    """The fields of a form."""
    return {name: _ask(ask) for name, ask in fields.items()}


def _ask(ask: Ask) -> dict[str, Any]:
    return {
        "type": ask.type,
        "name": words(ask.name),
        "help": words(ask.help) if ask.help else None,
        "required": ask.required,
        "privacy": ask.privacy,
        "max": ask.max,
        "min": ask.min,
        "pattern": ask.pattern,
        "options": [{"value": option.value, "name": words(option.name)} for option in ask.options],
        "register": ask.register_,
        "of": asks(ask.of),
        "parts": list(ask.person_parts) if ask.type == "person" else [],
        "form": ask.form,
        "asked_of": list(ask.asked_of),
    }


def _state(state: State) -> dict[str, Any]:
    return {
        "name": words(state.name),
        "say": words(state.say),
        "final": state.final,
        "outcome": state.outcome,
    }


def _action(one: Definition, action: Action) -> dict[str, Any]:
    starts = [name for name, state in one.states.items() if action.starts_in(name, final=state.final)]
    return {
        "name": words(action.name),
        "from": starts,
        "to": action.to,
        "by": list(action.by),
        "asks": asks(action.asks),
    }
