"""The grammar of `story.yaml`: who does what, on which day, what must then hold; refusals too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, create_model

from jinlin.instruments.instrument import declared
from jinlin.lib.words import Frozen, Words
from jinlin.packkit.grammar.times import LocalTime, local_time

Colour = Literal["none", "yellow", "red"]
Due = Annotated[LocalTime | Literal["none"], BeforeValidator(lambda v: v if v == "none" else local_time(v))]


class Actor(Frozen):
    """One of the cast: `as` a role that needs no post, or holding `role` at `organisation` for `area`. Of a
    role of scope `member`, `member` says which of those kept within the case."""

    as_: str | None = Field(default=None, alias="as")
    member: int | None = None
    role: str | None = None
    organisation: str | None = None
    area: str | None = None


class CardCount(Frozen):
    """How many cards of each colour the case has had and still has."""

    yellow: int = 0
    red: int = 0


class Expect(Frozen):
    """What must hold after a step, besides what instruments can say of a case (`Instrument.expects`). Only
    what is written is compared; `null` expects nothing to be there."""

    state: str | None = None
    outcome: str | None = None
    holder: str | None = None
    card: Colour | None = None
    due: Due | None = None
    closed: bool | None = None
    cards: CardCount | None = None
    children: dict[str, int] | None = None
    value: Any = None
    fields: dict[str, Literal["masked", "hidden", "shown"]] | None = None


if TYPE_CHECKING:
    WholeExpect = Expect
else:  # pydantic names what is misspelt among all that can be said, that of instruments included
    WholeExpect = create_model(
        "Expect",
        __base__=Expect,
        **{name: (one.type | None, None) for each in declared() for name, one in each.expects.items()},
    )


class _Step(Frozen):
    """What every step has. `refused` is the code of the problem, `because` a part of its sentence.

    `line` is set by the compiler, so that a broken story says where.
    """

    at: LocalTime | None = None
    refused: str | None = None
    because: str | None = None
    expect: WholeExpect | None = None
    line: int = Field(default=0, exclude=True)


class Opens(_Step):
    """`who` opens a case of a type; later steps call it `named`."""

    who: str
    opens: str
    named: str = "it"
    channel: str = "web"
    answers: dict[str, Any] = {}


class Takes(_Step):
    """`who` takes an action on a case, having put files of the names `attaches` on it."""

    who: str
    takes: str
    on: str
    attaches: tuple[str, ...] = ()
    answers: dict[str, Any] = {}


class Until(_Step):
    """Silence: time passes, alarms ring."""

    until: LocalTime
    on: str | None = None


class ChildOf(_Step):
    """Names the `nth` child of a case that is of a type (`nth` counts from 1)."""

    child_of: str
    type: str
    nth: int = Field(default=1, ge=1)
    named: str


class Reveals(_Step):
    """`who` asks to see a masked field, and says what for."""

    who: str
    reveals: str
    on: str
    purpose: str


class Reads(_Step):
    """`who` looks at a case."""

    who: str
    reads: str


# Pydantic puts the kind of a step among the keys that lead to a mistake: it must not look like one of them.
KIND = "a step that {}"
VERBS = ("opens", "takes", "until", "child_of", "reveals", "reads")


def _kind(value: Any) -> str:
    """Which kind of step this is: the one whose verb is written."""
    names = value if isinstance(value, Mapping) else getattr(type(value), "model_fields", ())
    return KIND.format(next((verb for verb in VERBS if verb in names), "takes"))


Step = Annotated[
    Annotated[Opens, Tag(KIND.format("opens"))]
    | Annotated[Takes, Tag(KIND.format("takes"))]
    | Annotated[Until, Tag(KIND.format("until"))]
    | Annotated[ChildOf, Tag(KIND.format("child_of"))]
    | Annotated[Reveals, Tag(KIND.format("reveals"))]
    | Annotated[Reads, Tag(KIND.format("reads"))],
    Discriminator(_kind),
]


class Story(Frozen):
    """One telling of the mechanism."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    proves: tuple[Literal["story", "refusals", "clocks", "safeguards"], ...] = ("story",)
    name: Words
    begins: LocalTime
    cast: dict[str, Actor]
    steps: tuple[Step, ...]


class Way(Frozen):
    """One way that `count` cases of a population went. `{i}` in texts is the running number, from 1.
    Its last step may be `until`: so far silence has its consequences."""

    count: int = Field(ge=1)
    steps: tuple[Step, ...] = Field(min_length=1)


class Population(Frozen):
    """The published volume, recorded through the engine."""

    begins: LocalTime
    cast: dict[str, Actor]
    paths: tuple[Way, ...] = Field(min_length=1)


class StoryFile(Frozen):
    """`story.yaml`."""

    stories: tuple[Story, ...] = Field(min_length=1)
    populations: dict[str, Population] = {}
