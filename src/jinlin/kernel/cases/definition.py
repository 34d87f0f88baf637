"""What a pack says about one type of case, compiled and frozen.

These models are the grammar of `process.yaml`: packkit reads the YAML, merges the base, and validates
the result here, so that there is one place that says what a pack may write. A definition never changes:
its digest names it, and a running case keeps the definition it was opened under.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, get_args

from pydantic import Field, field_validator, model_validator

from jinlin.kernel.cases.turns import Turn, turn_of
from jinlin.kernel.cases.vault import SEALED
from jinlin.lib.words import Frozen, Words

Privacy = Literal["public", "internal", "personal", "sensitive"]
AskType = Literal[
    "text", "long_text", "integer", "money", "date", "moment", "yes_no", "choice", "code", "area",
    "point", "person", "organisation", "officer", "case", "rows", "file", "span",
    "pass_phrase",
]  # fmt: skip


AREA = "area"
"""The field that says in which area a case is, whatever its pack."""
JOINING = "join_into"
RING = "ring"
MERGING = frozenset({"merge_into", JOINING})
"""The effects by which a case goes on as part of another."""


PersonPart = Literal["name", "phone", "id_type", "id_no", "organisation", "address"]
PERSON_PARTS: tuple[PersonPart, ...] = get_args(PersonPart)


FREE_TEXT: frozenset[AskType] = frozenset({"text", "long_text", "person"})


class Choice(Frozen):
    """One value of a `choice`."""

    value: str
    name: Words


class Ask(Frozen):
    """A field: what a form shows, an API takes and a case keeps.

    `money` is in fen, `max` is characters for texts, a number for numbers, rows for `rows`. `parts` are
    those of a `person` that are asked, all if none is named: nothing is asked that is not needed. A text of
    the `form` `code` is a code that stands on a paper, and kept as it stands there, however it was typed; a
    moment of the `form` `end` is one at which something ends. The forms of other roles than `asked_of` leave
    the field out.
    """

    type: AskType
    name: Words
    help: Words | None = None
    required: bool = False
    privacy: Privacy = "internal"
    max: int | None = None
    min: int | None = None
    pattern: str | None = None
    options: tuple[Choice, ...] = ()
    register_: str | None = Field(default=None, alias="register")
    of: dict[str, Ask] = {}
    parts: tuple[PersonPart, ...] = ()
    form: Literal["code", "end"] | None = None
    revealed_to: tuple[str, ...] = ()
    asked_of: tuple[str, ...] = ()

    @property
    def person_parts(self) -> tuple[PersonPart, ...]:
        """The parts that may be answered: beside an identity number also of what document it is."""
        asked = {"name", *(self.parts or PERSON_PARTS)} | ({"id_type"} if "id_no" in self.parts else set())
        return tuple(part for part in PERSON_PARTS if part in asked)

    @property
    def is_sealed(self) -> bool:
        """Whether its values lie under the case's key: what tells who somebody is, and what people write in
        their own words, unless the pack declares it public."""
        if self.privacy in SEALED:
            return True
        return self.privacy == "internal" and (
            self.type in FREE_TEXT or any(one.is_sealed for one in self.of.values())
        )

    @property
    def is_searched(self) -> bool:
        """Whether words are searched for in it."""
        return self.type in ("text", "long_text") and self.privacy in ("public", "internal")


class Effect(Frozen):
    """What an action does besides moving the state: `{name: params}` in YAML, and `when` beside it if it is
    done only where that CEL holds."""

    name: str
    params: Any = None
    when: str | None = Field(default=None, min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "name" in value:  # as a definition is stored
            return value
        named = [pair for pair in value.items() if pair[0] != "when"]
        if len(named) != 1:
            raise ValueError(
                "an effect is one name with its params, and `when` beside it if it has a condition"
            )
        ((name, params),) = named
        return {"name": name, "params": params, "when": value.get("when")}


class Need(Frozen):
    """A guard: CEL that must hold, and the sentence for the person who is refused."""

    when: str
    otherwise: Words = Field(alias="else")


class FromTable(Frozen):
    """A value that a decision table gives: the outcome called `outcome` of the row that applies."""

    table: str
    outcome: str = "within"


class FromField(Frozen):
    """A limit that stands in a field: a `span` to go, a `date` that ends it at 24:00, or a `moment`."""

    field: str


Effects = tuple[Effect, ...]


class State(Frozen):
    """Where a case can be. `say` tells in plain words what happens now and what the resident can do.

    `within` (a span, a table or a field) starts when the state is entered. `pauses` names the state whose
    clock stands still while the case is here and goes on with what was left when it returns; `keeps` names
    the state whose clock runs on here and after the return. `before` and `then_after` map a span to what
    happens that long before and after the limit. `waits_for` are the roles whose turn it is; without it,
    those that can lead the case on from here. `desk` names the list of the desk that shows them besides.
    """

    name: Words
    say: Words
    within: str | FromTable | FromField | None = None
    pauses: str | None = None
    keeps: str | None = None
    final: bool = False
    outcome: str | None = None
    before: dict[str, Effects] = {}
    on_lapse: Effects = ()
    then_after: dict[str, Effects] = {}
    on_children_closed: str | None = None
    waits_for: tuple[str, ...] = ()
    desk: Literal["call_backs"] | None = None

    @field_validator("waits_for", mode="before")
    @classmethod
    def _read_roles(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value


class Action(Frozen):
    """The only way a case changes.

    `from` lists states, or is `any` for every state that is not final. No `to` means that the state
    stays and its clock runs on. `apart_from` maps an earlier action to `person` or `organisation`:
    whoever took that one may not take this one (maker and checker). `limit` is how often in one case,
    `once_in` a span in which it is taken once only.
    `answered_by` makes it a request: it stands until one of those actions is taken.
    """

    name: Words
    from_: tuple[str, ...] | Literal["any"] = Field(alias="from")
    to: str | None = None
    by: tuple[str, ...]
    asks: dict[str, Ask] = {}
    needs: tuple[Need, ...] = ()
    does: Effects = ()
    apart_from: dict[str, Literal["person", "organisation"]] = {}
    limit: int | None = None
    once_in: str | None = None
    public: bool = True
    answered_by: tuple[str, ...] = ()

    @field_validator("from_", "by", "answered_by", mode="before")
    @classmethod
    def _read_names(cls, value: Any) -> Any:
        if isinstance(value, str) and value != "any":
            return (value,)
        return value

    def starts_in(self, state: str, *, final: bool) -> bool:
        """Whether the action can be taken in `state`."""
        return not final if self.from_ == "any" else state in self.from_


PERSONAL = frozenset({"opener", "anyone"})
"""Scopes of whoever acts on their own behalf and not in an office."""


class Role(Frozen):
    """Who may act, and where: `area`, the office's area holds the case; `holder`, the office is at the
    organisation that holds it; `opener`, whoever opened it; `named`, the officer in field `field`;
    `member`, one of the many people whom an instrument keeps within it, who has proved to be that one;
    `anyone`, also a person who is not known; `system`, the product itself when silence has a consequence.
    """

    name: Words
    scope: Literal["area", "holder", "opener", "named", "member", "anyone", "system"]
    field: str | None = None


class Cards(Frozen):
    """The decision table that says what a card brings besides: facts `colour`, `cards`, `unit`."""

    table: str


class Retention(Frozen):
    """How long after closing the personal data is kept; then the case's key is destroyed."""

    keep: str
    basis: Words


class Public(Frozen):
    """公开: cases of this type are shown to everybody: number, category, state, unit, area and times, and of
    the fields those whose privacy is `public`. Without this section nobody sees one who has no role in it.

    In the states of `hidden_in` a case is not shown yet, or no more: somebody looks at it first.
    `place_decimals` is how many decimals of a degree its place is rounded to: 3 is about 100 metres.
    """

    hidden_in: tuple[str, ...] = ()
    place_decimals: int = Field(default=5, ge=1, le=6)


class Open311(Frozen):
    """Cases of this type can be reported and followed by Open311 GeoReport v2; its services are the
    categories. `description`, `address` and `reporter` name the fields that the parameters of the protocol
    fill, `attributes` those that are asked besides.
    """

    description: str
    address: str | None = None
    reporter: str | None = None
    attributes: tuple[str, ...] = ()


class Definition(Frozen):
    """One type of case of one pack. `way` is the usual way of a case, from its first state as far as it can
    be told beforehand: where somebody decides, it ends. `needs` must hold of the answers of whoever opens a
    case: what would be refused later is refused at the door. Cases that others open are not asked again.
    `urgent` names a `yes_no` field that says that it is an emergency.
    """

    pack: str
    type: str
    name: Words
    number: str
    roles: dict[str, Role]
    opened_by: tuple[str, ...]
    starts_in: str
    opens_with: Effects = ()
    needs: tuple[Need, ...] = ()
    asks: dict[str, Ask]
    facts: dict[str, Ask] = {}
    title: str | None = None
    classified_by: str | None = None
    placed_by: str | None = None
    urgent: str | None = None
    channels: tuple[str, ...] = ("web", "app", "wechat", "phone", "import", "story", "case")
    states: dict[str, State]
    way: tuple[str, ...] = ()
    actions: dict[str, Action]
    cards: Cards | None = None
    retention: Retention | None = None
    public: Public | None = None
    open311: Open311 | None = None

    @property
    def key(self) -> str:
        """`pack/type`, as the API and the journal name it."""
        return f"{self.pack}/{self.type}"

    @cached_property
    def fields(self) -> dict[str, Ask]:
        """Every field a case of this type can hold: asked at opening, set by effects, asked by actions."""
        found = {**self.asks, **self.facts}
        for action in self.actions.values():
            found.update(action.asks)
        return found

    @cached_property
    def sealed(self) -> frozenset[str]:
        """The fields whose values lie under the case's key."""
        return frozenset(name for name, ask in self.fields.items() if ask.is_sealed)

    @cached_property
    def naming_fields(self) -> tuple[str, ...]:
        """The fields that name an officer who therefore has a role in the case."""
        return tuple(sorted({role.field for role in self.roles.values() if role.field}))

    @cached_property
    def searched(self) -> frozenset[str]:
        """The fields in which words are searched for: texts that people wrote, and that are not personal."""
        asked = (name for name in self.fields if name not in self.facts)
        return frozenset(name for name in asked if self.fields[name].is_searched)

    @cached_property
    def turns(self) -> Mapping[str, Turn]:
        """When the desk of a role has this type of case before it."""
        return {role: turn_of(self, role) for role in self.roles}

    @cached_property
    def shown_to_opener(self) -> frozenset[str]:
        """The fields that whoever opened the case sees: public ones, their own answers, those that the pack
        reveals to them, and what public actions ask that is not personal. What staff write down besides
        stays with staff."""
        own = {name for name, role in self.roles.items() if role.scope == "opener"}
        shown = set(self.asks) | {
            name for name, ask in self.fields.items() if ask.privacy == "public" or own & set(ask.revealed_to)
        }
        for action in self.actions.values():
            if own & set(action.by):
                shown |= set(action.asks)
            elif action.public:
                shown |= {name for name, ask in action.asks.items() if ask.privacy == "internal"}
        return frozenset(shown)

    @cached_property
    def withheld(self) -> Mapping[str, frozenset[str]]:
        """The fields that steps alone ask which are not public, and who takes these: of those whom only a
        field of the case brings in, nobody else sees them."""
        known = set(self.asks) | set(self.facts)
        steps = list(self.actions.values())
        known |= {name for step in steps if step.public for name in step.asks}
        asked = {name for step in steps for name in step.asks} - known
        return {
            name: frozenset(role for one in steps if name in one.asks for role in one.by) for name in asked
        }

    @cached_property
    def ringing(self) -> frozenset[str]:
        """The requests that ring on the desk of whoever answers them, until somebody does."""
        return frozenset(str(one.params) for one in self._effects() if one.name == RING)

    def _effects(self) -> Iterator[Effect]:
        """Every effect: at opening, of actions, of silence."""
        yield from self.opens_with
        for action in self.actions.values():
            yield from action.does
        for state in self.states.values():
            late = (*state.before.values(), *state.then_after.values())
            yield from (one for effects in (state.on_lapse, *late) for one in effects)

    @property
    def own_roles(self) -> tuple[str, ...]:
        """The roles in which whoever holds no office opens a case of this type, the first counting most."""
        found = ((name, self.roles[name]) for name in self.opened_by if name in self.roles)
        return tuple(name for name, role in found if role.scope in PERSONAL)

    def asks_of(self, role: str) -> dict[str, Ask]:
        """What the form of this role asks at opening."""
        return {name: ask for name, ask in self.asks.items() if not ask.asked_of or role in ask.asked_of}

    @cached_property
    def joining(self) -> tuple[str, str] | None:
        """The action by which whoever opened a case joins it to another at once, and the field that names
        that one; None if the pack has none."""
        own = {name for name, role in self.roles.items() if role.scope == "opener"}
        for name, action in self.actions.items():
            joins = [one.params for one in action.does if one.name == JOINING]
            if joins and own & set(action.by) and action.starts_in(self.starts_in, final=False):
                return name, str(joins[0])
        return None

    def is_public(self, field: str | None) -> bool:
        """Whether anybody may see this field."""
        ask = self.fields.get(field or "")
        return ask is not None and ask.privacy == "public"

    def register_of(self, ask: Ask) -> str:
        """The register of a `code` field by its whole name, `pack/name`."""
        name = ask.register_ or ""
        return name if "/" in name else f"{self.pack}/{name}"

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON: the name under which running cases pin this definition."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def canonical(self) -> str:
        """The definition as JSON; `from_canonical` reads it back. Fields, states and actions stand in the
        order of the pack, which is that of its forms and diagrams."""
        body = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_canonical(cls, text: str) -> Definition:
        """Read what `canonical` wrote."""
        return cls.model_validate_json(text)
